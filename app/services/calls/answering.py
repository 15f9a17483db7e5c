"""Answers of a call: taken, corrected or forgotten, each as one act, and judged at once (CP3, CP4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from app.domain.calls.contradicting import contradicts
from app.domain.calls.counting import Said, speaks_against
from app.domain.calls.needs import choices_of, value_kinds
from app.domain.calls.picking import criterion_of
from app.domain.calls.values import Value, columns, parse_value
from app.domain.playbook import Question
from app.domain.problems import Problem
from app.language import tr
from app.services.calls.being_typed import taken_over
from app.services.calls.contradicting import against
from app.services.calls.facts import CallFacts, of_call
from app.services.calls.keeping import changed, fits, lead_in, still_open
from app.services.calls.questions import question_row, words_of
from app.services.calls.said import CERTAINTIES, judged, rows_of, said_of
from app.services.calls.sharing import share, shared_with
from app.services.guarding import patient_warnings
from app.services.work import Changed, Work
from app.store.tables import Call, DiscoveryRow, Person

LONGEST = 20_000  # characters of one answer
STILL_WRITTEN = timedelta(minutes=5)  # so long what differs is a slip that is mended


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer."""

    id: int  # of the answer
    counts: bool  # it proves what the question asks
    why: str  # why it does or does not
    missing: tuple[str, ...]  # what it lacks, in words
    suggests: str  # the criterion whose tick it suggests; empty: none
    contradicts: tuple[str, ...]  # what it says otherwise than before


def take_answer(
    work: Work,
    call_id: int,
    lead_id: int | None,
    question: str,
    text: str = "",
    *,
    value: Value | None = None,
    who: str = "",
    person_id: int | None = None,
    certainty: str = "told",
    corrects: int | None = None,
    leads: Collection[int] | None = None,
) -> Changed:
    """Keep an answer with its value, who said it and how certain it is. The outcome is a Taken.

    What the same person said to the same question in the same call is corrected as long as nobody has settled it, and
    so is the answer numbered `corrects`; all else is another answer, and an earlier one stays (CP3). Where nothing is
    new, nothing is written. `leads` are all the leads of the call for which it counts; for the others it
    counts no longer. Where nobody says, it counts for `lead_id`, or the first, and the others stay as they are.
    """
    call = still_open(work, call_id)
    about, text = lead_in(work, call_id, lead_id), text.strip()
    _check(text, value, certainty)
    asked, name = words_of(work, call, question), _speaker(work, who, person_id)
    value = value or _value_in(work, question, text)
    fits(DiscoveryRow, {"who": name, **columns(value)})
    facts = of_call(work, call)
    said = Said(text, value, name, certainty, work.today)
    words = {"text": text, "who": name, "certainty": certainty, **columns(value)}
    former = _corrected(facts, about, question, said, corrects)
    others = [lead_in(work, call_id, lead) for lead in sorted({*(leads or ())} - {about})]
    places: list[DiscoveryRow | int] = [former or about]
    if leads is not None:
        places += share(facts, former, words, others, lambda lead: _corrected(facts, lead, question, said, None))
    rows = [_begun(facts, place, question) if isinstance(place, int) else place for place in places]
    for row in rows:
        row.asked, row.person_id = asked, person_id
        for column, kept in words.items():
            setattr(row, column, kept)
        work.session.add(row)
    if call.started_at is not None:
        marked = question_row(work, call_id, question)
        marked.asked_at = marked.asked_at or work.now
    found = [_taken(work, facts, row) for row in rows]
    taken_over(work, call_id, f"answer:{question}")
    against_it = dict.fromkeys(says for one in found for says in one.contradicts)
    concerned = {row.lead_id for row in rows}
    said_back = (*against_it, *patient_warnings(text))
    return changed(work, call, tr("Answer: {question}", question=asked), concerned, kept=said_back, outcome=found[0])


def forget_answer(work: Work, discovery_id: int, for_all: bool = False) -> Changed:
    """Take an answer out again, as long as no tick rests on it; `for_all`: for every lead for which it counts."""
    row = answer_row(work, discovery_id)
    if row.settled == "ticked":
        raise Problem(tr("A criterion was ticked on this answer; take that back first, or answer once more."))
    lead, asked, call_id = row.lead_id, row.asked, row.call_id
    call = work.session.get(Call, call_id) if call_id is not None else None
    shared = shared_with(of_call(work, call).said, row) if for_all and call is not None else ()
    for one in (row, *(one for one in shared if not one.settled)):
        work.session.delete(one)
    label = tr("Forget the answer: {question}", question=asked)
    if call is not None:
        return changed(work, call, label, {lead, *(one.lead_id for one in shared)})
    return Changed(label, leads=frozenset({lead}), places=frozenset({"calls"}))


