"""From raw rows to cleaned drafts of leads. Every row becomes one draft or one rejection with its reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from app.domain.patient import looks_like_patient_data
from app.intake.choices import GUESS_EVERYTHING, Choices
from app.intake.cleaning.companies import clean_company
from app.intake.cleaning.consents import clean_consent
from app.intake.cleaning.countries import country_code
from app.intake.cleaning.dates import clean_date
from app.intake.cleaning.emails import check_email, domain_of
from app.intake.cleaning.people import clean_part, is_no_person, split_name
from app.intake.cleaning.phones import clean_phone
from app.intake.cleaning.text import code, meant, several_lines
from app.intake.cleaning.vocabularies import Vocabulary, Words, words_of
from app.intake.cleaning.websites import clean_domain
from app.intake.found import FoundFile, FoundTable, Mapped
from app.intake.happenings import happenings
from app.intake.known_exports import Happened
from app.intake.mapping import used_columns
from app.intake.naming import family_first
from app.intake.rows import RawRow
from app.intake.values import surely_a_firm
from app.intake.words import compact, fold, names

_PLAIN_TEXT = (
    "job_title",
    "region",
    "city",
    "campaign",
    "offer",
    "asked_for",
    "content",
    "source",
    "facility_type",
    "segment",
    "service_line",
    "size",
    "testing_focus",
    "owner",
)
_CODES = ("postal_code", "identifier")
_ROLE_HEADERS = frozenset(
    {"role", "rolle", "participantrole", "userrole", "usertype", "attendeetype", "participanttype", "rol", "ruolo"}
)
_COMPANY_FLAGS = frozenset({"iscompany", "isorganization", "isorganisation", "istfirma"})
_TRUE = frozenset({"1", "true", "yes", "ja", "x", "oui", "si", "wahr"})


_REMEMBERED = 65_536


class _Shared(dict[str, str]):
    """Equal texts as one text: columns repeat their values, and a plan keeps all of them."""

    def __missing__(self, text: str) -> str:
        if len(self) < _REMEMBERED:
            self[text] = text
        return text


_patient_data = lru_cache(maxsize=16_384)(looks_like_patient_data)  # notes repeat: the same campaign, the same phrase


@dataclass(frozen=True, slots=True)
class Draft:
    """One row as a lead to be: `lead` by canonical field, everything else the row holds in `extra`.

    `alternatives` are further values of a field (a second e-mail address), `unlisted` the values that the playbook's
    vocabularies do not know, `cells` the row as the file holds it.
    """

    file: Path
    table: str
    record: int
    lead: Mapping[str, str]
    extra: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...]
    cells: tuple[str, ...] = field(repr=False)
    unlisted: Mapping[str, str] = field(default_factory=dict)
    happened: tuple[Happened, ...] = ()  # what a known export says the person did


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that cannot be a lead, and why."""

    file: Path
    table: str
    record: int
    reason: str
    cells: tuple[str, ...] = field(repr=False)


