"""The technical side of a lead is changed here, a whole table at a time, and shown with what may be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from app.domain.calls.decision import Step, StepState, path_of
from app.domain.calls.documents import METHOD_STATUSES, document_state
from app.domain.calls.pilot import (
    NEEDS_AGREEMENT,
    PILOT_STATES,
    Lack,
    Pilot,
    conditions_rows,
    criteria_rows,
    missing_to_agree,
    refuse_agreement,
)
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.keeping import PLACE, fits
from app.services.calls.technical_facts import (
    DocumentFacts,
    IntegrationFacts,
    ScopeFacts,
    documents_of,
    integration_of,
    newest,
    pilot_of,
    scope_of,
    steps_of,
)
from app.services.guarding import patient_warnings
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import CallAttendee, CallLead, DecisionStep, DocumentRow, IntegrationRow, Lead, PilotRow, ScopeRow

__all__ = [
    "DocumentFacts",
    "IntegrationFacts",
    "ScopeFacts",
    "TechnicalView",
    "documents_of",
    "integration_of",
    "judge_is_ours",
    "ours_around",
    "pilot_of",
    "scope_of",
    "set_decision_steps",
    "set_documents",
    "set_integration",
    "set_pilot",
    "set_scope",
    "steps_of",
    "technical_choices",
    "technical_view",
]


@dataclass(frozen=True, slots=True)
class TechnicalView:
    """All of it as it stands."""

    lead_id: int
    name: str  # of the lead
    service_line: str  # in words
    scope: tuple[ScopeFacts, ...]
    integration: IntegrationFacts
    documents: tuple[tuple[DocumentFacts, str], ...]  # each with its state: asked, waiting, overdue, sent, accepted ...
    pilot: Pilot | None
    pilot_missing: tuple[Lack, ...]  # what keeps it from being agreed (CP11)
    steps: tuple[StepState, ...]
    without: frozenset[str]  # what does not apply to this service line
    choices: Mapping[str, tuple[tuple[str, str], ...]]  # status, interface, document, approval, pilot_state


def technical_view(work: Work, lead_id: int) -> TechnicalView:
    """The technical side of a lead, with what a person may choose."""
    lead = lead_of(work, lead_id)
    pilot = pilot_of(work, [lead_id])
    documents = documents_of(work, [lead_id])
    return TechnicalView(
        lead_id=lead_id,
        name=lead.person.shown_name,
        service_line=work.playbook.label("service_line", lead.service_line) if lead.service_line else "",
        scope=scope_of(work, [lead_id]),
        integration=integration_of(work, [lead_id]),
        documents=tuple((one, document_state(one.due, one.sent_on, one.accepted, work.today)) for one in documents),
        pilot=pilot,
        pilot_missing=missing_to_agree(pilot, judge_is_ours(work, [lead_id], pilot)) if pilot is not None else (),
        steps=path_of(steps_of(work, [lead_id]), work.today),
        without=work.playbook.calls.without(lead.service_line),
        choices=technical_choices(work),
    )


def technical_choices(work: Work) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a person may choose, by list; ids with their words."""
    named = {name: work.playbook.words(name) for name in ("interface", "document", "approval")}
    return {
        **{name: tuple((one.id, one.label) for one in entries) for name, entries in named.items()},
        "status": tuple((id, tr(label)) for id, label in METHOD_STATUSES.items()),
        "pilot_state": tuple((id, tr(label)) for id, label in PILOT_STATES.items()),
    }


# --- keeping --------------------------------------------------------------------------------------------------------


def set_scope(work: Work, lead_id: int, rows: Sequence[ScopeFacts]) -> Changed:
    """Keep the scope as it is given, all lines at once; a line left out goes."""
    lead = lead_of(work, lead_id)
    for one in rows:
        _check_scope(one)
    _keep_table(work, lead, ScopeRow, [_stripped(one) for one in rows], ordered=True)
    said = patient_warnings(*(f"{one.test} {one.sample} {one.sites}" for one in rows))
    return _done(lead, tr("Set the scope of {name}", name=lead.person.shown_name), said)


def set_integration(work: Work, lead_id: int, integration: IntegrationFacts) -> Changed:
    """Keep what is known of their systems and of the way of orders and results."""
    lead = lead_of(work, lead_id)
    known = {one.id for one in work.playbook.calls.interfaces}
    for route in (*integration.orders_in, *integration.results_out):
        if route not in known:
            names = ", ".join(sorted(known))
            raise Problem(tr("'{value}' is not one of {names}.", value=route, names=names))
    kept = _stripped(integration)
    kept |= {name: " ".join(kept[name]) for name in ("orders_in", "results_out")}
    _keep_one(work, lead, IntegrationRow, kept)
    said = patient_warnings(integration.note, integration.codes, integration.lis, integration.ehr)
    return _done(lead, tr("Set the integration of {name}", name=lead.person.shown_name), said)


def set_documents(work: Work, lead_id: int, rows: Sequence[DocumentFacts]) -> Changed:
    """Keep the documents asked for and sent, all lines at once; a line left out goes."""
    lead = lead_of(work, lead_id)
    known = {one.id for one in work.playbook.calls.documents}
    for one in rows:
        _check_choice(one.kind, sorted(known))
        _check_choice(one.owed_by, ["ours", "theirs"])
        _check_choice(one.accepted, ["", "yes", "no"])
    _keep_table(work, lead, DocumentRow, [_stripped(one) for one in rows])
    said = patient_warnings(*(f"{one.name} {one.note}" for one in rows))
    return _done(lead, tr("Set the documents of {name}", name=lead.person.shown_name), said)


