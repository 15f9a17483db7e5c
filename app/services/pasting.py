"""A block of cells from a spreadsheet laid over rows of a list: by the titles of its columns, else by their place."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.counting import counted
from app.domain.listing import Condition, ListFilter, Test
from app.domain.matching import fold
from app.domain.problems import Problem
from app.intake.readers.clip import cells_of
from app.language import tr, tr_many
from app.services.lists.places import ColumnView, columns_of
from app.services.lists.reading import ids as ids_of
from app.services.lists.reading import rows as rows_of
from app.services.table_edits import Cell, EditPlan, look_at_cells
from app.services.work import Work
from app.store.numbers import chunks

_ALWAYS = ("stage", "path")  # not to be typed either, but a change of them is worth a sentence
_MOST = 500_000  # cells; more is an import
_KEYS = {"leads": ("lead", "email"), "people": ("email",), "accounts": ("domain", "identifier")}  # who is meant
_ASKED = 200  # values in one question


@dataclass(frozen=True, slots=True)
class Block:
    """What the clipboard holds: `body` without a line of titles, whose columns are then in `titled`, by id.

    `known` are the rows of the list that its lines name by a number, an address or a domain, 0 where a line names none;
    empty where most name none. Sorted elsewhere, they still find where they belong.
    """

    body: tuple[tuple[str, ...], ...]
    titled: tuple[str, ...] = ()
    known: tuple[int, ...] = ()
    key: str = ""  # the column that names them

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
    if len(rows) < 2 or sum(map(bool, named)) * 2 <= len(filled):
        return Block(tuple(rows))
    return Block(tuple(rows[1:]), tuple(named), *_known(work, place, rows[1:], named))


def _known(work: Work, place: str, body: Sequence[Sequence[str]], titled: Sequence[str]) -> tuple[tuple[int, ...], str]:
    """The row of the list that each line names, and by which column; nothing where most name none, or two the same."""
    for key in _KEYS.get(place, ()):
        if key not in titled:
            continue
        at = titled.index(key)
        named = [row[at].strip().casefold() if at < len(row) else "" for row in body]
        found = _rows_with(work, place, key, {one for one in named if one})
        ids = tuple(found.get(one, 0) for one in named)
        matched = [id for id in ids if id]
        if len(matched) * 2 > len(body) and len(set(matched)) == len(matched):
            return ids, key
    return (), ""


def _rows_with(work: Work, place: str, key: str, wanted: Collection[str]) -> dict[str, int]:
    """The rows with these values in a column, by value; a value that several rows have names none."""
    if key == "lead":
        ids: Sequence[int] = [int(one) for one in wanted if one.isdecimal() and len(one) < 16]
    else:
        alike = (Condition(key, Test.ONE_OF, tuple(some)) for some in chunks(sorted(wanted), _ASKED))
        ids = [id for one in alike for id in ids_of(work, place, ListFilter(conditions=(one,)))]
    held = [(str(row.values[0]).casefold(), row.id) for row in rows_of(work, place, ids, [key])]
    several = Counter(value for value, _ in held)
    return {value: id for value, id in held if several[value] == 1}


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

    Lines that name rows by themselves go there instead: see `Block.known`.
    Without titles its first column goes to the first of `column_ids` and so on. One row fills all selected ones, one
    cell as well. Blank cells leave what is there. Raises Problem where the block does not fit the selection.
    """
    says = list[str]()
    pairs = _pairs(pasted, row_ids, says, whole=whole)
    views = {one.id: one for one in columns_of(work, place)}
    targets = _targets(pasted, column_ids, says)
    fixed = [id for id in dict.fromkeys(targets) if id and not views[id].field and id not in _ALWAYS]
    if fixed:
        named = ", ".join(views[id].label for id in fixed)
        says.append(tr("Not to be typed, and left as they are: {columns}.", columns=named))
    cells, blank = list[Cell](), 0
    for id, row in pairs:
        for column, text in zip(targets, row, strict=False):
            if not column or column in fixed or column == pasted.key:
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


def _pairs(pasted: Block, row_ids: Sequence[int], says: list[str], *, whole: bool) -> list[tuple[int, Sequence[str]]]:
    """Which line of a block goes to which row."""
    body = pasted.body
    if pasted.known:
        pairs: list[tuple[int, Sequence[str]]] = [(id, row) for id, row in zip(pasted.known, body, strict=True) if id]
        says.append(
            tr_many(
                "{count} row is found by what it names, wherever it stands.",
                "{count} rows are found by what they name, wherever they stand.",
                len(pairs),
            )
        )
    else:
        rows = _rows_for(body, row_ids, whole=whole)
        pairs = list(zip(rows, body * len(rows) if len(body) == 1 else body, strict=False))
    if len(pairs) < len(body):
        says.append(
            tr_many(
                "{count} row of the clipboard has no row here.",
                "{count} rows of the clipboard have no row here.",
                len(body) - len(pairs),
            )
        )
    return pairs


def _targets(pasted: Block, column_ids: Sequence[str], says: list[str]) -> list[str]:
    """The column that each column of a block goes to; empty where there is none for it."""
    width = max(map(len, pasted.body), default=0)
    targets = list(pasted.titled or column_ids)[:width]
    if not pasted.titled and width > len(targets):
        beyond = counted(width - len(targets), "column")
        says.append(tr("{columns} of the clipboard reach past the last column.", columns=beyond))
    return targets


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
