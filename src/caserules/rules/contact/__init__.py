"""Contact with the proposer: by three posts before, during and after handling; and a first one soon after receipt.

Reads the Handling table. Who talks when is the county's, the first contact a higher instrument's: a contact of any stage may be
the first. A higher post may do a lower one's contact, never the reverse; which forms count at which stage is
policy data.
"""

from caserules.duties import Duties, Duty
from caserules.expr import spread
from caserules.facts.tables import Handling
from caserules.models import Post
from caserules.rules.rule import Forms, Party, Terms, remind_day, rule


@rule("CONTACT-01", owes=Party.LEADER_IN_CHARGE, to=Party.PROPOSER, fact="contact_before", since="0.1")
def talked_before_handling(f: type[Handling], *, talk_post: Post, talk_forms: Forms) -> Duties:
    start = spread(f.started, f.answered)  # the text does not say what starts handling
    yield Duty(due=start, done=f.contact["before", talk_post, *talk_forms], closes=start)


@rule("CONTACT-02", owes=Party.HANDLER, to=Party.PROPOSER, fact="contact_during", since="0.1")
def progress_told(f: type[Handling], *, progress_post: Post, progress_forms: Forms, progress_reminder: Terms) -> Duties:
    yield Duty(
        due=f.answered,
        done=f.contact["during", progress_post, *progress_forms],
        closes=f.answered,
        remind=remind_day(progress_reminder, f),
    )


@rule("CONTACT-03", owes=Party.PRINCIPAL, to=Party.PROPOSER, fact="contact_after", since="0.1")
def result_discussed(f: type[Handling], *, result_term: Terms, result_post: Post, result_forms: Forms) -> Duties:
    for term in result_term:
        yield Duty(
            due=term(f),
            done=f.contact["after", result_post, *result_forms],
            since=f.assigned,
            part=term.part(),
        )


@rule("CONTACT-04", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="contact_first", since="0.2")
def first_contact_made(
    f: type[Handling], *, first_contact_term: Terms, first_contact_post: Post, first_contact_forms: Forms
) -> Duties:
    for term in first_contact_term:
        yield Duty(due=term(f), done=f.first_contact[first_contact_post, *first_contact_forms], part=term.part())