# --- parts of it ----------------------------------------------------------------------------------------------------


def answer_row(work: Work, discovery_id: int) -> DiscoveryRow:
    """An answer by its number. Raises Problem where it is gone."""
    row = work.session.get(DiscoveryRow, discovery_id)
    if row is None:
        raise Problem(tr("This answer no longer exists; it may have been undone."))
    return row


def _check(text: str, value: Value | None, certainty: str) -> None:
    if not text and value is None:
        raise Problem(tr("Write what they said."))
    if len(text) > LONGEST:
        raise Problem(tr("Shorten the text to {limit} characters or fewer.", limit=LONGEST))
    if certainty not in CERTAINTIES:
        names = ", ".join(CERTAINTIES)
        raise Problem(tr("'{value}' is not one of {names}.", value=certainty, names=names))


def _speaker(work: Work, who: str, person_id: int | None) -> str:
    if person_id is None:
        return " ".join(who.split())
    person = work.session.get(Person, person_id)
    if person is None:
        raise Problem(tr("There is no person {id}.", id=person_id))
    return person.shown_name


def _value_in(work: Work, question: str, text: str) -> Value | None:
    """The number, date or choice that a text holds, where the question asks for one."""
    known = work.playbook.question(question)
    if known is None:
        return None
    kinds, choices = value_kinds(known), choices_of(known)
    return next((found for kind in kinds if (found := parse_value(text, work.today, kind, choices))), None)


def _begun(facts: CallFacts, lead_id: int, question: str) -> DiscoveryRow:
    """A new answer, without what is said in it."""
    work, call_id = facts.work, facts.call.id if facts.call is not None else None
    return DiscoveryRow(lead_id=lead_id, call_id=call_id, question=question, at=work.now, by=work.by, settled="")


def _corrected(facts: CallFacts, lead_id: int, question: str, said: Said, corrects: int | None) -> DiscoveryRow | None:
    """The answer that is corrected: the one named, else what the same person, or nobody yet, said in this call.

    Said otherwise some minutes later it is another answer, which contradicts the first (CP3).
    """
    call_id = facts.call.id if facts.call is not None else 0
    if corrects is not None:
        row = answer_row(facts.work, corrects)
        if row.settled or (row.call_id, row.lead_id, row.question) != (call_id, lead_id, question):
            raise Problem(tr("This answer is settled, or belongs elsewhere; give another one."))
        return row
    here = [row for row in reversed(facts.said) if (row.call_id, row.lead_id) == (call_id, lead_id) and not row.settled]
    who = said.who.casefold()
    mine = (row for row in here if row.question == question and row.who.casefold() in (who, ""))
    latest = next(mine, None)
    return latest if latest is not None and not _another(facts, latest, said) else None


def _another(facts: CallFacts, row: DiscoveryRow, said: Said) -> bool:
    """True where somebody says otherwise what stands for some time already."""
    if row.at >= facts.work.now - STILL_WRITTEN:
        return False
    question = facts.work.playbook.question(row.question)
    return bool(contradicts(said_of(facts.work, row), said, question, facts.known))


def _taken(work: Work, facts: CallFacts, row: DiscoveryRow) -> Taken:
    """Judge an answer (CP4): where it counts it suggests a tick, and a No where it takes something back."""
    question, found = work.playbook.question(row.question), judged(work, row, facts.known)
    met = found is not None and found.met
    row.criterion = ""
    if question is not None and (met or speaks_against(row.text)):
        row.criterion = _criterion(work, question, facts)
    work.session.flush()
    contradiction = against(work, row, rows_of(work, [row.lead_id]), facts.line, facts.known)
    says = (contradiction.says,) if contradiction is not None else ()
    why = found.why if found is not None else tr("A question of our own proves no criterion.")
    missing = found.missing if found is not None else ()
    return Taken(row.id, met, why, missing, row.criterion, says)


def _criterion(work: Work, question: Question, facts: CallFacts) -> str:
    return criterion_of(work.playbook, question.id, facts.line, facts.picking.proven)
