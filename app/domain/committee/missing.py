"""What to mend first on a committee: at most seven gaps, ranked by the playbook's rules, each with its fix (CM6)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from app.domain.committee.covering import Coverage
from app.domain.committee.model import Stakeholder
from app.domain.committee.weighing import champion_test
from app.domain.counting import counted
from app.domain.playbook import FIXES, USUAL_GAP_RULES, GapRule
from app.domain.playbook.committee_rules import WORDS_OF_A_GAP
from app.language import percent, tr

MOST_GAPS = 7


@dataclass(frozen=True, slots=True)
class CommitteeGap:
    """Something missing on the committee, and the one act that mends it."""

    rule: str
    seat: str  # empty: no seat in particular
    says: str
    fix: str  # in words
    act: str = ""  # the id of the fix
    target: int | None = None  # the stakeholder whom the act is about
    hinders: bool = False  # counts where the committee's gate warns or blocks


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a rule looks at."""

    coverage: Coverage
    people: Sequence[Stakeholder]
    here: Sequence[Stakeholder]
    today: date


@dataclass(frozen=True, slots=True)
class _Found:
    """One find of a rule, with the words for its sentence."""

    words: Mapping[str, str]
    seat: str = ""
    target: int | None = None
    planned: bool = False  # somebody will find out on a day to come


def gaps(
    coverage: Coverage,
    stakeholders: Sequence[Stakeholder],
    today: date,
    rules: Sequence[GapRule] = USUAL_GAP_RULES,
) -> tuple[CommitteeGap, ...]:
    """What to mend first: at most seven gaps in the order of the rules. Nothing to say of an empty template."""
    return tuple(islice(every_gap(coverage, stakeholders, today, rules), MOST_GAPS))


def every_gap(
    coverage: Coverage,
    stakeholders: Sequence[Stakeholder],
    today: date,
    rules: Sequence[GapRule] = USUAL_GAP_RULES,
) -> Iterator[CommitteeGap]:
    """All gaps in the order of the rules."""
    here = [one for one in stakeholders if one.here]
    if not coverage.seats and not any(one.name for one in stakeholders):
        return
    seen = _Seen(coverage, stakeholders, here, today)
    for rule in rules:
        if rule.used:
            for found in _TESTS[rule.id](seen, rule):
                says = tr(rule.says, **{**_NOTHING, **found.words})
                hinders = rule.hinders and not found.planned
                yield CommitteeGap(rule.id, found.seat, says, tr(FIXES[rule.fix]), rule.fix, found.target, hinders)


_NOTHING = dict.fromkeys(WORDS_OF_A_GAP, "")


def _of(one: Stakeholder, **words: str) -> _Found:
    return _Found({"who": one.name, "person": one.name, **words}, one.seat, one.id)


# --- seats -----------------------------------------------------------------------------------------------------------


def _seat_empty(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for seat in seen.coverage.seats:
        if seat.need == "required" and seat.state == "empty":
            planned = seat.planned is not None and seat.planned >= seen.today
            yield _Found({"seat": seat.label, "who": seat.label}, seat.seat, planned=planned)


def _seat_guess(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for seat in seen.coverage.seats:
        if seat.need == "required" and seat.state == "guess":
            yield _Found({"seat": seat.label, "person": seat.who, "who": seat.who}, seat.seat, seat.holder)


# --- power -----------------------------------------------------------------------------------------------------------


def _budget_unknown(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    if not any("budget" in one.power for one in seen.here):
        usual = [seat for seat in seen.coverage.seats if "budget" in seat.power and seat.holder is not None]
        yield _Found({}, target=usual[0].holder if usual else None)


def _veto_uncontacted(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    told = [one for one in seen.here if "veto" in one.power]
    yield from (_of(one) for one in told if not one.contacted)
    seats = {one.seat for one in told}
    for seat in seen.coverage.seats:
        unknown = seat.state in ("empty", "known") and "veto" in seat.power and seat.seat not in seats
        if unknown and seat.need == "expected":
            yield _Found({"who": seat.label, "seat": seat.label, "person": seat.who}, seat.seat, seat.holder)


# --- opinions --------------------------------------------------------------------------------------------------------


def _no_strong_supporter(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    if seen.here and not any((one.stance or 0) > 0 and one.influence == "high" for one in seen.here):
        strong = [one for one in seen.here if one.influence == "high" and one.stance in (0, None)]
        yield _Found({}, target=strong[0].id if strong else None)


def _single_thread(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    touches = sum(one.touches for one in seen.here)
    most = max(seen.here, key=lambda one: one.touches, default=None)
    if most and touches >= max(rule.limit("touches"), 1) and most.touches >= rule.limit("share") * touches:
        yield _of(most, share=percent(most.touches / touches))


def _only_positive(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    known = [one.stance for one in seen.here if one.stance is not None]
    if len(known) > 1 and all(stance > 0 for stance in known):
        yield _Found({})


def _opposed_without_step(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for one in seen.here:
        if one.stance == -2 and one.influence == "high" and not one.next_step.strip():
            yield _of(one)


def _champion_untested(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for one in seen.here:
        if one.stance == 2 and not champion_test(one.champion_test).passed:
            yield _of(one)


# --- dates -----------------------------------------------------------------------------------------------------------


def _contact_stale(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for one in seen.here:
        if one.last_contact and (days := (seen.today - one.last_contact).days) > rule.limit("days"):
            yield _of(one, days=counted(days, "day"))


def _confirmation_stale(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for one in seen.here:
        if one.confirmed and (days := (seen.today - one.confirmed).days) > rule.limit("days"):
            yield _of(one, days=counted(days, "day"))


def _step_overdue(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    for one in seen.people:
        if not one.gone and one.due and one.due < seen.today:
            labels = {seat.seat: seat.label for seat in seen.coverage.seats}
            who = one.name or labels.get(one.seat, one.seat)
            yield _of(one, who=who, person=who, due=one.due.isoformat(), step=one.next_step or tr("a step"))


def _person_gone(seen: _Seen, rule: GapRule) -> Iterable[_Found]:
    yield from (_of(one) for one in seen.people if one.gone and one.name)


_TESTS: Mapping[str, Callable[[_Seen, GapRule], Iterable[_Found]]] = {
    "seat_empty": _seat_empty,
    "seat_guess": _seat_guess,
    "budget_unknown": _budget_unknown,
    "veto_uncontacted": _veto_uncontacted,
    "no_strong_supporter": _no_strong_supporter,
    "single_thread": _single_thread,
    "only_positive": _only_positive,
    "opposed_without_step": _opposed_without_step,
    "champion_untested": _champion_untested,
    "contact_stale": _contact_stale,
    "confirmation_stale": _confirmation_stale,
    "step_overdue": _step_overdue,
    "person_gone": _person_gone,
}
