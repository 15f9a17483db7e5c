"""One part of the playbook as a table, with the form of the line in hand beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.playbook.drafting import Body, Fault, new_item, shown
from app.domain.playbook.sections import Field, Section, choices, key_of, keyed
from app.language import later, tr, tr_many
from app.ui import theme
from app.ui.bench import Bench
from app.ui.dialogs.form import Field as FormField
from app.ui.dialogs.form import FormDialog
from app.ui.pages.defining.item_editor import ItemEditor
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.finder import Finder
from app.ui.widgets.text import button, column, label, row

_STATES = {
    "added": (later("new"), "good"),
    "changed": (later("changed"), "accent"),
    "moved": (later("moved"), "accent"),
}
_WIDE = ("text", "long", "words", "condition", "choices")


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a part, with what the draft did to it and what is wrong with it."""

    key: str
    title: str  # what people know it by
    item: Mapping[str, Any]
    texts: tuple[str, ...]
    state: str
    faults: tuple[Fault, ...]


class PartView(QWidget):
    """The items of a part. Every wish leaves as steps of a draft with the words of the history."""

    wished = Signal(object)  # (steps, words, key of the line to stand on afterwards)
    removal_wished = Signal(object)  # (section, line): asked about first, where something refers to it

    def __init__(self, bench: Bench, section: Section) -> None:
        super().__init__()
        self._bench, self.section = bench, section
        self._body: Body = {}
        self._lines: list[Line] = []
        self._wanted = ""
        self._wanted_field: str | None = None
        self._writable = True
        self.editor = ItemEditor(self._options)
        self.editor.edited.connect(self._on_edited)
        self.editor.setMinimumWidth(min(theme.px(300), 320))
        self.table = HeldTable(_columns(section), self)
        self.view = RowView(self.table, tr(section.label), f"defining/{section.id}")
        self.view.empty = tr("Nothing here yet. Insert adds the first one.")
        self.view.current_changed.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.editor.begin())
        self.text = Finder(tr("Find in this part"), tr("Find in {label}", label=tr(section.label)), self.view)
        self.text.setMaximumWidth(theme.px(260))
        self.text.setMinimumWidth(60)
        self.text.typed.connect(self._list)
        self.add = button(tr("Add"), "plus", name=tr("Add to {label}", label=tr(section.label)))
        self.add.setToolTip(tr("Add one after the line in hand  (Insert)"))
        self.remove = button(tr("Remove"), "trash", name=tr("Remove the line in hand"))
        self.remove.setToolTip(tr("Remove the line in hand  (Delete)"))
        self.up = button("", "chevron-up", name=tr("Move the line up"))
        self.up.setToolTip(tr("Earlier  (Alt+Up)"))
        self.down = button("", "chevron-down", name=tr("Move the line down"))
        self.down.setToolTip(tr("Later  (Alt+Down)"))
        self.add.clicked.connect(self.add_one)
        self.remove.clicked.connect(self.remove_one)
        self.up.clicked.connect(partial(self.move_one, -1))
        self.down.clicked.connect(partial(self.move_one, 1))
        self._build()

    def _build(self) -> None:
        self.about = label(tr(self.section.about), theme.FINE, tone="muted", wrap=True)
        head = row(self.text, None, self.add, self.remove, self.up, self.down, space=theme.TIGHT)
        left = QWidget()
        inner = column(self.about, head, self.view, edges=(theme.MIDDLE, theme.SMALL, theme.SMALL, 0))
        inner.setStretch(2, 1)
        left.setLayout(inner)
        self.editor.about.hide()
        whole = row(left, self.editor, space=0)
        if self.section.single:
            left.hide()
            self.editor.about.show()
        else:
            self.editor.setFixedWidth(min(theme.px(360), 400))
            whole.setStretch(0, 1)
        self.setLayout(whole)
        for one in (self.up, self.down):
            one.setVisible(self.section.ordered)
        for one in (self.add, self.remove):
            one.setVisible(not self.section.fixed)

    # --- showing ------------------------------------------------------------------------------------------------------

    def draw(self, body: Body, faults: Sequence[Fault], states: Mapping[str, str], *, writable: bool) -> None:
        """Show a draft's items; `states` says by key what the draft did to them."""
        self._body, self._writable = body, writable
        mine = [fault for fault in faults if fault.section == self.section.id]
        self._lines = []
        for key, item in keyed(body, self.section.id):
            texts = tuple(shown(body, field, item.get(field.id)) for field in self.section.fields)
            own = tuple(fault for fault in mine if fault.item == key)
            title = dict(zip((field.id for field in self.section.fields), texts, strict=True)).get(
                self.section.title, ""
            )
            self._lines.append(Line(key, title, item, texts, states.get(key, ""), own))
        self._general = tuple(fault for fault in mine if not fault.item)
        self._list()

    def focus(self) -> None:
        """Give the keyboard to the table, or to the only form."""
        if self.section.single:
            self.editor.begin()
        else:
            self.view.setFocus()

    def stand_on(self, key: str, field: str | None = None) -> None:
        """Go to an item now or when it comes; to one of its fields too, "" being the first after its title."""
        self._wanted, self._wanted_field = key, field
        if field is not None or self.current is None or self.current.key != key:
            self._list()  # else what was just written there stays until the draft answers

    @property
    def current(self) -> Line | None:
        """The line in hand."""
        if self.section.single:
            return self._lines[0] if self._lines else None
        found: Line | None = self.table.row_at(self.view.currentIndex().row())
        return found

    def _list(self) -> None:
        words = self.text.text().casefold().split()
        fits = [
            line
            for line in self._lines
            if line.key == self._wanted or all(word in " ".join(line.texts).casefold() for word in words)
        ]
        stood = self._wanted or (self.current.key if self.current is not None else "")
        self.table.show_rows(fits)
        place = next((at for at, line in enumerate(fits) if line.key == stood), None)
        if place is not None:
            self.view.choose(place)
        self._show_current()
        if place is not None and stood == self._wanted:
            self._arrive()

    def _arrive(self) -> None:
        """The item that was wanted is in hand."""
        field, self._wanted, self._wanted_field = self._wanted_field, "", None
        if field is not None and self.isVisible():
            self.editor.begin(field, after_title=True)

    def _show_current(self) -> None:
        line = self.current
        faults = (*line.faults, *(self._general if self.section.single else ())) if line is not None else ()
        self.editor.show_item(
            self.section,
            line.key if line is not None else "",
            line.title if line is not None else "",
            line.item if line is not None else None,
            faults,
            fresh=line is not None and line.state == "added",
        )
        self.editor.setEnabled(self._writable)
        held = line is not None and self._writable
        self.add.setEnabled(self._writable)
        for one in (self.remove, self.up, self.down):
            one.setEnabled(held)

    def _options(self, of: str) -> Sequence[tuple[str, str]]:
        return choices(self._body, of) if self._body else ()

    # --- wishes -------------------------------------------------------------------------------------------------------

    def add_one(self) -> None:
        """Ask what the new item is called, and put it after the line in hand."""
        if self.section.fixed or not self._writable:
            return
        self.editor.settle()
        field = self.section.field(self.section.title)
        if field is None:
            return
        asked = FormField(field.id, tr(field.label), "text", hint=tr(field.about))
        if field.kind == "choice":
            asked = FormField(field.id, tr(field.label), "choice", self._options(field.of))
        title = tr("New {one}", one=tr(self.section.one))
        FormDialog(self._bench, title, [asked], {}, tr("Add"), self._add, self.window()).open()

    def _add(self, form: FormDialog, given: Mapping[str, Any]) -> None:
        after = self.current.key if self.current is not None else None
        item = new_item(self._body, self.section.id, str(given[self.section.title]))
        step = {"op": "add", "section": self.section.id, "value": item, "after": after}
        form.accept()
        title = str(given[self.section.title])[:60]
        self.wished.emit(
            ([step], tr("Add the {one} “{title}”", one=tr(self.section.one), title=title), key_of(self.section, item))
        )

    def remove_one(self) -> None:
        """Remove the line in hand."""
        if self.current is not None and not self.section.fixed and self._writable:
            self.removal_wished.emit((self.section, self.current))

    def move_one(self, by: int) -> None:
        """Move the line in hand one place up or down."""
        line = self.current
        if line is None or not self.section.ordered or not self._writable:
            return
        keys = [one.key for one in self._lines]
        at = keys.index(line.key)
        if not 0 <= at + by < len(keys):
            return
        others = [key for key in keys if key != line.key]
        after = others[at + by - 1] if at + by > 0 else None
        step = {"op": "place", "section": self.section.id, "item": line.key, "after": after}
        self.wished.emit(([step], tr("Move {name} up" if by < 0 else "Move {name} down", name=name_of(line)), line.key))

    def _on_edited(self, change: tuple[str, Field, Any]) -> None:
        key, field, value = change
        line = next((one for one in self._lines if one.key == key), None)
        if line is None:
            return
        step = {"op": "set", "section": self.section.id, "item": line.key, "field": field.id, "value": value}
        what = tr("{field} of {name}", field=tr(field.label), name=name_of(line)) if line.key else tr(field.label)
        stands_on = self.current is not None and self.current.key == key
        new_key = key_of(self.section, {**line.item, field.id: value})
        self.wished.emit(([step], tr("Change {what}", what=what), new_key if stands_on else ""))