def drafts(
    file: FoundFile,
    table: FoundTable,
    choices: Choices = GUESS_EVERYTHING,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> Iterator[Draft | Rejected]:
    """Clean the rows of a table one by one; `defaults` fill fields that a row leaves empty (source, country ...)."""
    cleaner = _Cleaner(file, table, choices, words_of(vocabularies or {}), defaults or {})
    return map(cleaner.draft, table.rows())


@dataclass(slots=True)
class _Row:
    """One row on its way to a draft."""

    cells: tuple[str, ...]
    lead: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unlisted: dict[str, str] = field(default_factory=dict)


class _Cleaner:
    """What is settled once for a table: columns of each field, names of extra facts, vocabularies."""

    def __init__(
        self,
        file: FoundFile,
        table: FoundTable,
        choices: Choices,
        words: Mapping[str, Words],
        defaults: Mapping[str, str],
    ) -> None:
        self._file, self._table, self._choices, self._words = file, table, choices, words
        self._columns = {name: (mapped.index, *mapped.also) for name, mapped in table.mapping.items()}
        self._headers = header_names(table)
        used = used_columns(table.mapping)
        self._extra = [(i, name) for i, name in enumerate(self._headers) if i not in used]
        self._shared = _Shared()
        self._happened = happenings(table, choices.date_order)
        self._defaults = {k: v for k, v in defaults.items() if v}
        for name in ("campaign", "created_at"):
            if table.context.get(name):
                self._defaults.setdefault(name, table.context[name])
        if "created_at" in self._defaults:
            self._defaults["created_at"] = clean_date(self._defaults["created_at"], choices.date_order or "mdy")[0]
        self._role = self._column_of(_ROLE_HEADERS)
        self._is_company = self._column_of(_COMPANY_FLAGS)
        whole = table.mapping.get("full_name")
        self._family_first = whole is not None and family_first(whole.column)
        self._country = country_code(self._defaults.get("country", ""))
        plain = [(name, self._columns[name], meant) for name in _PLAIN_TEXT if name in self._columns]
        codes = [(name, self._columns[name], code) for name in _CODES if name in self._columns]
        self._plain: list[tuple[str, tuple[int, ...], Callable[[str], str]]] = [*plain, *codes]

    def _column_of(self, headers: frozenset[str]) -> int:
        return next((i for i, column in enumerate(self._table.columns) if compact(column) in headers), -1)

    def draft(self, raw: RawRow) -> Draft | Rejected:
        """One row in, one draft or rejection out."""
        width = len(self._headers)
        cells = raw.cells if len(raw.cells) >= width else raw.cells + ("",) * (width - len(raw.cells))
        row = _Row(cells)
        self._texts(row)
        self._places(row)
        self._emails(row)
        self._phones(row)
        self._people(row)
        self._company(row)
        self._dates(row)
        self._notes_and_consent(row)
        if reason := self._why_not(row):
            return Rejected(self._file.path, self._table.name, raw.record, reason, raw.cells)
        self._vocabularies(row)
        for name, value in self._defaults.items():
            if value and name not in row.lead:
                row.lead[name] = value
        self._extras(row, raw)
        return Draft(
            self._file.path,
            self._table.name,
            raw.record,
            row.lead,
            row.extra,
            row.alternatives,
            tuple(row.remarks),
            raw.cells,
            row.unlisted,
            self._happened(cells),
        )

    def _texts(self, row: _Row) -> None:
        cells, lead, shared = row.cells, row.lead, self._shared
        for name, columns, clean in self._plain:
            value = clean(cells[columns[0]])
            if len(columns) == 1:
                if value:
                    lead[name] = shared[value]
                continue
            _keep(row, name, [value, *[clean(cells[i]) for i in columns[1:]]])
        street = _joined(", ", [meant(cells[i]) for i in self._columns.get("street", ())])
        if street:
            lead["street"] = street

    def _places(self, row: _Row) -> None:
        for i in self._columns.get("country", ()):
            if not (written := meant(row.cells[i])):
                continue
            known = country_code(written)
            if not known:
                row.remarks.append(f"“{written[:40]}” is no country known by that name")
            if "country" not in row.lead:
                row.lead["country"] = known or written
            elif (known or written) != row.lead["country"]:
                row.alternatives["country"] = (*row.alternatives.get("country", ()), known or written)

    def _emails(self, row: _Row) -> None:
        found: list[str] = []
        for i in self._columns.get("email", ()):
            if not (written := row.cells[i]) or written.isspace():
                continue
            email = check_email(written)
            if email.remark:
                row.remarks.append(email.remark)
            if email.address:
                found.extend((email.address, *email.others))
                if email.suggestion:
                    row.alternatives["email_suggestion"] = (email.suggestion,)
            else:
                row.extra[self._headers[i]] = row.cells[i].strip()
            if email.rest and sum(c.isdigit() for c in email.rest) >= 6:
                row.alternatives["phone"] = (email.rest,)
        _keep(row, "email", found)

    def _phones(self, row: _Row) -> None:
        region = row.lead.get("country", self._country)
        region = region if len(region) == 2 else self._country
        beside = row.alternatives.pop("phone", ())
        found: list[str] = []
        for written in (*[row.cells[i] for i in self._columns.get("phone", ())], *beside):
            if not written or written.isspace():
                continue
            phone = clean_phone(written, region)
            if phone.remark and phone.remark not in row.remarks:
                row.remarks.append(phone.remark)
            if phone.number:
                found.extend((phone.number, *phone.others))
        _keep(row, "phone", found)

    def _value(self, row: _Row, name: str) -> str:
        for i in self._columns.get(name, ()):
            if value := meant(row.cells[i]):
                return value
        return ""

    def _people(self, row: _Row) -> None:
        whole = self._value(row, "full_name")
        first, last = clean_part(self._value(row, "first_name")), clean_part(self._value(row, "last_name"))
        if whole and self._names_a_company(row, whole, bool(first or last)):
            row.lead["company"] = clean_company(whole)
            whole = ""
        if whole:
            split = split_name(whole, self._family_first)
            if not first and not last:
                first, last = split.first, split.last
            full = split.full
        else:
            full = " ".join(part for part in (first, last) if part)
        if full:
            row.lead["full_name"] = full
        if first:
            row.lead["first_name"] = first
        if last:
            row.lead["last_name"] = last

    def _names_a_company(self, row: _Row, whole: str, parted: bool) -> bool:
        if parted or self._value(row, "company"):
            return False
        if self._is_company >= 0 and row.cells[self._is_company].strip().casefold() in _TRUE:
            return True
        if surely_a_firm(whole):
            row.remarks.append(f"“{whole[:60]}” is read as the name of an organisation")
            return True
        return False

    def _company(self, row: _Row) -> None:
        _keep(row, "company", [clean_company(row.cells[i]) for i in self._columns.get("company", ())])
        for i in self._columns.get("domain", ()):
            if domain := clean_domain(row.cells[i]):
                row.lead.setdefault("domain", domain)
        own = domain_of(row.lead["email"]) if "email" in row.lead else ""
        if not own:
            return
        site = row.lead.setdefault("domain", own)
        if own != site and not own.endswith("." + site) and not site.endswith("." + own):
            row.remarks.append(f"the e-mail address is of {own}, the website of {site}")

    def _dates(self, row: _Row) -> None:
        table = self._table
        for i in self._columns.get("created_at", ()):
            if not (written := row.cells[i]) or written.isspace():
                continue
            held, remark = clean_date(written, table.date_orders.get(i, self._choices.date_order), table.epoch_1904)
            if remark:
                row.remarks.append(remark)
            if held and "created_at" not in row.lead:
                row.lead["created_at"] = held
            else:
                row.extra[self._headers[i]] = written.strip()

    def _notes_and_consent(self, row: _Row) -> None:
        notes = _joined("\n", [several_lines(row.cells[i]) for i in self._columns.get("notes", ())])
        if notes:
            row.lead["notes"] = notes
            if told := _patient_data(notes):
                row.remarks.append(f"the notes may hold patient data: {told}")
        said = []
        for i in self._columns.get("consent", ()):
            value, channel = clean_consent(self._headers[i], row.cells[i])
            if value:
                said.append(f"{channel or 'any'}={value}")
                if value not in ("yes", "no"):
                    row.extra[self._headers[i]] = row.cells[i].strip()
        if said:
            row.lead["consent"] = "; ".join(dict.fromkeys(said))

    def _why_not(self, row: _Row) -> str:
        """The reason why a row is no lead; empty where it is one."""
        lead = row.lead
        if self._role >= 0 and fold(row.cells[self._role]) in names().staff_roles:
            return f"our own staff: {row.cells[self._role].strip()} of the event"
        address = lead.get("email", "")
        if address and address.rpartition("@")[2] in self._choices.own_domains:
            return f"our own address: {address}"
        if lead.keys() & {"email", "phone", "company", "street"}:
            return ""
        name = lead.get("full_name", "")
        if name and not is_no_person(name):
            return ""
        if name:
            return f"“{name[:60]}” is no name, and the row has no address, phone number or organisation"
        why = f" ({row.remarks[0]})" if row.remarks else ""
        return f"the row names no person and no organisation and has no address or phone number{why}"

    def _vocabularies(self, row: _Row) -> None:
        for name, words in self._words.items():
            if name in row.lead:
                value, known = words.id_of(row.lead[name])
                row.lead[name] = value
                if not known:
                    row.unlisted[name] = value

    def _extras(self, row: _Row, raw: RawRow) -> None:
        cells, extra, shared = row.cells, row.extra, self._shared
        for i, name in self._extra:
            if (cell := cells[i]) and not cell.isspace():
                extra[name] = shared[cell.strip()]
        for i in range(len(self._headers), len(raw.cells)):
            if raw.cells[i].strip():
                extra[f"column {i + 1}"] = raw.cells[i].strip()


def _keep(row: _Row, name: str, found: list[str]) -> None:
    """The first value that is there becomes the field's, different further ones its alternatives."""
    if len(found) > 1:
        found = list(dict.fromkeys(value for value in found if value))
        if len(found) > 1:
            row.alternatives[name] = tuple(found[1:])
    if found and found[0]:
        row.lead[name] = found[0]


def _joined(between: str, found: list[str]) -> str:
    return found[0] if len(found) == 1 else between.join(dict.fromkeys(value for value in found if value))


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


def mapping_json(mapping: Mapping[str, Mapped]) -> dict[str, dict[str, object]]:
    """The mapping in the form of the command line's contract."""
    return {name: mapped.as_json() for name, mapped in mapping.items()}
