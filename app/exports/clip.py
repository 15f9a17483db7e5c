"""A table as spreadsheets take it from the clipboard: text with tabs, and HTML of the same cells."""

from collections.abc import Iterable, Sequence
from html import escape

Lines = Sequence[Sequence[str]]


def as_text(lines: Lines) -> str:
    """Cells between tabs; those of several lines in quotation marks, a formula as plain text."""
    return "\n".join("\t".join(map(_cell, line)) for line in lines)


def as_html(lines: Lines) -> str:
    """The same as a table. Cells are marked as text, so that zeros and plus signs at their start stay."""
    rows = (f"<tr>{_cells('th' if at == 0 else 'td', line)}</tr>" for at, line in enumerate(lines))
    return f'<meta charset="utf-8"><table>{"".join(rows)}</table>'


def _cell(text: str) -> str:
    plain = _harmless(text)
    if not any(sign in plain for sign in "\t\n\r") and not plain.startswith('"'):
        return plain
    return '"' + plain.replace('"', '""') + '"'


def _cells(tag: str, line: Iterable[str]) -> str:
    return "".join(f"<{tag} style=\"mso-number-format:'\\@'\">{_lines(text)}</{tag}>" for text in line)


def _lines(text: str) -> str:
    """Breaks within a cell, which a spreadsheet keeps in the cell."""
    return '<br style="mso-data-placement:same-cell">'.join(escape(line) for line in _harmless(text).splitlines())


def _harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula is quoted as text."""
    return f"'{text}" if text[:1] in ("=", "@") else text
