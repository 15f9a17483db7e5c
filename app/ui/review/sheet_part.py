"""A part of the review that is made of tables: one at a time, with the chart of it above where it has one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from app.language import number, tr
from app.services.review_sight import review_part
from app.services.reviews import restated_view
from app.ui import theme
from app.ui.bench import Bench
from app.ui.command_table import with_key
from app.ui.review import compared_columns
from app.ui.review.chart_slot import ChartSlot
from app.ui.review.charts_of import chart_of
from app.ui.review.number_table import NumberTable
from app.ui.review.part import Part
from app.ui.review.sheets import NOT_ISSUED, NOT_KEPT, PartSpec
from app.ui.review.words import notes_of
from app.ui.tables.row_delegate import RowDelegate
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Elided, button, column, label, row

if TYPE_CHECKING:
    from app.services.review_sight import Sight


class SheetPart(Part):
    """Keeps which sheet is shown; each table is made when it is first shown."""

    def __init__(self, bench: Bench, spec: PartSpec) -> None:
        super().__init__(bench)
        self.spec = spec
        self.sheet = spec.sheets[0]
        self.tables: dict[str, NumberTable] = {}
        self._pair = ("", "")  # the weeks whose comparison is shown
        self._rows_of: dict[str, Any] = {}  # of what the rows are that came later
        self.title = label(tr(spec.title), theme.LEAD, bold=True)
        self.week = Elided("", theme.FINE, tone="muted")
        self.switch: Segmented | None = None
        head = row(self.title, self.week)
        head.setStretch(1, 1)
        self.about = label("", tone="muted", wrap=True)
        self.notes = label("", tone="wait", wrap=True)
        self.slot = ChartSlot()
        self.slot.rows_wanted.connect(self.rows_wanted)
        self.slot.arranged.connect(self._say_turn)
        self.turn = button("", part="quiet")
        self.turn.clicked.connect(self.turn_chart)
        head.addWidget(self.turn)
        self.message = label("", bold=True, wrap=True)
        body = column(head, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        if len(spec.sheets) > 1:
            self.switch = Segmented(tr(spec.title), [(one.id, one.title) for one in spec.sheets], flows=True)
            self.switch.choose(self.sheet.id)
            self.switch.chosen.connect(self.show_sheet)
            body.addWidget(self.switch)
        for one in (self.about, self.notes, self.message, self.slot):
            body.addWidget(one)
        body.setStretchFactor(self.slot, 1)
        self.whole = label("", wrap=True)
        body.addWidget(self.whole)
        self.setLayout(body)

    # --- showing -----------------------------------------------------------------------------------------------------

    def draw(self, sight: "Sight") -> None:
        """Say which week it is of, and show the sheet in hand."""
        self.week.say(f"{sight.week} · {sight.says}")
        self._show()

    def show_sheet(self, id: str) -> None:
        """Show another sheet."""
        self.sheet = next(one for one in self.spec.sheets if one.id == id)
        if self.switch is not None:
            self.switch.choose(id)
        self._show()

    def _show(self) -> None:
        sight: Sight = self.drawn_of
        table = self._table(sight)
        compared = sight.compared
        alone = compared is not None and self.sheet.compared is None
        about = self.sheet.about if compared is None or alone else self.sheet.about_both or self.sheet.about
        self.about.setText(tr(about))
        notes = notes_of(sight) if not alone else []
        if alone:
            notes = [tr("These rows are of {week} alone; Metrics holds the figures of both weeks.", week=sight.week)]
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.whole.setVisible(self.sheet.whole is not None)
        chart = self.sheet.chart if compared is None or alone else ""
        self.slot.show_table(table, chart_of(sight.review, chart) if chart else None)
        message = self.sheet.message if compared is None or alone else ""
        self.message.setText(chart_of(sight.review, message).title if message else "")
        self.message.setVisible(bool(message))
        if self.sheet.large:
            self._ask_large(sight)
        elif self.sheet.restated is not None:
            self._ask_restated(sight)
        elif compared is not None and self.sheet.compared is not None:
            table.show_rows(self.sheet.compared(compared))
        else:
            table.show_rows(self.sheet.rows(sight.review))

    def _table(self, sight: "Sight") -> NumberTable:
        compared = sight.compared
        side_by_side = compared is not None and self.sheet.compared is not None
        if compared is not None and side_by_side and self._pair != (compared.here, compared.there):
            self._forget_pair()
            self._pair = (compared.here, compared.there)
        name = f"{self.sheet.id}/pair" if side_by_side else self.sheet.id
        if name not in self.tables:
            self.tables[name] = self._made(name, compared if side_by_side else None)
        table = self.tables[name]
        missing = self.sheet.kept and sight.issued and not sight.counts.get(self.sheet.kept, 0)
        table.empty = tr(NOT_KEPT) if missing and self._was_before_that(sight) else tr(self.sheet.empty)
        return table

    def _was_before_that(self, sight: "Sight") -> bool:
        """True where nothing that is kept by now was kept with the week: a week with leads has figures."""
        return not sight.review.figures

    def _made(self, name: str, compared: Any) -> NumberTable:
        columns = (
            compared_columns.columns(compared, with_n=self.sheet.with_n) if compared is not None else self.sheet.columns
        )
        address = compared_columns.address if compared is not None else self.sheet.address
        remembered = "" if compared is not None else f"review/{self.spec.id}/{self.sheet.id}"
        delegate = RowDelegate if compared is not None else self.sheet.delegate
        table = NumberTable(columns, tr(self.sheet.title), remembered, self, address, delegate)
        table.rows_wanted.connect(self.rows_wanted)
        table.rows_there_wanted.connect(self.rows_there_wanted)
        table.row_wanted.connect(self.open_row)
        table.current_changed.connect(lambda _: self._say_whole())
        table.table.modelReset.connect(self._say_whole)
        self.slot.add(table)
        return table

    def _say_whole(self) -> None:
        """The row in hand below the table, where nothing is cut."""
        if self.sheet.whole is not None and self.slot.tables.count():
            found = self.table.held.row_at(max(self.table.currentIndex().row(), 0))
            self.whole.setText(self.sheet.whole(found) if found is not None else "")

    def _forget_pair(self) -> None:
        for name in [one for one in self.tables if one.endswith("/pair")]:
            gone = self.tables.pop(name)
            self.slot.tables.removeWidget(gone)
            gone.deleteLater()

    # --- rows that come later ----------------------------------------------------------------------------------------

    def _ask_large(self, sight: "Sight") -> None:
        """Ask for a table that has a row for many leads; until it comes it says how many there will be."""
        count = sight.counts.get(self.sheet.large, 0)
        waits = tr("Reading {count} rows", count=number(count)) if count else tr(self.sheet.empty)
        args = (sight.week, sight.weeks, self.sheet.large, sight.only)
        self._ask_rows(review_part, args, waits, lambda rows: rows)

    def _ask_restated(self, sight: "Sight") -> None:
        """Ask what an issued week would say differently by now; one that is not issued has nothing to hold against."""
        read = self.sheet.restated
        if sight.issued and read is not None:
            waits = tr("Counting {week} again, to hold it against what was issued", week=sight.week)
            self._ask_rows(restated_view, (sight.week, sight.weeks), waits, read)
        else:
            self.table.empty = tr(NOT_ISSUED)
            self.table.show_rows(())

    def _ask_rows(
        self, question: Callable[..., Any], args: tuple[Any, ...], waits: str, read: Callable[[Any], Sequence[Any]]
    ) -> None:
        table, asked, sight = self.tables[self.sheet.id], self.sheet, self.drawn_of
        if self._rows_of.get(asked.id) != args:  # rows of another week are not to be read as those of this one
            table.show_rows(())
        self._rows_of[asked.id] = args
        table.empty = waits

        def drawn(answer: Any) -> None:
            if sight is self.drawn_of:
                table.empty = tr(asked.empty)
                table.show_rows(read(answer))

        self.bench.study(question, *args, then=drawn, key=f"review/{self.spec.id}/{asked.id}")

    # --- the keyboard ------------------------------------------------------------------------------------------------

    @property
    def table(self) -> NumberTable:
        """The table on screen."""
        return self.slot.table

    def take_focus(self) -> None:
        """The keyboard goes back to the bar whose rows were opened, else to the table, or to the chart in its place."""
        if not self.return_focus():
            self.slot.take_focus()

    def turn_chart(self) -> bool:
        """From the table to its chart and back; where both are seen the chart becomes a table."""
        return self.slot.turn()

    def _say_turn(self) -> None:
        """A button says how one comes to the chart, where there is no room for both."""
        self.turn.setVisible(self.slot.alone)
        self.turn.setText(with_key(tr("Table") if self.slot.shows_chart else tr("Chart"), "review.as_table"))

    def open_row(self, found: Any) -> None:
        """Open what a row is about that is no number: the lead of it."""
        ref = getattr(found, "ref", "")
        if ref.isdigit():
            self.bench.lead_wanted.emit(int(ref))
