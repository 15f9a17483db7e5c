"""A block of cells from a spreadsheet laid over rows of a list: by the titles of its columns, else by their place."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.counting import counted
from app.domain.matching import fold
from app.domain.problems import Problem
from app.intake.readers.clip import cells_of
from app.language import tr, tr_many
from app.services.lists.places import ColumnView, columns_of
from app.services.table_edits import Cell, EditPlan, look_at_cells
from app.services.work import Work

_ALWAYS = ("stage", "path")  # not to be typed either, but a change of them is worth a sentence
_MOST = 500_000  # cells; more is an import


@dataclass(frozen=True, slots=True)
class Block:
    """What the clipboard holds: `body` without a line of titles, whose columns are then in `titled`, by id."""

    body: tuple[tuple[str, ...], ...]
    titled: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """More than one cell: it may as well be rows that are new."""
        return bool(self.titled) or len(self.body) > 1 or any(len(row) > 1 for row in self.body)


@dataclass(frozen=True, slots=True)
class Laid:
    """The cells that a block would write, and sentences on what of it is left out."""

    cells: tuple[Cell, ...]
    says: tuple[str, ...] = ()


def block(work: Work, place: str, text: str, html: str) -> Block:
    """The block on the clipboard. A first line that names columns of the list is taken for titles."""
    rows = [tuple(_unmarked(cell) for cell in row) for row in cells_of(text, html)]
    if sum(map(len, rows)) > _MOST:
        raise Problem(tr("This is more than a list takes at once. Save it as a file and import that."))
    known = _by_title(columns_of(work, place))
    named = [known.get(fold(cell), "") for cell in rows[0]] if rows else []
    filled = [cell for cell in rows[0] if cell.strip()] if rows else []
    is_titled = len(rows) > 1 and sum(map(bool, named)) * 2 > len(filled)
    return Block(tuple(rows[1:] if is_titled else rows), tuple(named) if is_titled else ())


@dataclass(frozen=True, slots=True)
class PasteLook:
    """The cells that a block would write, and what would become of each."""

    laid: Laid
    plan: EditPlan


def look_at_block(
    work: Work, place: str, pasted: Block, row_ids: Sequence[int], column_ids: Sequence[str], *, whole: bool
) -> PasteLook:
    """What pasting a block would do, cell by cell; see `lay`."""
    laid = lay(work, place, pasted, row_ids, column_ids, whole=whole)
    return PasteLook(laid, look_at_cells(work, place, laid.cells))


def lay(
    work: Work, place: str, pasted: Block, row_ids: Sequence[int], column_ids: Sequence[str], *, whole: bool
) -> Laid:
    """Lay a block over rows. `row_ids` are the selected rows; where not `whole`, the one in hand and those below.

    Without titles its first column goes to the first of `column_ids` and so on. One row fills all selected ones, one
    cell as well. Blank cells leave what is there. Raises Problem where the block does not fit the selection.
    """
    body, says = pasted.body, list[str]()
    rows = _rows_for(body, row_ids, whole=whole)
    if len(rows) < len(body) and not whole:
        left = len(body) - len(rows)
        says.append(tr_many("{count} row of the clipboard has no row here.",
                            "{count} rows of the clipboard have no row here.", left))  # fmt: skip
    views = {one.id: one for one in columns_of(work, place)}
    width = max(map(len, body), default=0)
    targets = list(pasted.titled or column_ids)[:width]
    if not pasted.titled and width > len(targets):
        says.append(
            tr(
                "{columns} of the clipboard reach past the last column.",
                columns=counted(width - len(targets), "column"),
            )
        )
    fixed = [id for id in dict.fromkeys(targets) if id and not views[id].field and id not in _ALWAYS]
    if fixed:
        says.append(
            tr("Not to be typed, and left as they are: {columns}.", columns=", ".join(views[id].label for id in fixed))
        )
    cells, blank = list[Cell](), 0
    for id, row in zip(rows, body * len(rows) if len(body) == 1 else body, strict=False):
        for column, text in zip(targets, row, strict=False):
            if not column or column in fixed:
                continue
            if text.strip():
                cells.append(Cell(id, column, text))
            else:
                blank += 1
    if blank:
        says.append(
            tr_many("{count} blank cell leaves what is there.", "{count} blank cells leave what is there.", blank)
        )
    return Laid(tuple(cells), tuple(says))


def _rows_for(body: Sequence[Sequence[str]], row_ids: Sequence[int], *, whole: bool) -> Sequence[int]:
    """The rows that a block goes to."""
    if not body or not row_ids:
        raise Problem(tr("There are no rows on the clipboard, or none here to paste them over."))
    if len(body) == 1:
        return row_ids if whole else row_ids[:1]
    if whole and len(body) != len(row_ids):
        raise Problem(
            tr(
                "The clipboard holds {rows} and {chosen} are selected. Select as many, or only the first.",
                rows=counted(len(body), "row"),
                chosen=len(row_ids),
            )
        )
    return row_ids[: len(body)]


def _by_title(views: Sequence[ColumnView]) -> dict[str, str]:
    return {fold(one.id.replace("_", " ")): one.id for one in views} | {fold(one.label): one.id for one in views}


def _unmarked(cell: str) -> str:
    """Without the mark that a copy puts before text which a spreadsheet would take for a formula."""
    return cell[1:] if cell[:2] in ("'=", "'@", "'+", "'-") else cell
