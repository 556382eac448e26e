"""Sheets as offices keep them, made up here: written with XlsxWriter, or as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

Rows = Sequence[Sequence[Any]]

LAYOUT_A: Rows = (
    ("提案序号", "提案者", "主办单位", "会办单位", "办理结果", "意见反馈", "案由", "性质", "提案分类", "内容", "提交日期", "主办部门答复"),
    (1.0, "甲某某", "教委", "财政局、民政局(2)", "A", "满意", "关于增设校车站点的提案", "个人", "教育", "略", "2023.1.5", "略"),
    ("002", "乙某某，丙某某", "交通局", "", "B类", "基本满意", "关于村道加装护栏的提案", "联名", "交通", "略", "", ""),
)  # fmt: skip
"""A district's import: the header in the first row."""

_B = (
    "届次 提案编号 案由 第一提案人 提案人数 提案类型 办理方式 可否公开 可否附议 提案状态 内容分类 优秀提案 重点提案 督办领导 合并提案 "
    "建议办理单位 拟定办理单位 办理单位 审查日期 交办日期 要求办结日期 解决程度 提案人意见"
).split()
LAYOUT_B: Rows = (
    ("提案明细表", *[""] * 22),
    tuple(_B),
    ("2023年", "第12号", "关于公园照明的提案", "甲某某", 3, "联名", "主会办", "可", "可", "已办复", "城建", "否", "是", "丁某某", "",
     "城管局", "城管局", "主办：城管局；会办：财政局、水利局", date(2023, 3, 20), "2023年4月10日", "2023年8月31日", "A", "满意"),
    ("2023年", "第13号", "关于文化活动的提案", "乙某某", 1, "个人", "分办", "可", "可", "已办复", "文化", "否", "否", "", "",
     "", "", "文旅委、教委", date(2023, 3, 20), date(2023, 4, 10), "", "", "未反馈"),
)  # fmt: skip
"""A city's detail export: a title above, the header in the second row, 23 columns."""

LAYOUT_C: Rows = (
    ("案号", "提案标题", "联名类别", "提案者", "交办日期", "主办单位名称列表", "协办单位名称列表", "主办时限", "协办时限", "届次", "满意度",
     "复文摘要", "字/年/号", "类", "承办负责人", "承办人", "签发人", "签发日期"),
    ("21", "关于养老食堂的提案", "个人", "甲某某", "2023-04-10", "民政局", "财政局\n卫健委", "2023-08-31", "2023-05-23", "2023", "满意",
     "略", "某民函〔2023〕5号", "A", "戊某某", "己某某", "庚某某", "2023-07-20"),
)  # fmt: skip
"""A case table with its replies."""


def workbook(rows: Rows, name: str = "提案", merges: Sequence[tuple[Any, ...]] = (), **options: Any) -> bytes:
    """Return a workbook of one sheet; merged cells as (first row, first column, last row, last column, value)."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    sheet, day = book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  a day
            elif isinstance(value, str) and value.startswith("="):
                sheet.write_formula(r, c, value, None, "")
            elif value != "":
                sheet.write(r, c, value)
    for merge in merges:
        sheet.merge_range(*merge)
    book.close()
    return buffer.getvalue()


def two_sheets(first: Rows, second: Rows, *, hide: bool = False) -> bytes:
    """Return a workbook of two sheets, the second hidden if asked."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in (("提案", first), ("旧表", second)):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
        if hide and name == "旧表":
            sheet.hide()
    book.close()
    return buffer.getvalue()


def text(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Return rows as a separated text."""
    lines = (separator.join('"' + str(x).replace('"', '""') + '"' for x in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def ods(rows: Rows) -> bytes:
    """Return an OpenDocument spreadsheet of texts."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = (
        "<table:table-row>" + "".join(cell.format(escape(str(x))) for x in row) + "</table:table-row>" for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="提案">{"".join(lines)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return buffer.getvalue()


def parquet(rows: Rows) -> bytes:
    """Return rows as a table in Parquet: the first its columns' names; an empty text is a missing value."""
    buffer = io.BytesIO()
    columns = {name: [x if x != "" else None for x in cells] for name, *cells in zip(*rows, strict=True)}
    pq.write_table(pa.table({name: pa.array(cells) for name, cells in columns.items()}), buffer)
    return buffer.getvalue()
