"""What a list of leads can show."""

from typing import Any

from sqlalchemy import case, func, select

from app.domain.listing import EXTRA, Kind
from app.domain.problems import Problem
from app.domain.relations import OF_A_PERSON
from app.language import later, tr
from app.services.lists.column import (
    Column,
    called,
    groups,
    lead,
    overdue,
    overridden,
    paused,
    person,
    refused,
    relations,
    stages,
    tags,
)
from app.services.lists.extra_columns import extra_column
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
        later("Person"),
        _TEXT,
        called(person.full_name, person.email, person.phone, account.name),
        160,
        "full_name",
        order=person.sort_name,
        folded=person.sort_name,
        grouped=False,
    ),
    Column("title", later("Title"), _TEXT, person.job_title, 170, "job_title", order=person.job_title),
    Column(
        "account",
        later("Account"),
        _TEXT,
        account.name,
        180,
        "company",
        order=account.sort_name,
        folded=account.sort_name,
    ),
    Column("stage", later("Stage"), _CHOICE, lead.stage, 72, labels=stages, ranked=True),
    Column("path", later("Path"), _CHOICE, lead.path, 150, words="path"),
    Column("fit", later("Fit"), _NUMBER, lead.fit, 84),
    Column("intent", later("Intent"), _NUMBER, lead.intent, 84),
    Column("due", later("Due"), _DATE, lead.due, 96, "due"),
    Column("next_step", later("Next step"), _TEXT, lead.next_step, 200, "next_step", note=True, grouped=False),
    Column("owner", later("Owner"), _CHOICE, lead.owner, 110, "owner"),
    Column("tags", later("Tags"), _CHOICE, tags(), 140, tags=True),
    Column(
        "service_line", later("Service line"), _CHOICE, lead.service_line, 150, "service_line", words="service_line"
    ),
    Column("segment", later("Segment"), _CHOICE, account.segment, 130, "segment", words="segment"),
    Column(
        "facility_type",
        later("Facility type"),
        _CHOICE,
        account.facility_type,
        150,
        "facility_type",
        words="facility_type",
    ),
    Column("country", later("Country"), _CHOICE, account.country, 80, "country"),
    Column("region", later("Region"), _CHOICE, account.region, 80, "region", words="region"),
    Column("city", later("City"), _TEXT, account.city, 110, "city"),
    Column("size", later("Size"), _NUMBER, account.size, 80, "size"),
    Column("domain", later("Web domain"), _TEXT, account.domain, 150, "domain", order=account.domain),
    Column("source", later("Source"), _CHOICE, lead.source, 120, "source", words="source"),
    Column("campaign", later("Campaign"), _TEXT, lead.campaign, 140, "campaign", note=True),
    Column("offer", later("Offer"), _CHOICE, lead.offer, 120, "offer", words="offer"),
    Column("asked_for", later("Asked for"), _TEXT, lead.asked_for, 200, "asked_for", note=True, grouped=False),
    Column("email", later("E-mail"), _TEXT, person.email, 200, "email", order=person.email_key, grouped=False),
    Column("phone", later("Phone"), _TEXT, person.phone, 120, "phone", order=person.phone, grouped=False),
    Column("relation", later("Relation to us"), _CHOICE, _relation, 120, "relation", labels=relations),
    Column("refused", later("Refused contact"), _YES_NO, refused(), 110),
    Column("fit_band", later("Fit band"), _CHOICE, lead.fit_band, 90, words="fit_band", ranked=True),
    Column("intent_band", later("Intent band"), _CHOICE, lead.intent_band, 90, words="intent_band", ranked=True),
    Column(
        "evaluation_stage",
        later("Evaluation stage"),
        _CHOICE,
        lead.evaluation_stage,
        130,
        "evaluation_stage",
        words="evaluation_stage",
    ),
    Column("group", later("Waits as"), _CHOICE, lead.today_group, 150, labels=groups, ranked=True),
    Column("trigger", later("Brought back by"), _TEXT, lead.trigger, 160, "trigger", note=True, grouped=False),
    Column("open", later("Open"), _YES_NO, lead.is_open, 70),
    Column("overdue", later("Overdue"), _YES_NO, overdue, 80),
    Column("paused", later("Clock paused"), _YES_NO, paused, 100),
    Column("overridden", later("Past the gate"), _YES_NO, overridden(), 100),
    Column("cycle", later("Cycle"), _NUMBER, lead.cycle, 70),
    Column("created", later("Created"), _DATE, lead.created_at, 110, moment=True),
    Column("moved", later("Moved"), _DATE, lead.moved_at, 110, moment=True),
    Column("last_touch", later("Last touch"), _DATE, _of_lead(_touch, func.max(_touch.at)), 110, moment=True),
    Column("handoffs", later("Handoffs"), _NUMBER, _of_lead(_handoff, func.count()), 80),
    Column("notes", later("Notes"), _TEXT, person.notes, 200, "notes", note=True, grouped=False),
    Column("lead", later("Lead"), _NUMBER, lead.id, 70, grouped=False),
)

_BY_ID = {column.id: column for column in LEADS}


def of_leads(id: str) -> Column:
    """A column by its id, also of an extra fact. Raises Problem that names all where there is no such column."""
    if id.startswith(EXTRA):
        return extra_column("leads", id)
    if id not in _BY_ID:
        raise Problem(
            tr("'{column}' is not a column of leads; choose one of {known}.", column=id, known=", ".join(_BY_ID))
        )
    return _BY_ID[id]
