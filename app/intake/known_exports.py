"""Exports of webinar, form, event and CRM programs: recognised by their columns, with what each row says happened."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from app.intake.choices import DateOrder
from app.intake.found import FoundTable

NO_DETAIL: Mapping[str, str] = MappingProxyType({})


class Happened(NamedTuple):
    """One thing a row of a known export says about its person: the id of a signal kind of the playbooks, when
    (ISO, or "" where the row does not say), about which asset, and what else is known of it (minutes, question)."""

    kind: str
    at: str = ""
    asset: str = ""
    detail: Mapping[str, str] = NO_DETAIL


Happenings = Callable[[Sequence[str]], tuple[Happened, ...]]


def happenings(table: FoundTable, order: DateOrder | None = None) -> Happenings:
    """What the cells of one row of this table say happened; nothing for a table of no known export."""
    return lambda cells: ()
