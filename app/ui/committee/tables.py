"""The map as tables: everybody with every fact, which is what a screen reader reads, and people against our team."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain.committee.layout.geometry import Key
from app.domain.committee.model import Stakeholder, band_of, lane_of
from app.domain.committee.signs import (
    BAND_WORDS,
    CERTAINTY_WORDS,
    DEPTHS,
    INFLUENCES,
    POWERS,
    STANCES,
    depth_dots,
    influence_bars,
    stance_sign,
)
from app.domain.committee.team import TeamRow, team_matrix
from app.domain.committee.weighing import depth_of
from app.domain.titles import UNPLACED
from app.language import later, tr
from app.ui import dates, theme
from app.ui.committee.cards import STANCE_HUE
from app.ui.committee.faces import Face, faces
from app.ui.committee.lines import said
from app.ui.tables.column import Column
from app.ui.tables.held_table import HeldTable
from app.ui.tables.row_view import RowView
from app.ui.widgets.text import column, label

if TYPE_CHECKING:
    from app.services.committee.view import MapView


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody, or an empty seat, as a line of the table."""

    key: Key
    face: Face
    one: Stakeholder | None
    lane: str
    band: str
    lines: str
    contact: date | None = None


def lines_of(view: "MapView") -> list[Line]:
    """Everybody, then the empty seats, in the order of seats in the playbook's lanes."""
    book, known = view.playbook, faces(view)
    order = {lane: at for at, lane in enumerate(dict.fromkeys(seat.lane for seat in book.seats))}
    drawn: dict[int, list[str]] = {}
    for line in view.map.lines:
        if line.kind == "reports_to" and not line.note:
            continue  # it has a column of its own
        for end in (line.from_id, line.to_id):
            drawn.setdefault(end, []).append(said(line, view.map))
    made = []
    for one in view.map.people:
        lane, band = lane_of(one, book), band_of(one)
        lane = tr("Unplaced") if lane == UNPLACED or not band else lane
        words = "; ".join(drawn.get(one.id, ()))
        made.append(Line(one.id, known[one.id], one, lane, tr(BAND_WORDS.get(band, "–")), words))
    lanes = {seat.id: seat.lane for seat in book.seats}
    made += [Line(key, face, None, lanes.get(str(key), ""), "", "") for key, face in known.items() if face.ghost]
    return sorted(made, key=lambda line: (order.get(line.lane, len(order)), line.face.ghost))


def _of(read: Callable[[Stakeholder], str]) -> Callable[[Line], str]:
    """What a cell says of a person; empty for an empty seat."""
    return lambda line: read(line.one) if line.one is not None else ""


def _signed(sign: str, words: str) -> str:
    return f"{sign} {tr(words)}"


COLUMNS = (
    Column("name", later("Person"), 150, lambda r: "–" if r.face.ghost else r.face.name, "strong",
           tip=lambda r: r.face.said),
    Column("title", later("Title"), 170, lambda r: r.face.title, "muted"),
    Column("seat", later("Seat"), 180,
           lambda r: r.face.seat if r.face.certain or not r.face.seat else tr("{seat} (our guess)", seat=r.face.seat)),
    Column("stance", later("Stance"), 116,
           _of(lambda one: _signed(stance_sign(one.stance), STANCES.get(one.stance, "unknown"))), "chip",
           hue=lambda r: STANCE_HUE.get(r.one.stance, "wait") if r.one else "muted"),
    Column("power", later("Power"), 140,
           _of(lambda one: ", ".join(tr(POWERS[id]) for id in one.power if id in POWERS) or tr("unknown"))),
    Column("influence", later("Influence"), 110,
           _of(lambda one: _signed(influence_bars(one.influence), INFLUENCES.get(one.influence, "unknown")))),
    Column("depth", later("Contact"), 150,
           _of(lambda one: _signed(depth_dots(depth_of(one)), DEPTHS.get(depth_of(one), "unknown")))),
    Column("last", later("Last contact"), 100, _of(lambda one: dates.day(one.last_contact)), "muted"),
    Column("certainty", later("Certainty"), 130,
           _of(lambda one: tr(CERTAINTY_WORDS.get(one.certainty, "our guess"))), "muted"),
    Column("reports", later("Reports to"), 130, lambda r: r.face.manager.removeprefix("↑ "), "muted"),
    Column("lines", later("Other lines"), 200, lambda r: r.lines, "muted"),
    Column("lane", later("Lane"), 120, lambda r: r.lane, "muted"),
    Column("band", later("Band"), 90, lambda r: r.band, "muted"),
    Column("show", later("Must be able to show"), 180, _of(lambda one: one.can_show), "muted"),
    Column("next", later("Next step"), 170, _of(lambda one: one.next_step), "muted"),
    Column("due", later("Due"), 100, _of(lambda one: dates.day(one.due)), "muted"),
    Column("owner", later("Our side"), 130,
           _of(lambda one: ", ".join(part for part in (one.owner, *one.colleagues) if part)), "muted"),
    Column("marks", later("Marks"), 140, lambda r: ", ".join(r.face.tags), "muted"),
)  # fmt: skip


