"""Who is no buyer: how an organisation or a person stands to us, beside being interested."""

from app.language import later

RELATIONS: tuple[tuple[str, str], ...] = (
    ("customer", later("Customer")),
    ("competitor", later("Competitor")),
    ("supplier", later("Supplier who sells to us")),
    ("own_staff", later("Our own staff")),
    ("student", later("Student or job seeker")),
)
OF_A_PERSON = frozenset({"own_staff", "student"})  # the rest is said of the organisation


def relation_of(person: str, account: str) -> str:
    """The relation that counts for a lead: a student at a customer's is a student."""
    return person if person in OF_A_PERSON else account or person


def relation_meant(written: str) -> str | None:
    """The id of a relation as people write it, by id or label in any case; None where it is none."""
    folded = written.strip().casefold()
    return next((id for id, label in RELATIONS if folded in (id, label.casefold())), None)
