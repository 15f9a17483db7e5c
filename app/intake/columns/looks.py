"""What the values of one column look like, to confirm, contradict or replace its name."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from app.intake.cleaning.countries import country_code
from app.intake.columns.value_words import value_words
from app.intake.columns.values import kind, looks_like_a_firm, looks_like_a_person, names_a_job
from app.intake.words import fold, names, plain

_SOCIAL = re.compile(r"(?:linkedin|facebook|twitter|instagram|xing|youtube|tiktok|x)\.com", re.IGNORECASE)
_LOGIN = re.compile(r"(?=[a-z._-]*\d)[a-z][a-z0-9._-]+|\d+")
_DIALLING = re.compile(r"(?:\+|00)?\d{1,4}")
_LONGEST_WISH = 80


class Looks:
    """Shares (0 to 1) of the filled cells of a column; each is worked out when it is first asked for."""

    def __init__(self, cells: Iterable[str]) -> None:
        self.cells = Counter(stripped for cell in cells if (stripped := cell.strip()))
        self.filled = self.cells.total()

    def _share(self, test: Callable[[str], object]) -> float:
        return sum(times for cell, times in self.cells.items() if test(cell)) / self.filled if self.filled else 0.0

    @cached_property
    def _kinds(self) -> Counter[str]:
        kinds: Counter[str] = Counter()
        for cell, times in self.cells.items():
            kinds[kind(cell)] += times
        return kinds

    def _of_kind(self, which: str) -> float:
        return self._kinds[which] / self.filled if self.filled else 0.0

    @property
    def emails(self) -> float:
        return self._of_kind("email")

    @property
    def phones(self) -> float:
        return self._of_kind("phone")

    @property
    def urls(self) -> float:
        return self._of_kind("url")

    @property
    def numbers(self) -> float:
        return self._of_kind("number")

    @property
    def dates(self) -> float:
        return self._of_kind("date")

    @property
    def truths(self) -> float:
        """Yes and no, true and false, 0 and 1."""
        return self._of_kind("truth")

    @property
    def distinct(self) -> float:
        return len(self.cells) / self.filled if self.filled else 0.0

    @cached_property
    def social(self) -> float:
        return self._share(_SOCIAL.search)

    @cached_property
    def salutations(self) -> float:
        return self._share(lambda cell: fold(cell) in names().salutations)

    @cached_property
    def countries(self) -> float:
        return self._share(country_code)

    @cached_property
    def firms(self) -> float:
        return self._share(looks_like_a_firm)

    @cached_property
    def people(self) -> float:
        return self._share(looks_like_a_person)

    @cached_property
    def jobs(self) -> float:
        return self._share(names_a_job)

    @cached_property
    def codes(self) -> float:
        """Dialling codes: +49, 44, 001."""
        return self._share(_DIALLING.fullmatch)

    @cached_property
    def statuses(self) -> float:
        """How far a lead has come: new, contacted, closed."""
        return self._share(lambda cell: fold(cell) in value_words().statuses)

    @cached_property
    def wishes(self) -> float:
        """What people ask for: a demo, pricing, a call."""
        return self._share(lambda cell: len(cell) < _LONGEST_WISH and value_words().wishes.search(plain(cell)))

    @cached_property
    def logins(self) -> float:
        """Names of users and numbers: asilva01."""
        return self._share(_LOGIN.fullmatch)

    @cached_property
    def digits(self) -> float:
        """Cells with five digits or more."""
        return self._share(lambda cell: sum(c.isdigit() for c in cell) >= 5)
