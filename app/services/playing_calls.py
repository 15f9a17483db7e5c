"""The calls of the sample's story: planned, held with answers, closed out; and the technical side of its leads."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.calls.decision import Step
from app.domain.calls.pilot import Pilot, PilotCondition, PilotCriterion
from app.intake.documents.story import Moments
from app.services.calls import capture, closing, planning, questions, settling, technical
from app.services.calls.being_typed import keep_typing
from app.services.desk import Clock, Desk
from app.services.leads import lead_rows
from app.services.work import Work
from app.store.tables import Person

Act = Mapping[str, Any]


class CallPlayer:
    """Plays what happens in and around calls. A call is named by a word of the story's own."""

    def __init__(self, desk: Desk, clock: Clock, moments: Moments, lead: Callable[[str], int]) -> None:
        """`lead` gives the number of the lead that a name of the story means."""
        self._desk, self._clock, self._moments, self._lead = desk, clock, moments, lead
        self._calls: dict[str, int] = {}

    def knows(self, kind: str) -> bool:
        """True for the kinds of acts that are played here."""
        return kind in _ACTS

    def play(self, act: Act) -> None:
        """Play one act; its first key says what kind it is."""
        _ACTS[next(iter(act))](self, act)

    # --- calls --------------------------------------------------------------------------------------------------------

    def _call(self, act: Act) -> None:
        leads = [self._lead(name) for name in act["about"]]
        known = self._people(leads[0])
        theirs = [planning.Attendee("theirs", name, known.get(name)) for name in act["theirs"]]
        ours = [planning.Attendee("ours", name) for name in act["ours"]]
        told = {name: act[name] for name in ("minutes", "kind", "goal", "site") if name in act}
        at = self._moments.at(act["at"])
        made = self._desk.do(planning.plan_call, leads, at, exit_wanted=act["exit"], attendees=[*theirs, *ours], **told)
        self._calls[act["call"]] = int(str(made.outcome))

    def _people(self, lead: int) -> dict[str, int]:
        """The people of the account of a lead, by name."""
        account = self._desk.ask(lead_rows, [lead])[0].account_id

        def named(work: Work) -> dict[str, int]:
            rows = work.session.query(Person).filter(Person.account_id == account)
            return {row.shown_name: row.id for row in rows}

        return self._desk.ask(named)

    def _begin(self, act: Act) -> None:
        self._desk.do(capture.begin_call, self._calls[act["begin"]])

    def _said(self, act: Act) -> None:
        """An answer; with `settle` what it suggests is confirmed or declined at once."""
        call, who = self._calls[act["said"]], act.get("who", "")
        told = {"who": who, "certainty": act.get("certainty", "told")}
        done = self._desk.do(capture.take_answer, call, None, act["question"], act["text"], **told)
        if "settle" in act and isinstance(done.outcome, capture.Taken):
            self._desk.do(settling.settle_suggestion, done.outcome.id, act["settle"])

    def _asked(self, act: Act) -> None:
        self._desk.do(capture.mark_asked, self._calls[act["asked"]], act["question"])

    def _raised(self, act: Act) -> None:
        told = {name: act[name] for name in ("area", "severity", "owed_by", "owner", "criterion") if name in act}
        if "due" in act:
            told["due"] = self._moments.day(act["due"], self._clock())
        self._desk.do(capture.take_gap, self._calls[act["raised"]], act["gap"], **told)

    def _named(self, act: Act) -> None:
        self._desk.do(capture.take_person, self._calls[act["named"]], act["who"], attends=act.get("attends", False))

    def _typing(self, act: Act) -> None:
        self._desk.tend(keep_typing, self._calls[act["typing"]], act["field"], act["text"])

    def _prepared(self, act: Act) -> None:
        """Decisions about the questions of a call."""
        call = self._calls[act["prepared"]]
        for question in act.get("pin", ()):
            self._desk.do(questions.pin_question, call, question)
        for question, words in act.get("reword", {}).items():
            self._desk.do(questions.reword_question, call, question, words)
        for words in act.get("own", ()):
            self._desk.do(questions.own_question, call, words)

    def _closed(self, act: Act) -> None:
        told = {name: act[name] for name in ("reached", "learned", "owner", "route", "note") if name in act}
        due = self._moments.day(act["due"], self._clock())
        self._desk.do(closing.close_out, self._calls[act["closed"]], next_step=act["next"], due=due, **told)

    def _called_off(self, act: Act) -> None:
        self._desk.do(planning.cancel_call, self._calls[act["called_off"]], act["why"])

    # --- the technical side -------------------------------------------------------------------------------------------

    def _scope(self, act: Act) -> None:
        rows = [technical.ScopeFacts(**row) for row in act["rows"]]
        self._desk.do(technical.set_scope, self._lead(act["scope"]), rows)

    def _systems(self, act: Act) -> None:
        known = self._dated(act["set"], "queue_date")
        known |= {name: tuple(known.get(name, ())) for name in ("orders_in", "results_out")}
        self._desk.do(technical.set_integration, self._lead(act["systems"]), technical.IntegrationFacts(**known))

    def _documents(self, act: Act) -> None:
        rows = [technical.DocumentFacts(**self._dated(row, "asked_on", "due", "sent_on")) for row in act["rows"]]
        self._desk.do(technical.set_documents, self._lead(act["documents"]), rows)

    def _pilot(self, act: Act) -> None:
        told = self._dated(act["set"], "starts_on", "ends_on")
        told["criteria"] = tuple(PilotCriterion(**one) for one in told.get("criteria", ()))
        told["conditions"] = tuple(PilotCondition(**one) for one in told.get("conditions", ()))
        self._desk.do(technical.set_pilot, self._lead(act["pilot"]), Pilot(**told))

    def _approvals(self, act: Act) -> None:
        rows = [Step(label="", **self._dated(row, "due", "done_on")) for row in act["rows"]]
        self._desk.do(technical.set_decision_steps, self._lead(act["approvals"]), rows)

    def _dated(self, told: Act, *names: str) -> dict[str, Any]:
        return {**told, **{name: self._moments.day(told[name], self._clock()) for name in names if name in told}}


_ACTS: Mapping[str, Callable[[CallPlayer, Act], None]] = {
    "call": CallPlayer._call,
    "begin": CallPlayer._begin,
    "said": CallPlayer._said,
    "asked": CallPlayer._asked,
    "raised": CallPlayer._raised,
    "named": CallPlayer._named,
    "typing": CallPlayer._typing,
    "prepared": CallPlayer._prepared,
    "closed": CallPlayer._closed,
    "called_off": CallPlayer._called_off,
    "scope": CallPlayer._scope,
    "systems": CallPlayer._systems,
    "documents": CallPlayer._documents,
    "pilot": CallPlayer._pilot,
    "approvals": CallPlayer._approvals,
}
