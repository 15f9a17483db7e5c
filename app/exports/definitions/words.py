"""The words in use: what we sell, what people do, and every list that a field may be chosen from."""

from app.domain.playbook import Entry
from app.exports.definitions.told import Told, bullets
from app.exports.sheet import Column, Sheet, Shown

_LISTS = {
    "offer": "Offer",
    "source": "Source",
    "facility_type": "Facility type",
    "segment": "Segment",
    "region": "Region",
    "testing_focus": "Testing focus",
    "evaluation_stage": "Evaluation stage",
}
_STRENGTHS = {"strong": 0, "middling": 1, "weak": 2}
_SYNONYMS = 260  # characters shown of what a file may write instead


def write_lines_sold(page: Sheet, told: Told) -> None:
    """What we sell, and what counts as a known budget there."""
    page.title("Service lines", "What we sell. A lead is one person's interest in one of them.")
    columns = (
        Column("Service line", "top text", 30),
        Column("What it is", "top long", 46),
        Column("Known budget is", "top word", 18),
        Column("What counts as known", "top long", 32),
        Column("Also written", "top long", 38),
        Column("Id", "top small", 18),
    )
    rows = [
        (
            Shown(line.label, "top strong"),
            line.about,
            "needed for SQL" if line.budget_required else "not needed",
            bullets(line.funding),
            _also(line),
            line.id,
        )
        for line in told.playbook.service_lines
    ]
    page.table("Service_lines", columns, rows, freeze=1)


def write_signals(page: Sheet, told: Told) -> None:
    """What people do, how strong a sign it is, and what is mere engagement."""
    page.title(
        "Signals", "What a person did, with its date. Engagement is capped in the score and never proves readiness."
    )
    columns = (
        Column("Signal", "top text", 34),
        Column("Strength", "top word", 12),
        Column("Engagement only", "top word", 17),
        Column("Also written", "top long", 80),
        Column("Id", "top small", 20),
    )
    order = ("strong", "middling", "weak")
    listed = sorted(
        told.playbook.signal_kinds, key=lambda kind: order.index(kind.strength) if kind.strength in order else 3
    )
    rows = [
        (
            Shown(kind.label, "top strong"),
            Shown(kind.strength.capitalize(), "top good" if kind.strength == "strong" else "top word"),
            kind.engagement,
            _also(kind),
            kind.id,
        )
        for kind in listed
    ]
    page.table("Signals", columns, rows, none="no kind of signal", freeze=1)


def write_words(page: Sheet, told: Told) -> None:
    """Every list of words, one below the other in a single table."""
    page.title(
        "Words", "The lists that fields are chosen from. A file's value that is not here is kept as written and listed."
    )
    listed = [(label, entry) for name, label in _LISTS.items() for entry in told.playbook.vocabulary(name)]
    explained = any(entry.about for _, entry in listed)
    columns = (
        Column("List", "top text", 18),
        Column("Value", "top text", 34),
        *([Column("What it means", "top long", 44)] if explained else []),
        Column("Also written", "top long", 90),
        Column("Id", "top small", 20),
    )
    rows = [
        (label, Shown(entry.label, "top strong"), *([entry.about] if explained else []), _also(entry), entry.id)
        for label, entry in listed
    ]
    page.table("Words", columns, rows, none="no word", freeze=2)


def _also(entry: Entry) -> str:
    """The other ways of writing a value, as many as help a reader; the file of the playbook holds them all."""
    shown = ", ".join(entry.synonyms)
    if len(shown) <= _SYNONYMS:
        return shown
    kept = shown[:_SYNONYMS].rpartition(", ")[0]
    return f"{kept} and {len(entry.synonyms) - kept.count(', ') - 1} more"