class KeyedView(RowView):
    """A table whose rows are cards of the map: the card in hand is the row in hand, and the other way round."""

    card_taken = Signal(object)  # key
    cards_chosen = Signal(object)  # set of keys

    def __init__(self, columns: Sequence[Column], name: str, parent: QObject, remembered_as: str = "") -> None:
        self.held = HeldTable(columns, parent)
        self._keys: list[Key] = []
        self._told = False
        super().__init__(self.held, name, remembered_as)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.current_changed.connect(self._on_current)

    def show_lines(self, rows: Sequence[Any], keys: Sequence[Key], current: Key | None) -> None:
        """Show other rows with this card in hand."""
        self._told = True
        self._keys = list(keys)
        self.held.show_rows(rows)
        self.take(current)
        self._told = False

    def take(self, key: Key | None) -> None:
        """Make the row of a card the one in hand."""
        if key in self._keys:
            told, self._told = self._told, True
            self.choose(self._keys.index(key))
            self._told = told

    def mark(self, keys: set[Key]) -> None:
        """Select the rows of several cards."""
        told, self._told = self._told, True
        chosen = QItemSelection()
        for at, key in enumerate(self._keys):
            if key in keys:
                chosen.select(self.held.index(at, 0), self.held.index(at, len(self.held.columns) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._told = told

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which cards are chosen."""
        super().selectionChanged(selected, deselected)
        if not self._told:
            self.cards_chosen.emit({self._keys[at] for at in self.chosen_ids() if at < len(self._keys)})

    def _on_current(self, at: int | None) -> None:
        if not self._told and at is not None and at < len(self._keys):
            self.card_taken.emit(self._keys[at])


class TeamPane(QWidget):
    """People against our team: who of ours knows whom; the columns are our people, so the table is made for them."""

    made = Signal(object)  # a new KeyedView

    def __init__(self) -> None:
        super().__init__()
        self.nobody = label(
            tr("Nobody of ours is written down as their contact yet. Enter opens a card, where it is said."),
            theme.FINE,
            tone="muted",
            wrap=True,
        )
        self._box = column(self.nobody, space=theme.TIGHT)
        self.setLayout(self._box)
        self.view: KeyedView | None = None
        self._team: tuple[str, ...] | None = None

    def draw(self, view: "MapView", current: Key | None) -> None:
        """Show a map."""
        matrix = team_matrix(view.map)
        if self.view is None or matrix.team != self._team:
            self._make(matrix.team)
        assert self.view is not None
        self.nobody.setVisible(bool(matrix.rows) and not matrix.team)
        labels = {seat.id: seat.label for seat in view.playbook.seats}
        named = [(row, labels.get(view.map.by_id[row.id].seat, "")) for row in matrix.rows]
        self.view.show_lines(named, [row.id for row in matrix.rows], current)

    def _make(self, team: tuple[str, ...]) -> None:
        if self.view is not None:
            self._box.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        self._team = team
        columns = (
            Column("name", later("Person"), 170, lambda r: r[0].name or "–", "strong"),
            Column("seat", later("Seat"), 190, lambda r: r[1], "muted"),
            Column("weak", later("Contact"), 210, lambda r: _contact(r[0]), "chip", hue=lambda r: _weak_hue(r[0])),
            *(_member(at, name) for at, name in enumerate(team)),
        )
        self.view = KeyedView(columns, tr("Committee and our team"), self)
        self._box.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.made.emit(self.view)


def _member(at: int, name: str) -> Column:
    knows = {"owner": later("● owner"), "knows": later("○ knows them")}
    return Column(f"team{at}", name, 120, lambda r: tr(knows[r[0].cells[at]]) if r[0].cells[at] else "")


def _contact(row: TeamRow) -> str:
    now = _signed(depth_dots(row.depth), DEPTHS.get(row.depth, "unknown"))
    if row.wanted is None:
        return now
    return tr("{now}, wanted {wanted}", now=now, wanted=depth_dots(row.wanted))


def _weak_hue(row: TeamRow) -> str:
    return "wait" if row.weak else "good"
