"""A year of work on a workspace, through the use cases and by a clock that moves: every act that a review meets.

The same seed gives the same year. What an act may not do just now is refused by it, and the year goes on.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app.domain.lead import Answered
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.services import answers, bulk, editing, handoffs, merging, moves, pausing, replies, touches, undoing, unmerging
from app.services.answers import Given
from app.services.desk import Desk
from app.services.imports import commit_import, plan_import
from app.services.work import Changed, Work
from app.store.tables import Action, HandoffRow, Lead, Person

BEGINS = datetime(2025, 11, 10, 14, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)  # a Wednesday of week 47, which still runs
_HEAD = "Full Name,Email,Job Title,Company,Country,State,Segment,Service Line,Lead Source,Offer,Created At,Lead Owner"
_PLACES = (
    ("Northgate Hospital Labs", "northgate.example", "US", "OH", "Regional provider"),
    ("Marsh Clinic", "marsh.example", "US", "TX", "Independent clinic or practice"),
    ("Summit Research", "summit.example", "Germany", "", ""),
    ("Vale Employer Group", "vale.example", "US", "OR", "Employer"),
)
_LINES = ("hospital_lab", "clinic_panels", "hospital_lab", "")
_SOURCES = ("Website", "Webinar", "Trade show", "A list from nowhere", "")
_OFFERS = ("Demo", "White paper", "Pricing request", "")
_GIVEN = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hedda", "Ivo", "Jule")
_FAMILY = ("Berg", "Ito", "Marsh", "Novak", "Osei", "Patel", "Quist", "Rhode", "Stahl", "Thorn", "Ulm", "Voss")
_WAYS = (
    "sales_discovery",
    "technical_presales",
    "nurture",
    "not_now",
    "disqualified",
    "sdr_outreach",
    "needs_research",
)


class Year:
    """Somebody works on a workspace from week to week; `acts` counts what was done by kind."""

    def __init__(self, desk: Desk, clock: Any, folder: Path, seed: int = 7) -> None:
        self._desk, self._clock, self._folder, self._chance = desk, clock, folder, random.Random(seed)
        self.acts: dict[str, int] = {}
        self._people = 0
        self._deeds: tuple[tuple[int, Callable[[], Any]], ...] = (
            (10, self.move),
            (6, self.bulk_move),
            (6, self.raise_stage),
            (4, self.win),
            (3, self.prove),
            (10, self.touch),
            (5, self.greet),
            (3, self.signal),
            (6, self.hand_over),
            (6, self.answer_handoff),
            (2, self.pause),
            (2, self.resume),
            (3, self.undo),
            (1, self.merge),
            (1, self.unmerge),
            (1, self.delete),
            (2, self.disown),
        )

    def go_by(self, weeks: int = 53, leads: int = 2, acts: int = 8) -> None:
        """Let weeks pass with so many new leads and acts in each, at any hour of any day."""
        chance = self._chance
        for week in range(weeks):
            begins = BEGINS + timedelta(weeks=week)
            moments = sorted(begins + timedelta(minutes=chance.randrange(7 * 24 * 60)) for _ in range(acts))
            if week % 4 == 0:
                self._at(min(begins, ENDS))
                self._try(lambda begins=begins: self.bring_in(begins, 4 * leads))
            for moment in moments:
                if moment >= ENDS:
                    break
                self._at(moment)
                deeds, weights = [deed for _, deed in self._deeds], [weight for weight, _ in self._deeds]
                self._try(chance.choices(deeds, weights)[0])
        self._at(ENDS)

    def _at(self, moment: datetime) -> None:
        self._clock.at = moment

    def _try(self, deed: Callable[[], Any]) -> None:
        name = getattr(deed, "__name__", "bring_in").strip("<>")
        try:
            deed()
        except Problem:
            name = f"{name} refused"
        self.acts[name] = self.acts.get(name, 0) + 1

    # --- what is chosen -----------------------------------------------------------------------------------------------

    def _ids(self, column: Any, *tests: Any) -> list[int]:
        return self._desk.ask(lambda work: list(work.session.scalars(select(column).where(*tests).order_by(column))))

    def _one(self, column: Any, *tests: Any) -> Any:
        return self._any(self._ids(column, *tests))

    def _any(self, ids: list[int]) -> int:
        if not ids:
            raise Problem("There is none.")
        return self._chance.choice(ids)

    def _lead(self, *first: Any) -> int:
        """Any lead, more often one of the newest, or of those that come first: that is where the work is."""
        ids = (self._ids(Lead.id, *first) if first and self._chance.random() < 0.5 else []) or self._ids(Lead.id)
        return self._any(ids[-10:] if self._chance.random() < 0.7 else ids)

    def _reason(self) -> Reason:
        day = self._clock.at.date() + timedelta(days=self._chance.randrange(1, 40))
        owner = self._chance.choice(("Mira Lindqvist", "Jonas Falk", "Tove Anand"))
        return Reason("They look at turnaround again.", "Call them", day, owner)

    # --- what is done -------------------------------------------------------------------------------------------------

    def bring_in(self, begins: datetime, count: int) -> None:
        """Import a list of leads with dates of the four weeks before and after; now and then it is undone again."""
        chance, rows = self._chance, [_HEAD]
        for _ in range(count):
            self._people += 1
            name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
            place, site, land, state, segment = chance.choice(_PLACES)
            at = begins - timedelta(minutes=chance.randrange(28 * 24 * 60))
            title = chance.choice(("Laboratory manager", "Owner", ""))
            words = (name, f"{name.replace(' ', '.').lower()}{self._people}@{site}", title, place, land, state, segment)
            why = (chance.choice(_LINES), chance.choice(_SOURCES), chance.choice(_OFFERS), f"{at:%Y-%m-%d %H:%M:%S}")
            rows.append(",".join((*words, *why, chance.choice(("Mira Lindqvist", "")))))
        path = self._folder / f"list{self._people}.csv"
        path.write_text("\n".join(rows), "utf-8")
        done = self._desk.do(commit_import, self._desk.ask(plan_import, [path]))
        if chance.random() < 0.2:  # it came with wrong dates: it is undone, and brought in dated otherwise
            assert done.action is not None
            self._desk.do(undoing.undo, done.action)
            path.write_text("\n".join(rows).replace(":00\n", ":30\n").replace("-0", "-1", 1), "utf-8")
            self._desk.do(commit_import, self._desk.ask(plan_import, [path]))

    def move(self) -> None:
        """Put a lead on another path, closed ones too; the stage stays, or falls."""
        path = self._chance.choice(_WAYS)
        stage = Stage.MQL if self._chance.random() < 0.15 else None
        reason = self._reason()
        self._desk.do(moves.move, self._lead(), stage=stage, path=path, reason=reason, override="They insist")

    def bulk_move(self) -> None:
        """Move several leads with one reason, some past the gate."""
        ids = self._ids(Lead.id)
        some = self._chance.sample(ids[-16:], min(4, len(ids)))
        past = dict.fromkeys(some[::2], "Known from before")
        path, stage = self._chance.choice(_WAYS), self._chance.choice((Stage.MQL, None))
        self._desk.do(moves.move_many, some, stage=stage, path=path, reason=self._reason(), past_gate=past)

    def raise_stage(self) -> None:
        """Move a lead up by a stage or two, past the gate where it is closed."""
        stage = self._chance.choice((Stage.MQL, Stage.SQL, Stage.SQL, Stage.OPPORTUNITY))
        lead, path = self._lead(), self._chance.choice(_WAYS[:3])
        self._desk.do(moves.move, lead, stage=stage, path=path, reason=self._reason(), override="Sales knows them")

    def win(self) -> None:
        """Sales works on an offer for a lead at SQL."""
        lead = self._one(Lead.id, Lead.stage == "sql", Lead.is_open)
        self._desk.do(moves.move, lead, stage=Stage.OPPORTUNITY, path="proposal", reason=self._reason(), override="Won")

    def prove(self) -> None:
        """Answer some criteria of a lead."""
        asked = self._desk.ask(lambda work: [c.id for c in work.playbook.criteria if not c.service_lines])
        given = {id: Given(self._chance.choice(tuple(Answered)), "Said so") for id in self._chance.sample(asked, 4)}
        self._desk.do(answers.answer_all, self._lead(), given)

    def touch(self) -> None:
        """Log a touch, now or some hours ago."""
        at = self._clock.at - timedelta(minutes=self._chance.choice((0, 90, 3000, 12_000)))
        kind, reached = self._chance.choice(("call", "email", "meeting")), self._chance.random() < 0.5
        self._desk.do(touches.log_touch, self._lead(Lead.stage == "sql"), kind, "Spoke", reached, at)

    def greet(self) -> None:
        """Log the first touch of one of the newest leads, some time after it arrived."""
        lead = self._any(self._ids(Lead.id)[-8:])
        arrived = self._desk.ask(lambda work: work.session.get_one(Lead, lead).created_at)
        at = arrived + timedelta(minutes=self._chance.choice((20, 120, 4000)))
        self._desk.do(touches.log_touch, lead, "email", "Wrote to them", at=at)

    def signal(self) -> None:
        """Add a signal, mostly with content."""
        kind = self._desk.ask(lambda work: [kind.id for kind in work.playbook.signal_kinds])
        asset = self._chance.choice(("Turnaround guide", "Panel menu", ""))
        self._desk.do(
            touches.add_signal, self._lead(Lead.path == "nurture"), self._chance.choice(kind), self._clock.at, asset
        )

    def hand_over(self) -> None:
        """Send a package; one of the same lead that was not accepted is sent again as its next version."""
        lead = self._one(Lead.id, Lead.stage.in_(("mql", "sql")), Lead.is_open)
        self._desk.do(editing.edit_lead, lead, {"asked_for": "A demo", "next_step": "Call", "owner": "Jonas Falk"})
        self._desk.do(handoffs.issue_handoff, lead, None, override="They wait for it")

    def answer_handoff(self) -> None:
        """Give a verdict on a package, at once or for an earlier day; now and then it is undone and given again."""
        pending = self._ids(HandoffRow.number, HandoffRow.verdict == "")
        number = self._any(pending[-3:])
        said = self._chance.choice(("accept", "accept", "reject", "need_more"))
        reasons = self._desk.ask(lambda work: [reason.id for reason in work.playbook.reasons.reject])
        reason = self._chance.choice(reasons) if said == "reject" else ""
        on = self._chance.choice((None, self._clock.at.date(), self._clock.at.date() - timedelta(days=1)))
        done = self._desk.do(replies.give_verdict, number, said, reason, "They wrote why", "Rob", on)
        if self._chance.random() < 0.2:
            assert done.action is not None
            self._desk.do(undoing.undo, done.action)
            self._desk.do(replies.give_verdict, number, "need_more", "", "A mistake", "Rob")

    def pause(self) -> None:
        """Let the clock of a lead stand still, for some days or until further notice."""
        until = self._chance.choice((None, self._clock.at.date() + timedelta(days=9)))
        self._desk.do(pausing.pause_clock, self._lead(), "Their board decides", until)

    def resume(self) -> None:
        """Let the clock of a lead go on."""
        self._desk.do(pausing.resume_clock, self._lead())

    def undo(self) -> None:
        """Undo the last act, or one of the last twenty."""
        done = self._ids(Action.id, Action.in_effect.is_(True), Action.undoes_id.is_(None), Action.label != "")
        self._desk.do(undoing.undo, self._any(done[-20:]), edits_too=self._chance.random() < 0.5)

    def merge(self) -> None:
        """Make one of two people, whose leads of the same line become one."""
        self._desk.do(merging.merge, "people", self._one(Person.id), self._one(Person.id))

    def unmerge(self) -> None:
        """Take a merge apart again."""
        self._desk.do(unmerging.unmerge, "people", self._one(Person.id))

    def delete(self) -> None:
        """Delete a lead."""
        self._desk.do(bulk.delete_leads, [self._lead()])

    def disown(self) -> None:
        """Lay a lead aside until something happens, without a date; or lose its owner, as a file of old did."""
        lead = self._lead()
        if self._chance.random() < 0.5:
            reason = self._reason()
            aside = Reason(reason.learned, reason.next_step, None, reason.owner)
            self._desk.do(moves.move, lead, path="not_now", reason=aside, trigger="A new budget")
        else:
            self._desk.do(_without_owner, lead)


def _without_owner(work: Work, lead: int) -> Changed:
    work.session.execute(update(Lead).where(Lead.id == lead).values(owner="", next_step="", due=None))
    return Changed("Lose the owner of a lead")
