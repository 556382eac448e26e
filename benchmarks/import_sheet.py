"""How fast an office's sheet is read, beside the reader's own time: `python benchmarks/import_sheet.py [--rows 20000]`.

A sheet of an office's columns is written, then read in turn by calamine alone, to rows of Python values, and by `import_file`,
to a register's document with its report; then both with the register validated. What counts is the ratio within one run, by the
processor's clock.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import xlsxwriter
from python_calamine import load_workbook

from caserules.importing import Imported, OfficeMapping, import_file
from caserules.io.reading import read_register

GOAL = 1.5
ROUNDS = 5
HEADINGS = (
    "序号", "提案号", "案由", "第一提案人", "联名提案人", "主办单位", "协办单位", "办理方式", "重点提案", "交办日期", "收到日期",
    "协办意见送达日期", "答复日期", "复文号", "办理结果", "满意度", "签发人", "签发日期",
)  # fmt: skip
MAPPING = OfficeMapping(
    place="某县", year=2023, complete_through=date(2023, 12, 31), scheme="pengshui", bound=True,
    expected={"proposal": 20_000},
)  # fmt: skip


def sheet(rows: int) -> bytes:
    """Return a workbook of one sheet: a title, a header, and so many cases, some of them still open."""
    draw = random.Random(1)  # noqa: S311  no secret
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet("提案")
        page.write_row(0, 0, ["某县2023年政协提案办理情况登记表"])
        page.write_row(1, 0, HEADINGS)
        for number in range(1, rows + 1):
            assigned = date(2023, 4, 10) + timedelta(days=draw.randrange(20))
            replied = assigned + timedelta(days=draw.randrange(60, 120)) if draw.random() < 0.9 else None
            helpers = draw.sample(range(60), draw.randrange(3))
            cells = [
                number, str(number), f"关于改善第{number}号路段照明的提案", f"委员{draw.randrange(300)}",
                "、".join(f"委员{x}" for x in draw.sample(range(300), draw.randrange(4))),
                f"县第{draw.randrange(60)}局", "、".join(f"县第{x}局" for x in helpers),
                "主办" if helpers else "独办", draw.choice(("是", "否", "", "")), assigned, assigned,
                assigned + timedelta(days=30) if len(helpers) == 1 else None, replied,
                f"某府函〔2023〕{number}号" if replied else None, draw.choice("ABC") if replied else None,
                draw.choice(("满意", "基本满意")) if replied else None, f"局长{draw.randrange(60)}" if replied else None, replied,
            ]  # fmt: skip
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(number + 1, column, cell, days)
                elif cell not in (None, ""):
                    page.write(number + 1, column, cell)
    return buffer.getvalue()


def read_alone(data: bytes) -> int:
    """Return how many rows the reader alone gives."""
    with load_workbook(BytesIO(data)) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def read_cases(data: bytes) -> Imported:
    """Return what is read of it."""
    return import_file(data, MAPPING, name="sheet.xlsx")


def seconds(work: Callable[[], object]) -> float:
    """Return how long the processor works."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    given = parser.parse_args()
    data = sheet(given.rows)
    found = read_cases(data)
    assert len(found.document["cases"]) == given.rows, found.problems[:5]
    works: dict[str, Callable[[], object]] = {
        "calamine alone": lambda: read_alone(data),
        "the register validated, from its document": lambda: read_register(found.document),
        "import_file": lambda: read_cases(data),
        "import_file and its register": lambda: read_cases(data).register(),
    }
    times = {name: min(seconds(work) for _ in range(ROUNDS)) for name, work in works.items()}
    print(f"{given.rows} rows of {len(HEADINGS)} columns, {len(data) >> 10} KiB")
    for name, took in times.items():
        print(f"{took * 1e3:8.0f} ms  {name}")
    alone, validated, ours, whole = times.values()
    print(f"import_file: {ours / alone:.2f} times calamine alone (goal {GOAL})")
    print(f"with the register: {whole / (alone + validated):.2f} times calamine and the same validation (goal {GOAL})")


if __name__ == "__main__":
    main()
