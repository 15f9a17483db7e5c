"""Replies: returned workbooks looked at and taken once; each verdict becomes a move through the gate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.domain.counting import counted
from app.domain.playbook import Reasoned
from app.domain.problems import Problem
from app.language import tr
from app.services.handoff_versions import latest_of
from app.services.handoffs import VERDICTS, HandoffRow, handoff_row
from app.services.reply_judging import chosen_reason
from app.services.reply_looks import look, look_together
from app.services.reply_view import CAN_TAKE, TAKEN, Looked, ReplyView
from app.services.verdicts import Verdict, keep_verdict, spoken_verdict
from app.services.work import Changed, Work
from app.store.tables import HandoffRow as Stored

__all__ = [
    "NothingTaken",
    "ReplyView",
    "Taken",
    "give_verdict",
    "is_reply",
    "look_at_replies",
    "look_at_reply",
    "take_replies",
    "take_reply",
]

_SAID_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several returned workbooks: each with its outcome, and the handoffs that got a verdict."""

    replies: tuple[ReplyView, ...]
    handoffs: tuple[HandoffRow, ...]


class NothingTaken(Problem):
    """None of the files holds a verdict that can be taken; `replies` says why, each by itself."""

    def __init__(self, replies: tuple[ReplyView, ...]) -> None:
        said = " ".join(view.says for view in replies[:_SAID_AT_ONCE])
        super().__init__(said or tr("Choose at least one returned workbook."))
        self.replies = replies


def look_at_reply(work: Work, path: Path) -> ReplyView:
    """What a returned workbook says and whether it can be taken; nothing is changed."""
    return look(work, path).view


def look_at_replies(work: Work, paths: Sequence[Path]) -> tuple[ReplyView, ...]:
    """The same for several, in their order; those that answer one handoff are told apart."""
    return tuple(one.view for one in look_together(work, paths))


def take_reply(work: Work, path: Path, *, anyway: bool = False) -> Changed:
    """Keep the verdict of a returned workbook on its handoff and move the lead accordingly. The outcome is its row.

    One that asks something is taken `anyway` where a person may decide that. Raises Problem otherwise, and Trouble
    where the file may not be read just now.
    """
    found = look(work, path)
    if found.stopped is not None and not (anyway and found.view.may_be_taken):
        raise found.stopped
    row, kept = _take(work, found)
    label = tr("Take the reply to handoff {number}: {verdict}", number=row.number, verdict=spoken_verdict(row.verdict))
    return _changed(label, [row], kept, handoff_row(work, row))


def take_replies(
    work: Work, paths: Sequence[Path], anyway: Collection[Path] = (), seen: Mapping[Path, str] | None = None
) -> Changed:
    """Take every verdict that can be taken, as one act; the outcome is a Taken, the sentences are what stays out.

    Those that ask something are taken where `anyway` names them and a person may decide it. With the digests of files
    as they were `seen`, one that was saved since is not taken. Raises Problem where nothing can be taken.
    """
    found = [_unless_changed(one, seen or {}) for one in look_together(work, paths)]
    chosen = [one for one in found if _is_chosen(one, anyway)]
    _refuse_two_of_one(chosen)
    kept: list[str] = []
    rows: list[Stored] = []
    for done, one in enumerate(chosen):
        work.progress(done, len(chosen), tr("Taking replies"))
        row, said = _take(work, one)
        kept += [tr("Handoff {number}: {what}", number=row.number, what=what) for what in said]
        rows.append(row)
    left = [one.view for one in found if one not in chosen]
    if not rows:
        raise NothingTaken(tuple(left))
    views = tuple(_taken(one.view) if one in chosen else one.view for one in found)
    shown = tuple(handoff_row(work, row) for row in rows)
    return _changed(_label(rows), rows, (*(view.says for view in left), *kept), Taken(views, shown))


def _unless_changed(one: Looked, seen: Mapping[Path, str]) -> Looked:
    path = one.view.path
    if seen.get(path, one.view.digest) == one.view.digest:
        return one
    says = tr("'{name}' was saved again since you looked: look at it once more.", name=path.name)
    view = replace(one.view, outcome="ask", kind="changed", says=says, may_be_taken=False)
    return Looked(view, stopped=Problem(says))


