"""What may come next in a condition that is half written, for a line that completes it."""

from app.domain.playbook.condition_words.reading import Reader
from app.domain.playbook.condition_words.tokens import tokens
from app.domain.playbook.condition_words.values import Labels, Unread


def expected(text: str, at: int, labels: Labels | None = None) -> tuple[str, ...]:
    """What may come next at a place of a half-written condition: facts, tests, values; those that fit what is begun."""
    before = text[:at]
    cuts = [token.at for token in tokens(before)[-4:]]
    for cut in [*cuts, len(before)]:
        begun = before[cut:].casefold().lstrip('"“')
        if cut < len(before) and (not begun or before[-1].isspace()):
            continue
        reader = Reader(before[:cut], labels)
        try:
            reader.whole()
        except Unread as stopped:
            if stopped.at < len(before[:cut].rstrip()):
                continue  # what stands before cannot be read, so nothing can be offered
        offered = tuple(word for word in dict.fromkeys(reader.wanted) if word.casefold().lstrip('"').startswith(begun))
        if offered:
            return offered
    return ()
