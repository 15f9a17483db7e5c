"""How well a line of the command palette answers what was typed: beginnings, words, letters in order, one slip."""

from app.domain.found_words import slipped

BEGINS, WORDS, INSIDE, IN_ORDER, SLIP = 4, 3, 2, 1, 0
NOT = -1


def rank(folded_line: str, folded_typed: str) -> int:
    """The best way in which a line answers, NOT where it does in none."""
    if folded_line.startswith(folded_typed):
        return BEGINS
    words, typed = folded_line.split(), folded_typed.split()
    if all(any(one.startswith(word) for one in words) for word in typed):
        return WORDS
    if all(word in folded_line for word in typed):
        return INSIDE
    if _in_order(folded_line, folded_typed.replace(" ", "")):
        return IN_ORDER
    if all(word in folded_line or any(slipped(word, one) for one in words) for word in typed):
        return SLIP
    return NOT


def _in_order(line: str, letters: str) -> bool:
    """Letters in order, the first at the beginning of a word; fewer than two say nothing."""
    if len(letters) < 2:
        return False
    starts = [0, *(at + 1 for at, letter in enumerate(line) if letter == " ")]
    return any(line[at : at + 1] == letters[0] and _remain(line, at + 1, letters[1:]) for at in starts)


def _remain(line: str, at: int, letters: str) -> bool:
    for letter in letters:
        at = line.find(letter, at) + 1
        if at == 0:
            return False
    return True
