"""Folded and derived forms of names and addresses, made the same way by imports and by edits."""

from app.domain.matching import email_domain, fold, is_role


def sort_name(first: str, last: str, full: str) -> str:
    """A person's name as lists sort it: family name first."""
    return fold(f"{last} {first}") if last else fold(full)


def kind_of_address(email: str) -> str:
    """work, free or role; empty without an address."""
    if not email:
        return ""
    if is_role(email.partition("@")[0]):
        return "role"
    return "work" if email_domain(email) else "free"
