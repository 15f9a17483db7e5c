"""Controlled vocabularies (R14): the ids a workspace stores and the written forms that mean them."""

from app.domain.playbook.part import Named, Part


class Entry(Named):
    """One value of a vocabulary; `synonyms` are other ways in which files write it."""

    synonyms: tuple[str, ...] = ()
    about: str = ""


class ServiceLine(Entry):
    """Something we sell. `budget_required` says whether a known budget is part of SQL here (R10)."""

    budget_required: bool = False
    funding: tuple[str, ...] = ()  # what counts as a known budget: funded programme, planned cycle, known holder


class SignalKind(Entry):
    """A kind of signal. Engagement alone (downloads, visits, opens) is capped and proves nothing (R4)."""

    strength: str = "weak"  # weak, middling, strong
    engagement: bool = True


class PathChoice(Entry):
    """What may happen next with a lead. A closed path needs no next step; some need a date or a trigger."""

    open: bool = True
    needs_date: bool = False
    key: str = ""  # the key of the cockpit that chooses it


class Vocabularies(Part):
    """All controlled words; a value that does not map is kept as written and listed, never dropped."""

    source: tuple[Entry, ...]
    facility_type: tuple[Entry, ...]
    segment: tuple[Entry, ...]
    region: tuple[Entry, ...]
    testing_focus: tuple[Entry, ...]
    evaluation_stage: tuple[Entry, ...]
    offer: tuple[Entry, ...] = ()