def name_of(line: Line) -> str:
    """What people call an item."""
    return tr("“{name}”", name=(line.title or line.key or tr("it"))[:60])


def _columns(section: Section) -> tuple[Column, ...]:
    """What people know an item by, what the draft did to it and what is wrong, then every other field but the id."""
    named = [(at, field) for at, field in enumerate(section.fields) if field.kind != "id"]
    named.sort(key=lambda one: one[1].id != section.title)
    made = [
        Column(
            field.id,
            tr(field.label),
            _width(field, first=place == 0),
            partial(_one_line, at),
            "strong" if place == 0 else "number" if field.kind == "number" else "text",
            tip=partial(_whole, at),
            stretch=place == len(named) - 1 and field.kind in _WIDE,
        )
        for place, (at, field) in enumerate(named)
    ]
    return (*made[:1], Column("state", tr("Draft"), 96, _state, "chip", hue=_hue), *made[1:])


def _one_line(at: int, line: Line) -> str:
    return " ".join(line.texts[at].split())


def _whole(at: int, line: Line) -> str:
    return line.texts[at]


def _width(field: Field, *, first: bool) -> int:
    if first:
        return 250
    if field.kind in ("number", "yes_no", "time"):
        return max(80, 8 * len(tr(field.label)) + 20)  # as wide as its heading
    if field.kind in ("choice",):
        return 120
    return 240 if field.kind in _WIDE else 160


def _state(line: Line) -> str:
    wrong = sum(not fault.warns for fault in line.faults)
    if wrong:
        return tr_many("fault", "{count} faults", wrong)
    if line.faults:
        return tr("remark")
    return tr(_STATES.get(line.state, ("", ""))[0])


def _hue(line: Line) -> str:
    if line.faults:
        return "bad" if any(not fault.warns for fault in line.faults) else "wait"
    return _STATES.get(line.state, ("", "muted"))[1]
