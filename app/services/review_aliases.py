"""Whom "Colleague 3" means in a review that was written without the names of our people, when it comes back (WR11)."""

import re
from functools import cached_property

from app.domain.review.unnamed import aliases
from app.language import SOURCE, speaking
from app.services.work import Work

ALIAS = re.compile(r"Colleague \d+")


class Aliases:
    """The words of one review as its workbook has them without names; worked out only where an alias is met.

    An issued week says the same of everybody for ever. Of one that is not, the numbers may have moved since its
    workbook was written: there only those within the same decision are trusted.
    """

    def __init__(self, work: Work, week: str, weeks: int) -> None:
        self._work, self._of = work, (week, weeks)

    def wording(self, id: int) -> str:
        """A kept decision as the workbook without names has it; nothing where that does not hold it."""
        return self._decisions[id][1] if id in self._decisions else ""

    def is_owner(self, alias: str, id: int) -> bool:
        """True where the workbook gave a decision this very owner."""
        return id in self._decisions and self._decisions[id][2] == alias

    def named(self, text: str, id: int = 0) -> tuple[str, str]:
        """The text with the names put back, and the first alias of which nobody knows whom it means."""
        known = self._names | self._within(id)
        lost = next((found[0] for found in ALIAS.finditer(text) if found[0] not in known), "")
        return ALIAS.sub(lambda found: known.get(found[0], found[0]), text), lost

    def _within(self, id: int) -> dict[str, str]:
        """What each alias of a decision stands for there, which may be the given name alone."""
        if id not in self._decisions:
            return {}
        before, after, _ = self._decisions[id]
        between = "(.+?)".join(re.escape(part) for part in ALIAS.split(after))
        met = re.fullmatch(between, before)
        found = [one[0] for one in ALIAS.finditer(after)]
        return dict(zip(found, met.groups(), strict=True)) if met is not None else {}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Whom the rows of an issued review name; who stands in none of them may have got another number since."""
        from app.services.reviews import is_issued, review_view  # which know the decisions, and so this

        if not is_issued(self._work, *self._of):
            return {}
        with speaking(SOURCE):
            return {alias: name for name, alias in aliases(review_view(self._work, *self._of)).items()}

    @cached_property
    def _decisions(self) -> dict[int, tuple[str, str, str]]:
        """Text, text without names and owner without name of every decision of the review, by its number."""
        from app.services.reviews import review_view, unnamed

        with speaking(SOURCE):  # as the workbook was written
            named = review_view(self._work, *self._of)
            bare = unnamed(self._work, named)
        pairs = zip((*named.decisions, *named.agreed), (*bare.decisions, *bare.agreed), strict=True)
        return {one.id: (_flat(one.text), _flat(other.text), other.owner) for one, other in pairs if one.id}


def _flat(text: str) -> str:
    """As a text is read from a cell."""
    return " ".join(text.split())
