"""The strips in which a decision is written, given to somebody, and done; what is left half-typed waits in them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit
from shiboken6 import isValid

from app.language import tr
from app.services.review_decisions import add_decision, edit_decision, finish_decision
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.review.half_typed import HalfTyped, Place
from app.ui.strips.strip import Strip, line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.text import label, row

if TYPE_CHECKING:
    from app.services.review_decisions import DecisionView


class KeptStrip(Strip):
    """A strip whose fields are kept as they are typed; Esc leaves it, and coming back finds them as they were.

    It settles only where it still stands as it was committed: whoever went on typing meanwhile is left alone.
    """

    takes_digits = False

    def __init__(self, bench: Bench, act: str, *fields: QLineEdit) -> None:
        super().__init__(bench, act)
        self.place = Place("")
        self._sitting = 0  # a number for each time that it is filled: the same place may come again
        self._typed, self._begun = fields, tuple("" for _ in fields)
        self._half = HalfTyped.of(bench)
        self.again = label(tr("as you left it"), theme.FINE, tone="muted")
        self.head.insertWidget(1, self.again)
        for field in fields:
            field.textChanged.connect(self._note)

    def fill(self, place: Place, *begun: str) -> None:
        """Begin at a place with what is kept there or on its way to be, or with what was left half-typed."""
        self.place = Place("")  # filling in is not typing
        left, begun = self._half.at(place), self._half.under_way(place) or begun
        for field, text in zip(self._typed, left or begun, strict=True):
            field.setText(text)
            field.setCursorPosition(len(text))
        self._begun, self.place = begun, place
        self._sitting += 1
        self.again.setVisible(left is not None)
        bench = self.bench
        self.save.setEnabled(not bench.read_only)

    def go_on(self, kept: Place) -> None:
        """What stands here was typed on while its beginning was kept: from now on it is written at that place."""
        self.place = kept

    def run(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> None:
        """Do the act, once until it is done; what is typed before that, here or elsewhere, is not touched by it."""
        if self._runs:
            return
        self._runs = True
        self.save.setEnabled(False)
        came, begun, texts, sitting = self.place, self._begun, self._texts, self._sitting
        place = self._half.send(came, texts)
        self.place, self._begun = place, texts  # what is typed from here on is another wording of it

        def here() -> bool:
            return isValid(self) and self._sitting == sitting

        def done(changed: Any) -> None:
            kept = self._half.arrived(place, texts, changed.outcome)
            if not here():
                return
            if self.isHidden() or self._texts != texts:
                self._ran()
                self.go_on(kept)
            else:
                self._did(changed)

        def failed(error: Exception) -> None:
            self._half.came_back(place, texts, came, begun)
            if here():
                self.place, self._begun = came, begun
            if here() and not self.isHidden():
                self._failed(error)
            else:
                self.bench.problems.show(error)

        self.bench.do(use_case, *args, then=done, failed=failed, **more)

    @property
    def _texts(self) -> tuple[str, ...]:
        return tuple(field.text() for field in self._typed)

    def enlarge(self, size: int) -> None:
        """Write in letters of this size in pixels, as for a room to read."""
        self.setStyleSheet(
            f"QWidget {{ font-size: {size}px; }} QLineEdit, QPushButton {{ padding: {size // 6}px {size // 2}px;"
            f" min-height: {round(size * 1.4)}px; }}"
        )
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*(2 * size, size // 2, 2 * size, size // 2))
            layout.setSpacing(size // 3)

    def _note(self, _: str) -> None:
        if self.place.act and self.isVisible():
            self._half.note(self.place, self._texts, self._begun)


class DecideStrip(KeptStrip):
    """A decision: one sentence, who sees to it, and by when."""

    def __init__(self, bench: Bench) -> None:
        self.text = line(tr("Decision"), tr("What is to be done, in a sentence"))
        self.owner, self.due = line(tr("Owner"), tr("Who sees to it")), DateField(tr("Due"))
        super().__init__(bench, tr("Write it down"), self.text, self.owner, self.due)
        self._names: dict[str, str] = {}
        self.day = label("", theme.FINE, tone="muted")
        fields = row(self.text, self.owner, self.due, self.day)
        for at, share in enumerate((8, 3, 2, 0)):
            fields.setStretch(at, share)
        self.fields.addLayout(fields)
        self.due.textChanged.connect(self._say_day)
        self.watch(self.text, self.owner, self.due)

    def offer(self, names: Sequence[str]) -> None:
        """Complete the owner from these as one types; no list comes up that would take Enter for itself."""
        self._names = {name.casefold(): name for name in names}
        known = QCompleter(list(names), self.owner)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.owner.setCompleter(known)

    def _owner(self) -> str:
        """Who is meant, as they are written elsewhere."""
        typed = self.owner.text().strip()
        return self._names.get(typed.casefold(), typed)

    def decide(self, week: str, rule: str = "", answers: str = "") -> None:
        """Write a new decision of a week; `rule` is the diagnosis that it answers, `answers` what that is called."""
        new = tr("New decision")
        about = tr("New decision, in answer to {diagnosis}", diagnosis=answers) if answers else new
        self._name(about, tr("Write it down"))
        self._open(Place("new", week, rule), "", "", "")

    def edit(self, row: "DecisionView") -> None:
        """Write a decision in other words, or give it to somebody else, or for another day."""
        due = row.due.isoformat() if row.due else ""
        self._name_edit(row.week)
        self._open(Place("edit", id=row.id), row.text, row.owner, due)

    def go_on(self, kept: Place) -> None:
        """A new one that was typed on is edited from now on, so that Enter does not make another of it."""
        if self.place.act == "sent":
            self._name_edit(self.place.week)
        super().go_on(kept)

    def _name_edit(self, week: str) -> None:
        self._name(tr("Decision of {week}", week=week), tr("Save"))

    def _name(self, title: str, act: str) -> None:
        self.title.setText(title)
        self.save.setText(act)
        self.save.setAccessibleName(act)

    def _open(self, place: Place, *begun: str) -> None:
        self.begin(self.text)
        self.fill(place, *begun)

    def commit(self) -> None:
        """Keep the decision; what cannot be read is said below."""
        if not self.text.text().strip():
            self.refuse(tr("Write the decision in a sentence."))
            self.text.setFocus()
            return
        if self.due.text().strip() and self.due.day is None:
            self.refuse(tr("Write the date like +3d, fri or 2026-12-01."))
            self.due.setFocus()
            return
        said = (self.text.text().strip(), self._owner(), self.due.day)
        if self.place.act == "edit":
            self.run(edit_decision, self.place.id, *said)
        else:
            self.run(add_decision, self.place.week, *said, rule=self.place.rule)

    def _say_day(self) -> None:
        day = self.due.day
        self.day.setText(dates.in_full(day) if day is not None else "")


class DoneStrip(KeptStrip):
    """A decision is done: what came of it, in a sentence."""

    def __init__(self, bench: Bench) -> None:
        self.outcome = line(tr("What came of it"), tr("What came of it, in a sentence"))
        super().__init__(bench, tr("Done"), self.outcome)
        self.title.setText(tr("The decision is done"))
        self.text = label("", wrap=True)
        self.fields.addWidget(self.text)
        self.fields.addWidget(self.outcome)
        self.watch(self.outcome)

    def finish(self, row: "DecisionView") -> None:
        """Ask what came of a decision."""
        self.text.setText(row.text)
        self.begin(self.outcome)
        self.fill(Place("done", id=row.id), "")

    def commit(self) -> None:
        """Mark it as done."""
        if not self.outcome.text().strip():
            self.refuse(tr("Write what came of it, even if it is: nothing."))
            return
        self.run(finish_decision, self.place.id, self.outcome.text().strip())
