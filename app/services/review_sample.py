"""The sample of a week for the talk with sales, and what the two teams said of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.problems import Problem
from app.domain.review.passage import passage
from app.domain.review.sampling import VERDICTS, Judged, counted_verdicts, sample
from app.domain.review.weeks import first_day
from app.language import tr
from app.services.review_facts import review_facts
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


def sample_view(work: Work, week: str) -> SampleView:
    """The leads drawn for a week: the same ones for everybody, whoever asks and how often."""
    facts = review_facts(work, week)
    p = passage(facts)
    workspace = work.session.get_one(WorkspaceIdentity, 1).uuid
    given = _given(work, week)
    rows = []
    for one in sample(p, week, workspace):
        lead, said = p.leads[one.lead_id], given.get(one.lead_id)
        rows.append(
            SampleRow(
                lead_id=one.lead_id,
                person=lead.person,
                account=lead.account,
                owner=lead.owner,
                qualifier=lead.qualifier,
                service_line=lead.service_line,
                source=lead.source,
                stage=p.standing[one.lead_id],
                became_sql=one.became_sql,
                verdict=said.verdict if said is not None else "",
                note=said.note if said is not None else "",
                by=said.by if said is not None else "",
                at=said.at if said is not None else None,
            )
        )
    counted = counted_verdicts((row.became_sql, row.verdict) for row in rows if row.verdict)
    return SampleView(week, tuple(rows), counted, _ever(work))


def judge_sampled(work: Work, week: str, lead_id: int, verdict: str, note: str = "") -> Changed:
    """Write down what both teams said of one lead of a week's sample; said again it replaces what was said."""
    first_day(week)
    lead = lead_of(work, lead_id)
    if verdict not in VERDICTS:
        names = ", ".join(VERDICTS)
        raise Problem(tr("'{verdict}' is not a verdict; choose one of {names}.", verdict=verdict, names=names))
    said = _given(work, week).get(lead_id)
    if said is None:
        said = SampleVerdict(week=week, lead_id=lead_id, verdict=verdict, at=work.now, by=work.by)
        work.session.add(said)
    said.verdict, said.note, said.at, said.by = verdict, note.strip(), work.now, work.by
    label = tr("Judge {name} in the sample of {week}", name=lead.person.shown_name, week=week)
    return Changed(label, frozenset({lead_id}), places=frozenset({"reviews"}))


def _given(work: Work, week: str) -> dict[int, SampleVerdict]:
    """The newest verdict of each lead: a merge may have brought two together."""
    rows = work.session.scalars(select(SampleVerdict).where(SampleVerdict.week == week).order_by(SampleVerdict.id))
    return {row.lead_id: row for row in rows}


def _ever(work: Work) -> tuple[tuple[str, int], ...]:
    rows = work.session.execute(
        select(SampleVerdict.week, SampleVerdict.lead_id, SampleVerdict.verdict).order_by(SampleVerdict.id)
    )
    newest = {(week, lead): verdict for week, lead, verdict in rows}
    found = list(newest.values())
    return tuple((verdict, found.count(verdict)) for verdict in VERDICTS if verdict in found)
