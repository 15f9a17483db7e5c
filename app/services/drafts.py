"""The draft of the playbook: changes prepared one by one, each an action of its own, adopted together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.playbook import Playbook
from app.domain.playbook.drafting import (
    Body,
    Difference,
    Fault,
    Step,
    applied,
    body_of,
    differences,
    faults,
    made,
)
from app.domain.problems import Problem
from app.language import tr
from app.services import adopting
from app.services.playbooks import next_version, playbook_of
from app.services.work import Changed, Work, risky
from app.store.tables import PlaybookDraft, PlaybookEdit

_NAMED = 3  # faults that a sentence names
_PLACES = frozenset({"playbook"})


@dataclass(frozen=True, slots=True)
class EditRow:
    """One change of the draft."""

    id: int
    at: datetime
    by: str
    says: str
    stands: bool  # False where what it changes is no longer there


@dataclass(frozen=True, slots=True)
class DraftView:
    """The draft as it would be adopted now: the version in force with the edits in their order."""

    open: bool  # False: nothing is being prepared, and the body is that in force
    based_on: int  # the version in force when it was begun
    started_at: datetime | None
    by: str
    body: Body
    faults: tuple[Fault, ...]  # those that only warn too
    edits: tuple[EditRow, ...]
    differences: tuple[Difference, ...]  # to the version in force
    in_force: int = 0
    no_longer: tuple[str, ...] = ()  # what of the edits applies no longer, in sentences
    in_the_way: tuple[str, ...] = ()  # what leads hang on, and the draft has no longer

    @property
    def adoptable(self) -> bool:
        """True where nothing stands against adopting it."""
        return self.open and bool(self.differences) and not self.in_the_way and not any(_stops(self.faults))


@dataclass(frozen=True, slots=True)
class _Built:
    """The body that the edits make of the version in force, and which of them still apply."""

    body: Body
    edits: tuple[EditRow, ...]
    no_longer: tuple[str, ...]


def draft_view(work: Work) -> DraftView:
    """The draft with its faults, its edits and what it changes; without one, the definitions in force."""
    now = body_of(work.playbook)
    draft = open_draft(work)
    if draft is None:
        return DraftView(
            False, work.playbook.version, None, "", now, faults(now), (), (), in_force=work.playbook.version
        )
    built = _built(work, draft)
    found = faults(built.body)
    hindrances = () if any(_stops(found)) else adopting.in_the_way(work, made(built.body, work.playbook.version))
    return DraftView(
        open=True,
        based_on=draft.based_on,
        started_at=draft.started_at,
        by=draft.by,
        body=built.body,
        faults=found,
        edits=built.edits,
        differences=differences(now, built.body),
        in_force=work.playbook.version,
        no_longer=built.no_longer,
        in_the_way=hindrances,
    )


def draft_playbook(work: Work) -> Playbook:
    """The draft as a playbook that can be judged under. Raises Problem where there is none, or where it is faulty."""
    draft = open_draft(work)
    if draft is None:
        raise Problem(tr("Nothing is being prepared: change something on the playbook page first."))
    return _sound(_built(work, draft).body, next_version(work.session))


def edit_draft(work: Work, steps: Sequence[Step], says: str) -> Changed:
    """Change the draft, and begin one where there is none. `says` names the change, as the history shows it.

    What it makes may be faulty: that is said by `draft_view`, and only stops adopting. Raises Problem where a step
    finds nothing at its place.
    """
    draft = open_draft(work)
    in_force = body_of(work.playbook)
    before = in_force if draft is None else _built(work, draft).body
    after, not_found = applied(before, steps, base=in_force)
    if not_found:
        raise Problem(" ".join(not_found))
    if after != before:
        draft = draft or _begun(work)
        work.session.add(PlaybookEdit(draft_id=draft.id, at=work.now, by=work.by, says=says, steps=list(steps)))
    return Changed(says, places=_PLACES)


def take_draft(work: Work, body: Body, says: str) -> Changed:
    """Put a whole playbook into the draft, as from a file; it may have faults, which the draft then shows."""
    return edit_draft(work, [{"op": "whole", "value": body}], says)


def take_version(work: Work, version: int) -> Changed:
    """Put an earlier version of the playbook into the draft, so that it can be adopted again."""
    label = tr("Take version {version} of the playbook", version=version)
    return take_draft(work, body_of(playbook_of(work, version)), label)


def discard_draft(work: Work) -> Changed:
    """Lay the draft aside. It stays on record with its edits; undoing this brings it back."""
    draft = open_draft(work)
    if draft is None:
        raise Problem(tr("Nothing is being prepared, so there is nothing to discard."))
    draft.discarded_at = work.now
    return Changed(tr("Discard the draft of the playbook"), places=_PLACES)


@risky
def adopt_draft(work: Work, note: str) -> Changed:
    """Put the draft in force, applied to the version that is newest by now; `kept` says what no longer applies.

    Raises Problem for a faulty draft, naming the faults, and where `adopting.adopt` would. The outcome is the number
    of the version.
    """
    draft = open_draft(work)
    if draft is None:
        raise Problem(tr("Nothing is being prepared: change something on the playbook page first."))
    built = _built(work, draft)
    changed = adopting.adopt(work, _sound(built.body, next_version(work.session)), note)
    draft.adopted_as = int(str(changed.outcome))
    said = _since(work, draft)
    return Changed(
        changed.label, places=changed.places, kept=(*said, *built.no_longer, *changed.kept), outcome=changed.outcome
    )


def compare_versions(work: Work, a: int, b: int | None = None) -> tuple[Difference, ...]:
    """What differs between two versions of the playbook; without a second one, between the first and the draft."""
    former = body_of(playbook_of(work, a))
    if b is not None:
        return differences(former, body_of(playbook_of(work, b)))
    return differences(former, draft_view(work).body)


def open_draft(work: Work) -> PlaybookDraft | None:
    """The draft that is neither adopted nor discarded; the newest, where an undo has opened an older one again.

    One whose changes were all taken back, in whatever order, is none.
    """
    opened = PlaybookDraft.adopted_as.is_(None) & PlaybookDraft.discarded_at.is_(None)
    changed = select(PlaybookEdit.id).where(PlaybookEdit.draft_id == PlaybookDraft.id).exists()
    newest = select(PlaybookDraft).where(opened, changed).order_by(PlaybookDraft.id.desc()).limit(1)
    return work.session.scalar(newest)


def _begun(work: Work) -> PlaybookDraft:
    draft = PlaybookDraft(based_on=work.playbook.version, started_at=work.now, by=work.by)
    work.session.add(draft)
    work.session.flush()
    return draft


def _built(work: Work, draft: PlaybookDraft) -> _Built:
    """The version in force with the edits of a draft, one after the other, so that each says whether it applies."""
    in_force = body_of(work.playbook)
    body, edits, no_longer = in_force, list[EditRow](), list[str]()
    query = select(PlaybookEdit).where(PlaybookEdit.draft_id == draft.id).order_by(PlaybookEdit.id)
    for row in work.session.scalars(query):
        body, left_out = applied(body, row.steps, base=in_force)
        no_longer += [f"“{row.says}”: {sentence}" for sentence in left_out]
        edits.append(EditRow(row.id, row.at, row.by, row.says, not left_out))
    return _Built(body, tuple(edits), tuple(no_longer))


def _since(work: Work, draft: PlaybookDraft) -> tuple[str, ...]:
    """A sentence where the draft was begun on another version than the one that it replaces."""
    if draft.based_on == work.playbook.version:
        return ()
    return (
        tr(
            "The draft was begun on version {begun}; it was applied to version {version}.",
            begun=draft.based_on,
            version=work.playbook.version,
        ),
    )


def _sound(body: Body, version: int) -> Playbook:
    """The playbook that a body makes. Raises Problem that names the faults which stand against it."""
    stops = list(_stops(faults(body)))
    if stops:
        named = " ".join(stops[:_NAMED])
        if more := len(stops) - _NAMED if len(stops) > _NAMED else 0:
            raise Problem(tr("The draft cannot be used yet: {named} And {count} more.", named=named, count=more))
        raise Problem(tr("The draft cannot be used yet: {named}", named=named))
    return made(body, version)


def _stops(found: Sequence[Fault]) -> Iterator[str]:
    return (fault.says for fault in found if not fault.warns)
