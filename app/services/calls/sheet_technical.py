"""The technical blocks of the call sheet: scope, integration, documents and pilot, in words."""

from collections.abc import Sequence

from app.domain.calls.documents import METHOD_STATUSES, document_state
from app.domain.calls.pilot import missing_to_agree
from app.domain.calls.technical_side import DocumentLine, Integration, PilotBlock, ScopeLine
from app.language import tr
from app.services.calls.technical import (
    DocumentFacts,
    ScopeFacts,
    integration_of,
    judge_is_ours,
    pilot_of,
)
from app.services.work import Work


def scope_block(work: Work, one: ScopeFacts) -> ScopeLine:
    """One line of the scope table."""
    return ScopeLine(
        test=one.test,
        sample=one.sample,
        container=one.container,
        now_low=one.now_low,
        now_high=one.now_high,
        expected_low=one.expected_low,
        expected_high=one.expected_high,
        hours_needed=one.hours_needed,
        hours_today=one.hours_today,
        measured_from=one.measured_from,
        status=tr(METHOD_STATUSES[one.status]) if one.status else "",
        sites=one.sites,
    )


def integration_block(work: Work, lead_ids: Sequence[int]) -> Integration:
    """Their systems, and the way of orders and results."""
    one, label = integration_of(work, lead_ids), work.playbook.label
    return Integration(
        lis=one.lis,
        ehr=one.ehr,
        middleware=one.middleware,
        orders_in=", ".join(label("interface", route) for route in one.orders_in),
        results_out=", ".join(label("interface", route) for route in one.results_out),
        codes=one.codes,
        compendium_owner=one.compendium_owner,
        interface_owner=one.interface_owner,
        queue_date=one.queue_date,
    )


def document_block(work: Work, one: DocumentFacts) -> DocumentLine:
    """One document, with what became of it."""
    return DocumentLine(
        kind=work.playbook.label("document", one.kind),
        name=one.name,
        owed_by=one.owed_by,
        asked_on=one.asked_on,
        due=one.due,
        sent_on=one.sent_on,
        version=one.version,
        accepted=one.accepted,
        state=document_state(one.due, one.sent_on, one.accepted, work.today),
    )


def pilot_block(work: Work, lead_ids: Sequence[int]) -> PilotBlock | None:
    """The pilot that counts, with what keeps it from being agreed; None where nobody speaks of one."""
    pilot = pilot_of(work, lead_ids)
    if pilot is None:
        return None
    return PilotBlock(
        goal=pilot.goal,
        starts_on=pilot.starts_on,
        ends_on=pilot.ends_on,
        sites=pilot.sites,
        samples=pilot.samples,
        criteria=tuple(one.says for one in pilot.criteria),
        judge=pilot.judge,
        conditions=tuple((one.says, one.met) for one in pilot.conditions),
        if_passes=pilot.if_passes,
        state=pilot.state,
        missing=tuple(lack.says for lack in missing_to_agree(pilot, judge_is_ours(work, lead_ids, pilot))),
    )
