"""UTF-16 and UTF-32 without a byte order mark, told from where the line ends, blanks and letters lie."""

import unicodedata

_CODECS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ENOUGH = 4096
_EVERYDAY = frozenset(" \t\r\n,;|\"'@.-_:/()+0123456789")
_TYPED = bytes((0, *range(9, 14), *range(26, 127)))
_STRANGE = frozenset(("Cn", "Co", "Cs", "Cc"))


def unmarked_wide(head: bytes) -> str | None:
    """The codec of text of two or four bytes a letter that carries no mark; None where it is none.

    A wrong reading turns blanks, digits and line ends into rare letters; the right one has plenty of them.
    """
    if len(head) < 4 or b"\0" not in head[:_ENOUGH] or _is_sprinkled(head[:_ENOUGH]):
        return None
    found = [(share, codec) for codec in _CODECS if (share := _everyday_share(head, codec)) >= 0.04]
    return max(found)[1] if found else None


def _is_sprinkled(start: bytes) -> bool:
    """Text of one byte a letter with NULs here and there: with two, a NUL stands beside each letter of ASCII."""
    return start.count(0) < 0.3 * len(start) and not start.translate(None, _TYPED)


def _everyday_share(head: bytes, codec: str) -> float:
    """How many of the characters are blanks, digits and the like; 0 where there are characters that no text has."""
    width = 4 if "32" in codec else 2
    cut = min(len(head), _ENOUGH) // width * width
    try:
        text = head[:cut].decode(codec)
    except UnicodeDecodeError as error:
        if error.start < cut - width:
            return 0.0
        text = head[: error.start].decode(codec)
    if not text or ("\0" in text.rstrip("\0") and text.count("\0") > len(text) * 0.02):
        return 0.0
    strange = sum(unicodedata.category(c) in _STRANGE and c not in "\t\r\n\0\x0b\x0c\x1a" for c in text)
    if strange > len(text) * 0.02:
        return 0.0
    return sum(c in _EVERYDAY or c.isascii() for c in text) / len(text)
