"""A move with its reason: what was learned, what happens next, when and by whom; and why it may not go yet."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit

from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import tr
from app.services.moves import may_move, move, reason_templates
from app.ui import dates, theme
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.date_field import DateField
from app.ui.widgets.text import Elided, Link, clear, column, frame, label, row

SHOWN = 3  # templates written out below a field; the digits reach all nine
MISSING = 4  # missing criteria written out; the checklists above show all


class MoveStrip(Strip):
    """Opens for one lead and one stage or path; asks the gate at once and shows what it misses as links."""

    criterion_wanted = Signal(object)  # id of a criterion that is missing

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Move"))
        self._lead_id: int | None = None
        self._stage: Stage | None = None
        self._path: str | None = None
        self._learned: tuple[str, ...] = ()
        self._next: tuple[tuple[str, int | None], ...] = ()
        self._early: list[int] | None = None  # digits that came before the templates; None once these are there
        self._said_none: set[QObject] = set()  # fields of which was said that they have no template
        self._relook: dict[str, int | None] = {}  # of reasons that are written rules: days until a re-look
        self._build()

    def _build(self) -> None:
        self.code = QComboBox()
        self.code.setAccessibleName(tr("Reason from the list"))
        self.code.activated.connect(self._on_code)
        self.learned = line(tr("What was learned"), tr("What was learned; a digit takes a template"))
        self.next = line(tr("What happens next"), tr("What happens next; a digit takes a template"))
        self.due = DateField(tr("Date of the next step"))
        self.owner = line(tr("Owner"), tr("Owner"))
        self.due.setFixedWidth(theme.px(118))
        self.owner.setFixedWidth(theme.px(130))
        self.override = line(tr("Reason for going past the gate"), tr("Why it may go although something is missing"))
        self._learned_row, self._next_row = QHBoxLayout(), QHBoxLayout()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        for at, (words, field, hints) in enumerate(
            ((tr("Learned"), self.learned, self._learned_row), (tr("Next"), self.next, self._next_row))
        ):
            said = label(words, tone="muted")
            said.setBuddy(field)
            grid.addWidget(said, 2 * at, 0)
            grid.addWidget(field, 2 * at, 1)
            grid.addLayout(hints, 2 * at + 1, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.code, 0, 2)
        grid.addLayout(row(self.due, self.owner), 2, 2)
        self._blocked = frame("card")
        self._missing = column(space=0)
        self._blocked.setLayout(
            column(
                self._missing,
                self.override,
                space=theme.TIGHT,
                edges=(theme.SMALL, theme.TIGHT, theme.SMALL, theme.TIGHT),
            )
        )
        self.fields.addLayout(grid)
        self.fields.addWidget(self._blocked)
        self.watch(self.learned, self.next, self.due, self.owner, self.override, self.code)

    def open(self, view: Any, *, stage: Stage | None = None, path: str | None = None) -> None:
        """Open for a lead; what was half-typed for another lead is gone."""
        self._lead_id, self._stage, self._path = view.id, stage, path
        to = stage.label if stage else self.bench.label("path", path or "")
        self.title.setText(f"{view.person.name}: {to}")
        self.save.setText(tr("Move to {to}", to=to))
        for field in (self.learned, self.next, self.override):
            field.clear()
        self.due.show_day(None)
        follows = path == view.route.path and path != view.path  # the rule names who goes on from here
        self.owner.setText((view.route.owner if follows else "") or view.owner or view.route.owner or self.bench.by)
        self._blocked.hide()
        self.code.hide()
        self._show_templates((), ())
        self._early, self._said_none = [], set()
        wish = stage.value if stage else (path or "")
        self.bench.ask(reason_templates, view.id, wish, then=self._draw_templates, key="templates")
        self.bench.ask(may_move, view.id, stage=stage, path=path, then=self._draw_gate, key="gate")
        self.begin(self.learned)

    def commit(self) -> None:
        """Move with both parts of the reason; the services say what is missing."""
        if self.due.text().strip() and self.due.day is None:
            self.refuse(tr("Write the date like +3d, fri or 2026-12-01."))
            self.due.setFocus()
            return
        code = self.code.currentData() if self.code.isVisible() else ""
        reason = Reason(self.learned.text(), self.next.text(), self.due.day, self.owner.text(), code or "")
        assert self._lead_id is not None
        override = self.override.text() if self._blocked.isVisible() else ""
        self.run(move, self._lead_id, stage=self._stage, path=self._path, reason=reason, override=override)

    def template(self, field: QObject, number: int) -> bool:
        """Take the template with this number into "learned" or "next" and go on to the following field.

        A digit that comes before the templates waits for them. Where there are none, the first digit says so instead of
        standing there as text; whoever means it as text writes it again.
        """
        if field in (self.learned, self.next) and self._early is not None:
            self._early.append(number)
            return True
        if field is self.learned and number < len(self._learned):
            self.learned.setText(self._learned[number])
            self.next.setFocus()
            return True
        if field is self.next and number < len(self._next):
            text, days = self._next[number]
            self.next.setText(text)
            self.due.show_day(_in_days(days))
            return True
        none = (field is self.learned and not self._learned) or (field is self.next and not self._next)
        if none and field not in self._said_none:
            self._said_none.add(field)
            self.refuse(tr("There is no template for this move: write it in your own words."))
            return True
        return False

    # --- what the desk answers ---------------------------------------------------------------------------------------

    def _draw_templates(self, templates: Any) -> None:
        self._show_templates(templates.learned, templates.next_steps)
        self.code.clear()
        for id, words, _ in templates.codes:
            self.code.addItem(words, id)
        self.code.setVisible(bool(templates.codes))
        self._relook = dict(templates.relook)
        self.code.setCurrentIndex(max(self.code.findData(templates.code), 0))
        if templates.next_steps and not self.due.text():
            self.due.show_day(_in_days(templates.next_steps[0][1]))
        self.due.setPlaceholderText(tr("never") if self._relook.get(templates.code, 1) is None else tr("+3d, fri"))
        early, self._early = self._early or [], None
        for number in early:
            self.template(self.next if self.learned.text() else self.learned, number)

    def _on_code(self, at: int) -> None:
        """A written rule says when to look again; what it says goes into the date, "never" where it says so."""
        if self.code.itemData(at) in self._relook:
            days = self._relook[self.code.itemData(at)]
            self.due.show_day(_in_days(days))
            self.due.setPlaceholderText(tr("never") if days is None else tr("+3d, fri"))

    def _show_templates(self, learned: tuple[str, ...], following: tuple[tuple[str, int | None], ...]) -> None:
        self._learned, self._next = tuple(learned), tuple(following)
        for box, field, texts in (
            (self._learned_row, self.learned, [(text, "") for text in self._learned]),
            (self._next_row, self.next, [(text, f"  +{days}d" if days else "") for text, days in self._next]),
        ):
            clear(box)
            box.setSpacing(theme.MIDDLE)
            for number, (text, due) in enumerate(texts[:SHOWN]):
                box.addWidget(self._hint(field, number, text, due), 2)
            box.addStretch(1)

    def _hint(self, field: QLineEdit, number: int, text: str, due: str) -> Link:
        hint = Link(
            f"{number + 1} {_short(text)}{due}",
            name=tr("Template {number}: {words}{due}", number=number + 1, words=text, due=due),
            elide=True,
        )
        hint.setToolTip(tr("{words}{due}  (Alt+{number})", words=text, due=due, number=number + 1))
        hint.clicked.connect(lambda: self.template(field, number))
        return hint

    def _draw_gate(self, answer: Any) -> None:
        self._blocked.setVisible(not answer.allowed)
        clear(self._missing)
        if answer.allowed:
            return
        says = tr("Not proven yet ({count}):", count=len(answer.missing)) if answer.missing else answer.says
        self._missing.addWidget(label(says, tone="bad", bold=True, wrap=not answer.missing))
        for missing in answer.missing[:MISSING]:
            link = Link(f"○ {missing.question}", name=tr("Go to: {question}", question=missing.question), elide=True)
            link.clicked.connect(partial(self._want, missing.criterion))
            ask = Elided(
                tr("Ask {whom}: {question}", whom=missing.seat_label or tr("them"), question=missing.proof)
                if missing.proof
                else "",
                theme.FINE,
                tone="muted",
            )
            line = row(link, ask)
            line.setStretch(0, 3)
            line.setStretch(1, 2)
            self._missing.addLayout(line)
        if len(answer.missing) > MISSING:
            self._missing.addWidget(
                label(tr("and {count} more", count=len(answer.missing) - MISSING), theme.FINE, tone="muted")
            )

    def _want(self, criterion: str, *_: Any) -> None:
        self.criterion_wanted.emit(criterion)


def _in_days(days: int | None) -> date | None:
    """A working day so many days ahead: what falls on a weekend waits for Monday."""
    if days is None:
        return None
    due = dates.today() + timedelta(days=days)
    return due + timedelta(days={5: 2, 6: 1}.get(due.weekday(), 0))


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29].rstrip() + "…"
