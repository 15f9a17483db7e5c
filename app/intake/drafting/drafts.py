"""From raw rows to cleaned drafts of leads. Every row becomes one draft or one rejection with its reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from app.domain.patient import looks_like_patient_data
from app.intake.choices import GUESS_EVERYTHING, Choices
from app.intake.cleaning.consents import clean_consent
from app.intake.cleaning.countries import country_code
from app.intake.cleaning.dates import clean_date
from app.intake.cleaning.mojibake import undamaged
from app.intake.cleaning.stages import BEGINNING, stage_of
from app.intake.cleaning.text import code, meant, several_lines
from app.intake.cleaning.vocabularies import Vocabulary, Words, words_of
from app.intake.columns.known_exports import Happened
from app.intake.drafting.columns import Columns, header_names
from app.intake.drafting.happenings import happenings
from app.intake.drafting.places import keep_places, territory
from app.intake.drafting.reach import keep_emails, keep_phones
from app.intake.drafting.refusals import why_not
from app.intake.drafting.row import Row, joined
from app.intake.drafting.who import name_organisation, name_person
from app.intake.found import FoundFile, FoundTable, Mapped
from app.intake.rows import RawRow
from app.intake.words import word_set
from app.language import kept_as_spoken, tr, within

__all__ = ["Draft", "Rejected", "drafts", "header_names", "mapping_json"]

_PLAIN_TEXT = word_set(
    """
    job_title region city campaign offer asked_for content source facility_type segment service_line size testing_focus
    owner
    """
)
_OF_ANY_LENGTH = _PLAIN_TEXT | {"notes"}
_SEEN_BY_PEOPLE = ("full_name", "company", "job_title", "city", "street")
_REMEMBERED = 65_536
_LONGEST = 5_000  # characters of a cell of any other field
_ZONES = timedelta(days=1)  # where a list was made it may be tomorrow already
_patient_data = kept_as_spoken(16_384)(looks_like_patient_data)  # notes repeat: the same campaign, the same phrase


class _Shared(dict[str, str]):
    """Equal texts as one text: columns repeat their values, and a plan keeps all of them."""

    def __missing__(self, text: str) -> str:
        if len(self) < _REMEMBERED:
            self[text] = text
        return text


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
    today: date | None = None,
) -> Iterator[Draft | Rejected]:
    """Clean the rows of a table one by one; `defaults` fill fields that a row leaves empty (source, country ...).

    With `today` a date that lies ahead is said: what a list tells has happened already.
    """
    cleaner = _Cleaner(file, table, choices, words_of(vocabularies or {}), defaults or {}, today)
    return map(cleaner.draft, table.rows())


class _Cleaner:
    """One table on its way to drafts."""

    def __init__(
        self,
        file: FoundFile,
        table: FoundTable,
        choices: Choices,
        words: Mapping[str, Words],
        defaults: Mapping[str, str],
        today: date | None,
    ) -> None:
        self._file, self._table, self._choices, self._words = file, table, choices, words
        self._columns = Columns(table)
        self._today = (today + _ZONES).isoformat() if today else "9999"
        self._shared = _Shared()
        self._defaults = _defaults(table, choices, defaults)
        self._country = country_code(self._defaults.get("country", ""))
        fields: list[tuple[str, Callable[[str], str]]] = [
            (name, meant) for name in table.mapping if name in _PLAIN_TEXT
        ]
        if "identifier" in table.mapping:
            fields.append(("identifier", code))
        self._plain = [(name, self._columns.of[name], clean) for name, clean in fields]
        self._happened = happenings(table, choices.date_order)

    def draft(self, raw: RawRow) -> Draft | Rejected:
        """One row in, one draft or rejection out."""
        columns = self._columns
        width = len(columns.headers)
        cells = raw.cells if len(raw.cells) >= width else raw.cells + ("",) * (width - len(raw.cells))
        row = Row(cells)
        if max(map(len, cells), default=0) > _LONGEST:
            self._lay_aside(row)
        self._texts(row)
        keep_places(row, columns)
        keep_phones(row, columns, keep_emails(row, columns), self._country)
        name_person(row, columns)
        name_organisation(row, columns)
        self._dates(row)
        self._notes_and_consent(row)
        if reason := why_not(row, columns, self._choices.own_domains):
            return Rejected(self._file.path, self._table.name, raw.record, reason, raw.cells)
        self._vocabularies(row)
        self._stage(row)
        self._damaged(row)
        for name, value in self._defaults.items():
            row.lead.setdefault(name, value)
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

    def _lay_aside(self, row: Row) -> None:
        """A text of pages is no address, number, name or place; it stays with the row as a further fact."""
        cells = list(row.cells)
        for field_, columns in self._columns.of.items():
            for i in columns if field_ not in _OF_ANY_LENGTH else ():
                if len(cells[i]) > _LONGEST:
                    row.extra[self._columns.headers[i]] = cells[i].strip()
                    row.say(
                        tr(
                            "what stands under “{column}” is too long for that; it is kept",
                            column=self._columns.headers[i][:60],
                        )
                    )
                    cells[i] = ""
        row.cells = tuple(cells)

    def _texts(self, row: Row) -> None:
        cells, lead, shared = row.cells, row.lead, self._shared
        for name, columns, clean in self._plain:
            value = clean(cells[columns[0]])
            if len(columns) > 1:
                row.keep(name, [value, *[clean(cells[i]) for i in columns[1:]]])
            elif value:
                lead[name] = shared[value]

        if (size := lead.get("size", "")) and not size.isdigit():  # of a range only one end becomes the field
            for i in self._columns.of["size"]:
                if row.cells[i].strip():
                    row.extra[self._columns.headers[i]] = row.cells[i].strip()

    def _dates(self, row: Row) -> None:
        table = self._table
        for i in self._columns.of["created_at"]:
            if not (written := row.cells[i]) or written.isspace():
                continue
            held, remark = clean_date(written, table.date_orders.get(i, self._choices.date_order), table.epoch_1904)
            row.say(remark)
            if held > self._today and held[:10] > self._today:
                row.say(tr("“{day}” lies ahead", day=written.strip()[:40]))
            if held and "created_at" not in row.lead:
                row.lead["created_at"] = held
            else:
                row.extra[self._columns.headers[i]] = written.strip()

    def _notes_and_consent(self, row: Row) -> None:
        columns = self._columns
        if notes := joined("\n", [several_lines(row.cells[i]) for i in columns.of["notes"]]):
            row.lead["notes"] = notes
            if told := _patient_data(notes):
                row.say(tr("the notes may hold patient data: {why}", why=told))
        said = []
        for i in columns.of["consent"]:
            value, channel = clean_consent(columns.headers[i], row.cells[i])
            if value:
                said.append(f"{channel or 'any'}={value}")
                if value not in ("yes", "no") or value != row.cells[i].strip().casefold():
                    row.extra[columns.headers[i]] = self._shared[row.cells[i].strip()]
        if said:
            row.lead["consent"] = "; ".join(dict.fromkeys(said))

    def _vocabularies(self, row: Row) -> None:
        for name, words in self._words.items():
            if not (written := row.lead.get(name)):
                continue
            said, further = territory(row, words) if name == "region" else (words.meant(written), False)
            row.lead[name] = said.id
            if said.unknown:
                row.unlisted[name] = "; ".join(said.unknown)
                row.say(
                    tr(
                        "“{value}” is no {field} on our list",
                        value=row.unlisted[name][:60],
                        field=within(tr(name.replace("_", " ").capitalize())),
                    )
                )
            if said.also:
                row.alternatives[name] = (*said.also, *row.alternatives.get(name, ()))
                row.say(tr("“{value}” names several; the first is taken", value=written[:60]))
            if (further or said.also) and (columns := self._columns.of[name]):
                row.extra[self._columns.headers[columns[0]]] = written

    def _stage(self, row: Row) -> None:
        """How far the file says the lead has come: a claim for the gate, kept as it is written beside that."""
        for i in self._columns.of["stage"]:
            if written := row.cells[i].strip():
                row.extra[self._columns.headers[i]] = self._shared[written]
                claimed = stage_of(written)
                if claimed not in ("", BEGINNING):
                    row.lead.setdefault("stage", claimed)

    def _damaged(self, row: Row) -> None:
        if "".join(row.lead.values()).isascii():
            return
        for name in _SEEN_BY_PEOPLE:
            value = row.lead.get(name, "")
            if not value.isascii() and (whole := undamaged(value)):
                row.say(
                    tr(
                        "“{value}” was damaged before it was saved; “{whole}” may be meant",
                        value=value[:60],
                        whole=whole[:60],
                    )
                )

    def _extras(self, row: Row, raw: RawRow) -> None:
        cells, extra, shared = row.cells, row.extra, self._shared
        for i, name in self._columns.extra:
            if (cell := cells[i]) and not cell.isspace():
                extra[name] = shared[cell.strip()]
        for i in range(len(self._columns.headers), len(raw.cells)):
            if raw.cells[i].strip():
                extra[f"column {i + 1}"] = raw.cells[i].strip()


def _defaults(table: FoundTable, choices: Choices, given: Mapping[str, str]) -> dict[str, str]:
    """What fills the fields that a row leaves empty: settled by hand, or said above the table."""
    defaults = {name: value for name, value in given.items() if value}
    for name in ("campaign", "created_at"):
        if table.context.get(name):
            defaults.setdefault(name, table.context[name])
    if "created_at" in defaults:
        defaults["created_at"] = clean_date(defaults["created_at"], choices.date_order or "mdy")[0]
    return {name: value for name, value in defaults.items() if value}


def mapping_json(mapping: Mapping[str, Mapped]) -> dict[str, dict[str, object]]:
    """The mapping in the form of the command line's contract."""
    return {name: mapped.as_json() for name, mapped in mapping.items()}
