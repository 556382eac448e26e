"""Letters as .docx: reminders and notices to units, the form of a reply with its receipt, drafts of a public criticism.

One way for all: a reading of the assessment gives places and rows, a template that the office may edit says what stands around
them, and they are put together. Every draft says that a person must review it. No natural person's name stands in a letter,
and what is secret is counted in it, not listed. The day is the assessment's; no clock is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from caserules.report.letters.content import KINDS, Kind, Letter
from caserules.report.letters.fill import filled
from caserules.report.letters.gather import correction, criticism, notices, reminders, reply_forms
from caserules.report.letters.template import template_of
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["KINDS", "Kind", "Letter", "letter_template", "render_criticism", "unit_letters", "written"]


def letter_template(kind: Kind, lang: Lang = "zh") -> bytes:
    """Return the template of a kind of letter as a .docx, to be edited by the office.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    return template_of(kind, lang)


def unit_letters(
    data: Plain,
    kind: Kind,
    lang: Lang = "zh",
    *,
    due: Plain | None = None,
    categories: Mapping[str, str] | None = None,
    secret: Collection[str] = (),
    issuer: str = "",
    unit: str | None = None,
) -> Iterator[tuple[str, Letter]]:
    """Yield for each unit that there is something to tell, its id and its letter.

    Args:
        data: the plain form of an assessment, with all its findings.
        kind: `reminder`, `notice` or `reply_form`.
        lang: `zh` or `en`.
        due: for a reminder: `Reminders.to_dict()`.
        categories: for the form of a reply: the letter of each meaning, as the policy has them.
        secret: the keys of the secret cases: counted, not listed.
        issuer: who sends it; by itself a place to fill in.
        unit: this one alone.
    """
    view = View(data, lang)
    if kind == "reminder":
        made = reminders(view, due or {}, secret, issuer)
    elif kind == "notice":
        made = notices(view, secret, issuer)
    else:
        made = reply_forms(view, categories or {})
    return ((key, letter) for key, letter in made if unit in (None, key))


def render_criticism(
    data: Plain, drafted: Plain, lang: Lang = "zh", *, issuer: str = "", corrections: bool = False
) -> Letter:
    """Return the draft of a public criticism, or of the correction of one.

    Args:
        data: the plain form of the assessment.
        drafted: `Criticism.to_dict()`.
        lang: `zh` or `en`.
        issuer: who would publish it; by itself a place to fill in.
        corrections: what has to be put right, in place of what may be criticised.
    """
    view = View(data, lang)
    return correction(view, drafted, issuer) if corrections else criticism(view, drafted, issuer)


def written(letter: Letter, template: bytes | None = None, *, where: str = "") -> bytes:
    """Return a letter as a .docx: the same letter and template, the same bytes.

    Args:
        letter: the letter.
        template: the office's own; by itself the packaged one.
        where: how an error names the template.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed; `LTR-001` an unknown place in the template, `LTR-002` no
            template that can be read, `LTR-003` no row of duties in it.
    """
    return filled(
        letter, template if template is not None else template_of(letter.kind, letter.lang), where or "template"
    )
