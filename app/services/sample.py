"""The sample workspace: five weeks of a made-up team, played through the real use cases up to this moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from app.domain.clock import clock_of
from app.intake.documents.story import Moments, read_story, sample_folder
from app.language import speaking
from app.services.deriving import bring_up_to_date
from app.services.desk import Desk, system_clock
from app.services.playing import Player, StandingClock
from app.services.work import Work

BEFORE_THE_STORY = timedelta(weeks=7)


def create_sample(path: Path, by: str = "", now: Callable[[], datetime] | datetime = system_clock) -> Desk:
    """Make the sample workspace at `path` and open it. Everything in it is reckoned back from `now`.

    Raises Problem where the file exists.
    """
    clock = StandingClock(now) if isinstance(now, datetime) else now
    moment = clock()
    standing = StandingClock(moment - BEFORE_THE_STORY)
    with (
        TemporaryDirectory() as folder,
        speaking("en"),  # the people of the sample write English, and so do the rules that they follow
        Desk.create(path, "diagnostics", by="Helen Osei", now=standing, backs_up=False) as desk,
    ):
        moments = Moments(moment, desk.ask(_zone))
        player = Player(desk, standing, moments, sample_folder() / "lists", Path(folder))
        for sitting in read_story():
            player.sitting(sitting)
        standing.at = moment
        desk.do(bring_up_to_date)
    return Desk.open(path, by=by, now=clock)


def _zone(work: Work) -> ZoneInfo:
    return clock_of(work.playbook.hours).zone
