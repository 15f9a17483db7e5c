"""Several people get one manager: one gesture on the map, one act of the history."""

from collections.abc import Sequence

from app.domain.counting import counted
from app.domain.problems import Problem
from app.language import tr
from app.services.committee.keeping import stored, who
from app.services.committee.lines import set_manager
from app.services.work import Changed, Work


def set_managers(work: Work, stakeholder_ids: Sequence[int], manager_id: int | None, service_line: str) -> Changed:
    """Say whom people report to, or nobody. Raises Problem with the loop spelled out, and then nobody is changed."""
    if not stakeholder_ids:
        raise Problem(tr("Select somebody on the map first."))
    done = [set_manager(work, id, manager_id, service_line) for id in dict.fromkeys(stakeholder_ids)]
    if len(done) == 1:
        return done[0]
    people = counted(len(done), "person", "people")
    if manager_id is None:
        label = tr("{people}: no manager", people=people)
    else:
        label = tr("{people}: reports to {manager}", people=people, manager=who(work, stored(work, manager_id)))
    return Changed(label, accounts=done[0].accounts)
