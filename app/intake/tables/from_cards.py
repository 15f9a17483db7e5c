"""Address cards as the one table of leads: their columns are known, so no header is looked for and nothing is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from app.intake.choices import Choices
from app.intake.columns.mapping import guess_mapping, used_columns
from app.intake.found import FoundTable, Mapped
from app.intake.readers.card import LEADS
from app.intake.readers.cards import Cards
from app.intake.rows import RawRow

_SAMPLE = 200


def table_of_cards(cards: Cards, choices: Choices) -> FoundTable:
    """One record for each card; the mapping follows from the names of the columns."""
    filled = (RawRow(number, tuple(cells)) for number, cells in enumerate(cards.read()) if any(cells))
    sample = tuple(islice(filled, _SAMPLE))
    guessed = guess_mapping(cards.columns, (), (), choices)
    mapping = dict(_known_columns(guessed, choices))
    used = used_columns(mapping)
    return FoundTable(
        name="",
        primary=True,
        header_record=None,
        columns=cards.columns,
        mapping=mapping,
        unmapped=tuple(column for i, column in enumerate(cards.columns) if i not in used),
        ignored_records=(),
        data_rows=cards.count - cards.empty,
        context={},
        sample=sample,
        first_record=0,
        last_record=cards.count - 1,
        source=cards,
        complete=cards.complete,
    )


def _known_columns(mapping: Mapping[str, Mapped], choices: Choices) -> Iterator[tuple[str, Mapped]]:
    """The mapping without columns whose names programs of telephones made up, unless a person chose them."""
    for field, mapped in mapping.items():
        pairs = [(mapped.index, mapped.column), *zip(mapped.also, mapped.also_names, strict=True)]
        kept = [(index, name) for index, name in pairs if name.rstrip(" 23456") in LEADS]
        if field in choices.mapping:
            yield field, mapped
        elif kept:
            (first, name), rest = kept[0], kept[1:]
            also, names = tuple(index for index, _ in rest), tuple(name for _, name in rest)
            yield field, replace(mapped, column=name, index=first, also=also, also_names=names)
