"""The words that the invented county is made of: units, towns, topics, and what names of people are drawn from.

Data alone. The departments are kinds that any county has; towns, people and matters are made up, and no town here is one of
the real county's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BODIES", "COPIED", "DEPARTMENTS", "GIVEN", "SURNAMES", "TOPICS", "TOWNS", "TOWN_ASKS", "Topic"]

SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = "文明平安和春秋山川松柏云雨石田禾青白元方正中永长新远同"

DEPARTMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("jiaowei", "县教委", "县教育委员会"),
    ("caizheng", "县财政局", ""),
    ("jiaotong", "县交通局", "县交通运输局"),
    ("fagai", "县发展改革委", "县发改委"),
    ("jingxin", "县经济信息委", "县经信委"),
    ("minzong", "县民族宗教委", "县民宗委"),
    ("gongan", "县公安局", ""),
    ("minzheng", "县民政局", ""),
    ("sifa", "县司法局", ""),
    ("renshe", "县人力社保局", "县人社局"),
    ("guizi", "县规划自然资源局", "县规资局"),
    ("huanbao", "县生态环境局", ""),
    ("zhujian", "县住房城乡建委", "县住建委"),
    ("chengguan", "县城市管理局", "县城管局"),
    ("shuili", "县水利局", ""),
    ("nongye", "县农业农村委", "县农委"),
    ("shangwu", "县商务委", ""),
    ("wenlv", "县文化旅游委", "县文旅委"),
    ("weijian", "县卫生健康委", "县卫健委"),
    ("tuiyi", "县退役军人事务局", "县退役军人局"),
    ("yingji", "县应急管理局", "县应急局"),
    ("shenji", "县审计局", ""),
    ("shichang", "县市场监管局", "县市监局"),
    ("tongji", "县统计局", ""),
    ("yibao", "县医保局", "县医疗保障局"),
    ("linye", "县林业局", ""),
    ("xiangcun", "县乡村振兴局", ""),
    ("zhaoshang", "县招商投资局", "县招商局"),
    ("dashuju", "县大数据局", ""),
    ("xiaofang", "县消防救援大队", ""),
    ("qixiang", "县气象局", ""),
    ("gongdian", "县供电公司", ""),
    ("tongxin", "县通信办", ""),
)
"""Id, name, and another name that registers use, if any."""

TOWNS: Final[tuple[tuple[str, str], ...]] = (
    ("qingshi", "青石街道"),
    ("baiguo", "白果街道"),
    ("yuntai", "云台街道"),
    ("fengxi", "枫溪镇"),
    ("zhuping", "竹坪镇"),
    ("chaya", "茶垭镇"),
    ("guihua", "桂花镇"),
    ("shaping", "杉坪镇"),
    ("yinxing", "银杏镇"),
    ("daoxiang", "稻香镇"),
    ("yunwu", "云雾镇"),
    ("xiangshui", "响水镇"),
    ("baiyang", "柏杨镇"),
    ("liyuan", "梨园镇"),
    ("songlin", "松林镇"),
    ("shiqiao", "石桥镇"),
    ("lengquan", "冷泉乡"),
    ("maitian", "麦田乡"),
    ("caochang", "草场乡"),
    ("taoping", "桃坪乡"),
    ("wangyue", "望月乡"),
    ("huajiao", "花椒乡"),
    ("shuangjing", "双井乡"),
    ("nanshan", "楠山乡"),
    ("changling", "长岭乡"),
    ("banqiao", "板桥乡"),
    ("gaoping", "高坪乡"),
)

COPIED: Final[tuple[tuple[str, str], ...]] = (
    ("fayuan", "县法院"),
    ("jianchayuan", "县检察院"),
    ("tuanxianwei", "团县委"),
    ("fulian", "县妇联"),
    ("gonghui", "县总工会"),
)
"""Bodies that only get a copy of the notice."""

BODIES: Final[tuple[tuple[str, int], ...]] = (
    ("county_government", 6),
    ("party_committee", 2),
    ("congress", 2),
    ("cppcc", 2),
)
"""How many leaders of each body stand in the register."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its lead unit, who may co-handle, how many cases it has, what they ask for."""

    name: str
    lead: str
    co: tuple[str, ...]
    cases: int
    asks: tuple[str, ...]


def _topic(name: str, lead: str, co: str, cases: int, asks: str) -> Topic:
    return Topic(name, lead, tuple(co.split()), cases, tuple(asks.split()))


