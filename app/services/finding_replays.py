"""The replay of what a diagnosis suggests: the latest leads under that one change, before anybody drafts it (J8)."""

from dataclasses import dataclass
from typing import Any

from app.domain.playbook.drafting import applied, body_of, made
from app.domain.playbook.sections import SECTION
from app.domain.remedies import PLACES, remedy
from app.domain.review.sheet import Finding
from app.services.playbooks import next_version
from app.services.replays import LAST, ReplayView, replay
from app.services.work import Work


@dataclass(frozen=True, slots=True)
class FindingReplay:
    """What would differ under the change that a diagnosis suggests; without a title no rule can be changed at once."""

    title: str = ""
    steps: tuple[dict[str, Any], ...] = ()
    view: ReplayView | None = None
    part: str = ""  # the part of the playbook that the suggestion touches, by the name it goes by there; empty: none


def finding_replay(work: Work, finding: Finding, last: int = LAST) -> FindingReplay:
    """The latest leads and their past decisions under the change that a diagnosis suggests. Nothing is written."""
    place = PLACES.get(finding.diagnosis, "")
    part = SECTION[place].label if place else ""
    found = remedy(finding, work.playbook)
    if found is None:
        return FindingReplay(part=part)
    now = body_of(work.playbook)
    after, _ = applied(now, found.steps, base=now)
    return FindingReplay(found.title, found.steps, replay(work, made(after, next_version(work.session)), last), part)
