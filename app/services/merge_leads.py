"""The leads of two people who are one: those in the same service line become one lead that has all of both."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import aliased

from app.domain.evidence import Source
from app.domain.merging import Standing, facts_of_both, further, goes_on, list_of_both, notes_of_both
from app.domain.stage import Stage
from app.language import tr, within
from app.services.belongings import STORY, Belongings
from app.services.work import Work
from app.store.facts import latest_answers
from app.store.tables import AnswerRow, Lead, Merged, SignalRow, TagRow

_WHAT_IS_NEXT = ("path", "is_open", "owner", "next_step", "due", "trigger")
_TOLD = ("source", "campaign", "offer", "evaluation_stage", "intent_context", "track")


def join_leads(work: Work, belongings: Belongings, keep: int, gone: int) -> list[str]:
    """Give one person the leads of the other; returns a sentence for each two that became one and disagreed."""
    known = {lead.service_line: lead for lead in belongings.leads[keep]}
    said: list[str] = []
    for lead in belongings.leads.pop(gone, []):
        twin = known.get(lead.service_line)
        if twin is None:
            lead.person_id = keep
            belongings.leads[keep].append(lead)
        else:
            said += _join(work, belongings, twin, lead)
    return said


def _join(work: Work, belongings: Belongings, ours: Lead, theirs: Lead) -> list[str]:
    """Make two leads in one service line one: nothing that either says is lost, and what disagrees is said."""
    here, there = _standing(ours), _standing(theirs)
    ahead, next_of = (theirs if further(here, there) else ours), (theirs if goes_on(here, there) else ours)
    said = [_what_became(work, ours, theirs, ahead, next_of)] if _place(ours) != _place(theirs) else []
    values = _values(ours, theirs, next_of) | {"stage": ahead.stage}
    before = _contradictions(belongings, ours.id) | _contradictions(belongings, theirs.id)
    _drop_same_signals(work, belongings, ours.id, theirs.id)
    if belongings.has(TagRow, "lead_id", theirs.id):
        work.session.connection().execute(_SAME_TAGS, {"gone": theirs.id, "into": ours.id})
    for table in STORY:
        if belongings.has(table, "lead_id", theirs.id):
            work.session.connection().execute(_TO_LEAD[table], {"gone": theirs.id, "into": ours.id})
    for name, value in values.items():
        if getattr(ours, name) != value:  # what is set counts as changed, and costs a look at everything
            setattr(ours, name, value)
    belongings.pass_on_lead(theirs.id, ours.id)
    said += [
        tr(
            "The answers to “{question}” contradict each other; both are kept (lead {id}).",
            question=_question(work, criterion),
            id=ours.id,
        )
        for criterion in sorted(_contradictions(belongings, ours.id) - before)
    ]
    forward(work, "lead", theirs, ours.id)
    return said


_TO_LEAD = {
    table: update(table).where(table.lead_id == bindparam("gone")).values(lead_id=bindparam("into")) for table in STORY
}

_kept = aliased(TagRow)
_SAME_TAGS = delete(TagRow).where(  # a word stands once on a lead
    TagRow.lead_id == bindparam("gone"),
    TagRow.word.in_(select(_kept.word).where(_kept.lead_id == bindparam("into"))),
)


def _what_became(work: Work, ours: Lead, theirs: Lead, ahead: Lead, next_of: Lead) -> str:
    line = work.label("service_line", ours.service_line) or tr("no service line")
    path = within(work.label("path", next_of.path)) if next_of.path else tr("no path yet")
    return tr(
        "Leads {ours} and {theirs} ({line}) are one: {stage}, {path}, with both histories.",
        ours=ours.id,
        theirs=theirs.id,
        line=line,
        stage=Stage(ahead.stage).label,
        path=path,
    )


def _values(ours: Lead, theirs: Lead, leading: Lead) -> dict[str, Any]:
    """What the one lead says: what is next as the leading one has it, and what the other says otherwise as facts."""
    other = ours if leading is theirs else theirs
    values: dict[str, Any] = {name: getattr(leading, name) for name in _WHAT_IS_NEXT}
    values |= {name: getattr(leading, name) or getattr(other, name) for name in _TOLD}
    unused = {
        f"{name.replace('_', ' ').capitalize()} of lead {other.id}": str(getattr(other, name))
        for name in (*_TOLD, "owner", "next_step", "trigger")
        if getattr(other, name) and getattr(other, name) != values[name]
    }
    if ours.account_id != theirs.account_id and ours.account and theirs.account:
        unused[f"Organisation of lead {theirs.id}"] = theirs.account.name
    moved = [at for at in (ours.moved_at, theirs.moved_at) if at]
    return values | {
        "asked_for": notes_of_both(ours.asked_for, theirs.asked_for),
        "extra": facts_of_both(facts_of_both(ours.extra or {}, theirs.extra or {}), unused),
        "remarks": list_of_both(list(ours.remarks or []), list(theirs.remarks or [])),
        "created_at": min(ours.created_at, theirs.created_at),
        "moved_at": max(moved, default=None),
        "cycle": max(ours.cycle, theirs.cycle),
        "account_id": ours.account_id or theirs.account_id,
        "import_id": ours.import_id or theirs.import_id,
    }


def _place(lead: Lead) -> tuple[str, str]:
    return lead.stage, lead.path


def forward(work: Work, kind: str, gone: Any, into: int) -> None:
    """Take a record away that nothing belongs to any more, and let its number and identity lead to the other."""
    table, id, identity = type(gone), gone.id, gone.uuid
    work.session.flush()
    work.session.expunge(gone)
    connection = work.session.connection()
    connection.execute(delete(table).where(table.id == id))
    trail = {"kind": kind, "gone_id": id, "gone_uuid": identity, "into_id": into, "at": work.now, "by": work.by}
    connection.execute(_TRAIL, trail)


_TRAIL = insert(Merged)


def _standing(lead: Lead) -> Standing:
    return Standing(Stage(lead.stage), lead.is_open, lead.moved_at, lead.created_at)


def _drop_same_signals(work: Work, belongings: Belongings, ours: int, theirs: int) -> None:
    """One thing that both lists tell of is one signal: of the same kind, about the same, at the same moment.

    What rested on one of the two rests on the one that stays.
    """
    known = {mark: id for id, mark in belongings.signals[ours].items()}
    twice = {id: known[mark] for id, mark in belongings.signals[theirs].items() if mark in known}
    connection = work.session.connection()
    for gone, kept in twice.items():
        rests = (AnswerRow.source == Source.SIGNAL.value, AnswerRow.source_id == gone)
        connection.execute(update(AnswerRow).where(*rests).values(source_id=kept))
        connection.execute(delete(SignalRow).where(SignalRow.id == gone))
        del belongings.signals[theirs][gone]


def _contradictions(belongings: Belongings, lead: int) -> set[str]:
    answers = belongings.answers.get(lead, ())
    return {criterion for criterion, answer in latest_answers(answers).items() if answer.contradicted}


def _question(work: Work, criterion: str) -> str:
    known = work.playbook.criterion(criterion)
    return known.question if known else criterion
