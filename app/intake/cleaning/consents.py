"""Consent as columns tell it: by channel, and never more than was said."""

from dataclasses import dataclass
from functools import lru_cache

from app.intake.cleaning.dates import clean_date
from app.intake.cleaning.word_lists import word_lists
from app.intake.words import compact, fold


@dataclass(frozen=True, slots=True)
class _Words:
    yes: frozenset[str]
    no: frozenset[str]
    states: tuple[str, ...]
    denies: tuple[str, ...]
    channels: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    said = word_lists("consents")
    return _Words(
        frozenset(map(compact, said["yes"])),
        frozenset(map(compact, said["no"])),
        tuple(said["states"]),
        tuple(said["denies"]),
        tuple((channel, tuple(said[channel])) for channel in ("post", "email", "phone")),
    )


@lru_cache(maxsize=4096)
def clean_consent(header: str, value: str) -> tuple[str, str]:
    """`yes`, `no` or the words as written, and the channel (`email`, `phone`, `post` or empty for any).

    `Unsubscribed = Yes` is a no, and so is the day on which somebody unsubscribed; the day of an opt-in is a yes.
    An empty cell says nothing, and what somebody has not answered yet stays as written.
    """
    said = compact(value)
    if not said:
        return "", ""
    words, name = _words(), fold(header)
    channel = _channel(name)
    denies = any(word in name for word in words.denies)
    if said in words.yes or said in words.no:
        plain = said in words.yes
        turned = denies and not any(stem in said for stem in words.states)
        return ("yes" if plain != turned else "no"), channel
    if any(c.isdigit() for c in value) and clean_date(value.strip(), "dmy")[0]:
        return ("no" if denies else "yes"), channel
    return value.strip(), channel


def _channel(header: str) -> str:
    """The channel that a folded header names; empty where it names none, or e-mail and phone."""
    channels = []
    for channel, words in _words().channels:
        if found := [word for word in words if word in header]:
            channels.append(channel)
            for word in found:  # “direct mail” is no e-mail
                header = header.replace(word, " ")
    if len(channels) > 1 and channels[0] == "post":
        channels = channels[1:]
    return channels[0] if len(channels) == 1 else ""
