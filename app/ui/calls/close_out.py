"""The close-out of a call in under three minutes: exit, route with its reason, next step, who came (CP6)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from app.domain.counting import counted
from app.domain.reasons import due_in
from app.domain.stage import Stage
from app.language import later, tr, tr_many
from app.services.calls.closing import close_out, closing_view
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.flow import Flow
from app.ui.widgets.reading_order import read_from_the_top
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Link, clear, column, label

if TYPE_CHECKING:
    from app.services.calls.closing import ClosingView
    from app.services.calls.view import CallView

REACHED = (("yes", later("1 Reached")), ("partly", later("2 Partly")), ("no", later("3 Not reached")))
SHOWN = 3  # templates written out below a field; the digits reach all nine
FIELDS = ("learned", "next", "due", "owner", "override", "reached", "route")  # kept while they are typed


class CloseOut(Strip):
    """Enter goes on to the next field and, in the last one, closes out; Ctrl+Enter closes out from anywhere."""

    typed = Signal(object)  # (field, text)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Close out"))
        self.call_id: int | None = None
        self._learned: tuple[str, ...] = ()
        self._next: tuple[tuple[str, int | None], ...] = ()
        self._came: dict[int, QCheckBox] = {}
        self._ahead: tuple[Stage, ...] = ()  # stages that the lead may still reach; the gate judges them
        self.title.setText(tr("Close out the call"))
        self.title.setWordWrap(True)
        self._build()
        self.watch(*self._order, *self.reached.findChildren(QWidget))
        for field, widget in (("learned", self.learned), ("next", self.next), ("due", self.due),
                              ("owner", self.owner), ("override", self.override)):  # fmt: skip
            widget.textEdited.connect(partial(self._tell, field))
        self.reached.chosen.connect(lambda id: self._tell("reached", id))

    def _build(self) -> None:
        self.exit = label("", wrap=True)
        self.reached = Segmented(tr("Was the exit reached?"), REACHED, flows=True)
        self.route = QComboBox()
        self.route.setAccessibleName(tr("Where the leads go"))
        self.route.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.route.setMinimumContentsLength(14)
        self.route.activated.connect(self._on_route)
        self.learned = line(tr("What was learned"), tr("What was learned, and why this route; Alt and a digit"))
        self.next = line(tr("Next step"), tr("The single next step; Alt and a digit"))
        self.owner = line(tr("Owner of the next step"), tr("Owner"))
        self.due = DateField(tr("Date of the next step"))
        self.override = line(tr("Reason for going past the gate"), tr("Why it may go although something is missing"))
        self.override.hide()
        self._learned_row, self._next_row = column(space=0), column(space=0)
        self._people = Flow(space=theme.SMALL)
        self.noted = label("", theme.FINE, tone="muted", wrap=True)
        self._order = (self.route, self.learned, self.next, self.owner, self.due, self.override)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        lines: Sequence[tuple[str, Any]] = (
            (tr("Exit"), column(self.exit, self.reached, space=2)),
            (tr("Route"), self.route),
            (tr("Learned"), column(self.learned, self._learned_row, space=2)),
            (tr("Next"), column(self.next, self._next_row, space=2)),
            (tr("Owner"), self.owner),
            (tr("Due"), self.due),
            (tr("Came"), self._people),
        )
        for at, (words, what) in enumerate(lines):
            grid.addWidget(label(words, tone="muted"), at, 0)
            if isinstance(what, QWidget):
                grid.addWidget(what, at, 1)
            else:
                grid.addLayout(what, at, 1)
        self.fields.setSpacing(theme.SMALL)
        self.fields.addLayout(grid)
        self.fields.addWidget(self.override)
        self.fields.addWidget(self.noted)

    # --- opening ---------------------------------------------------------------------------------------------------

    def open(self, view: "CallView", typed: Callable[[str], str]) -> None:
        """Open for a call, with what was half-typed before."""
        self.call_id = view.row.id
        kept = {field: typed(f"close:{field}") for field in FIELDS}
        self.reached.release()  # nobody said yet how far it was reached
        self.reached.choose(kept["reached"])
        for field, text in ((self.learned, kept["learned"]), (self.next, kept["next"]), (self.owner, kept["owner"]),
                            (self.due, kept["due"]), (self.override, kept["override"])):  # fmt: skip
            field.setText(text)
        self.override.setVisible(bool(kept["override"]))
        reached = Stage(view.leads[0].stage) if view.leads else Stage.SQL
        self._ahead = tuple(stage for stage in (Stage.MQL, Stage.SQL) if stage.rank > reached.rank)
        self._show_people(view)
        self._ask(kept["route"])
        self.begin(self.reached)
        self.reached.take_focus()

    def note(self, view: "CallView") -> None:
        """Say what the call has brought so far, so that nothing is noted twice."""
        gaps, people, waiting = len(view.raised), len(view.people), len(view.suggestions)
        parts = [
            tr("Noted in this call: {gaps}, {people}. F5 and F6 add more.",
               gaps=counted(gaps, "gap"), people=counted(people, "person", "people"))
        ]  # fmt: skip
        if waiting:
            parts.append(
                tr_many(
                    "{count} suggested tick still waits: Ctrl+Y confirms it.",
                    "{count} suggested ticks still wait: Ctrl+Y confirms the one below.",
                    waiting,
                )
            )
        self.noted.setText(" ".join(parts))

    def _ask(self, route: str) -> None:
        call_id = self.call_id
        self.bench.ask(closing_view, call_id, route, then=partial(self._draw, route), key="closing")

    def _draw(self, route: str, found: "ClosingView") -> None:
        self.exit.setText(
            tr("Wanted: {exit}", exit=found.exit_wanted) if found.exit_wanted else tr("No exit was agreed on before.")
        )
        if not self.route.count():
            stays = next((words for id, words in found.routes if id == found.route), "")
            self.route.addItem(tr("{path} (stays)", path=stays) if stays else tr("Stays as it is"), found.route)
            for id, words in found.routes:
                if id != found.route:
                    self.route.addItem(words, id)
            for stage in self._ahead:
                self.route.addItem(tr("Make it {stage}", stage=stage.label), stage)
        self.route.setCurrentIndex(max(0, self.route.findData(route or found.route)))
        if not self.owner.text().strip():
            self.owner.setText(found.owner)
        self._learned, self._next = tuple(found.learned), tuple(found.next_steps)
        self._offer(self._learned_row, self.learned, [(text, "") for text in self._learned])
        self._offer(self._next_row, self.next, [(text, f"  +{days}d" if days else "") for text, days in self._next])
        read_from_the_top(self)

    def _offer(self, box: Any, field: QObject, texts: Sequence[tuple[str, str]]) -> None:
        clear(box)
        for number, (text, due) in enumerate(texts[:SHOWN]):
            name = tr("Template {number}: {words}{due}", number=number + 1, words=text, due=due)
            hint = Link(f"Alt+{number + 1}  {text}{due}", name=name, elide=True)
            hint.setFont(theme.font(theme.FINE))
            hint.clicked.connect(partial(self._on_hint, field, number))
            box.addWidget(hint)

    def _on_hint(self, field: QObject, number: int, checked: bool = False) -> None:
        self.template(field, number)

    def _show_people(self, view: "CallView") -> None:
        clear(self._people)
        self._came = {}
        for one in view.attendees:
            made = QCheckBox(one.name.replace("&", "&&"))
            made.setAccessibleName(tr("{name} came", name=one.name))
            made.setChecked(one.came is not False)
            self._came[one.id] = made
            self._people.addWidget(made)
        self.watch(*self._came.values())
        self.route.clear()

    # --- keys --------------------------------------------------------------------------------------------------------

    def template(self, field: QObject, number: int) -> bool:
        """A digit: how far the exit was reached, or a template for the reason or the next step."""
        if isinstance(field, QWidget) and self.reached.isAncestorOf(field):
            return self._reach(number)
        if field is self.learned and number < len(self._learned):
            self.learned.setText(self._learned[number])
            self._tell("learned", self.learned.text())
            self.next.setFocus()
            return True
        if field is self.next and number < len(self._next):
            text, days = self._next[number]
            self.next.setText(text)
            self.due.show_day(due_in(days, dates.today()) or self.due.day)
            self._tell("next", text)
            self._tell("due", self.due.text())
            return True
        return False

    def _reach(self, number: int) -> bool:
        if not 0 <= number < len(REACHED):
            return False
        id = REACHED[number][0]
        self.reached.choose(id)
        self._tell("reached", id)
        self.route.setFocus()
        return True

    def digit(self, watched: QObject, event: QKeyEvent) -> bool:
        """On the buttons of the exit a digit is enough; in fields of words it is held with Alt or the field empty."""
        if isinstance(watched, QWidget) and self.reached.isAncestorOf(watched):
            return self._reach(event.key() - Qt.Key.Key_1)
        return super().digit(watched, event)

    def go_on(self) -> None:
        """Enter: to the next field that is on screen; from the last one the call is closed out."""
        at = next((at for at, field in enumerate(self._order) if field.hasFocus()), -1)
        following = [field for field in self._order[at + 1 :] if field.isVisible()]
        if following:
            following[0].setFocus()
        else:
            self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; whatever else a strip hears stays."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_plain_enter(event):
            self.go_on()
            return True
        return super().eventFilter(watched, event)

    def _on_route(self, at: int) -> None:
        wish = str(self.route.itemData(at))
        self._tell("route", wish)
        self._ask(wish)

    def _tell(self, field: str, text: str) -> None:
        self.typed.emit((f"close:{field}", text))

    # --- closing -----------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Close the call out, as one act that can be taken back."""
        if not self.reached.value:
            self.refuse(tr("Say whether the exit was reached: 1, 2 or 3."))
            self.reached.take_focus()
        elif not self.learned.text().strip():
            self._miss(self.learned, tr("Write what was learned: it stays with the call."))
        elif self.due.text().strip() and self.due.day is None:
            self._miss(self.due, tr("Write the date like +3d, fri or 2026-12-01."))
        else:
            stage = next((one for one in self._ahead if one == self.route.currentData()), None)
            came: Mapping[int, bool] = {id: box.isChecked() for id, box in self._came.items()}
            self.run(
                close_out,
                self.call_id,
                reached=self.reached.value,
                learned=self.learned.text().strip(),
                next_step=self.next.text().strip(),
                owner=self.owner.text().strip(),
                due=self.due.day,
                route="" if stage is not None else self.route.currentData() or "",
                stage=stage,
                override=self.override.text().strip() if self.override.isVisible() else "",
                came=came,
            )

    def _miss(self, field: QWidget, words: str) -> None:
        self.refuse(words)
        field.setFocus()

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if getattr(error, "missing", ()):  # the gate is closed: a written reason opens it
            self.override.show()
            self.override.setFocus()


def _is_plain_enter(event: QKeyEvent) -> bool:
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held
