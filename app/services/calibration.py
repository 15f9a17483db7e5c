"""Calibration: how the definitions have fared in this workspace. A question; it changes nothing."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import select

from app.domain.calibration import Calibration, Case, JudgedAt, calibrate
from app.domain.problems import Problem
from app.language import tr
from app.services.work import Work, collecting_later
from app.store.outcomes import Outcome, accepted, outcomes
from app.store.tables import PlaybookVersion


def calibration_view(
    work: Work, since: date | None = None, service_line: str = "", judged_at: JudgedAt = "first_move"
) -> Calibration:
    """How bands, cells, rules and criteria have fared, by what was frozen with moves since a day (None: ever).

    Raises Problem for a service line that the playbook does not have.
    """
    lines = work.definitions.words("service_line")
    if service_line and service_line not in lines:
        raise Problem(
            tr(
                "'{service_line}' is not a service line; choose one of {names}.",
                service_line=service_line,
                names=", ".join(lines),
            )
        )
    with collecting_later():
        cases = list(_cases(work, outcomes(work.session, judged_at, since, service_line)))
        rules = _rules_of_versions(work)
        return calibrate(
            work.playbook, cases, work.now, rules, judged_at=judged_at, since=since, service_line=service_line
        )


def _cases(work: Work, found: Iterable[Outcome]) -> Iterator[Case]:
    """Outcomes as cases: an acceptance by sales counts as becoming SQL, in the cycle in which it came."""
    verdicts = accepted(work.session)
    waiting: dict[int, list[Outcome]] = {}
    for one in found:
        if one.lead in verdicts:
            waiting.setdefault(one.lead, []).append(one)
        else:
            yield _case(one, one.sql_at)
    for lead, cycles in waiting.items():
        cycles.sort(key=lambda one: one.at)
        for one, following in zip(cycles, [*cycles[1:], None], strict=True):
            until = following.at if following is not None else None
            within = [at for at in verdicts[lead] if at >= one.at and (until is None or at < until)]
            yield _case(one, min((at for at in (one.sql_at, *within[:1]) if at is not None), default=None))


def _case(one: Outcome, sql_at: datetime | None) -> Case:
    days = None if sql_at is None or sql_at < one.at else (sql_at - one.at).total_seconds() / 86_400
    parts = (one.fit, one.intent, one.rules, one.playbook_version, one.service_line)
    return Case(one.lead, one.at, *parts, days, one.lost, one.reached_mql, one.answers)


def _rules_of_versions(work: Work) -> dict[int, frozenset[str]]:
    """The ids of the scoring rules that each version of the playbook had."""
    found = {}
    for version, body in work.session.execute(select(PlaybookVersion.version, PlaybookVersion.body)):
        scoring = json.loads(body)["scoring"]
        found[version] = frozenset(rule["id"] for axis in ("fit", "intent") for rule in scoring[axis])
    return found
