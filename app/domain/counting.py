"""How many of something, in words."""

from app.language import tr_many


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 lead, 1,200 leads. `many` where the plural is not the noun with an s."""
    return tr_many(f"{{count}} {one}", f"{{count}} {many or one + 's'}", count)
