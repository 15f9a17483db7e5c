"""Text that an earlier program saved in the wrong encoding (`JosÃ©`): what was meant is proposed, not taken."""

import re

_SIGNS = re.compile(
    "[ÂÃÄÅâÐÑ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def undamaged(text: str) -> str:
    """The text as it probably was; empty where nothing looks damaged or no repair fits all of it."""
    if text.isascii() or not _SIGNS.search(text):
        return ""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""
