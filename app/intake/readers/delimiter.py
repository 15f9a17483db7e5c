"""Which character separates the cells of a text file: every candidate is tried, the most even table wins."""

import csv
import io
import re
from collections import Counter
from itertools import islice

USUAL = (",", ";", "\t", "|")
_RARE = ("¬", "^", "~", "§", "¦", "\x1f", "\x01", "\x1e")
_HINT = re.compile(r"[\ufeff\"]*sep=(\\t|tab|.)[^\w\r\n]*(?:[\r\n]|$)", re.IGNORECASE | re.DOTALL)
_LONG = ("|~|", "~|~", "<|>", "|#|", "||", "::", "~~", "^^", "##", ";;", "$$", "@@", "¦¦")
_LAST = ("*", "#", "!", ":", "/", "@", "$", "%", "&", "+", "=")  # parts of words and numbers as well
_ALIGNED = re.compile(r"\S {2,}(?=\S)")
_NEVER = frozenset(" .-_@:/\\'\"()+&<>=#*%!?$€£’[]{}\r\n")
_ENOUGH = 300
_TAB_INSIDE = 0.4  # what a candidate loses whose every row has a tab left in a cell: people do not type tabs
WEAK = 0.35


def hinted(sample: str) -> str | None:
    """The delimiter of Excel's `sep=;` line at the top, if there is one."""
    found = _HINT.match(sample)
    if not found:
        return None
    return "\t" if found[1].lower() in ("\\t", "tab") else found[1]


def guess_delimiter(sample: str) -> str:
    """The delimiter of a sample that ends with a whole line; a comma where the text has one column."""
    if hint := hinted(sample):
        _, _, below = sample.partition("\n") if "\n" in sample else sample.partition("\r")
        if not below.strip() or evenness(below, hint) >= WEAK:
            return hint
        sample = below  # the hint is wrong: nothing below it is cut by this character
    best, best_score = ",", 0.0
    for candidate in [*USUAL, *_rare_ones(sample)]:
        score = evenness(sample, candidate) * (1.0 if candidate in USUAL else 0.8)
        if score > best_score:
            best, best_score = candidate, score
    lines = [line for line in islice(io.StringIO(sample), 200) if line.strip()]
    if long := next((mark for mark in _LONG if best in (",", mark[0], mark[1]) and _cuts_evenly(lines, mark)), None):
        return long
    if best_score < WEAK and (last := next((mark for mark in _LAST if _names_above(lines, mark)), None)):
        return last
    return best


def _cuts_evenly(lines: list[str], mark: str) -> bool:
    """True where every line holds a mark of several characters equally often, and its characters nowhere else."""
    counts = {line.count(mark) for line in lines}
    apart = any(char in line.replace(mark, "") for line in lines for char in set(mark))
    return len(lines) > 1 and len(counts) == 1 and counts.pop() > 0 and not apart


def _names_above(lines: list[str], mark: str) -> bool:
    """True where every line has a seldom mark equally often, and the first one only words between them."""
    counts = {line.count(mark) for line in lines}
    words = [word.strip() for word in lines[0].split(mark)] if lines else []
    plain = all(word and word.replace(" ", "").replace("_", "").replace("-", "").isalpha() for word in words)
    return len(lines) > 2 and len(counts) == 1 and counts.pop() > 0 and plain


def lined_up_with_blanks(sample: str) -> bool:
    """True where columns are set apart by runs of blanks instead of a delimiter."""
    lines = [line.strip() for line in islice(io.StringIO(sample), 200) if line.strip()]
    if len(lines) < 3:
        return False
    runs = [[run.end() for run in _ALIGNED.finditer(line)] for line in lines]
    starts = Counter(ends[0] for ends in runs if ends)
    several = sum(len(ends) > 1 for ends in runs)
    aligned = max(starts.values(), default=0)
    return max(several, aligned) >= 0.9 * len(lines)


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
    rows = uncut = 0
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths[_used(cells)] += 1
                rows += 1
                uncut += delimiter != "\t" and any("\t" in cell for cell in cells)
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
    even = (0.6 * alike + 0.2 * near + 0.2 * split) / rows * (1 + min(width, 40) / 20)
    return even * (1 - _TAB_INSIDE * uncut / rows)


def _used(cells: list[str]) -> int:
    """The width without one empty cell after a trailing delimiter."""
    return len(cells) - (len(cells) > 1 and not cells[-1])
