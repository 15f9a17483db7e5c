"""The question in hand, about the lead in hand: which they are, how one goes on, and what is typed for them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.calls.counting import Known
from app.language import tr
from app.ui import dates
from app.ui.bench import Bench
from app.ui.calls.about_lead import AboutLead
from app.ui.calls.answers import Answers
from app.ui.calls.question_card import QuestionCard
from app.ui.calls.questions import AskedLine, QuestionList, lines_of
from app.ui.calls.who_field import Speaker

if TYPE_CHECKING:
    from app.services.calls.view import CallView


class Asking(QObject):
    """Whatever takes another question or lead in hand keeps first what was typed for the one before."""

    lead_taken = Signal()  # by a person

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self.bench = bench
        self.view: CallView | None = None
        self.lead_id: int | None = None
        self.about = AboutLead()
        self.list, self.card = QuestionList(self), QuestionCard()
        self.answers = Answers(bench, self.card, self)
        self.about.chosen.connect(self.take_lead)
        self.list.current_changed.connect(self._on_listed)
        self.list.opened.connect(lambda _: self.card.take_focus())

    def draw(self, view: "CallView", about: int | None, *, other: bool) -> None:
        """Show a call, `other` than before or the same anew; what is half-typed stays as it is."""
        if other or about is not None:
            self.lead_id = about if about is not None else view.lead_id
        self.view = view
        self.answers.begin(view, other=other)
        self.lead_id = self.about.draw(view, self.lead_id)
        self._draw_people(view)
        self._draw_questions(view)

    def _draw_people(self, view: "CallView") -> None:
        there = sorted(view.attendees, key=lambda one: one.side != "theirs")
        self.card.who.offer([Speaker(one.name, one.person_id, one.seat_label or one.title) for one in there])
        self.card.known = Known(dates.today(), tuple(one.name for one in there), tuple(one.seat_label for one in there))

    def _draw_questions(self, view: "CallView") -> None:
        self.card.shared.offer([(one.id, one.name) for one in view.leads if one.id != self.lead_id])
        lines = lines_of(view, self.lead_id)
        asked = [line for line in lines if line.number]
        in_hand = self.answers.question
        if in_hand not in [line.id for line in lines]:
            first = next((line for line in asked if line.said is None), next(iter(asked or lines), None))
            in_hand = first.id if first is not None else ""
        self.list.draw(lines, in_hand)
        self._take(in_hand)

    def _take(self, question: str) -> None:
        view, line = self.view, self.list.line(question)
        if view is None or line is None:
            return
        rows = view.said.get(question, ())
        before = [one for one in rows if one.lead_id == self.lead_id and one.call_id != view.row.id]
        most = sum(1 for one in self.list.lines if one.number)
        self.card.draw(line, self.bench.playbook.question(question), most, before)
        self.answers.load(view, question, self.lead_id)

    # --- what is in hand -------------------------------------------------------------------------------------------

    @property
    def line(self) -> AskedLine | None:
        """The question in hand."""
        return self.card.line

    def keep(self) -> None:
        """What is typed becomes an answer."""
        self.answers.keep(self.view)

    def step(self, by: int) -> None:
        """Keep the answer and go to the question after, or the one before."""
        before = self.answers.question
        following = self.list.after(before, by)
        self.answers.keep(self.view, passed=by > 0)
        if following == before and by > 0:
            self.bench.toast.say(tr("That was the last question. F9 closes the call out."))
        self.go_to(following)

    def go_to(self, question: str) -> None:
        """Take a question in hand, ready to type."""
        self._take(question)
        self.list.blockSignals(True)
        self.list.take(question)
        self.list.blockSignals(False)
        self.card.take_focus()

    def _on_listed(self, _: int | None) -> None:
        line = self.list.current
        if line is not None and line.id != self.answers.question:
            self.keep()
            self._take(line.id)

    def take_lead(self, lead_id: int) -> None:
        """The answers are about another lead of the call."""
        self.keep()
        self.lead_id = lead_id
        if self.view is not None:
            self.about.show_lead(lead_id)
            self._draw_questions(self.view)
            self.lead_taken.emit()

    def take_next_lead(self) -> None:
        """The next lead of the call."""
        self.take_lead(self.about.following)
