"""CSV and its kin: text whose cells are separated by a character."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol

from app.domain.problems import Problem
from app.intake.readers.delimiter import USUAL, WEAK, evenness, guess_delimiter, lined_up_with_blanks
from app.intake.readers.encoding import Encoding, guess_encoding
from app.intake.readers.quotes import closes_nothing, repaired, without_open_mark
from app.language import later, tr

LONGEST_CELL = 10_000_000
_LONGEST_LINE = 32_000_000
_SAMPLE = 1 << 16
_MOST_REPAIRS = 30
_END = "\x02end of file\x03"
_BLANK_BEFORE_QUOTE = r'(?:^|{0})[ \t]+"[^"\r\n]*"[ \t]*(?:{0}|\r|\n|$)'
_CUT = "\x1f"  # stands for a delimiter of several characters while the parser reads
_BACKSLASH = re.compile(r'(\\["\\])|\\')
_WRAPPED = re.compile(r'"(?:[^"]|"")*"')
_BACKSLASHED = re.compile(r'[^\\]\\"[^,;\t|\r\n]')


_LINED_UP = later(
    "The columns of this text are lined up with blanks instead of a character between them. Open it in Excel (Data, "
    "From Text, Fixed width), save it as .xlsx, and import that."
)


class _Reader(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


class SwallowedLinesError(Exception):
    """A quotation mark that never closes was found and noted too late: read the file again from the start."""


@dataclass(slots=True)
class Delimited:
    """A text file as records. Reading never holds more than one record; `read` starts over each time."""

    path: Path
    encoding: Encoding
    delimiter: str
    quotechar: str | None = '"'
    escapechar: str | None = None
    blanks_before_quotes: bool = False
    wrapped: bool = False  # every line as a whole is put into quotation marks
    unclosed: set[int] = field(default_factory=set)  # physical lines, from 1
    width: int = 0  # cells of the commonest row, to notice swallowed lines; 0 while unknown

    def read(self) -> Iterator[list[str]]:
        """All records as a CSV reader returns them, blank ones as empty lists."""
        with self._lines() as lines:
            told = _Recent(chain(lines, (_END,)))
            records = self._records(told)
            if self.wrapped:
                records = (self._unwrapped(cells) for cells in records)
            if len(self.delimiter) > 1:
                records = ([cell.replace(_CUT, self.delimiter) for cell in cells] for cells in records)
            if self.escapechar:
                records = (["" if cell == r"\N" else cell for cell in cells] for cells in records)
            yield from records

    def _parser(self, lines: Iterable[str], *, strict: bool = False) -> "_Reader":
        return csv.reader(
            lines,
            delimiter=self.delimiter if len(self.delimiter) == 1 else _CUT,
            quotechar=self.quotechar,
            quoting=csv.QUOTE_MINIMAL if self.quotechar else csv.QUOTE_NONE,
            escapechar=self.escapechar,
            strict=strict,
        )

    def _unwrapped(self, cells: list[str]) -> list[str]:
        """The cells within a line that is one cell as a whole."""
        if len(cells) != 1:
            return cells
        return next(iter(self._parser([cells[0]])), cells)

    def _swallowed(self, lines: list[str]) -> bool:
        """True where a record of several lines is a row each, and its quotation marks are not where they should be."""
        if self.width < 2 or len({line.count(self.delimiter) for line in lines} | {self.width - 1}) > 1:
            return False
        try:
            return not list(self._parser(lines, strict=True))
        except csv.Error:
            return True

    def _records(self, told: "_Recent") -> Iterator[list[str]]:
        """Each record as soon as the next one shows that it swallowed no lines."""
        before = 0  # physical lines that earlier parsers have read
        last: list[str] | None = None
        while True:
            reader = self._parser(told)
            line, start = before, before + 1
            width = self.width
            try:
                for cells in reader:
                    if last is not None:
                        yield last
                        last = None
                    if (now := before + reader.line_num) != line + 1 and (
                        closes_nothing(cells, self.delimiter, width) or self._swallowed(told.lines)
                    ):
                        self._repair(line + 1)
                        break
                    told.lines.clear()
                    line, start = now, line + 1
                    last = cells
                else:
                    break
            except csv.Error as error:
                self._repair(line + 1, error, opens=(self.quotechar or "") in told.lines[0])
            before = line
            told.again(without_open_mark(told.lines[0], self.delimiter))
        if last != [_END]:  # the mark at the end was swallowed: the last record never closed its quotation mark
            self._repair(start)
            raise SwallowedLinesError

    def _repair(self, line: int, error: csv.Error | None = None, *, opens: bool = True) -> None:
        """Note the line whose quotation mark opens for ever; after too many, quotation marks are plain characters.
        SwallowedLinesError where that changes what was read before."""
        if self.quotechar is None or not opens or (line in self.unclosed and error is not None):
            raise Problem(
                tr(
                    "Line {line} cannot be read as a row: {why}. Save the file as a workbook (.xlsx) and import that.",
                    line=line,
                    why=error or tr("it does not end"),
                )
            )
        given_up = line in self.unclosed or len(self.unclosed) >= _MOST_REPAIRS
        self.unclosed.add(line)
        if given_up:
            self.quotechar = self.escapechar = None
        if given_up or self.blanks_before_quotes:
            raise SwallowedLinesError

    @contextmanager
    def _lines(self) -> Iterator[Iterator[str]]:
        with self.path.open("rb") as file:
            file.seek(self.encoding.skip)
            text = io.TextIOWrapper(file, encoding=self.encoding.codec, errors=self.encoding.errors, newline="")
            lines: Iterator[str] = iter(text) if self.path.stat().st_size < _LONGEST_LINE else _of_some_length(text)
            if self.encoding.nulls or self.encoding.control_z:
                lines = (line.replace("\0", "").replace("\x1a", "") for line in lines)
            if len(self.delimiter) > 1:
                lines = (line.replace(self.delimiter, _CUT) for line in lines)
            if self.escapechar:
                lines = (_BACKSLASH.sub(_kept_backslash, line) for line in lines)
            if self.quotechar and (self.unclosed or self.blanks_before_quotes):
                lines = repaired(lines, self.delimiter, self.unclosed, self.blanks_before_quotes)
            yield lines

    def warnings(self) -> tuple[str, ...]:
        """What the person should know about how the text was read."""
        said = list(self.encoding.warnings)
        if self.quotechar is None and self.unclosed:
            said.append(tr("The quotation marks of this file do not pair up; they are read as plain characters."))
        elif self.unclosed:
            lines = ", ".join(str(line) for line in sorted(self.unclosed))
            if len(self.unclosed) == 1:
                says = tr("Line {line}: a quotation mark opens and is never closed; it is left out.", line=lines)
            else:
                says = tr("Lines {lines}: a quotation mark opens and is never closed; it is left out.", lines=lines)
            said.append(says)
        if self.blanks_before_quotes:
            said.append(tr("Some cells have blanks before their quotation marks; such a cell is kept together."))
        return tuple(said)


def _of_some_length(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a large text; Problem where one has no end."""
    for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
        if len(line) == _LONGEST_LINE:
            raise Problem(
                tr(
                    "Line {number} does not end for millions of characters. Export the list again as .xlsx.",
                    number=number,
                )
            )
        yield line


