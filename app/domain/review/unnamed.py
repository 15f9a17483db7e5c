"""A review without the names of our own people, for whoever should see how the team does and not who (WR11)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.domain.review.facts import Decision
from app.domain.review.sheet import Review
from app.language import tr

Rename = Callable[[str], str]


def own_names(review: Review, others: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of our people that a review holds, in the order in which it meets them; `others` are known besides."""
    found = [
        *(row.owner for row in review.leads),
        *(row.owner for row in review.exceptions),
        *(row.owner for row in review.clocks),
        *(row.name for row in review.qualifiers if row.kind == "Qualifier"),
        *(row.value for row in review.segments if row.dimension == "Owner"),
        *(row.owner for finding in review.findings for row in finding.rows),
        *(decision.owner for decision in (*review.decisions, *review.agreed)),
        *(name for row in review.moved for name in (row.owner, row.by)),
        *(name for row in review.packages for name in (row.by, row.to)),
        *(row.by for row in review.reversals),
        *(row.owner for row in review.touched),
        *others,
    ]
    return tuple(name for name in dict.fromkeys(found) if name and name != tr("not known"))


def without_names(review: Review, others: Iterable[str] = ()) -> Review:
    """The same review with "Colleague 1", "Colleague 2" ... wherever one of our people is named, also inside sentences.

    Everybody keeps the same number through the whole review, so that rows can still be told apart and added up. Names
    of buyers stay; where one is called like one of ours, only in the columns of persons and accounts.
    """
    own = sorted(own_names(review), key=str.casefold)  # first, so that who comes later changes no number
    names = [*own, *sorted(set(own_names(review, others)) - set(own), key=str.casefold)]
    number = {name: tr("Colleague {number}", number=at) for at, name in enumerate(names, 1)}
    if not number:
        return review
    longest_first = sorted(number, key=lambda name: (-len(name), name))
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def rename(text: str) -> str:
        return found.sub(lambda match: number[match[0]], text)

    return _renamed(review, rename)


def _renamed(review: Review, rename: Rename) -> Review:
    return replace(
        review,
        messages=tuple(replace(one, text=rename(one.text)) for one in review.messages),
        segments=tuple(
            row._replace(value=rename(row.value)) if row.dimension == "Owner" else row for row in review.segments
        ),
        qualifiers=tuple(
            row._replace(name=rename(row.name)) if row.kind == "Qualifier" else row for row in review.qualifiers
        ),
        clocks=_rows(review.clocks, rename, "owner", "state"),
        exceptions=_rows(review.exceptions, rename, "owner", "why"),
        findings=tuple(
            replace(one, says=rename(one.says), rows=_rows(one.rows, rename, "name", "owner", "detail"))
            if _about_colleagues(one.diagnosis)
            else replace(one, says=rename(one.says), rows=_rows(one.rows, rename, "owner", "detail"))
            for one in review.findings
        ),
        decisions=tuple(_decision(one, rename) for one in review.decisions),
        leads=_rows(review.leads, rename, "owner", "next_step", "attention"),
        moved=_rows(review.moved, rename, "owner", "by"),
        packages=_rows(review.packages, rename, "by", "to"),
        touched=_rows(review.touched, rename, "owner"),
        agreed=tuple(_decision(one, rename) for one in review.agreed),
        reversals=_rows(review.reversals, rename, "by"),
    )


def _about_colleagues(diagnosis: str) -> bool:
    return diagnosis == "qualifiers_differ"


def _decision(one: Decision, rename: Rename) -> Decision:
    return replace(one, text=rename(one.text), owner=rename(one.owner))


def _rows(rows: Iterable[Any], rename: Rename, *names: str) -> tuple[Any, ...]:
    return tuple(row._replace(**{name: rename(getattr(row, name)) for name in names}) for row in rows)
