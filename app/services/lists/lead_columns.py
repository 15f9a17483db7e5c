"""What a list of leads can show."""

from typing import Any

from sqlalchemy import case, func, select

from app.domain.listing import Kind
from app.domain.problems import Problem
from app.domain.relations import OF_A_PERSON
from app.services.lists.column import (
    GROUP_LABELS,
    RELATION_LABELS,
    STAGES,
    Column,
    called,
    lead,
    overdue,
    overridden,
    paused,
    person,
    refused,
    tags,
)
from app.store.tables import Account, HandoffRow, Lead, TouchRow

account, _touch, _handoff = Account.__table__.c, TouchRow.__table__.c, HandoffRow.__table__.c
_TEXT, _CHOICE, _NUMBER, _DATE, _YES_NO = Kind


def _of_lead(table: Any, value: Any) -> Any:
    return select(value).where(table.lead_id == lead.id).correlate(Lead.__table__).scalar_subquery()


_relation = case(  # a student at a customer's is a student
    (person.relation.in_(sorted(OF_A_PERSON)), person.relation),
    else_=func.coalesce(func.nullif(account.relation, ""), person.relation),
)

LEADS = (
    Column(
        "person",
        "Person",
        _TEXT,
        called(person.full_name, person.email, person.phone, account.name),
        160,
        "full_name",
        order=person.sort_name,
        folded=person.sort_name,
    ),
    Column("title", "Title", _TEXT, person.job_title, 170, "job_title", order=person.job_title),
    Column(
        "account", "Account", _TEXT, account.name, 180, "company", order=account.sort_name, folded=account.sort_name
    ),
    Column("stage", "Stage", _CHOICE, lead.stage, 72, labels=STAGES, ranked=True),
    Column("path", "Path", _CHOICE, lead.path, 150, words="path"),
    Column("fit", "Fit", _NUMBER, lead.fit, 84),
    Column("intent", "Intent", _NUMBER, lead.intent, 84),
    Column("due", "Due", _DATE, lead.due, 96, "due"),
    Column("next_step", "Next step", _TEXT, lead.next_step, 200, "next_step", note=True),
    Column("owner", "Owner", _CHOICE, lead.owner, 110, "owner"),
    Column("tags", "Tags", _CHOICE, tags(), 140, tags=True),
    Column("service_line", "Service line", _CHOICE, lead.service_line, 150, "service_line", words="service_line"),
    Column("segment", "Segment", _CHOICE, account.segment, 130, "segment", words="segment"),
    Column(
        "facility_type", "Facility type", _CHOICE, account.facility_type, 150, "facility_type", words="facility_type"
    ),
    Column("country", "Country", _CHOICE, account.country, 80, "country"),
    Column("region", "Region", _CHOICE, account.region, 80, "region", words="region"),
    Column("city", "City", _TEXT, account.city, 110, "city"),
    Column("size", "Size", _NUMBER, account.size, 80, "size"),
    Column("domain", "Web domain", _TEXT, account.domain, 150, "domain", order=account.domain),
    Column("source", "Source", _CHOICE, lead.source, 120, "source", words="source"),
    Column("campaign", "Campaign", _TEXT, lead.campaign, 140, "campaign", note=True),
    Column("offer", "Offer", _CHOICE, lead.offer, 120, "offer", words="offer"),
    Column("asked_for", "Asked for", _TEXT, lead.asked_for, 200, "asked_for", note=True),
    Column("email", "E-mail", _TEXT, person.email, 200, "email", order=person.email_key),
    Column("phone", "Phone", _TEXT, person.phone, 120, "phone", order=person.phone),
    Column("relation", "Relation to us", _CHOICE, _relation, 120, "relation", labels=RELATION_LABELS),
    Column("refused", "Refused contact", _YES_NO, refused(), 110),
    Column("fit_band", "Fit band", _CHOICE, lead.fit_band, 90, words="fit_band", ranked=True),
    Column("intent_band", "Intent band", _CHOICE, lead.intent_band, 90, words="intent_band", ranked=True),
    Column(
        "evaluation_stage",
        "Evaluation stage",
        _CHOICE,
        lead.evaluation_stage,
        130,
        "evaluation_stage",
        words="evaluation_stage",
    ),
    Column("group", "Waits as", _CHOICE, lead.today_group, 150, labels=GROUP_LABELS, ranked=True),
    Column("trigger", "Brought back by", _TEXT, lead.trigger, 160, "trigger", note=True),
    Column("open", "Open", _YES_NO, lead.is_open, 70),
    Column("overdue", "Overdue", _YES_NO, overdue, 80),
    Column("paused", "Clock paused", _YES_NO, paused, 100),
    Column("overridden", "Past the gate", _YES_NO, overridden(), 100),
    Column("cycle", "Cycle", _NUMBER, lead.cycle, 70),
    Column("created", "Created", _DATE, lead.created_at, 110, moment=True),
    Column("moved", "Moved", _DATE, lead.moved_at, 110, moment=True),
    Column("last_touch", "Last touch", _DATE, _of_lead(_touch, func.max(_touch.at)), 110, moment=True),
    Column("handoffs", "Handoffs", _NUMBER, _of_lead(_handoff, func.count()), 80),
    Column("notes", "Notes", _TEXT, person.notes, 200, "notes", note=True),
    Column("lead", "Lead", _NUMBER, lead.id, 70),
)

_BY_ID = {column.id: column for column in LEADS}


def of_leads(id: str) -> Column:
    """A column by its id. Raises Problem that names all of them where there is no such column."""
    if id not in _BY_ID:
        raise Problem(f"'{id}' is not a column of leads; choose one of {', '.join(_BY_ID)}.")
    return _BY_ID[id]
