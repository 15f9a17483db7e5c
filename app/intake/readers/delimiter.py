"""Which character separates the cells of a text file: every candidate is tried, the most even table wins."""

import csv
import io
import re
from collections import Counter
from itertools import islice

USUAL = (",", ";", "\t", "|")
_RARE = ("¬", "^", "~", "§", "¦", "\x1f", "\x01", "\x1e")
_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE | re.DOTALL)
_NEVER = frozenset(" .-_@:/\\'\"()+&<>=#*%!?$€£’[]{}\r\n")
_ENOUGH = 300


def hinted(sample: str) -> str | None:
    """The delimiter of Excel's `sep=;` line at the top, if there is one."""
    found = _HINT.match(sample.lstrip('\ufeff"'))
    return found.group(1) if found else None


def guess_delimiter(sample: str) -> str:
    """The delimiter of a sample that ends with a whole line; a comma where the text has one column."""
    if hint := hinted(sample):
        return hint
    best, best_score = ",", 0.0
    for candidate in [*USUAL, *_rare_ones(sample)]:
        score = evenness(sample, candidate) * (1.0 if candidate in USUAL else 0.8)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _rare_ones(sample: str) -> list[str]:
    """Odd separators worth a try: in nearly every line, and no part of words, numbers or addresses."""
    lines = [line for line in islice(io.StringIO(sample), 50) if line.strip()]
    if not lines:
        return []
    often = Counter(char for line in lines for char in set(line) if not char.isalnum() and char not in _NEVER)
    return [
        c for c, n in often.items() if c not in USUAL and (c in _RARE or n >= 0.9 * len(lines)) and n > len(lines) / 2
    ]


def evenness(sample: str, delimiter: str) -> float:
    """How much of the sample is one table when cut at this character: rows of the commonest width, and that width."""
    widths: Counter[int] = Counter()
    rows = 0
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths[_used(cells)] += 1
                rows += 1
            if rows >= _ENOUGH:
                break
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    width, alike = max(widths.items(), key=lambda found: (found[1] * (found[0] > 1), found[0]))
    if width < 2:
        return 0.0
    near = sum(n for w, n in widths.items() if w > 1 and abs(w - width) <= max(1, width // 10))
    split = sum(n for w, n in widths.items() if w > 1)
    return (0.6 * alike + 0.2 * near + 0.2 * split) / rows * (1 + min(width, 40) / 20)


def _used(cells: list[str]) -> int:
    """The width without one empty cell after a trailing delimiter."""
    return len(cells) - (len(cells) > 1 and not cells[-1])
