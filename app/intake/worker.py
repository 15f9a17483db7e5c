"""The child process that parses workbooks: a hostile file can kill it and nothing else.

Runs as a script with the standard library and python-calamine only, so that it starts at once:
`python -P worker.py FILE SHEET MEMORY_BYTES CPU_SECONDS` (an empty SHEET reads all visible ones; in a bundle the
program calls `main` for the argument `intake-worker`). It writes frames to standard output: four bytes of length, then
a marshalled tuple, one of ("book", [(name, visible, is_a_worksheet)]), ("sheet", index, name),
("rows", [[text, ...], ...]), ("end",), ("failed", index, message), ("done",), ("refused", kind, message).
"""

import marshal
import struct
import sys
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

CHUNK = 1_000
_CELLS_IN_CHUNK = 60_000


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates in ISO form, truth values as TRUE and FALSE."""
    if type(cell) is str:
        return cell
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if type(cell) is bool:
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        if cell.time() == time(0):
            return cell.date().isoformat()
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def send(out: BinaryIO, *frame: Any) -> None:
    """One frame, with its length before it."""
    body = marshal.dumps(frame)
    out.write(struct.pack("<I", len(body)))
    out.write(body)


def limit(memory: int, seconds: int) -> None:
    """Cap memory and processor time where the system can; elsewhere the parent's clock remains."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def send_sheet(out: BinaryIO, book: Any, index: int, name: str) -> None:
    """All rows of one sheet from row 0 and column 0, in chunks."""
    sheet = book.get_sheet_by_index(index)
    send(out, "sheet", index, name)
    start = sheet.start
    left = [""] * (start[1] if start else 0)
    size = max(1, min(CHUNK, _CELLS_IN_CHUNK // max(1, sheet.width)))
    rows: list[list[str]] = []
    for row in sheet.iter_rows():
        texts = [cell if type(cell) is str else text_of(cell) for cell in row]
        rows.append(left + texts if left else texts)
        if len(rows) >= size:
            send(out, "rows", rows)
            rows = []
    if rows:
        send(out, "rows", rows)
    send(out, "end")


def parse(path: str, wanted: str, out: BinaryIO) -> None:
    """Say which sheets there are, then send the wanted one, or all visible worksheets."""
    import python_calamine

    try:
        book = python_calamine.load_workbook(path)
    except python_calamine.PasswordError as error:
        send(out, "refused", "password", str(error))
        return
    except BaseException as error:  # a panic of the reader is no Exception
        send(out, "refused", "damaged", f"{type(error).__name__}: {error}")
        return
    sheets = [
        (
            sheet.name,
            sheet.visible == python_calamine.SheetVisibleEnum.Visible,
            sheet.typ == python_calamine.SheetTypeEnum.WorkSheet,
        )
        for sheet in book.sheets_metadata
    ]
    send(out, "book", sheets)
    visible = any(shown and table for _, shown, table in sheets)
    for index, (name, shown, table) in enumerate(sheets):
        if name == wanted or (not wanted and table and (shown or not visible)):
            try:
                send_sheet(out, book, index, name)
            except MemoryError:
                raise
            except BaseException as error:
                send(out, "failed", index, f"{type(error).__name__}: {error}")
    send(out, "done")


def main(arguments: list[str]) -> int:
    """Parse one workbook for the parent process that listens."""
    path, wanted, memory, seconds = arguments
    limit(int(memory), int(seconds))
    out = sys.stdout.buffer
    try:
        parse(path, wanted, out)
    except MemoryError:
        return 3
    except BrokenPipeError:
        return 4
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