def set_pilot(work: Work, lead_id: int, pilot: Pilot) -> Changed:
    """Keep the pilot. Raises Problem with what is missing where it is called agreed too soon (CP11)."""
    lead = lead_of(work, lead_id)
    _check_choice(pilot.state, list(PILOT_STATES))
    _check_from_0(pilot.samples)
    if pilot.starts_on and pilot.ends_on and pilot.ends_on < pilot.starts_on:
        raise Problem(tr("The pilot ends before it begins; mend one of the two dates."))
    if pilot.state in NEEDS_AGREEMENT:
        refuse_agreement(pilot, judge_is_ours(work, [lead_id], pilot))
    values = {name: getattr(pilot, name) for name in ("starts_on", "ends_on", "samples", "state")}
    values |= {name: getattr(pilot, name).strip() for name in ("goal", "sites", "judge", "if_passes")}
    values |= {"criteria": criteria_rows(pilot.criteria), "conditions": conditions_rows(pilot.conditions)}
    _keep_one(work, lead, PilotRow, values)
    says = (*(one.measure for one in pilot.criteria), *(one.says for one in pilot.conditions))
    said = patient_warnings(pilot.goal, pilot.judge, pilot.if_passes, *says)
    return _done(lead, tr("Set the pilot of {name}", name=lead.person.shown_name), said)


def set_decision_steps(work: Work, lead_id: int, rows: Sequence[Step]) -> Changed:
    """Keep the path of their decision, all steps at once in their order; a step left out goes."""
    lead = lead_of(work, lead_id)
    known = [one.id for one in work.playbook.calls.approvals]
    for one in rows:
        _check_choice(one.kind, known)
    kept = [{name: value for name, value in _stripped(one).items() if name != "label"} for one in rows]
    _keep_table(work, lead, DecisionStep, kept, ordered=True)
    said = patient_warnings(*(f"{one.owner} {one.note}" for one in rows))
    return _done(lead, tr("Set the decision path of {name}", name=lead.person.shown_name), said)


def _check_scope(one: ScopeFacts) -> None:
    if not one.test.strip():
        raise Problem(tr("Name the test, panel or module of every line."))
    _check_choice(one.status, ["", *METHOD_STATUSES])
    for low, high in ((one.now_low, one.now_high), (one.expected_low, one.expected_high)):
        if low is not None and high is not None and high < low:
            said = tr("A range goes from the lower number to the higher one: {low} to {high}.", low=low, high=high)
            raise Problem(said)
    _check_from_0(one.now_low, one.now_high, one.expected_low, one.expected_high, one.hours_needed, one.hours_today)


def _check_from_0(*numbers: float | None) -> None:
    for number in numbers:
        if number is not None and number < 0:
            raise Problem(tr("{value} is less than nothing; write a number from 0.", value=number))


def _check_choice(value: str, known: Sequence[str]) -> None:
    if value not in known:
        names = ", ".join(name for name in known if name)
        raise Problem(tr("'{value}' is not one of {names}.", value=value, names=names))


def _stripped(one: Any) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(one).items()}


def _keep_table(
    work: Work, lead: Lead, table: type[Any], rows: Sequence[dict[str, Any]], *, ordered: bool = False
) -> None:
    """Let the lines of a lead be these: those with a number are changed, others are new, what is left out goes."""
    for values in rows:
        fits(table, values)
    there = {row.id: row for row in work.session.scalars(select(table).where(table.lead_id == lead.id))}
    for at, values in enumerate(rows):
        row = there.pop(values["id"], None) if values["id"] is not None else None
        if row is None:
            row = table(lead_id=lead.id)
            work.session.add(row)
        for name, value in (values | ({"place": at} if ordered else {})).items():
            if name != "id":
                setattr(row, name, value)
    for row in there.values():
        work.session.delete(row)


def _keep_one(work: Work, lead: Lead, table: type[Any], values: Mapping[str, Any]) -> None:
    """Change the newest line of a lead, or write its first; who did so stands with it."""
    fits(table, values)
    row = next(iter(newest(work, table, [lead.id])), None)
    if row is None:
        row = table(lead_id=lead.id, at=work.now, by=work.by)
        work.session.add(row)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return
    row.at, row.by = work.now, work.by
    for name, value in values.items():
        setattr(row, name, value)


def judge_is_ours(work: Work, lead_ids: Sequence[int], pilot: Pilot) -> bool:
    """True where the judge is one of ours; somebody nobody knows is taken to be theirs."""
    judge = " ".join(pilot.judge.casefold().split())
    names = {name for id in lead_ids for name in ours_around(work, lead_of(work, id))} if judge else set[str]()
    return judge in {name.casefold() for name in names}


def ours_around(work: Work, lead: Lead) -> set[str]:
    """Our people, as far as the leads of the account and calls with it name them."""
    same = Lead.account_id == lead.account_id if lead.account_id is not None else Lead.id == lead.id
    owners = set(work.session.scalars(select(Lead.owner).where(same).distinct()))
    a = CallAttendee
    calls = select(CallLead.call_id).where(CallLead.lead_id == lead.id)
    owners |= set(work.session.scalars(select(a.name).where(a.side == "ours", a.call_id.in_(calls))))
    return (owners | {work.by}) - {""}


def _done(lead: Lead, label: str, kept: tuple[str, ...]) -> Changed:
    accounts = frozenset({lead.account_id} if lead.account_id is not None else ())
    return Changed(label, frozenset({lead.id}), accounts, places=frozenset({PLACE}), kept=kept)
