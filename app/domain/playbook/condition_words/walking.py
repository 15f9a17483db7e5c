"""Steps from word to word through a condition, noting what could stand where the text ends."""

from app.domain.playbook.condition_words.tokens import Token, tokens
from app.domain.playbook.condition_words.values import Labels, Unread


class Walk:
    """A place between the words of a text. Words are taken one after the other; going back is setting the place."""

    def __init__(self, text: str, labels: Labels | None) -> None:
        self._text = text
        self._labels = labels
        self._tokens = tokens(text)
        self._at = 0
        self.wanted: list[str] = []  # what could come next, where the text ends

    def _ahead(self, *words: str) -> bool:
        """True where exactly these words follow."""
        following = self._tokens[self._at : self._at + len(words)]
        return len(following) == len(words) and all(t.low == w for t, w in zip(following, words, strict=True))

    def _now(self, word: str) -> Token | None:
        return self._tokens[self._at] if self._ahead(word) else None

    def _take(self, *words: str) -> bool:
        """Step over these words if they follow; note them as possible where the text ends here."""
        if words[0] in ("and", "or", "not", "(", ")", "always"):
            self._want(words[0])
        if not self._ahead(*words):
            return False
        self._at += len(words)
        return True

    def _want(self, *words: str) -> None:
        if self._at >= len(self._tokens):
            self.wanted += words

    def _stopped(self, wish: str) -> Unread:
        """What cannot be read on: where, and what was expected there."""
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            return Unread(f"At “{token.text}” (character {token.at + 1}): {_ended(wish)}", token.at, tuple(self.wanted))
        before = self._tokens[-1].text if self._tokens else ""
        says = f"After “{before}” something is missing: {_ended(wish)}"
        return Unread(says, len(self._text), tuple(self.wanted))

    def _source(self, start: int, end: int) -> str:
        """The text of some tokens as it was written, with single spaces."""
        return " ".join(self._text[self._tokens[start].at : self._tokens[end - 1].end].split())

    @staticmethod
    def _separates(token: Token) -> bool:
        return token.quoted or token.low in ("and", "or", "nor", "(", ")", ",")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."
