"""A review without the names of our own people, for whoever should see how the team does and not who (WR11)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from app.domain.review.facts import Decision
from app.domain.review.lone_names import LoneNames, any_of
from app.domain.review.sheet import FindingRow, Review
from app.language import tr

Buyers = Mapping[str, tuple[str, ...]]
"""The names of buyers, person and account, by the number of their lead."""


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


def aliases(review: Review, others: Iterable[str] = ()) -> dict[str, str]:
    """What stands for each of our people where their names are left out: "Colleague 1" and so on, by the name."""
    own = sorted(own_names(review), key=str.casefold)  # first, so that who comes later changes no number
    names = [*own, *sorted(set(own_names(review, others)) - set(own), key=str.casefold)]
    return {name: tr("Colleague {number}", number=at) for at, name in enumerate(names, 1)}


def without_names(review: Review, others: Iterable[str] = (), buyers: Buyers | None = None) -> Review:
    """The same review with "Colleague 1", "Colleague 2" ... wherever one of our people is named, also inside sentences.

    Everybody keeps the same number through the whole review, so that rows can still be told apart and added up. Names
    of buyers stay; where one is called like one of ours, only in the columns of persons and accounts. Whom a sentence
    calls by the given or the family name alone is told by a rule of its own (`lone_names`), which knows the buyers of
    the review, and those of leads that it does not list from `buyers`.
    """
    number = aliases(review, others)
    return _renamed(review, _Rename(number, review, buyers or {})) if number else review


class _Rename:
    """Puts the number of a colleague in the place of the name."""

    def __init__(self, number: Mapping[str, str], review: Review, buyers: Buyers) -> None:
        self._number = number
        known = {row.ref: (row.person, row.account) for row in review.leads}
        self.buyers: Buyers = {**known, **buyers}
        everybody = {name for names in (*self.buyers.values(), *_buyers(review)) for name in names if name}
        self._lone = LoneNames(number.keys(), _texts(review), _labels(review), everybody)

    @cached_property
    def _found(self) -> "re.Pattern[str]":
        whole = rf"(?:{any_of(self._number)})(?!\w)"
        if not self._lone.of:
            return re.compile(rf"(?<!\w){whole}")
        lone = rf"(?<![@.'’-])(?P<part>{any_of(self._lone.of)})(?![\w@]|[-.]\w)"
        return re.compile(rf"(?<!\w)(?:{whole}|{lone})")

    def __call__(self, text: str, about: Iterable[str] = ()) -> str:
        """The text without our names; `about` are the buyers of its row."""
        if not text or text in self._number:
            return self._number.get(text, text)
        doubtful: frozenset[str] | None = None

        def named(found: "re.Match[str]") -> str:
            nonlocal doubtful
            if found.lastgroup is None:
                return self._number[found[0]]
            if doubtful is None:
                doubtful = self._lone.may_mean_a_buyer(text, about)
            if found[0] in doubtful or self._lone.in_a_longer_name(text, *found.span()):
                return found[0]
            return self._number[self._lone.of[found[0]]]

        return self._found.sub(named, text)


def _buyers(review: Review) -> Iterator[tuple[str, ...]]:
    """The buyers that a review names outside of its list of leads, which the head of a week has not."""
    rows: tuple[Any, ...]
    for rows in (review.clocks, review.exceptions, review.moved, review.packages, review.touched, review.reversals):
        yield from ((row.person, row.account) for row in rows)
    for finding in review.findings:
        if not _about_colleagues(finding.diagnosis):
            yield from ((row.name, row.account) for row in finding.rows if row.lead_id)


def _texts(review: Review) -> Iterator[str]:
    """What people wrote, and what a rule made of it: where an ordinary word shows in small letters."""
    yield from (one.text for one in review.messages)
    yield from (row.state for row in review.clocks)
    yield from (row.why for row in review.exceptions)
    yield from (one.text for one in (*review.decisions, *review.agreed))
    for finding in review.findings:
        yield finding.says
        yield from (row.detail for row in finding.rows)
    for lead in review.leads:
        yield lead.next_step
        yield lead.attention


def _labels(review: Review) -> Iterator[str]:
    """The words of the playbook and of the program that stand in a review: none of them is the name of a person."""
    yield from (review.workspace, review.playbook)
    yield from (text for row in review.definitions for text in row)
    yield from (text for row in review.checks for text in (row.name, row.words))
    yield from (kpi.label for kpi in review.kpis)
    yield from (row.label for row in review.figures)
    yield from (row.stage for row in review.movement)
    yield from (row.value for row in review.segments if row.dimension != "Owner")
    yield from (row.name for row in review.qualifiers if row.kind == "Source")
    yield from (text for row in review.reasons for text in (row.reason, row.action))
    yield from (text for row in review.exceptions for text in (row.rule, row.action))
    yield from (text for one in review.findings for text in (one.label, one.suggests))
    yield from (row.route for row in review.packages)
    for column in ("path", "service_line", "segment", "source", "offer", "region"):
        yield from {getattr(lead, column) for lead in review.leads}


def _renamed(review: Review, rename: _Rename) -> Review:
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


def _decision(one: Decision, rename: _Rename) -> Decision:
    return replace(one, text=rename(one.text, rename.buyers.get(one.ref, ())), owner=rename(one.owner))


def _rows(rows: Iterable[Any], rename: _Rename, *names: str) -> tuple[Any, ...]:
    return tuple(row._replace(**{name: rename(getattr(row, name), _about(row)) for name in names}) for row in rows)


def _about(row: Any) -> tuple[str, ...]:
    """The buyer whom a row is about, with the account."""
    if isinstance(row, FindingRow):
        return (row.name, row.account) if row.lead_id else ()
    return (row.person, row.account)
