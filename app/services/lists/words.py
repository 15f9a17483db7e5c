"""What a filter asks for in words, in the language in force: as a list says it, and the file that is made of it."""

from app.domain.listing import Condition, Kind, said
from app.language import tr
from app.services.leads import LeadFilter
from app.services.lists.places import AnyFilter, as_list_filter, place_of
from app.services.work import Work


def filter_words(work: Work, place: str, filter: AnyFilter) -> tuple[str, ...]:
    """Its text in quotes, then its conditions."""
    asked = as_list_filter(filter) if isinstance(filter, LeadFilter) else filter
    text = (f"“{asked.text}”",) if asked.text else ()
    return (*text, *(condition_words(work, place, one) for one in asked.conditions))


def condition_words(work: Work, place: str, condition: Condition) -> str:
    """A condition as people read it: values that are ids in their written form."""
    column = place_of(place).column(condition.column)
    known = column.known(work)
    if column.kind is Kind.YES_NO:
        known = {"yes": tr("yes"), "no": tr("no")}
    return said(condition, column.shown, [known.get(value, value) for value in condition.values])