class _Recent:
    """Lines on their way to the parser; the last ones are remembered until the record they make is known."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.lines: list[str] = []

    def again(self, first: str) -> None:
        """The remembered lines are told once more, with another first one."""
        self._lines = chain((first, *self.lines[1:]), self._lines)
        self.lines = []

    def __iter__(self) -> Iterator[str]:
        remember = self.lines.append
        for line in self._lines:
            remember(line)
            yield line


def _kept_backslash(found: re.Match[str]) -> str:
    """A backslash stays where it is no escape: `C:\\Lab` and `\\N` keep theirs."""
    return found[1] or "\\\\"


def open_delimited(
    path: Path, encoding: str | None = None, delimiter: str | None = None, *, head_only: bool = False
) -> Delimited:
    """Settle encoding, delimiter and quoting of a text file from its bytes and first lines."""
    csv.field_size_limit(LONGEST_CELL)
    settled = guess_encoding(path, encoding, head_only=head_only)
    sample = sample_of(path, settled)
    wrapped = _wrapped(sample)
    inner = (
        "\n".join(line.strip()[1:-1].replace('""', '"') for line in io.StringIO(sample) if line.strip())
        if wrapped
        else sample
    )
    separator = delimiter or guess_delimiter(inner)
    wrapped = wrapped and _same_width(inner, separator)
    if delimiter is None and evenness(sample, separator[0]) < WEAK and lined_up_with_blanks(sample):
        raise Problem(tr(_LINED_UP))
    escaped = re.escape(separator)
    single = _single_quoted(sample, separator)
    return Delimited(
        path,
        settled,
        separator,
        quotechar="'" if single else '"',
        escapechar="\\" if _BACKSLASHED.search(sample) and '""' not in sample else None,
        wrapped=wrapped,
        blanks_before_quotes=not single
        and bool(re.search(_BLANK_BEFORE_QUOTE.format(escaped), sample, re.MULTILINE))
        and not separator.isspace(),
    )


def sample_of(path: Path, encoding: Encoding) -> str:
    """The first 64 kB as text, ending with a whole line where there is one."""
    with path.open("rb") as file:
        file.seek(encoding.skip)
        raw = file.read(_SAMPLE)
        whole = not file.read(1)
    text = raw.decode(encoding.codec, "replace" if encoding.errors == "strict" else encoding.errors)
    text = text.replace("\0", "")
    if whole:
        return text
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[:cut] if cut else text


def _single_quoted(sample: str, delimiter: str) -> bool:
    """True where apostrophes are this file's quotation marks: 'a','b'."""
    lines = [line for line in io.StringIO(sample) if line.strip()][:50]
    wrapped = sum(line.strip().startswith("'") and f"'{delimiter}'" in line for line in lines)
    return bool(lines) and wrapped >= 0.9 * len(lines) and delimiter in USUAL


def _wrapped(sample: str) -> bool:
    """True where every line as a whole stands in quotation marks, its own cells within: `"Ana,""a@x"",Bonn"`."""
    lines = [line.strip() for line in io.StringIO(sample) if line.strip()][:200]
    whole = sum(_WRAPPED.fullmatch(line) is not None for line in lines)
    return len(lines) > 1 and whole == len(lines)


def _same_width(text: str, separator: str) -> bool:
    """True where every line is cut into equally many cells, and more than one."""
    try:
        widths = {len(cells) for cells in csv.reader(io.StringIO(text), delimiter=separator[0])}
    except csv.Error:
        return False
    return len(widths) == 1 and widths.pop() > 1


def usual_width(source: Delimited) -> int:
    """The cells of the commonest line of the first ones, counted by delimiters alone."""
    counts = Counter(line.count(source.delimiter) + 1 for line in io.StringIO(sample_of(source.path, source.encoding)))
    return max(counts.items(), key=lambda found: (found[1] * (found[0] > 1), found[0]))[0] if counts else 0
