"""What the columns of a table are to its rows, settled once: fields, extra facts, flags, the country most rows name."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from app.intake.cleaning.countries import country_code
from app.intake.cleaning.phone_plans import region_of_code
from app.intake.cleaning.regions import countries_with_regions, region_of
from app.intake.cleaning.text import meant
from app.intake.columns.mapping import used_columns
from app.intake.columns.naming import family_first
from app.intake.found import FoundTable
from app.intake.words import compact, word_set

_ROLE_HEADERS = word_set("role rolle participantrole userrole usertype attendeetype participanttype rol ruolo")
_COMPANY_FLAGS = word_set("iscompany isorganization isorganisation istfirma")
_TRUE = word_set("1 true yes ja x oui si wahr")
_DIALLING = word_set(
    """
    countrycode dialcode dialingcode diallingcode phonecode phonecountrycode countrydialcode callingcode
    countrycallingcode telephonecode isdcode isd vorwahl landervorwahl landesvorwahl indicatif indicatifpays prefijo
    prefisso landnummer prefixotelefonico landcode landkod
    """
)
DIALLING_CODE = re.compile(r"(?:\+|00)?[1-9]\d{0,2}")
_MOST = 0.8  # of the rows that name a country; fewer prove nothing about the others
_NEARLY_ALL = 0.95  # of the states; two letters are soon some state's
_ENOUGH = 3


class _Fields(dict[str, tuple[int, ...]]):
    """The columns of each field in the order in which they are asked; none for a field without one."""

    def __missing__(self, field: str) -> tuple[int, ...]:
        return ()


class Columns:
    """The columns of one table."""

    def __init__(self, table: FoundTable) -> None:
        self.headers = header_names(table)
        self.of = _Fields((name, (mapped.index, *mapped.also)) for name, mapped in table.mapping.items())
        used = used_columns(table.mapping)
        self.extra = [(i, name) for i, name in enumerate(self.headers) if i not in used]
        self._role = _first(table.columns, _ROLE_HEADERS)
        self._company_flag = _first(table.columns, _COMPANY_FLAGS)
        whole = table.mapping.get("full_name")
        self.family_first = whole is not None and family_first(whole.column)
        self._dialling = self._dialling_column(table)
        self.usual_country = self._usual_country(table)

    def value(self, cells: Sequence[str], field: str, clean: Callable[[str], str] = meant) -> str:
        """The first cell of a field that says something."""
        for i in self.of[field]:
            if value := clean(cells[i]):
                return value
        return ""

    def role(self, cells: Sequence[str]) -> str:
        """What part a row played at an event, as written."""
        return cells[self._role].strip() if self._role >= 0 else ""

    def calls_itself_a_company(self, cells: Sequence[str]) -> bool:
        """True where a column says that the row names an organisation, not a person."""
        return self._company_flag >= 0 and cells[self._company_flag].strip().casefold() in _TRUE

    def dialled_country(self, cells: Sequence[str]) -> str:
        """The country of the dialling code that stands in a column of its own."""
        return region_of_code(cells[self._dialling]) if self._dialling >= 0 else ""

    def _dialling_column(self, table: FoundTable) -> int:
        for i, column in enumerate(table.columns):
            if compact(column) in _DIALLING:
                cells = [row.cells[i].strip() for row in table.sample if i < len(row.cells) and row.cells[i].strip()]
                if cells and all(map(DIALLING_CODE.fullmatch, cells)):
                    return i
        return -1

    def _usual_country(self, table: FoundTable) -> str:
        """The country that nearly all rows name, or all of whose states; rows that name none are likely of it."""
        asked = self.of["country"][:1]
        cells = [row.cells[i] for row in table.sample for i in asked if i < len(row.cells)]
        found = Counter(code for cell in cells if (code := country_code(cell)))
        country, count = found.most_common(1)[0] if found else ("", 0)
        if not asked:
            return self._country_of_states(table)
        return country if count >= _ENOUGH and count >= _MOST * found.total() else ""

    def _country_of_states(self, table: FoundTable) -> str:
        """The one country whose codes of states a column without countries beside it holds: TX, AL, CA."""
        states = [row.cells[i] for row in table.sample for i in self.of["region"][:1] if i < len(row.cells)]
        states = [state for state in states if state.strip()]
        if len(states) < _ENOUGH:
            return ""
        fitting = [
            country
            for country in countries_with_regions()
            if sum(region_of(state, country).country == country for state in states) >= _NEARLY_ALL * len(states)
        ]
        return fitting[0] if len(fitting) == 1 else ""


def _first(columns: Sequence[str], wanted: frozenset[str]) -> int:
    return next((i for i, column in enumerate(columns) if compact(column) in wanted), -1)


def header_names(table: FoundTable) -> tuple[str, ...]:
    """The names of the columns, each different: blank ones are numbered, repeated ones counted."""
    width = len(table.columns) or max((len(row.cells) for row in table.sample), default=0)
    seen: dict[str, int] = {}
    made = []
    for i in range(width):
        name = " ".join(table.columns[i].split()) if i < len(table.columns) else ""
        name = name or f"column {i + 1}"
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)
