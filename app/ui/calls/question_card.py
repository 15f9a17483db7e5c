"""The question in hand: why it is asked, when an answer counts, and the fields in which the answer is typed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from app.domain.calls.counting import Known, Said, counts
from app.domain.calls.needs import choices_of, value_kinds
from app.domain.calls.values import Value
from app.domain.playbook import Question
from app.language import later, tr
from app.services.guarding import patient_warnings
from app.ui import dates, theme
from app.ui.calls.questions import AskedLine
from app.ui.calls.shared_field import SharedField
from app.ui.calls.value_field import ValueField
from app.ui.calls.who_field import WhoField
from app.ui.labels import labelled
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import column, label, tip, tone

if TYPE_CHECKING:
    from app.services.calls.said import SaidView

CERTAINTIES = (("told", later("Told")), ("document", later("Document")), ("guess", later("Our guess")))
PARTS = ("answer", "value", "who", "certainty", "leads")  # what is kept of a question while it is typed


class QuestionCard(QFrame):
    """Shows one question and holds what is typed for it; saves nothing itself."""

    edited = Signal()  # by a person, a field of the answer

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.line: AskedLine | None = None
        self.question: Question | None = None
        self.known = Known(dates.today())
        self._low = False
        self._build()
        self.text.textChanged.connect(self._on_edited)
        self.value.changed.connect(self._on_edited)
        self.who.changed.connect(self._on_edited)
        self.certainty.chosen.connect(self._on_certainty)
        self.shared.changed.connect(self._on_edited)

    def _build(self) -> None:
        self.place = label("", theme.FINE, tone="muted", bold=True, wrap=True)
        self.asked = label("", theme.LEAD, bold=True, wrap=True)
        self.why = label("", theme.FINE, tone="muted", wrap=True)
        self.earlier = label("", theme.FINE, tone="muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("What they said"))
        self.text.setPlaceholderText(tr("What they said, in their words"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(62))
        self.value, self.who, self.shared = ValueField(), WhoField(), SharedField()
        self.certainty = Segmented(tr("How certain"), CERTAINTIES, flows=True)
        self.certainty.choose("told")
        self.certainty.setToolTip(tr("F4 goes on to the next"))
        self.verdict = label("", theme.FINE, wrap=True)
        self.warning = label("", theme.FINE, tone="bad", bold=True, wrap=True)
        self.warning.hide()
        self.by = label(tr("Said by (Alt and the digit)"), theme.FINE, tone="muted")
        self.sure = label(tr("How certain (F4)"), theme.FINE, tone="muted")
        foot = column(self.sure, self.certainty, space=2)
        who = column(self.by, self.who, space=2)
        edges = (theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL)
        parts = (
            self.place,
            self.asked,
            self.why,
            self.earlier,
            self.text,
            self.value,
            who,
            foot,
            self.shared,
            self.verdict,
            self.warning,
        )
        self.setLayout(column(*parts, space=theme.TIGHT, edges=edges))

    # --- showing ---------------------------------------------------------------------------------------------------

    def draw(self, line: AskedLine, question: Question | None, most: int, earlier: "Sequence[SaidView]" = ()) -> None:
        """Show a question; the fields keep what is typed in them as long as it is the same one."""
        other = self.line is None or self.line.id != line.id
        self.line, self.question = line, question
        picked = line.picked
        gate = labelled(picked.gate) if picked.gate else tr("our own question")
        place = tr("Question {number} of {all}", number=line.number, all=most) if line.number else tr("Not asked")
        marks = [tr("★ pinned")] if picked.pinned else []
        marks += [tr("reworded")] if picked.reworded else []
        self.place.setText("  ·  ".join((place, tr("proves {gate}", gate=gate), *marks)))
        self.asked.setText(picked.asked)
        self._say_why()
        self._draw_earlier(earlier)
        if other:
            kinds = value_kinds(question) if question is not None else ()
            self.value.ask_for(kinds, choices_of(question) if question is not None else ())
            self.value.setVisible(bool(kinds))  # where words say it all there is nothing to count or date
        self._judge()

    def be_low(self, low: bool) -> None:
        """Where there is little height, say less around the fields; all of it stays in tooltips."""
        self._low = low
        self.text.setFixedHeight(theme.px(44 if low else 62))
        self.by.setVisible(not low)
        self.sure.setVisible(not low)
        self._say_why()

    def _say_why(self) -> None:
        picked = self.line.picked if self.line is not None else None
        if picked is None:
            return
        counts_when = tr("Counts when: {rule}", rule=picked.counts_when) if picked.counts_when else ""
        told = [part for part in (picked.reason, counts_when) if part]
        self.why.setText("\n".join(told[-1:] if self._low else told))
        self.why.setToolTip(tip("\n".join(told)))
        self.why.setVisible(bool(told))

    def _draw_earlier(self, earlier: "Sequence[SaidView]") -> None:
        told = [tr("Before, {day}: {words} ({who})", day=dates.day_there(one.at), words=one.shown,
                   who=one.who or tr("nobody named")) for one in earlier[:2]]  # fmt: skip
        self.earlier.setText("\n".join(told))
        self.earlier.setVisible(bool(told))

    def show_answer(self, typed: Mapping[str, str], value: Value | None = None, person_id: int | None = None) -> None:
        """Put an answer into the fields without telling: what was kept, or what was half-typed (by PARTS)."""
        with QSignalBlocker(self.text), QSignalBlocker(self.who):
            self.text.setPlainText(typed.get("answer", ""))
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)
            self.value.show_text(typed.get("value", ""), value)
            if typed.get("who"):
                self.who.show_speaker(typed["who"], person_id)
        self.certainty.choose(typed.get("certainty") or "told")
        self.shared.show_written(typed.get("leads", ""))
        self._judge()

    def take_focus(self) -> None:
        """Be ready to type."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- what is typed -----------------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """What is typed as the answer."""
        return self.text.toPlainText().strip()

    @property
    def typed_value(self) -> Value | None:
        """The value that is understood."""
        return self.value.value

    @property
    def says_something(self) -> bool:
        """True where there is an answer to be kept."""
        return bool(self.words) or self.typed_value is not None

    def typed(self) -> dict[str, str]:
        """Every part of the answer as it is typed, by its name."""
        speaker = self.who.speaker
        name, leads = speaker.name if speaker else "", self.shared.written
        parts = (self.text.toPlainText(), self.value.text, name, self.certainty.value, leads)
        return dict(zip(PARTS, parts, strict=True))

    def next_certainty(self) -> None:
        """Go on to the next degree of certainty."""
        ids = [id for id, _ in CERTAINTIES]
        self.certainty.choose(ids[(ids.index(self.certainty.value) + 1) % len(ids)])
        self._on_edited()

    def _on_certainty(self, _: object) -> None:
        self._on_edited()

    def _on_edited(self) -> None:
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        """Say beside the fields whether the answer would count, what it lacks (CP4), what must not be there (CP10)."""
        words, value, speaker = self.words, self.typed_value, self.who.speaker
        warnings = patient_warnings(words)
        self.warning.setText("\n".join(warnings))
        self.warning.setVisible(bool(warnings))
        if self.question is None or not (words or value):
            self.verdict.setText("")
            self.verdict.hide()
            return
        who = speaker.name if speaker else ""
        found = counts(self.question, Said(words, value, who, self.certainty.value, dates.today()), self.known)
        lacks = (
            tr("○ Does not count yet. Missing: {missing}", missing="; ".join(found.missing)) if found.missing else ""
        )
        self.verdict.setText(f"✓ {found.why}" if found.met else lacks or f"○ {found.why}")
        tone(self.verdict, "good" if found.met else "wait")
        self.verdict.setVisible(bool(self.verdict.text()))
