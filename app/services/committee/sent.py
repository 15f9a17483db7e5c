"""Maps that left the house: remembered, so that what changed since then is marked on the cards (CM12)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.committee.privacy import LEVELS
from app.domain.problems import Problem
from app.language import tr
from app.services.editing import account_of
from app.services.work import Changed, Work
from app.store.tables import MapExport

FORMS = ("png", "svg", "pdf", "handoff")


@dataclass(frozen=True, slots=True)
class Exported:
    """The last time a map left the house."""

    at: datetime
    by: str
    privacy: str
    form: str


def map_export(work: Work, account_id: int, service_line: str, privacy: str, form: str) -> Changed:
    """Remember that the map left the house, once its file is written."""
    account = account_of(work, account_id)
    if privacy not in LEVELS or form not in FORMS:
        names = ", ".join((*LEVELS, *FORMS))
        raise Problem(tr("“{value}” is not known here; choose one of {names}.", value=f"{privacy} {form}", names=names))
    work.session.add(
        MapExport(account_id=account.id, service_line=service_line, privacy=privacy, form=form, at=work.now, by=work.by)
    )
    return Changed(tr("Export the map of {account}", account=account.name), accounts=frozenset({account.id}))


def last_export(work: Work, account_id: int, service_line: str) -> Exported | None:
    """When the map of a service line left the house last, or None."""
    e = MapExport
    row = work.session.scalar(
        select(e)
        .where(e.account_id == account_id, e.service_line == service_line)
        .order_by(e.at.desc(), e.id.desc())
        .limit(1)
    )
    return None if row is None else Exported(row.at, row.by, row.privacy, row.form)
