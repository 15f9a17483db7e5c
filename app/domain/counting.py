"""How many of something, in words."""

from collections.abc import Sequence

from app.language import tr, tr_many


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 lead, 1,200 leads. `many` where the plural is not the noun with an s."""
    return tr_many(f"{{count}} {one}", f"{{count}} {many or one + 's'}", count)


def together(parts: Sequence[str]) -> str:
    """Several things in one sentence: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])
