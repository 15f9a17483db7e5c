"""The sample of a week for the talk with sales, and what the two teams said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.domain.problems import Problem
from app.domain.review.passage import Passage
from app.domain.review.sampling import VERDICTS, Judged, Sampled, counted_verdicts, sample
from app.domain.review.weeks import named
from app.language import tr
from app.services.review_computed import look_of
from app.services.touches import lead_of
from app.services.work import Changed, Work
from app.store.tables import SampleVerdict, WorkspaceIdentity


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One lead of the sample, with what was said of it."""

    lead_id: int
    person: str
    account: str
    owner: str
    qualifier: str
    service_line: str
    source: str
    stage: str
    became_sql: bool
    verdict: str = ""  # an id of VERDICTS; empty: not talked about yet
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SampleView:
    """The sample of one week, and how often each verdict was given in it and in all weeks."""

    week: str
    rows: tuple[SampleRow, ...]
    counted: tuple[Judged, ...]
    ever: tuple[tuple[str, int], ...]  # verdict and how often, over all weeks

    def told(self, said: "SampleSaid") -> "SampleView":
        """The same leads with what was said of them by now."""
        rows = tuple(_with(row, said.of.get(row.lead_id)) for row in self.rows)
        return SampleView(self.week, rows, _counts(rows), said.ever)


@dataclass(frozen=True, slots=True)
class Said:
    """What the two teams said of one lead."""

    verdict: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SampleSaid:
    """What was said of the leads of one week, and how often each verdict was given in all weeks."""

    of: Mapping[int, Said]
    ever: tuple[tuple[str, int], ...]


def sample_view(work: Work, week: str) -> SampleView:
    """The leads drawn for a week: the same ones for everybody, whoever asks and how often."""
    week = named(week)  # by which it is drawn
    p = look_of(work, week).p
    workspace = work.session.get_one(WorkspaceIdentity, 1).uuid
    given = _given(work, week)
    rows = tuple(_with(_row(p, one), given.get(one.lead_id)) for one in sample(p, week, workspace))
    return SampleView(week, rows, _counts(rows), _ever(work))


def sample_said(work: Work, week: str) -> SampleSaid:
    """What was said of a week's sample by now; drawing the leads anew, which takes long, is not needed for it."""
    return SampleSaid(_given(work, week), _ever(work))


def _row(p: Passage, one: Sampled) -> SampleRow:
    lead = p.leads[one.lead_id]
    return SampleRow(
        lead_id=one.lead_id,
        person=lead.person,
        account=lead.account,
        owner=lead.owner,
        qualifier=lead.qualifier,
        service_line=lead.service_line,
        source=lead.source,
        stage=p.standing[one.lead_id],
        became_sql=one.became_sql,
    )


def _with(row: SampleRow, said: Said | None) -> SampleRow:
    if said is None:
        return replace(row, verdict="", note="", by="", at=None)
    return replace(row, verdict=said.verdict, note=said.note, by=said.by, at=said.at)


def _counts(rows: tuple[SampleRow, ...]) -> tuple[Judged, ...]:
    return counted_verdicts((row.became_sql, row.verdict) for row in rows if row.verdict)


def judge_sampled(work: Work, week: str, lead_id: int, verdict: str, note: str | None = None) -> Changed:
    """Write down what both teams said of one lead of a week's sample; said again it replaces what was said.

    Without a `note` the one that stands beside it stays, also one that was written since whoever judges looked.
    """
    week = named(week)
    lead = lead_of(work, lead_id)
    if verdict not in VERDICTS:
        names = ", ".join(VERDICTS)
        raise Problem(tr("'{verdict}' is not a verdict; choose one of {names}.", verdict=verdict, names=names))
    said = _stored(work, week).get(lead_id)
    if said is None:
        said = SampleVerdict(week=week, lead_id=lead_id, verdict=verdict, note="", at=work.now, by=work.by)
        work.session.add(said)
    if note is not None:
        said.note = note.strip()
    said.verdict, said.at, said.by = verdict, work.now, work.by
    label = tr("Judge {name} in the sample of {week}", name=lead.person.shown_name, week=week)
    return Changed(label, places=frozenset({"reviews"}))  # nothing that the lead shows is another


def _given(work: Work, week: str) -> dict[int, Said]:
    return {id: Said(row.verdict, row.note, row.by, row.at) for id, row in _stored(work, week).items()}


def _stored(work: Work, week: str) -> dict[int, SampleVerdict]:
    """The newest verdict of each lead: a merge may have brought two together."""
    rows = work.session.scalars(
        select(SampleVerdict).where(SampleVerdict.week == named(week)).order_by(SampleVerdict.id)
    )
    return {row.lead_id: row for row in rows}


def _ever(work: Work) -> tuple[tuple[str, int], ...]:
    rows = work.session.execute(
        select(SampleVerdict.week, SampleVerdict.lead_id, SampleVerdict.verdict).order_by(SampleVerdict.id)
    )
    newest = {(week, lead): verdict for week, lead, verdict in rows}
    found = list(newest.values())
    return tuple((verdict, found.count(verdict)) for verdict in VERDICTS if verdict in found)
