"""Undo in words: how many of what go or come back, and what is kept and why."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.language import later, later_many, number, tr, tr_many
from app.services.field_names import field_name
from app.services.row_names import name_of
from app.services.work import Work
from app.store.tables import Change
from app.store.taking_back import Kept

_NOUNS = {
    "lead": (later("lead"), *later_many("{count} lead", "{count} leads")),
    "person": (later("person"), *later_many("{count} person", "{count} people")),
    "account": (later("account"), *later_many("{count} account", "{count} accounts")),
    "handoff": (later("handoff"), *later_many("{count} handoff", "{count} handoffs")),
    "reply": (later("reply"), *later_many("{count} reply", "{count} replies")),
    "review": (later("review"), *later_many("{count} review", "{count} reviews")),
    "stakeholder": (later("stakeholder"), *later_many("{count} stakeholder", "{count} stakeholders")),
    "signal": (later("signal"), *later_many("{count} signal", "{count} signals")),
    "touch": (later("touch"), *later_many("{count} touch", "{count} touches")),
    "answer": (later("answer"), *later_many("{count} answer", "{count} answers")),
    "move": (later("move"), *later_many("{count} move", "{count} moves")),
    "gap": (later("gap"), *later_many("{count} gap", "{count} gaps")),
    "call": (later("call"), *later_many("{count} call", "{count} calls")),
    "call_lead": (later("lead of a call"), *later_many("{count} lead of a call", "{count} leads of calls")),
    "call_attendee": (
        later("participant of a call"),
        *later_many("{count} participant of a call", "{count} participants of calls"),
    ),
    "call_question": (
        later("decision about a question"),
        *later_many("{count} decision about a question", "{count} decisions about questions"),
    ),
    "discovery": (
        later("answer in a call"),
        *later_many("{count} answer in a call", "{count} answers in calls"),
    ),
    "scope": (later("line of the scope"), *later_many("{count} line of the scope", "{count} lines of the scope")),
    "integration": (
        later("note on integration"),
        *later_many("{count} note on integration", "{count} notes on integration"),
    ),
    "document": (later("document"), *later_many("{count} document", "{count} documents")),
    "pilot": (later("pilot"), *later_many("{count} pilot", "{count} pilots")),
    "decision_step": (
        later("step of a decision"),
        *later_many("{count} step of a decision", "{count} steps of decisions"),
    ),
    "clock_pause": (
        later("pause of the clock"),
        *later_many("{count} pause of the clock", "{count} pauses of the clock"),
    ),
    "route_verdict": (
        later("verdict on a route"),
        *later_many("{count} verdict on a route", "{count} verdicts on routes"),
    ),
    "alternative": (later("further value"), *later_many("{count} further value", "{count} further values")),
    "tag": (later("tag"), *later_many("{count} tag", "{count} tags")),
    "attachment": (later("attachment"), *later_many("{count} attachment", "{count} attachments")),
    "saved_view": (later("saved view"), *later_many("{count} saved view", "{count} saved views")),
    "committee_line": (
        later("line of a committee"),
        *later_many("{count} line of a committee", "{count} lines of a committee"),
    ),
    "stance_change": (
        later("change of opinion"),
        *later_many("{count} change of opinion", "{count} changes of opinion"),
    ),
    "map_export": (
        later("export of a map"),
        *later_many("{count} export of a map", "{count} exports of a map"),
    ),
    "separate_pair": (
        later("pair kept separate"),
        *later_many("{count} pair kept separate", "{count} pairs kept separate"),
    ),
    "playbook_draft": (
        later("draft of the playbook"),
        *later_many("{count} draft of the playbook", "{count} drafts of the playbook"),
    ),
    "playbook_edit": (
        later("change of the draft"),
        *later_many("{count} change of the draft", "{count} changes of the draft"),
    ),
    "playbook_version": (
        later("playbook version"),
        *later_many("{count} playbook version", "{count} playbook versions"),
    ),
    "settled_row": (later("settled row"), *later_many("{count} settled row", "{count} settled rows")),
    "workspace": (later("setting"), *later_many("{count} setting", "{count} settings")),
}


def noun(table: str) -> str:
    """What people call one row of a table."""
    return tr(_NOUNS[table][0]) if table in _NOUNS else table.replace("_", " ")


def counted_rows(count: int, table: str) -> str:
    """So many rows of a table, as people call them: 1 lead, 1,200 further values."""
    if table in _NOUNS:
        _, one, many = _NOUNS[table]
        return tr_many(one, many, count)
    plain = table.replace("_", " ")
    return f"{number(count)} {plain}" if count == 1 else f"{number(count)} {plain} rows"


_NAMED = ("lead", "person", "account", "handoff", "reply", "review", "stakeholder")  # these are named one by one
_REASONS = {
    "edited_since": later_many(
        "{what} was edited since and stays as it is.", "{what} were edited since and stay as they are."
    ),
    "used_since": later_many(
        "{what} is in use by something that came later and stays.", "{what} are in use by what came later and stay."
    ),
    "permanent": later_many("{what} is on record for good and stays.", "{what} are on record for good and stay."),
    "part_of_kept": later_many(
        "{what} belongs to something that stays, and stays with it.",
        "{what} belong to something that stays, and stay.",
    ),
    "deleted_since": later_many("{what} was deleted since.", "{what} were deleted since."),
    "merged_since": later_many(
        "{what} is that of the one it was merged into.", "{what} are those of what they were merged into."
    ),
    "in_the_way": later_many(
        "{what} cannot come back, because something else has taken its place.", "{what} cannot come back."
    ),
}


def taken(work: Work) -> tuple[str, ...]:
    """What the action going on has done so far, in numbers: what goes, what comes back, what is set back."""
    verb = case((Change.after.is_(None), "go"), (Change.before.is_(None), "come back"), else_="are set back")
    query = (
        select(verb.label("verb"), Change.table_name, func.count(Change.row_id.distinct()).label("rows"))
        .where(Change.action_id == work.action)
        .group_by(verb, Change.table_name)
    )
    order = list(_VERBS)
    rows = sorted(work.session.execute(query), key=lambda row: (order.index(row.verb), -row.rows, row.table_name))
    return tuple(
        tr_many(*_VERBS[row.verb], row.rows, what=counted_rows(row.rows, row.table_name))
        for row in rows
        if row.table_name != "merged"
    )


_VERBS = {
    "go": later_many("{what} goes", "{what} go"),
    "come back": later_many("{what} comes back", "{what} come back"),
    "are set back": later_many("{what} is set back", "{what} are set back"),
}


def said(session: Session, kept: Iterable[Kept]) -> tuple[str, ...]:
    """What an undo left alone: a sentence for each row that has a name, and for parts of rows; others are counted."""
    kept = list(kept)
    named = tuple(_sentence(session, one) for one in kept if one.table in _NAMED or one.columns)
    others = Counter((one.table, one.why) for one in kept if one.table not in _NAMED and not one.columns)
    return (*named, *(_together(table, why, rows) for (table, why), rows in sorted(others.items())))


def _together(table: str, why: str, rows: int) -> str:
    return tr_many(*_REASONS[why], rows, what=counted_rows(rows, table))


def _sentence(session: Session, kept: Kept) -> str:
    called = noun(kept.table)
    subject = f"{called[:1].upper()}{called[1:]} {name_of(session, kept.table, kept.row_id)}"
    if kept.columns:
        subject = f"{subject}: {', '.join(map(field_name, kept.columns))}"
    return tr_many(*_REASONS[kept.why], 1, what=subject)
