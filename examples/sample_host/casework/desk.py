"""The changes of state that the system allows; what the procedure forbids it refuses."""

from datetime import date, datetime

from casework import days
from casework.models import Assignment, Case, Opinion, Paper, Promise, Step, Talk, Unit

FACE_TO_FACE = ("face_to_face", "meeting")


class Refused(Exception):
    """The procedure does not allow it."""


class Desk:
    """One year of one county.

    Args:
        year: the year.
        units: the units that are bound.
    """

    def __init__(self, year: int, units: list[Unit]) -> None:
        self.year = year
        self.units = {unit.code: unit for unit in units}
        self.cases: list[Case] = []
        self.papers: list[Paper] = []
        self.carried: list[Case] = []

    # -------------------------------------------------------- assignment

    def assign(self, case: Case, unit: str, role: str, day: date) -> None:
        case.assignments.append(Assignment(unit, role, day))
        if case not in self.cases:
            self.cases.append(case)

    def take_back(self, case: Case, unit: str, day: date) -> None:
        """A return is granted: the assignment ends, and another unit gets one of its own."""
        case.assignment(unit).returned = day

    def withdraw(self, case: Case, day: date) -> None:
        case.withdrawn = day

    # -------------------------------------------------------- opinions

    def deliver(self, case: Case, unit: str, moment: datetime | None) -> None:
        """An opinion arrives. Without a moment: it is there, and nobody noted when it came."""
        opinion = self._open_opinion(case, unit)
        if moment is None:
            opinion.day_lost = True
        else:
            opinion.delivered = days.day_of(moment)

    def send_back(self, case: Case, unit: str, day: date) -> None:
        """An opinion without substance is asked for again; the first one stays as it was."""
        last = [x for x in case.opinions if x.unit == unit][-1]
        case.opinions.append(Opinion(unit, last.round + 1, asked=day))

    def _open_opinion(self, case: Case, unit: str) -> Opinion:
        known = [x for x in case.opinions if x.unit == unit]
        if not known:
            case.opinions.append(Opinion(unit, 0))
        return [x for x in case.opinions if x.unit == unit][-1]

    def answer_alone(self, case: Case, unit: str, day: date) -> None:
        """A unit writes to the deputy by itself."""
        if case.assignment(unit).role == "co_handling":
            raise Refused("the lead unit answers for all")
        case.answered_by_helper = day

    # -------------------------------------------------------- the reply

    def talk(self, case: Case, stage: str, post: str, form: str, day: date) -> None:
        case.talks.append(Talk(stage, case.lead, post, form, day))

    def step(self, case: Case, step: str, person: str, day: date) -> None:
        case.steps.append(Step(step, person, day))

    def issue(self, case: Case, letter: str, day: date) -> None:
        """Let the reply out, if all that comes before was done."""
        unit = self.units[case.lead]
        self._talked(case, "before", ("leader_in_charge", "principal"), FACE_TO_FACE)
        self._talked(case, "during", ("handler", "leader_in_charge", "principal"), None)
        self._drafted(case)
        self._signed(case, unit)
        if letter == "B" and case.planned is None:
            raise Refused("a category-B case is entered in a plan first")
        case.letter, case.issued = letter, day

    def _talked(self, case: Case, stage: str, posts: tuple[str, ...], forms: tuple[str, ...] | None) -> None:
        started = min((x.day for x in case.steps), default=date.max)
        for talk in case.talks:
            in_time = stage != "before" or talk.day <= started
            if talk.stage == stage and talk.post in posts and (forms is None or talk.form in forms) and in_time:
                return
        raise Refused(f"no talk {stage} handling that counts")

    def _drafted(self, case: Case) -> None:
        draft, recheck = self._last(case, "draft"), self._last(case, "recheck")
        if recheck.day < draft.day:
            raise Refused("a recheck follows the draft")

    def _signed(self, case: Case, unit: Unit) -> None:
        review, signature = self._last(case, "review"), self._last(case, "sign_off")
        if review.person not in (unit.leader, unit.principal):
            raise Refused("the leader in charge reviews")
        if signature.person != unit.principal:
            raise Refused("the principal signs")
        if signature.day < review.day:
            raise Refused("reviewed first, then signed")
        if case.supervised_by == "county_government":
            leader = self._last(case, "leader_sign_off")
            if leader.day < signature.day:
                raise Refused("the supervising leader signs last")

    def _last(self, case: Case, step: str) -> Step:
        found = [x for x in case.steps if x.step == step]
        if not found:
            raise Refused(f"no {step} yet")
        return found[-1]

    # -------------------------------------------------------- after the reply

    def file(self, paper: str, unit: str, recipient: str, day: date, case: Case | None = None) -> None:
        self.papers.append(Paper(paper, unit, recipient, day, case.key if case else None))

    def promise(self, case: Case, code: str, made: date, due: date | None) -> None:
        if due is None:
            raise Refused("a promise has its day")
        case.promises.append(Promise(code, made, due))

    def keep(self, promise: Promise, day: date) -> None:
        promise.done = day

    def close_out(self, case: Case, promise: Promise, day: date) -> None:
        if case.issued is None or promise.done is None or promise.done > day:
            raise Refused("answered and done first, then closed out")
        promise.closed_out = day

    # -------------------------------------------------------- the next year

    def next_year(self) -> "Desk":
        """Begin a year: last year's category-B cases are carried over, each of them."""
        desk = Desk(self.year + 1, list(self.units.values()))
        for case in self.cases:
            if case.letter == "B":
                desk.carried.append(case)
                desk.cases.append(Case(case.kind, case.year, case.number, assignments=list(case.assignments)))
        return desk
