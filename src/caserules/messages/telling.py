"""What a unit is told of a finding that changed: the frames of a message's subject and text."""

from __future__ import annotations

from typing import Final

from caserules.messages import fill

__all__ = ["WORDS", "tell"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "subject.new": ("核查提示：{case} {title}", "Found in checking: {case}, {title}"),
    "subject.update": ("核查提示（有变更）：{case} {title}", "Found in checking, changed: {case}, {title}"),
    "subject.correction": ("更正：{case} {title}", "Correction: {case}, {title}"),
    "to": ("收件单位：{unit}", "To: {unit}"),
    "number": ("编号：{finding} 第{revision}次", "Finding: {finding}, message {revision}"),
    "key": ("消息号：{number}", "Key: {number}"),
    "now": ("截至 {day}：{sentence}", "As of {day}: {sentence}"),
    "clause": ("依据：{clause}（{rule}）。", "Ground: {clause} ({rule})."),
    "update": ("此前告知的内容有变，以本次为准。", "What you were told before has changed; this takes its place."),
    "fell": (
        "此前告知贵单位的下列情况，现不再成立，特此更正：",
        "What you were told before no longer stands, and is corrected herewith:",
    ),
    "fell.purged": (
        "此前告知贵单位的情况（{finding}），现不再成立，特此更正。",
        "What you were told before ({finding}) no longer stands, and is corrected herewith.",
    ),
    "gone": ("截至 {day}：台账或政策中已无此项。", "As of {day}: the register or the policy no longer has this duty."),
    "confirm": (
        "系统初判，须经人工复核；有异议或有补充材料，请告知发出本提示的单位。",
        "A first reading by machine, which a person must confirm; if it is wrong, or more is to be said, tell whoever sent this.",
    ),
}


def tell(lang: str, key: str, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> tell("zh", "subject.correction", case="建议 2023/12", title="办结")
        '更正：建议 2023/12 办结'
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
