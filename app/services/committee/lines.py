"""Gestures on the lines of a map: who reports to whom, dotted lines, influence, conflict."""

from dataclasses import replace

from app.domain.committee import CommitteeMap, Line, LineKind
from app.domain.committee.editing import with_line, with_manager, without_line
from app.domain.problems import Problem
from app.language import later, tr
from app.services.committee.keeping import changed, stored, take_step, who
from app.services.committee.words import LINE, STRENGTH
from app.services.committees import CERTAINTY
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work

_SAID = {
    "reports_to": later("{one} reports to {other}"),
    "dotted": later("{one} reports to {other} as well"),
    "influences": later("{one} influences {other}"),
    "conflict": later("{one} is in conflict with {other}"),
}


def set_manager(
    work: Work,
    stakeholder_id: int,
    manager_id: int | None,
    service_line: str,
    certainty: str = "guess",
    note: str = "",
) -> Changed:
    """Say whom somebody reports to, or nobody. Raises Problem with the loop spelled out (CM10)."""
    if manager_id is not None:
        return add_line(work, stakeholder_id, manager_id, "reports_to", service_line, "", certainty, note)
    row = stored(work, stakeholder_id)
    take_step(work, row.account_id, service_line, lambda map: with_manager(map, stakeholder_id, None))
    return changed(row, tr("{one} reports to nobody", one=who(work, row)))


def add_line(
    work: Work,
    from_id: int,
    to_id: int,
    kind: LineKind,
    service_line: str,
    strength: str = "",
    certainty: str = "guess",
    note: str = "",
) -> Changed:
    """Draw a line; a second one of the same kind between the two takes the place of the first."""
    _check(kind, strength, certainty)
    row, other = stored(work, from_id), stored(work, to_id)
    if other.account_id != row.account_id:
        raise Problem(tr("Choose a manager from the committee of the same account."))

    def step(map: CommitteeMap) -> CommitteeMap:
        line = Line(kind, from_id, to_id, strength, certainty, _one_line(note), work.today)
        known = next((one for one in map.lines if _same(one, line)), None)
        return with_line(map, replace(line, id=known.id) if known is not None else line)

    take_step(work, row.account_id, service_line, step)
    said = tr(_SAID[kind], one=who(work, row), other=who(work, other))
    return changed(row, said, kept=patient_warnings(note))


def edit_line(
    work: Work,
    line: Line,
    service_line: str,
    strength: str | None = None,
    certainty: str | None = None,
    note: str | None = None,
) -> Changed:
    """Change what is known of a line; None leaves it as it is."""
    row, other = stored(work, line.from_id), stored(work, line.to_id)

    def step(map: CommitteeMap) -> CommitteeMap:
        known = _drawn(map, line)
        edited = replace(
            known,
            strength=known.strength if strength is None else strength,
            certainty=known.certainty if certainty is None else certainty,
            note=known.note if note is None else _one_line(note),
            at=work.today,
        )
        _check(edited.kind, edited.strength, edited.certainty)
        return with_line(map, edited)

    take_step(work, row.account_id, service_line, step)
    said = tr("Edit the line from {one} to {other}", one=who(work, row), other=who(work, other))
    return changed(row, said, kept=patient_warnings(note or ""))


def remove_line(work: Work, line: Line, service_line: str) -> Changed:
    """Take a line away; without their solid line somebody reports to nobody."""
    row, other = stored(work, line.from_id), stored(work, line.to_id)
    take_step(work, row.account_id, service_line, lambda map: without_line(map, _drawn(map, line)))
    return changed(row, tr("Remove the line from {one} to {other}", one=who(work, row), other=who(work, other)))


def _drawn(map: CommitteeMap, line: Line) -> Line:
    """The line as it stands now."""
    found = next((one for one in map.lines if _same(one, line)), None)
    if found is None:
        raise Problem(tr("This line is no longer on the map."))
    return found


def _same(one: Line, other: Line) -> bool:
    ends = (one.from_id, one.to_id), (other.from_id, other.to_id)
    return one.kind == other.kind and (ends[0] == ends[1] or (one.kind == "conflict" and ends[0] == ends[1][::-1]))


def _check(kind: str, strength: str, certainty: str) -> None:
    for value, known in ((kind, LINE), (strength, STRENGTH), (certainty, CERTAINTY)):
        if value not in known:
            names = ", ".join(id for id in known if id)
            raise Problem(tr("“{value}” is not known here; choose one of {names}.", value=value, names=names))


def _one_line(text: str) -> str:
    return " ".join(text.split())
