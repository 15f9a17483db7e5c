"""The technical side of a handoff's package: scope, systems, documents, pilot and the steps of their decision."""

from dataclasses import dataclass

from app.domain import handoff as package
from app.domain.calls.documents import METHOD_STATUSES
from app.domain.calls.pilot import PILOT_STATES
from app.language import tr
from app.services.calls.technical import IntegrationFacts, TechnicalView, technical_view
from app.services.work import Work

_OF_SCOPE = (
    *("test", "sample", "container", "now_low", "now_high", "expected_low", "expected_high"),
    *("hours_needed", "hours_today", "measured_from", "sites"),
)
_OF_A_DOCUMENT = ("name", "owed_by", "asked_on", "due", "sent_on", "version", "accepted", "note")


@dataclass(frozen=True, slots=True)
class Technical:
    """What a package tells of the technical side, in words."""

    scope: tuple[package.ScopeLine, ...]
    integration: tuple[tuple[str, str], ...]
    documents: tuple[package.DocumentLine, ...]
    pilot: package.PilotLine | None
    steps: tuple[package.StepLine, ...]


def technical(work: Work, lead_id: int) -> Technical:
    """The technical side of a lead as it stands."""
    view = technical_view(work, lead_id)
    return Technical(
        scope=tuple(
            package.ScopeLine(
                **{name: getattr(one, name) for name in _OF_SCOPE},
                status=tr(METHOD_STATUSES[one.status]) if one.status in METHOD_STATUSES else one.status,
            )
            for one in view.scope
        ),
        integration=_integration(work, view.integration),
        documents=tuple(
            package.DocumentLine(
                kind=work.playbook.label("document", one.kind), **{name: getattr(one, name) for name in _OF_A_DOCUMENT}
            )
            for one, _ in view.documents
        ),
        pilot=_pilot(view),
        steps=tuple(
            package.StepLine(
                step=one.step.label,
                owner=one.step.owner,
                due=one.step.due,
                done_on=one.step.done_on,
                state=one.state,
                note=one.step.note,
            )
            for one in view.steps
        ),
    )


def _integration(work: Work, known: IntegrationFacts) -> tuple[tuple[str, str], ...]:
    """Every field with its label, also what nobody knows; nothing at all where nobody has asked."""
    if known == IntegrationFacts():
        return ()

    def routes(ids: tuple[str, ...]) -> str:
        return ", ".join(work.playbook.label("interface", id) for id in ids)

    return (
        (tr("Laboratory system"), known.lis),
        (tr("Health record"), known.ehr),
        (tr("Middleware"), known.middleware),
        (tr("Orders in"), routes(known.orders_in)),
        (tr("Results out"), routes(known.results_out)),
        (tr("Codes"), known.codes),
        (tr("Owner of the compendium"), known.compendium_owner),
        (tr("Owner of the interface"), known.interface_owner),
        (tr("First free slot of their queue"), known.queue_date.isoformat() if known.queue_date else ""),
        (tr("Note"), known.note),
    )


def _pilot(view: TechnicalView) -> package.PilotLine | None:
    pilot = view.pilot
    if pilot is None:
        return None
    return package.PilotLine(
        goal=pilot.goal,
        state=tr(PILOT_STATES.get(pilot.state, pilot.state)),
        starts_on=pilot.starts_on,
        ends_on=pilot.ends_on,
        sites=pilot.sites,
        samples=pilot.samples,
        criteria=tuple(one.says for one in pilot.criteria),
        judge=pilot.judge,
        conditions=tuple(_condition(one.says, one.met) for one in pilot.conditions),
        if_passes=pilot.if_passes,
        lacks=tuple(lack.says for lack in view.pilot_missing),
    )


def _condition(says: str, met: bool) -> str:
    return tr("{condition} (met)", condition=says) if met else tr("{condition} (not met yet)", condition=says)
