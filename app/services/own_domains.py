"""Our own mail domains: whoever writes from one is staff, and no lead."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from app.domain.problems import Problem
from app.language import tr, tr_many
from app.services.work import Changed, Work
from app.store.numbers import chunks
from app.store.tables import Person, WorkspaceIdentity

SETTING = "own_domains"
OWN_STAFF = "own_staff"


@dataclass(frozen=True, slots=True)
class OwnDomains:
    """What counts as ours: `kept` can be changed here, `of_playbook` with the playbook."""

    kept: tuple[str, ...]
    of_playbook: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[str]:
        """Every domain of ours."""
        return frozenset(self.kept) | frozenset(self.of_playbook)


def own_domains(work: Work) -> OwnDomains:
    """The domains that this workspace knows as ours, learned from imports or set by people."""
    kept = work.session.get_one(WorkspaceIdentity, 1).settings.get(SETTING, ())
    return OwnDomains(tuple(sorted(kept)), tuple(sorted(work.playbook.own_domains)))


def set_own_domains(work: Work, domains: Iterable[str]) -> Changed:
    """Let exactly these be ours (beside those of the playbook); an address or a website counts as its domain.

    Leads that were made before stay, and their people count as our own staff; imports from now on leave such addresses
    aside. Raises Problem for what is no domain, or one that strangers write from as well.
    """
    wanted = sorted({as_domain(one) for one in domains} - set(work.playbook.own_domains))
    identity = work.session.get_one(WorkspaceIdentity, 1)
    before = set(identity.settings.get(SETTING, ()))
    if before == set(wanted):
        return Changed(tr("Own domains are as they were"), outcome=own_domains(work))
    identity.settings = {**identity.settings, SETTING: wanted}
    added, gone = sorted(set(wanted) - before), sorted(before - set(wanted))
    said = [tr("add {domains}", domains=", ".join(added))] if added else []
    said += [tr("take out {domains}", domains=", ".join(gone))] if gone else []
    _relate(work, set(gone) - set(work.playbook.own_domains), OWN_STAFF, "")
    if marked := _relate(work, added, "", OWN_STAFF):
        said.append(
            tr_many(
                "{count} person there counts as our own staff", "{count} people there count as our own staff", marked
            )
        )
    return Changed(
        tr("Own domains: {what}", what="; ".join(said)), places=frozenset({"imports"}), outcome=own_domains(work)
    )


def follow_playbook(work: Work, named: Iterable[str]) -> tuple[str, ...]:
    """Let who writes from a domain that a playbook coming into force names as ours count as our own staff.

    Who writes from one that neither it nor this workspace names any longer is no longer staff. Says how many of each.
    """
    known, ours = own_domains(work), frozenset(named)
    gone, added = sorted(set(known.of_playbook) - ours - set(known.kept)), sorted(ours - known.all)
    said = []
    if lost := _relate(work, gone, OWN_STAFF, ""):
        said.append(
            tr_many(
                "{count} person counts at {domains} no longer as our own staff.",
                "{count} people count at {domains} no longer as our own staff.",
                lost,
                domains=", ".join(gone),
            )
        )
    if marked := _relate(work, added, "", OWN_STAFF):
        said.append(
            tr_many(
                "{count} person counts at {domains} as our own staff.",
                "{count} people count at {domains} as our own staff.",
                marked,
                domains=", ".join(added),
            )
        )
    return tuple(said)


def is_ours(work: Work, email: str) -> bool:
    """True for an address at a domain of ours."""
    return email.rpartition("@")[2].strip().casefold() in own_domains(work).all


def _relate(work: Work, domains: Iterable[str], before: str, after: str) -> int:
    """Give people who write from domains another relation to us, where nobody said otherwise; returns how many."""
    at = [Person.email_key.endswith(f"@{domain}", autoescape=True) for domain in domains]
    if not at:
        return 0
    ids = work.session.scalars(select(Person.id).where(or_(*at), Person.relation == before)).all()
    for some in chunks(ids):
        work.session.execute(update(Person).where(Person.id.in_(some)).values(relation=after))
    return len(ids)


def learn_own_domains(work: Work, domains: Iterable[str]) -> tuple[str, ...]:
    """Add domains that an import found to be ours, within the import; undoing it takes them back. Returns new ones."""
    known = own_domains(work)
    learned = sorted(domain for domain in set(domains) - known.all if _may_be_ours(domain))
    if learned:
        identity = work.session.get_one(WorkspaceIdentity, 1)
        identity.settings = {**identity.settings, SETTING: sorted({*known.kept, *learned})}
    return tuple(learned)


def _may_be_ours(domain: str) -> bool:
    try:
        return as_domain(domain) == domain
    except Problem:
        return False


def as_domain(written: str) -> str:
    """The domain a person means. Raises Problem where it cannot be one of ours."""
    from publicsuffixlist import PublicSuffixList

    from app.intake.cleaning.mail_domains import known
    from app.intake.cleaning.websites import clean_domain, host_of

    domain = host_of(written)
    if not domain:
        raise Problem(tr("“{domain}” is no domain; write one like northgate.example.", domain=written.strip()))
    if not clean_domain(domain) or domain in known().disposable:
        raise Problem(tr("Anybody may have an address at {domain}: it cannot be our own domain.", domain=domain))
    if PublicSuffixList().privatesuffix(domain) is None:
        raise Problem(
            tr(
                "Under {domain} anybody may have a domain: write your whole own one, like yours.{domain}.",
                domain=domain,
            )
        )
    return domain
