"""Consent as columns tell it: by channel, and never more than was said."""

from functools import lru_cache

from app.intake.words import fold, word_set

_YES = word_set(
    """
    yes y true 1 x ja oui si sim wahr vrai j granted given accepted agreed active allowed subscribed optedin
    optin explicit express confirmed erteilt zugestimmt
    """
)
_NO = word_set(
    """
    no n false 0 nein non nao falsch faux denied refused declined withdrawn unsubscribed optedout optout revoked
    none nee nej never cleaned bounced abgemeldet
    """
)
_DENIES = ("unsubscri", "optout", "opt out", "opted out", "do not", "dnc", "abmeld", "desabonn", "widerruf")


@lru_cache(maxsize=4096)
def clean_consent(header: str, value: str) -> tuple[str, str]:
    """`yes`, `no` or the words as written, and the channel (`email`, `phone` or empty for any).

    `Unsubscribed = Yes` is a no. An empty cell says nothing.
    """
    said = fold(value)
    if not said:
        return "", ""
    name = fold(header)
    channel = "email" if "email" in name or "newsletter" in name or "unsubscri" in name else ""
    if not channel and any(word in name for word in ("phone", "call", "telefon", "sms", "dnc")):
        channel = "phone"
    short = said.replace(" ", "")
    yes, no = short in _YES, short in _NO
    if not yes and not no:
        return value.strip(), channel
    if any(word in name for word in _DENIES) and short not in ("unsubscribed", "subscribed", "optedin", "optedout"):
        yes = not yes
    return ("yes" if yes else "no"), channel
