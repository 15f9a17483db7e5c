"""A told story played through the use cases, act by act, as if people had done it on the days it names."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.lead import Answered, Certainty
from app.domain.reasons import Reason
from app.domain.review.weeks import week_of
from app.domain.stage import Stage
from app.intake.documents.story import Moments
from app.services import (
    answers,
    editing,
    gaps,
    handoffs,
    imports,
    moves,
    pausing,
    replies,
    reviews,
    route_verdicts,
    seating,
    touches,
)
from app.services.account_page import account_view
from app.services.accounts import account_ids, account_rows
from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.leads import LeadFilter, lead_ids, lead_rows
from app.services.playing_calls import CallPlayer

Act = Mapping[str, Any]
_ANSWERS = {"proven": Answered.YES, "denied": Answered.NO, "unclear": Answered.UNKNOWN}
BETWEEN_ACTS = timedelta(seconds=30)


class StandingClock:
    """A clock that shows what it was set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Player:
    """Plays sittings on a desk. Leads are named by their address, or by address and service line."""

    def __init__(self, desk: Desk, clock: StandingClock, moments: Moments, lists: Path, folder: Path) -> None:
        """`lists` holds the lists that are imported; `folder` takes them with their dates written out."""
        self._desk, self._clock, self._moments = desk, clock, moments
        self._lists, self._folder = lists, folder
        self._leads: dict[str, int] = {}
        self._accounts: dict[str, int] = {}
        self._seats: dict[tuple[str, str, str], int] = {}
        self._gaps: dict[str, int] = {}
        self._handoffs: dict[str, int] = {}
        self._calls = CallPlayer(desk, clock, moments, self._lead)

    def sitting(self, told: Act) -> None:
        """Play what one person did at one sitting; the first key of an act says what kind it is."""
        self._clock.at = self._moments.at(told["when"])
        self._desk.by = told["by"]
        for act in told["did"]:
            if self._calls.knows(next(iter(act))):
                self._calls.play(act)
            else:
                _ACTS[next(iter(act))](self, act)
            self._clock.at += BETWEEN_ACTS

    # --- who is meant -------------------------------------------------------------------------------------------------

    def _lead(self, name: str) -> int:
        return self._leads[name]

    def _look_again(self) -> None:
        """Learn the numbers of leads and accounts that came in."""
        for row in self._desk.ask(lead_rows, self._desk.ask(lead_ids, LeadFilter(), "created")):
            name = row.email or row.person
            self._leads.setdefault(name, row.id)
            self._leads[f"{name} {row.service_line}"] = row.id
        for account in self._desk.ask(account_rows, self._desk.ask(account_ids)):
            self._accounts[account.name] = account.id

    def _reason(self, act: Act) -> Reason:
        due = act.get("due")
        return Reason(
            act["learned"],
            act["next"],
            None if due is None else self._moments.day(due, self._clock.at),
            act.get("owner", ""),
            act.get("code", ""),
        )

    # --- what they did ------------------------------------------------------------------------------------------------

    def _import(self, act: Act) -> None:
        file = self._folder / act["import"]
        file.write_text(self._moments.spelled((self._lists / file.name).read_text("utf-8")), "utf-8")
        settled = imports.ImportChoices(defaults=act.get("as", {}))
        self._desk.do(imports.commit_import, self._desk.ask(imports.plan_import, [file], settled))
        self._look_again()

    def _add(self, act: Act) -> None:
        fields = {name: str(value) for name, value in act["add"].items()}
        self._desk.do(add_lead, fields)
        self._look_again()

    def _touch(self, act: Act) -> None:
        self._desk.do(
            touches.log_touch, self._lead(act["touch"]), act["kind"], act["outcome"], act.get("reached", False)
        )

    def _signal(self, act: Act) -> None:
        about = {name: act.get(name, "") for name in ("asset", "offer", "asked_for")}
        self._desk.do(touches.add_signal, self._lead(act["signal"]), act["kind"], **about)

    def _answers(self, act: Act) -> None:
        given = {
            criterion: answers.Given(value, evidence or "")
            for word, value in _ANSWERS.items()
            for criterion, evidence in act.get(word, {}).items()
        }
        certainty = Certainty(act.get("certainty", "told"))
        self._desk.do(answers.answer_all, self._lead(act["answers"]), given, act.get("who", ""), certainty)

    def _move(self, act: Act) -> None:
        stage = Stage(act["stage"]) if "stage" in act else None
        self._desk.do(
            moves.move,
            self._lead(act["move"]),
            stage=stage,
            path=act.get("path"),
            reason=self._reason(act),
            override=act.get("override", ""),
            trigger=act.get("trigger", ""),
        )

    def _move_many(self, act: Act) -> None:
        stage = Stage(act["stage"]) if "stage" in act else None
        ids = [self._lead(name) for name in act["move_many"]]
        self._desk.do(moves.move_many, ids, stage=stage, path=act.get("path"), reason=self._reason(act))

    def _edit(self, act: Act) -> None:
        changes = dict(act["set"])
        if "due" in changes:
            changes["due"] = self._moments.day(changes["due"], self._clock.at)
        self._desk.do(editing.edit_lead, self._lead(act["edit"]), changes)

    def _account(self, act: Act) -> None:
        self._desk.do(editing.edit_account, self._accounts[act["account"]], act["set"])

    def _consent(self, act: Act) -> None:
        row = self._desk.ask(lead_rows, [self._lead(act["consent"])])[0]
        people = self._desk.ask(account_view, row.account_id or 0).people
        person = next(one.id for one in people if one.email == row.email)
        self._desk.do(editing.set_consent, person, act["channel"], act["value"])

    def _seat(self, act: Act) -> None:
        """Put somebody on a committee, or change what is known of them."""
        account, line = self._accounts[act["seat"]], act["line"]
        changes = dict(act.get("set", {}))
        for name in ("due", "last_contact", "confirmed_on"):
            if name in changes:
                changes[name] = self._moments.day(changes[name], self._clock.at)
        if "reports_to" in changes:
            changes["reports_to_id"] = self._seats[act["seat"], line, changes.pop("reports_to")]
        key = (act["seat"], line, act["person"])
        if key not in self._seats:
            changes["person_id"] = self._person(account, act)
        row = self._desk.do(
            seating.set_stakeholder, account, line, self._seats.get(key), changes, act.get("reason", "")
        )
        self._seats[key] = int(str(row.outcome))

    def _person(self, account: int, act: Act) -> int:
        for known in self._desk.ask(account_view, account).people:
            if known.name == act["person"]:
                return known.id
        made = self._desk.do(seating.add_person, account, act["person"], act.get("title", ""), act.get("email", ""))
        return int(str(made.outcome))

    def _gap(self, act: Act) -> None:
        """Note a gap of a lead, or of a whole account."""
        details = {name: act[name] for name in ("area", "severity", "owed_by", "owner", "criterion") if name in act}
        if "due" in act:
            details["due"] = self._moments.day(act["due"], self._clock.at)
        lead = self._lead(act["gap"]) if "gap" in act else None
        account = self._accounts[act["gap_of"]] if lead is None else None
        made = self._desk.do(gaps.add_gap, lead, act["question"], account_id=account, **details)
        self._gaps[act["question"]] = int(str(made.outcome))

    def _gap_status(self, act: Act) -> None:
        number = self._gaps[act["gap_status"]]
        self._desk.do(gaps.set_gap_status, number, act["status"], act.get("words", ""))

    def _close_gap(self, act: Act) -> None:
        self._desk.do(gaps.close_gap, self._gaps[act["close_gap"]], act["answer"])

    def _pause(self, act: Act) -> None:
        until = self._moments.day(act["until"], self._clock.at) if "until" in act else None
        self._desk.do(pausing.pause_clock, self._lead(act["pause"]), act["reason"], until)

    def _judge(self, act: Act) -> None:
        """Say whether the route that was proposed last was right."""
        self._desk.do(route_verdicts.judge_last_route, self._lead(act["judge"]), act["right"], act.get("note", ""))

    def _handoff(self, act: Act) -> None:
        made = self._desk.do(handoffs.issue_handoff, self._lead(act["handoff"]), None)
        if isinstance(made.outcome, handoffs.HandoffRow):
            self._handoffs[act["handoff"]] = made.outcome.number

    def _verdict(self, act: Act) -> None:
        said = {name: act.get(name, "") for name in ("reason", "note", "name")}
        self._desk.do(replies.give_verdict, self._handoffs[act["verdict"]], act["says"], **said)

    def _review(self, act: Act) -> None:
        week = week_of(self._moments.day(act["review"], self._clock.at))
        self._desk.do(reviews.issue_review, week, None)

    def _decision(self, act: Act) -> None:
        week = week_of(self._moments.day(act["week"], self._clock.at))
        due = self._moments.day(act["due"], self._clock.at)
        self._desk.do(reviews.add_decision, week, act["decision"], act["owner"], due)


_ACTS: Mapping[str, Callable[[Player, Act], None]] = {
    "import": Player._import,
    "add": Player._add,
    "touch": Player._touch,
    "signal": Player._signal,
    "answers": Player._answers,
    "move": Player._move,
    "move_many": Player._move_many,
    "edit": Player._edit,
    "account": Player._account,
    "consent": Player._consent,
    "seat": Player._seat,
    "gap": Player._gap,
    "gap_of": Player._gap,
    "gap_status": Player._gap_status,
    "close_gap": Player._close_gap,
    "pause": Player._pause,
    "judge": Player._judge,
    "handoff": Player._handoff,
    "verdict": Player._verdict,
    "review": Player._review,
    "decision": Player._decision,
}