TOPICS: Final[tuple[Topic, ...]] = (
    _topic(
        "教育",
        "jiaowei",
        "caizheng guizi renshe tuanxianwei",
        38,
        "改善{}中心校寄宿条件 在{}增设公办幼儿园 稳定{}乡村教师队伍 规范{}校外托管服务 改造{}学校运动场地",
    ),
    _topic(
        "交通",
        "jiaotong",
        "gongan caizheng guizi",
        42,
        "改建{}至县城弯急路段 开通{}公交线路 完善{}农村公路防护设施 修复{}水毁村道 硬化{}通组公路",
    ),
    _topic("道路安全", "gongan", "jiaotong jiaowei", 8, "整治{}赶场日交通秩序 增设{}学校门口减速设施 加强{}摩托车管理"),
    _topic(
        "乡村振兴",
        "xiangcun",
        "nongye caizheng fulian",
        16,
        "扶持{}村级集体经济 提升{}易地搬迁安置点服务 建设{}和美乡村示范点 巩固{}帮扶成果",
    ),
    _topic(
        "产业",
        "nongye",
        "caizheng shangwu qixiang",
        28,
        "发展{}高山蔬菜 支持{}中蜂养殖 完善{}农产品冷链 推广{}丘陵小型农机 打造{}红薯加工品牌",
    ),
    _topic(
        "医疗", "weijian", "yibao caizheng", 24, "改善{}卫生院诊疗条件 加强{}村医队伍 配备{}急救车辆 充实{}夜间门诊力量"
    ),
    _topic("医保", "yibao", "weijian renshe", 8, "方便{}群众异地就医结算 在{}设置医保服务窗口 简化{}慢病待遇认定"),
    _topic("养老", "minzheng", "weijian caizheng", 12, "建设{}养老服务站 改造{}敬老院 开展{}独居老人助餐服务"),
    _topic("社区", "minzheng", "zhujian caizheng", 10, "增配{}社区工作力量 完善{}社区活动场所 关爱{}留守儿童"),
    _topic("生态", "huanbao", "shuili chengguan", 16, "治理{}河段水质 建设{}集镇污水管网 防治{}养殖污染"),
    _topic("林业", "linye", "huanbao wenlv", 10, "防控{}林木病虫害 管护{}古树名木 发展{}林下种植"),
    _topic(
        "文旅",
        "wenlv",
        "jiaotong shangwu minzong",
        22,
        "开发{}乡村旅游线路 保护{}传统村落 修缮{}文化站 传承{}民间刺绣 举办{}民歌活动",
    ),
    _topic("民族", "minzong", "wenlv", 4, "保护{}特色村寨 整理{}民间谚语"),
    _topic("水利", "shuili", "caizheng nongye", 24, "解决{}季节性缺水 整修{}山坪塘 加固{}河堤 更新{}供水管道"),
    _topic("住建", "zhujian", "guizi caizheng", 24, "改造{}老旧小区 加装{}住宅电梯 处置{}危房 改进{}小区物业服务"),
    _topic("城管", "chengguan", "gongan zhujian", 18, "规范{}夜市经营 增设{}公厕 改进{}垃圾分类 更换{}破损路灯"),
    _topic("规划", "guizi", "zhujian", 8, "编制{}村庄规划 盘活{}闲置用地 加快{}地灾点搬迁"),
    _topic("就业", "renshe", "shangwu gonghui", 8, "扩大{}返乡人员就业 开展{}家政技能培训"),
    _topic("商贸", "shangwu", "shichang", 8, "建设{}农贸市场 发展{}农村电商 推进{}快递进村"),
    _topic("招商", "zhaoshang", "fagai", 4, "引进{}农产品加工企业 盘活{}闲置厂房"),
    _topic("工业", "jingxin", "fagai", 5, "扶持{}小微企业 改善{}园区配套"),
    _topic("项目", "fagai", "caizheng", 6, "争取{}骨干项目 完善{}充电设施"),
    _topic("市场监管", "shichang", "shangwu", 4, "规范{}餐饮价格 加强{}食品摊点监管"),
    _topic("应急", "yingji", "xiaofang qixiang", 5, "完善{}灾害监测预警 建设{}应急物资点"),
    _topic("消防", "xiaofang", "yingji", 2, "建设{}微型消防站 补建{}消防栓"),
    _topic("法治", "sifa", "gongan", 3, "充实{}人民调解员 开展{}普法宣传"),
    _topic("优抚", "tuiyi", "minzheng", 2, "改进{}退役军人服务站 修缮{}纪念设施"),
    _topic("数字", "dashuju", "jingxin", 2, "推广{}一网通办 整合{}视频资源"),
    _topic("电力", "gongdian", "guizi", 4, "改造{}农村电网 迁改{}高压线路"),
    _topic("通信", "tongxin", "jingxin", 3, "消除{}信号盲区 提升{}网络速率"),
)
TOWN_ASKS: Final = ("整治{}集镇环境", "新建{}便民服务中心", "规范{}集镇摊位", "完善{}村级活动场所", "修缮{}集镇步道")
"""What a town is asked itself; all cases beyond those of the topics are such."""
