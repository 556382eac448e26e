"""Three cases that can be read by eye: one in which all was done in time, one with a late opinion, one not yet answered.

The same register stands in `examples/register-small.json`; a test holds the two equal.
"""

from __future__ import annotations

import json
from typing import Final

from caserules.demo.days import ASSIGNED, record
from caserules.models import Register

__all__ = ["small_register", "small_text"]

Record = dict[str, object]

WIDTH: Final = 120
THROUGH: Final = "2023-08-25"
GOOD, LATE, OPEN = "suggestion/2023/1", "suggestion/2023/2", "proposal/2023/1"
RECIPIENTS: Final = ("government_office", "congress_committee", "cppcc_committee")


def small_register() -> Register:
    """Return the register of three cases, complete through 2023-08-25.

    Example:
        >>> [case.key for case in small_register().cases]
        ['suggestion/2023/1', 'suggestion/2023/2', 'proposal/2023/1']
    """
    return Register.model_validate_json(small_text(), by_alias=True, by_name=False)


def small_text() -> str:
    """Return the same register as the text of its file."""
    return _laid_out(_document()) + "\n"


def _laid_out(value: object, indent: str = "") -> str:
    """Return JSON in which whatever fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_laid_out(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _laid_out(part, inner) for part in value) + f"\n{indent}]"


def _document() -> Record:
    return record(
        schema="caserules.register/1",
        place="彭水苗族土家族自治县",
        year=2023,
        time_zone="Asia/Shanghai",
        complete_through={"default": THROUGH, "attestations": THROUGH, "delegations": THROUGH},
        expected={"suggestion": 2, "proposal": 1},
        units=[
            _unit("jiaowei", "县教委"),
            _unit("jiaotong", "县交通局"),
            _unit("caizheng", "县财政局"),
            _unit("fengxi", "枫溪镇"),
        ],
        people=_people(),
        cases=[_good(), _late(), _open()],
        filings=_filings(),
        carried=[],
        attestations=_attestations(),
        reminders=[record(to="caizheng", number="督〔2023〕1号", on="2023-05-24", answer_by="2023-05-26")],
    )


def _unit(id: str, name: str) -> Record:
    posts = (("principal", "p"), ("leader_in_charge", "l"), ("handler", "h"))
    held = [record(post=post, person=f"{id}-{letter}", from_="2021-12-20") for post, letter in posts]
    return record(id=id, name=name, bound=True, posts=held, roles_named="2023-04-14")


def _people() -> list[Record]:
    staff = (f"{unit}-{letter}" for unit in ("jiaowei", "jiaotong", "caizheng", "fengxi") for letter in "plh")
    names = "王文川 李和山 张平青 刘安禾 陈石新 杨云白 赵春永 黄秋田 周雨松 吴长元 徐同方 孙明中".split()
    proposers = (("d001", "胡远柏"), ("d002", "朱正春"), ("m001", "林山雨"))
    office = ("office-1", "郭方田")
    return [record(id=id, name=name) for id, name in (*zip(staff, names, strict=True), *proposers, office)]


# -------------------------------------------------------------------------------------------------------------- cases


def _good() -> Record:
    """All done in time, from the talk before handling to the paper filed."""
    return record(
        **_head("suggestion", 1, "关于改善枫溪镇中心校寄宿条件的建议", "d001", "lead_with_co_handling"),
        assignments=[_assigned("jiaowei", "lead"), _assigned("caizheng", "co_handling")],
        requests=[record(unit="caizheng", round=0, delivered="2023-05-19")],
        contacts=[
            _contact("before", "jiaowei", "leader_in_charge", "face_to_face", "2023-04-25"),
            _contact("during", "jiaowei", "handler", "telephone", "2023-06-06"),
            _contact("after", "jiaowei", "principal", "meeting", "2023-07-05"),
        ],
        replies=[
            _reply(
                "jiaowei", "教委函〔2023〕1号", "d001", ("06-12", "06-14", "06-16", "06-19", "06-20"), "solvable_now"
            )
        ],
        follow_up=record(implemented="2023-07-14"),
        commitments=[
            record(
                id="promise-1",
                made="2023-06-20",
                text="暑期更换寄宿床位",
                steps=[record(text="采购", planned="2023-07"), record(text="安装", planned="2023-08")],
                promised_for="2023-08-18",
                done="2023-08-11",
                closed_out="2023-08-15",
            )
        ],
    )


def _late() -> Record:
    """The opinion came three days after its day; the lead unit answered in time all the same."""
    return record(
        **_head("suggestion", 2, "关于开通枫溪镇公交线路的建议", "d002", "lead_with_co_handling"),
        assignments=[_assigned("jiaotong", "lead"), _assigned("caizheng", "co_handling")],
        requests=[record(unit="caizheng", round=0, delivered="2023-05-26")],
        contacts=[
            _contact("before", "jiaotong", "leader_in_charge", "meeting", "2023-05-09"),
            _contact("during", "jiaotong", "handler", "telephone", "2023-06-20"),
        ],
        replies=[
            _reply(
                "jiaotong", "交通函〔2023〕1号", "d002", ("07-04", "07-06", "07-10", "07-11", "07-12"), "to_be_planned"
            )
        ],
        follow_up=record(plan_entry="2023-07-10", implemented="not_yet"),
    )


def _open() -> Record:
    """Spoken about, and not answered yet; the day is the last of August."""
    return record(
        **_head("proposal", 1, "关于整治枫溪镇集镇环境的提案", "m001", "single"),
        assignments=[_assigned("fengxi", "single")],
        contacts=[_contact("before", "fengxi", "leader_in_charge", "face_to_face", "2023-05-17")],
    )


def _head(kind: str, number: int, title: str, proposer: str, mode: str) -> Record:
    proposers = [record(id=proposer, person=proposer)]
    return record(kind=kind, year=2023, number=number, title=title, proposers=proposers, mode=mode)


def _assigned(unit: str, role: str) -> Record:
    return record(unit=unit, role=role, assigned=ASSIGNED, acknowledged=ASSIGNED, received="2023-04-11")


def _contact(stage: str, unit: str, post: str, form: str, on: str) -> Record:
    person = f"{unit}-{post[0]}"
    return record(stage=stage, unit=unit, post=post, person=person, form=form, on=on)


def _reply(unit: str, number: str, proposer: str, days: tuple[str, str, str, str, str], meaning: str) -> Record:
    """Return a reply drafted, rechecked, reviewed, signed and issued on five days; sent that day, back in two weeks."""
    draft, recheck, review, sign, issue = (f"2023-{day}" for day in days)
    chain = (("draft", "h", draft), ("recheck", "h", recheck), ("review", "l", review), ("sign_off", "p", sign))
    arrived, returned = f"{issue[:8]}{int(issue[8:]) + 1}", f"{issue[:8]}{int(issue[8:]) + 8}"
    letter = {"solvable_now": "A", "to_be_planned": "B"}[meaning]
    return record(
        unit=unit,
        version=1,
        steps=[record(step=step, person=f"{unit}-{post}", on=day) for step, post, day in chain],
        issued=issue,
        number=number,
        category=[record(meaning=meaning, letter=letter, decided=sign, by=f"{unit}-p")],
        deliveries=[record(proposer=proposer, sent=issue, on=arrived)],
        receipts=[record(proposer=proposer, arrived=arrived, returned=returned, rating="satisfied")],
    )


# ---------------------------------------------------------------------------------------------- papers and judgements


def _filings() -> list[Record]:
    plans = (
        record(paper="work_plan", unit=unit, recipient=recipient, filed="2023-04-18")
        for unit in ("jiaowei", "jiaotong", "caizheng", "fengxi")
        for recipient in RECIPIENTS
    )
    papers = (
        record(paper=paper, unit=unit, recipient=recipient, cases=[case], filed=day)
        for unit, case, day in (("jiaowei", GOOD, "2023-07-18"), ("jiaotong", LATE, "2023-08-02"))
        for paper in ("reply", "receipt")
        for recipient in RECIPIENTS[:2]
    )
    summaries = (
        record(paper="summary", unit=unit, recipient=recipient, filed="2023-08-24")
        for unit in ("jiaowei", "jiaotong")
        for recipient in RECIPIENTS[:2]
    )
    return [*plans, *papers, *summaries]


def _attestations() -> list[Record]:
    of_case = record(case=GOOD, unit="jiaowei")
    said = (
        (record(unit="jiaowei", aspect="deployed"), "done", "2023-04-20"),
        (record(**of_case, aspect="coordinated"), "done", "2023-06-20"),
        (record(**of_case, version=1), "true", "2023-07-10"),
        (record(**of_case, commitment="promise-1"), "done", "2023-08-14"),
    )
    return [
        record(id=f"att-{i}", about=about, judged=judged, by="office-1", on=on)
        for i, (about, judged, on) in enumerate(said, 1)
    ]
