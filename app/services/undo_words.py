"""Undo in words: how many of what go or come back, and what is kept and why."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.services.work import Work
from app.store.tables import Account, Change, HandoffRow, Lead, Person
from app.store.taking_back import Kept

_NOUNS = {
    "lead": ("lead", "leads"),
    "person": ("person", "people"),
    "account": ("account", "accounts"),
    "handoff": ("handoff", "handoffs"),
    "reply": ("reply", "replies"),
    "review": ("review", "reviews"),
    "stakeholder": ("stakeholder", "stakeholders"),
    "signal": ("signal", "signals"),
    "touch": ("touch", "touches"),
    "answer": ("answer", "answers"),
    "move": ("move", "moves"),
    "gap": ("gap", "gaps"),
    "clock_pause": ("pause of the clock", "pauses of the clock"),
    "route_verdict": ("verdict on a route", "verdicts on routes"),
    "alternative": ("further value", "further values"),
    "tag": ("tag", "tags"),
    "attachment": ("attachment", "attachments"),
    "saved_view": ("saved view", "saved views"),
    "committee_line": ("line of a committee", "lines of a committee"),
    "stance_change": ("change of opinion", "changes of opinion"),
    "separate_pair": ("pair kept separate", "pairs kept separate"),
    "playbook_draft": ("draft of the playbook", "drafts of the playbook"),
    "playbook_edit": ("change of the draft", "changes of the draft"),
    "playbook_version": ("playbook version", "playbook versions"),
    "settled_row": ("settled row", "settled rows"),
    "workspace": ("setting", "settings"),
}


def nouns(table: str) -> tuple[str, str]:
    """What people call one row of a table, and several."""
    plain = table.replace("_", " ")
    return _NOUNS.get(table, (plain, f"{plain} rows"))


_NAMED = ("lead", "person", "account", "handoff", "reply", "review", "stakeholder")  # these are named one by one
_REASONS = {
    "edited_since": ("was edited since and stays as it is", "were edited since and stay as they are"),
    "used_since": ("is in use by something that came later and stays", "are in use by what came later and stay"),
    "permanent": ("is on record for good and stays", "are on record for good and stay"),
    "part_of_kept": ("belongs to something that stays, and stays with it", "belong to something that stays, and stay"),
    "deleted_since": ("was deleted since", "were deleted since"),
    "merged_since": ("is that of the one it was merged into", "are those of what they were merged into"),
    "in_the_way": ("cannot come back, because something else has taken its place", "cannot come back"),
}


def taken(work: Work) -> tuple[str, ...]:
    """What the action going on has done so far, in numbers: what goes, what comes back, what is set back."""
    verb = case((Change.after.is_(None), "go"), (Change.before.is_(None), "come back"), else_="are set back")
    query = (
        select(verb.label("verb"), Change.table_name, func.count(Change.row_id.distinct()).label("rows"))
        .where(Change.action_id == work.action)
        .group_by(verb, Change.table_name)
    )
    rows = sorted(work.session.execute(query), key=lambda row: (_VERBS.index(row.verb), -row.rows, row.table_name))
    return tuple(_counted(row.rows, row.table_name, row.verb) for row in rows if row.table_name != "merged")


_VERBS = ("go", "come back", "are set back")
_OF_ONE = {"go": "goes", "come back": "comes back", "are set back": "is set back"}


def _counted(rows: int, table: str, verb: str) -> str:
    one, many = nouns(table)
    return f"1 {one} {_OF_ONE[verb]}" if rows == 1 else f"{rows:,} {many} {verb}"


def said(session: Session, kept: Iterable[Kept]) -> tuple[str, ...]:
    """What an undo left alone: a sentence for each row that has a name, and for parts of rows; others are counted."""
    kept = list(kept)
    named = tuple(_sentence(session, one) for one in kept if one.table in _NAMED or one.columns)
    others = Counter((one.table, one.why) for one in kept if one.table not in _NAMED and not one.columns)
    return (*named, *(_together(table, why, rows) for (table, why), rows in sorted(others.items())))


def _together(table: str, why: str, rows: int) -> str:
    one, many = nouns(table)
    if rows == 1:
        return f"1 {one} {_REASONS[why][0]}."
    return f"{rows:,} {many} {_REASONS[why][1]}."


def _sentence(session: Session, kept: Kept) -> str:
    subject = f"{nouns(kept.table)[0].capitalize()} {name_of(session, kept.table, kept.row_id)}"
    if kept.columns:
        columns = ", ".join(column.removesuffix("_id").replace("_", " ") for column in kept.columns)
        return f"{subject}: {columns} {_REASONS[kept.why][0]}."
    return f"{subject} {_REASONS[kept.why][0]}."


def name_of(session: Session, table: str, row_id: int) -> str:
    """What people call a row; its number where it has no name."""
    if table == "account" and (account := session.get(Account, row_id)):
        return account.name
    if table == "person" and (person := session.get(Person, row_id)):
        return person.shown_name
    if table == "lead" and (lead := session.get(Lead, row_id)):
        return f"{row_id} ({lead.person.shown_name})"
    if table == "handoff" and (handoff := session.get(HandoffRow, row_id)):
        return str(handoff.number)
    return str(row_id)