def _is_chosen(one: Looked, anyway: Collection[Path]) -> bool:
    return one.view.outcome == CAN_TAKE or (one.view.may_be_taken and one.view.path in anyway)


def _refuse_two_of_one(chosen: Sequence[Looked]) -> None:
    """Two verdicts on one handoff are not taken one after the other by accident."""
    first: dict[int, Looked] = {}
    for one in chosen:
        if one.row is None:
            continue
        other = first.setdefault(one.row.id, one)
        if other is not one:
            raise Problem(
                tr(
                    "'{name}' and '{other}' answer the same handoff ({number}): take one of them.",
                    name=other.view.file,
                    other=one.view.file,
                    number=one.row.number,
                )
            )


def _take(work: Work, one: Looked) -> tuple[Stored, tuple[str, ...]]:
    assert one.row is not None and one.verdict is not None
    kept = keep_verdict(work, one.row, one.verdict)
    edited = one.verdict.edited
    return one.row, kept + tuple(
        tr("Changed outside the reply sheet and not taken: {what}", what=what) for what in edited
    )


def _taken(view: ReplyView) -> ReplyView:
    return replace(view, outcome=TAKEN, kind="", may_be_taken=False)


def _label(rows: Sequence[Stored]) -> str:
    if len(rows) == 1:
        (row,) = rows
        return tr(
            "Take the reply to handoff {number}: {verdict}", number=row.number, verdict=spoken_verdict(row.verdict)
        )
    return tr("Take {replies}", replies=counted(len(rows), "reply", "replies"))


def _changed(label: str, rows: Sequence[Stored], kept: Sequence[str], outcome: object) -> Changed:
    leads, places = frozenset(row.lead_id for row in rows), frozenset({"handoffs"})
    return Changed(label, leads, places=places, kept=tuple(kept), outcome=outcome)


def give_verdict(
    work: Work, number: int, verdict: str, reason: str = "", note: str = "", name: str = "", on: date | None = None
) -> Changed:
    """Keep a verdict that came by word of mouth, exactly as if its workbook had come back. The outcome is its row.

    `reason` is the id or the label of a reason of the playbook; a rejection needs one.
    """
    row = work.session.scalar(select(Stored).where(Stored.number == number))
    if row is None:
        raise Problem(tr("There is no handoff {number}.", number=number))
    if verdict not in VERDICTS:
        names = ", ".join(VERDICTS)
        raise Problem(tr("'{verdict}' is not a verdict; choose one of {names}.", verdict=verdict, names=names))
    _refuse_older(work, row)
    _refuse_second(row)
    chosen = chosen_reason(work, reason, reason)
    _check_reason(work, number, verdict, chosen, note)
    said = Verdict(verdict, chosen, reason.strip(), note.strip(), name.strip(), on)
    kept = keep_verdict(work, row, said)
    label = tr("Note the verdict on handoff {number}: {verdict}", number=number, verdict=spoken_verdict(verdict))
    return _changed(label, [row], kept, handoff_row(work, row))


def _refuse_older(work: Work, row: Stored) -> None:
    latest = latest_of(work, row)
    if latest is not row:
        raise Problem(
            tr(
                "Handoff {number} was sent again as handoff {newer}: note the verdict on that one.",
                number=row.number,
                newer=latest.number,
            )
        )


def _refuse_second(row: Stored) -> None:
    if row.verdict:
        raise Problem(
            tr(
                "Handoff {number} has a verdict already ({verdict}); undo that reply first if this one replaces it.",
                number=row.number,
                verdict=spoken_verdict(row.verdict),
            )
        )


def _check_reason(work: Work, number: int, verdict: str, chosen: Reasoned | None, note: str) -> None:
    """A rejection has a reason of the list, and one like "Other" words with it (R5), whichever way it comes."""
    if verdict != "reject":
        return
    if chosen is None:
        known = ", ".join(one.id for one in work.playbook.reasons.reject)
        raise Problem(tr("Choose why handoff {number} is rejected: {known}.", number=number, known=known))
    if chosen.needs_text and not note.strip():
        raise Problem(tr("Write a note: “{reason}” alone is not a reason.", reason=chosen.label))


def is_reply(path: Path) -> bool:
    """True where a dropped file is a returned handoff rather than a list of leads; a quick look, no promise."""
    from app.exports.returned import looks_returned

    return looks_returned(path)
