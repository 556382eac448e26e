"""Notices made by templates, each with what it says: numerals, numbering, synonyms and orders drawn by a seed.

What is drawn decides both the text and what a person would read in it; the patterns under test are not consulted.
"""

from __future__ import annotations

from random import Random

__all__ = ["made"]

_HAN = "零一二三四五六七八九十"
_BOTH = '{"congress_committee": ["proposal", "suggestion"], '
_OFFICES = ("县政府办", "县政府办公室", "县人民政府办公室", "县政府督查室")
_CONGRESS = (
    "县人大常委会代表工委",
    "县人大代表联络室",
    "县人大常委会人事代表工委",
    "县人大常委会选举任免代表工作委员会",
)
_CPPCC = ("县政协提案委", "县政协提案委员会", "县政协提案办")
_POSTS = {
    "principal": ("主要负责人", "主要领导", "主要负责同志", "单位一把手"),
    "leader_in_charge": ("分管负责人", "分管领导", "分管负责同志"),
    "handler": ("经办人员", "承办人员", "具体办理人员", "经办人"),
}


def _han(n: int) -> str:
    if n >= 100:
        hundreds, rest = divmod(n, 100)
        return (
            _HAN[hundreds]
            + "百"
            + (
                ""
                if not rest
                else (
                    "零" + _HAN[rest]
                    if rest < 10
                    else (_HAN[rest // 10] + "十" + (_HAN[rest % 10] if rest % 10 else ""))
                )
            )
        )
    tens, ones = divmod(n, 10)
    return ("" if not tens else ("" if tens == 1 else _HAN[tens]) + "十") + (_HAN[ones] if ones or not tens else "")


def _number(dice: Random, n: int) -> str:
    wide = "".join(chr(ord(x) + 0xFEE0) for x in str(n))
    return dice.choice((str(n), str(n), _han(n), wide))


def _day(dice: Random, month: int, day: int) -> str:
    text = f"{_number(dice, month)}月{_number(dice, day)}日"
    return text + dice.choice(("前", "前", "之前", "以前"))


class _Notice:
    """One notice as it is drawn."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.said: set[str] = set()

    def one(self, *words: str) -> str:
        return self.dice.choice(words)

    def fixed(self) -> tuple[str, str]:
        month, day = self.dice.randint(4, 11), self.dice.randint(1, 28)
        return _day(self.dice, month, day), f"{month:02d}-{day:02d}"

    def span(self) -> tuple[str, str]:
        unit, least, most, word = self.dice.choice(
            (("wd", 5, 40, "个工作日"), ("d", 10, 90, "日"), ("m", 1, 6, "个月"), ("d", 10, 60, "天"))
        )
        n = self.dice.randint(least, most)
        return _number(self.dice, n) + word + self.one("内", "之内", "以内"), f"{n}{unit}"

    def post(self, name: str) -> str:
        return self.one(*_POSTS[name])

    # -------------------------------------------------------------------------------------------------- sentences

    def plan(self) -> str:
        text, term = self.fixed()
        paper = self.one("工作方案", "办理方案", "办理工作方案", "实施方案", "办理计划")
        office, congress, cppcc = self.one(*_OFFICES), self.one(*_CONGRESS), self.one(*_CPPCC)
        everyone = self.one("各承办单位", "各单位", "承办单位")
        self.said |= {f"PLAN-01.plan_term = {term}"}
        if self.dice.random() < 0.3:
            self.said.add('PLAN-01.plan_recipients = {"government_office": ["suggestion", "proposal"]}')
            return self.one(
                f"{everyone}须于{text}将{paper}报送{office}。", f"{text}，{everyone}向{office}报送{paper}。"
            )
        kinds = '["suggestion", "proposal"]'
        self.said.add(
            f'PLAN-01.plan_recipients = {{"congress_committee": {kinds}, "cppcc_committee": {kinds}, "government_office": {kinds}}}'
        )
        return self.one(
            f"{everyone}应当在{text}将{paper}报{office}，同时抄送{congress}、{cppcc}。",
            f"{text}，{everyone}要把{paper}送{office}，并抄报{congress}和{cppcc}。",
            f"{paper}须于{text}报送{office}、{congress}、{cppcc}。",
        )

    def opinion(self) -> str:
        text, term = self.span()
        co = self.one("协办", "会办")
        start, column = self.dice.choice(
            (
                ("交办之日", "asked"),
                ("收到建议提案之日", "received"),
                ("收到交办件之日", "received"),
                ("接到任务之日", "received"),
            )
        )
        self.said.add(f"COHAND-01.opinion_term = {term} ← {column}")
        return self.one(
            f"{co}单位应当自{start}起{text}，将{co}意见送达主办单位。",
            f"{co}单位须在{start}起{text}向主办单位反馈书面{co}意见。",
            f"自{start}起{text}，{co}单位把{co}意见交主办单位。",
        )

    def closing(self) -> str:
        if self.dice.random() < 0.5:
            text, term = self.fixed()
            self.said.add(f"REPLY-01.reply_term = {term}")
            return self.one(
                f"所有建议提案务必于{text}办结。",
                f"建议提案须在{text}全部答复完毕。",
                f"主办单位要在{text}书面答复代表、委员。",
                f"{text}，完成全部建议提案的答复。",
            )
        text, term = self.span()
        start, column = self.dice.choice((("交办之日", "assigned"), ("收到之日", "received")))
        self.said.add(f"REPLY-01.reply_term = {term} ← {column}")
        return self.one(f"主办单位应自{start}起{text}答复代表、委员。", f"建议提案一般应在{start}起{text}办结。")

    def signing(self) -> str:
        first, last = self.one("审核", "审查", "把关"), self.one("签发", "审签", "审定")
        self.said |= {
            'SIGN-02.signing_posts = {"review": "leader_in_charge", "sign_off": "principal"}',
            'SIGN-02.signing_steps = {"review": ["sign_off"], "sign_off": []}',
        }
        leader, principal = self.post("leader_in_charge"), self.post("principal")
        return self.one(
            f"复函须经{leader}{first}、{principal}{last}。",
            f"答复件由{leader}{first}后，报{principal}{last}。",
            f"答复函先由{leader}{first}，再由{principal}{last}后印发。",
        )

    def contact(self) -> str:
        before, after = (
            self.dice.choice(("leader_in_charge", "handler", "principal")),
            self.dice.choice(("principal", "leader_in_charge")),
        )
        self.said |= {f"CONTACT-01.talk_post = {before}", f"CONTACT-03.result_post = {after}"}
        one, two = self.one("办理前", "办前"), self.one("办结后", "办理后", "答复后")
        form, forms = self.dice.choice(
            (
                ("当面沟通", '["face_to_face", "meeting"]'),
                ("电话沟通", '["telephone"]'),
                ("座谈", '["face_to_face", "meeting"]'),
            )
        )
        self.said |= {f"CONTACT-01.talk_forms = {forms}", 'CONTACT-03.result_forms = ["face_to_face", "meeting"]'}
        return f"{one}，{self.post(before)}要与代表、委员{form}；{two}，由{self.post(after)}{self.one('上门', '登门', '当面')}听取代表、委员意见。"

    def categories(self) -> str:
        means = {
            "solvable_now": self.one("问题已经解决或采纳", "所提问题得到解决", "有条件解决并已落实"),
            "to_be_planned": self.one("列入计划逐步解决", "正在解决", "一时难以解决、纳入规划"),
            "not_possible": self.one("条件不具备", "因条件限制不能解决", "不符合政策、已作解释说明"),
        }
        letters = dict(zip(means, "ABC", strict=True))
        self.said |= {f"categories.{meaning} = {letter}" for meaning, letter in letters.items()}
        if self.dice.random() < 0.5:
            return "；".join(f"{text}的，列为{letters[meaning]}类" for meaning, text in means.items()) + "。"
        return "；".join(f"{letters[meaning]}类：{text}" for meaning, text in means.items()) + "。"

    def summary(self) -> str:
        text, term = self.fixed()
        self.said |= {
            f"FILE-03.summary_term = {term}",
            'FILE-03.summary_recipients = {"government_office": ["suggestion", "proposal"]}',
        }
        return self.one(
            f"{text}，将年度办理总结报{self.one(*_OFFICES)}。", f"年度工作总结须于{text}报送{self.one(*_OFFICES)}。"
        )

    def redo(self) -> str:
        n = self.dice.randint(2, 10)
        self.said.add(f"COHAND-02.redo_term = {n}wd ← asked")
        return f"协办意见{self.one('没有实质内容', '含糊不清', '不明确')}的，主办单位可要求协办单位在{_number(self.dice, n)}个工作日内重新{self.one('提出', '出具', '提供')}协办意见。"

    def counts(self) -> str:
        a, b = self.dice.randint(11, 399), self.dice.randint(11, 399)
        self.said |= {f"policy.suggestion = {a}", f"policy.proposal = {b}"}
        return self.one(
            f"今年共收到代表建议{_number(self.dice, a)}件、委员提案{_number(self.dice, b)}件。",
            f"今年交办人大代表建议{_number(self.dice, a)}件，政协提案{_number(self.dice, b)}件。",
            f"两会期间提出建议、批评和意见{_number(self.dice, a)}件，提案{_number(self.dice, b)}件。",
        )

    def filler(self) -> str:
        return self.one(
            "各单位要提高认识，增强责任感。",
            "要创新方法，提高实效。",
            "各单位要密切配合，形成合力。",
            "要加强宣传，营造氛围。",
        )


def _numbered(notice: _Notice, sentences: list[str]) -> list[str]:
    style = notice.dice.choice(("is", "bracket", "dot", "article", "comma", "paren", "none"))
    if style == "is":
        return ["一、工作要求", "".join(f"{_han(n)}是{x}" for n, x in enumerate(sentences, 1))]
    if style == "none":
        return sentences
    marks = {"bracket": "（{h}）", "dot": "{n}. ", "article": "第{h}条　", "comma": "{h}、", "paren": "({n})"}
    lines = [marks[style].format(n=n, h=_han(n)) + x for n, x in enumerate(sentences, 1)]
    return ["一、工作要求", *lines] if style in ("bracket", "paren") else lines


def made(seed: int) -> tuple[str, frozenset[str]]:
    """Return a notice and what it says, without the clauses' locators."""
    notice = _Notice(seed)
    year = notice.dice.randint(2019, 2027)
    kinds = [
        notice.plan,
        notice.opinion,
        notice.closing,
        notice.signing,
        notice.contact,
        notice.categories,
        notice.summary,
        notice.redo,
    ]
    notice.dice.shuffle(kinds)
    sentences = [say() for say in kinds[: notice.dice.randint(4, 8)]]
    for _ in range(notice.dice.randint(0, 3)):
        sentences.insert(notice.dice.randint(0, len(sentences)), notice.filler())
    head = [f"关于做好{year}年建议提案办理工作的通知", "各承办单位：", notice.counts() + "现将有关事项通知如下："]
    return "\n".join([*head, *_numbered(notice, sentences), f"{year}年4月1日"]), frozenset(notice.said)
