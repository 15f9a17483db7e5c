"""Which lead, account or word a person means."""

from collections.abc import Iterable, Sequence

from app.domain.listing import EXTRA
from app.domain.matching import fold
from app.domain.playbook.part import Named
from app.domain.problems import Problem
from app.services.leads import LeadRow, lead_rows
from app.services.owners import Owner
from app.services.work import Work

NAMED = 5  # candidates that a sentence lists


def the_lead(work: Work, text: str) -> int:
    """The id of the lead that a number, an id, an address or words of a name mean. Raises Problem for none or many."""
    from app.services.searching import lead_by_name  # fuzzy matching is met only when somebody is looked for

    written = text.strip()
    if written.isascii() and written.isdecimal():
        found = lead_by_name(work, written) if len(written) <= 18 else []
        if not found:
            raise Problem(f"There is no lead {written}; `assay leads` lists them.")
        return found[0]
    if not fold(written):
        raise Problem("Name a lead: its number, its e-mail address, or words of the name.")
    rows = _closest(lead_rows(work, lead_by_name(work, written)), written)
    if not rows:
        raise Problem(f"No lead fits '{written}'; `assay leads --search` looks for words.")
    if len(rows) > 1:
        listed = ", ".join(f"{row.id} ({_described(row)})" for row in rows[:NAMED])
        more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        raise Problem(f"'{written}' fits {len(rows)} leads: {listed}{more}; use the number.")
    return rows[0].id


def _closest(rows: list[LeadRow], text: str) -> list[LeadRow]:
    """Those whose address or whole name it is, else those whose name holds the words, else all that were found."""
    wanted, words = fold(text), fold(text).split()
    for fits in (
        lambda row: row.email and row.email.casefold() == text.casefold(),
        lambda row: fold(row.person) == wanted,
        lambda row: all(word in fold(row.person).split() for word in words),
        lambda row: all(word in fold(row.person) for word in words),
    ):
        if some := [row for row in rows if fits(row)]:
            return some
    return rows if "@" not in text else []


def _described(row: LeadRow) -> str:
    return ", ".join(part for part in (row.person, row.account, row.service_line_label) if part)


def known_facts(work: Work, place: str, named: Iterable[str]) -> None:
    """Raise Problem where an extra fact is named that no row has: “is not” of a mistyped one would mean everybody."""
    if not (wanted := [id for id in named if id.startswith(EXTRA)]):
        return
    from app.services.lists.places import columns_of  # the columns are met only when somebody names one

    known = [one.id for one in columns_of(work, place) if one.id.startswith(EXTRA)]
    for id in wanted:
        if id not in known:
            there = f"choose one of {', '.join(known)}" if known else "no import kept any"
            raise Problem(f"No import kept '{id}'; {there}.")


def word_of(vocabulary: Sequence[Named], text: str) -> tuple[str, bool]:
    """The id a written word means in a vocabulary and True, or the word as written and False."""
    wanted = fold(text)
    for entry in vocabulary:
        if wanted in map(fold, (entry.id, entry.label, *getattr(entry, "synonyms", ()))):
            return entry.id, True
    return text.strip(), False


def the_person(work: Work, text: str) -> int:
    """The number of the person that a number, an address or words of a name mean. Raises Problem for none or many."""
    from app.services.person_page import people_meant

    written = text.strip().removeprefix("person:")
    found = people_meant(work, written) if fold(written) else []
    if not found:
        raise Problem(f"No person fits '{text}'; `assay people --search` looks for words.")
    if len(found) > 1:
        listed = ", ".join(f"{one.id} ({', '.join(filter(None, (one.name, one.account)))})" for one in found[:NAMED])
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        raise Problem(f"'{text}' fits {len(found)} people: {listed}{more}; use the number.")
    return found[0].id


def the_owner(work: Work, text: str) -> Owner:
    """What person:ID, account:ID or the words of a lead mean. Raises Problem where nothing is meant, or several."""
    kind, colon, number = text.strip().partition(":")
    if colon and kind == "person":
        return Owner("person", the_person(work, number))
    if colon and kind == "account":
        if not (number.isascii() and number.isdecimal() and len(number) < 16):
            raise Problem(f"'{number}' is no number of an account; `assay accounts` lists them.")
        return Owner("account", int(number))
    return Owner("lead", the_lead(work, text.removeprefix("lead:")))


def the_account(work: Work, text: str) -> int:
    """The number of the account that a number or words of a name mean. Raises Problem for none or many."""
    from app.services.accounts import account_ids, account_rows
    from app.services.editing import account_of

    written = text.strip().removeprefix("account:")
    if written.isascii() and written.isdecimal():
        return account_of(work, int(written[:18])).id
    rows = account_rows(work, account_ids(work, written)) if fold(written) else []
    same = [row for row in rows if fold(row.name) == fold(written)]
    rows = same or rows
    if not rows:
        raise Problem(f"No account fits '{text}'; `assay accounts` lists them.")
    if len(rows) > 1:
        listed = ", ".join(f"{row.id} ({row.name})" for row in rows[:NAMED])
        more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        raise Problem(f"'{text}' fits {len(rows)} accounts: {listed}{more}; use the number.")
    return rows[0].id


def the_gap(work: Work, text: str) -> int:
    """The number of a gap. Raises Problem where it is none."""
    from app.services.gaps import gap_view

    written = text.strip()
    if not (written.isascii() and written.isdecimal() and len(written) < 16):
        raise Problem(f"'{text}' is no number of a gap; `assay gaps` lists them.")
    return gap_view(work, int(written)).id
