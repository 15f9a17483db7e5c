"""A table for the clipboard is what a spreadsheet reads, and what comes back from one."""

from app.exports.clip import as_html, as_text
from app.intake.readers.clip import cells_of

LINES = [["A", "B"], ["one\ntwo", 'say "x"'], ['"x"', "=1+1"], ["007", "<b>"], ["", "tab\there"]]


def test_cells_of_several_lines_are_quoted_and_formulas_are_text() -> None:
    assert as_text(LINES[:4]) == 'A\tB\n"one\ntwo"\tsay "x"\n"""x"""\t\'=1+1\n007\t<b>'


def test_a_page_keeps_breaks_signs_and_leading_zeros() -> None:
    html = as_html(LINES)
    assert "one<br" in html
    assert "&lt;b&gt;" in html
    assert html.count("mso-number-format") == 10


def test_what_is_copied_comes_back() -> None:
    back = [[cell.removeprefix("'") for cell in row] for row in cells_of(as_text(LINES), as_html(LINES))]
    assert back == LINES
    assert cells_of("", as_html(LINES[:4]))[1:3] == [["one\ntwo", 'say "x"'], ['"x"', "'=1+1"]]
