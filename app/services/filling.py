"""Filling in: a value goes where none was, and never over one; another one may be kept beside it (I5, I6)."""

from collections.abc import Callable, Iterable, Mapping

from app.language import tr
from app.services.planned import State

Differences = dict[str, tuple[str, str]]  # field -> what it was, what becomes of it
KeepBeside = Callable[[str, str], bool]  # a field and another value of it: True where it is now kept, and was not


def fill(
    state: State, said: Mapping[str, str], names: Iterable[str], keep_beside: KeepBeside = lambda name, value: False
) -> Differences:
    """Fill what is empty with what a row says, and tell what that changes."""
    differences: Differences = {}
    fields = state.fields
    for name in names:
        new = said.get(name)
        if not new:
            continue
        old = fields.get(name) or ""
        if old == new or str(old).casefold() == new.casefold():
            continue
        if not old:
            value = whole_number(new) if name == "size" else new
            if value is not None:
                state.fill(name, value)
                differences[name] = ("", new)
        elif keep_beside(name, new):
            differences[name] = (str(old), tr("{new} (kept beside it)", new=new))
    return differences


def otherwise(state: State, said: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """What a row says of these fields other than what they hold and keep: named as further facts, so none is lost."""
    told: dict[str, str] = {}
    for name in names:
        new, held = said.get(name), state.fields.get(name)
        if (
            new
            and held
            and str(held).casefold() != new.casefold()
            and not (name == "size" and whole_number(new) == held)
        ):
            told[f"{spoken(name)} (said otherwise)"] = new
    return told


def spoken(name: str) -> str:
    """The name of a field as a further fact carries it."""
    return name.replace("_", " ").capitalize()


def whole_number(text: str) -> int | None:
    """A size in whole numbers; the lower end of a range such as "51-200"."""
    digits = ""
    for sign in text.replace(",", "").replace(" ", ""):
        if sign.isdigit():
            digits += sign
        elif digits:
            break
    return int(digits) if 0 < len(digits) <= 12 else None
