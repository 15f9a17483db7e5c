"""How many of something, in words."""


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 lead, 1,200 leads. `many` where the plural is not the noun with an s."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"
