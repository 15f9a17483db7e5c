"""Somebody is named in a call: they go to the map of the account, and may take part from there on (CP6)."""

from app.domain.committee.pasted import Proposal, placing
from app.domain.committee.pasted import quick_build as read_lines
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.being_typed import taken_over
from app.services.calls.keeping import changed, still_open, whom_with
from app.services.calls.planning import Attendee, also_takes_part
from app.services.committee.people import known_person, quick_build
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store.tables import Call, Person


def take_person(
    work: Work,
    call_id: int,
    text: str = "",
    *,
    name: str = "",
    title: str = "",
    email: str = "",
    attends: bool = False,
) -> Changed:
    """Put somebody who was named in the call on the map of the account. The outcome is the person's number.

    One line such as "Ada Ash, Lab Director, ada@north.example" is enough. Whoever is known is not made twice; who fits
    no lane waits in the map's tray. With `attends` they take part in the call as well.
    """
    call = still_open(work, call_id)
    if call.account_id is None:
        raise Problem(tr("Give the lead an account first: people belong to one."))
    read = _read(work, call, text, name, title, email)
    person, kept = _on_the_map(work, call, read)
    if attends:
        also_takes_part(work, call, Attendee("theirs", person_id=person.id))
    taken_over(work, call_id, "person")
    label = tr("Take down {name} of {account}", name=person.shown_name, account=whom_with(work, call))
    warned = patient_warnings(text, f"{name} {title}")
    people = frozenset({person.id})
    return changed(work, call, label, people=people, kept=(*read.said, *kept, *warned), outcome=person.id)


def _read(work: Work, call: Call, text: str, name: str, title: str, email: str) -> Proposal:
    """Whom a line, or three fields, name. Raises Problem where that is nobody."""
    if name.strip() or email.strip():
        wanted = " ".join(name.split())
        return Proposal(1, wanted, title.strip(), email.strip(), placing(title, work.playbook))
    found = read_lines(text, work.playbook)
    if found.proposals:
        return found.proposals[0]
    says = found.unread[0].says if found.unread else tr("Write a name.")
    raise Problem(says)


def _on_the_map(work: Work, call: Call, read: Proposal) -> tuple[Person, tuple[str, ...]]:
    """The person, on the map of the account; whoever stands there already stays as they are."""
    account = call.account_id or 0
    known = known_person(work, account, read)
    made = quick_build(work, account, call.service_line, [read])
    if known is not None:
        return known, made.kept
    return work.session.get_one(Person, next(iter(made.people))), made.kept
