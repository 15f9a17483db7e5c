"""The gate: the only place that decides whether a lead may move. Every door passes it (R5, R6, R7, R12)."""

from dataclasses import dataclass, replace

from app.domain.committee.gating import Hindrance
from app.domain.gaps import stopping
from app.domain.judging import judge
from app.domain.lead import Answered, LeadFacts
from app.domain.paths import PARKED, is_active, is_open
from app.domain.playbook import Criterion, PathChoice, Playbook, Reasoned
from app.domain.problems import Problem
from app.domain.reasons import Reason
from app.domain.stage import Stage
from app.language import tr

FULL_NOTES = 60  # characters of evidence and of what was learned that make the notes of a direct-to-SQL move full
_TRIGGER_WORDS = ("when ", "once ", "as soon as ", "wenn ", "sobald ")  # in the languages there are


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a move still needs, and the question that would prove it."""

    criterion: str  # its id; "gap:7" for an open technical question, "committee:seat_empty:finance" for its seats
    question: str
    proof: str  # the question to ask
    seat: str  # who would know
    seat_label: str = ""


@dataclass(frozen=True, slots=True)
class Permit:
    """A move that may happen: the lead's stage and path after it, with the complete reason."""

    stage: Stage
    path: str
    reason: Reason  # trimmed, with the owner filled in
    overridden: bool = False  # the gate was closed, and somebody wrote why the move happens all the same
    missing: tuple[Missing, ...] = ()  # what was unproven then
    new_cycle: bool = False  # the lead comes back from a nurture track, from not now, or from disqualified
    trigger: str = ""  # what brings a lead back where the reason has no date
    warnings: tuple[str, ...] = ()  # what is missing on the committee, where the playbook only warns


class NotReady(Problem):
    """The gate is closed; `missing` lists what would open it. A written override opens it too (R6)."""

    def __init__(self, message: str, missing: tuple[Missing, ...]) -> None:
        super().__init__(message)
        self.missing = missing


def allowed(
    playbook: Playbook,
    facts: LeadFacts,
    to_stage: Stage | None,
    to_path: str | None,
    reason: Reason,
    override: str = "",
    trigger: str = "",
    hindrance: Hindrance | None = None,
) -> Permit:
    """Permit a move, or say what stands in its way; None keeps the stage or the path as it is.

    Raises NotReady where criteria are missing and `override` gives no reason, Problem for anything else: an unknown
    stage or path, a move to where the lead already is, an unwritten reason, an open lead without owner or date.
    A score is not looked at (R2). Moves backwards are always legal. `trigger` stands in for the date of a path that
    needs one; so do a not-now rule with a trigger as the reason's code, and a next step that begins with "When".
    `hindrance` is what the buying committee says of a move to SQL: it warns or blocks as the playbook has it.
    """
    stage, path = _target(playbook, facts, to_stage, to_path)
    counts = hindrance if hindrance is not None and _becomes_sql(facts, stage) else None
    missing = (*missing_for(playbook, facts, stage, reason.learned), *_unknown_seats(playbook, counts))
    override = override.strip()
    if missing and not override:
        raise NotReady(_blocked(playbook, stage, missing), missing)
    if missing:
        _check_override(playbook, override)
    _check_code(playbook, reason)
    choice = playbook.path(path)
    trigger = trigger.strip() or _trigger(playbook, choice, reason)
    return Permit(
        stage=stage,
        path=path,
        reason=_complete(facts, choice, reason, trigger),
        overridden=bool(missing),
        missing=missing,
        new_cycle=facts.path in PARKED and is_active(playbook, path),
        trigger=trigger,
        warnings=tuple(gap.says for gap in counts.gaps) if counts is not None and counts.warns else (),
    )


def _becomes_sql(facts: LeadFacts, stage: Stage) -> bool:
    return stage is Stage.SQL and facts.stage.rank < stage.rank


def _unknown_seats(playbook: Playbook, hindrance: Hindrance | None) -> tuple[Missing, ...]:
    """What the committee still lacks, where that blocks; whoever overrides the gate overrides this too."""
    if hindrance is None or not hindrance.blocks:
        return ()
    return tuple(
        Missing(
            criterion=":".join(part for part in ("committee", gap.rule, gap.seat) if part),
            question=gap.says,
            proof=gap.fix,
            seat=gap.seat or "other",
            seat_label=playbook.label("seat", gap.seat) if gap.seat else "",
        )
        for gap in hindrance.gaps
    )


def missing_for(playbook: Playbook, facts: LeadFacts, stage: Stage, learned: str = "") -> tuple[Missing, ...]:
    """What a lead still needs for a stage; nothing for its own stage, or for one before it.

    A lead may go straight to SQL (R7): then MQL criteria need not hold, but the notes must be full, that is every
    required MQL criterion is answered either way, or evidence and reason together are FULL_NOTES characters long.
    """
    if stage.rank <= facts.stage.rank:
        return ()
    wanted = {Stage.MQL: ("mql",), Stage.SAL: ("mql", "sal"), Stage.SQL: ("sql",)}.get(stage, ())
    if facts.stage != Stage.LEAD:
        wanted = tuple(one for one in wanted if one != Stage.MQL)
    unmet = [criterion for one in wanted for criterion in _unmet(playbook, facts, one)]
    gaps: list[Missing] = []
    if stage == Stage.SQL:
        gaps = [Missing(f"gap:{gap.id}", gap.question, gap.question, "other") for gap in stopping(facts.gaps)]
        if facts.stage == Stage.LEAD and not unmet:
            unmet = _unnoted(playbook, facts, learned)
    return (*(_asks(playbook, facts, criterion) for criterion in unmet), *gaps)


def _target(playbook: Playbook, facts: LeadFacts, to_stage: Stage | None, to_path: str | None) -> tuple[Stage, str]:
    stage, path = facts.stage if to_stage is None else to_stage, facts.path if to_path is None else to_path
    if to_path is not None and playbook.path(to_path) is None:
        known = ", ".join(choice.id for choice in playbook.paths)
        raise Problem(tr("'{path}' is not a path of this playbook; choose one of {known}.", path=to_path, known=known))
    if (stage, path) == (facts.stage, facts.path):
        where = f"{stage.label}, {playbook.label('path', path)}" if path else stage.label
        raise Problem(tr("The lead is already there ({where}); choose another stage or path.", where=where))
    if stage == Stage.SAL and facts.stage != Stage.SAL and not playbook.use_sal:
        raise Problem(tr("This playbook has no SAL stage; choose MQL or SQL."))
    if stage == Stage.OPPORTUNITY and facts.stage not in (Stage.SQL, Stage.OPPORTUNITY):
        raise Problem(tr("Move the lead to SQL first: an opportunity is an SQL that sales has taken up."))
    if stage.rank > facts.stage.rank and not is_open(playbook, path):
        label = playbook.label("path", path)
        raise Problem(
            tr(
                "Choose an open path together with {stage}: {path} ends the work on a lead.",
                stage=stage.label,
                path=label,
            )
        )
    return stage, path


def _unmet(playbook: Playbook, facts: LeadFacts, stage: str) -> list[Criterion]:
    checklist = playbook.checklist(stage, facts.service_line)
    missing = judge(checklist, facts.answers).missing
    return [criterion for criterion in checklist.criteria if criterion.id in missing]


def _unnoted(playbook: Playbook, facts: LeadFacts, learned: str) -> list[Criterion]:
    """The required MQL criteria that nobody answered, where the notes are not full without them."""
    proof = playbook.checklist(Stage.SQL, facts.service_line).criteria
    evidence = {facts.answers[c.id].evidence.strip() for c in proof if c.id in facts.answers}
    if len(learned.strip()) + sum(map(len, evidence)) >= FULL_NOTES:
        return []
    basics = [c for c in playbook.checklist(Stage.MQL, facts.service_line).criteria if c.required]
    answered = {id for id, answer in facts.answers.items() if answer.value != Answered.UNKNOWN}
    return [criterion for criterion in basics if criterion.id not in answered]


def _asks(playbook: Playbook, facts: LeadFacts, criterion: Criterion) -> Missing:
    questions = playbook.questions_for(criterion, facts.service_line)
    seat = playbook.seat(criterion.seat)
    return Missing(
        criterion=criterion.id,
        question=criterion.question,
        proof=questions[0].text if questions else criterion.question,
        seat=criterion.seat,
        seat_label=seat.label if seat else "",
    )


def _blocked(playbook: Playbook, stage: Stage, missing: tuple[Missing, ...]) -> str:
    named = "; ".join(f"“{one.question}”" for one in missing[:3])
    if len(missing) > 3:
        named = tr("{named} and {count} more", named=named, count=len(missing) - 3)
    basics = {criterion.id for criterion in playbook.criteria if criterion.stage == "mql"}
    if stage == Stage.SQL and all(one.criterion in basics for one in missing):
        return tr("Straight to SQL needs full notes: write more of what was learned, or answer {named}.", named=named)
    if all(one.criterion.startswith("gap:") for one in missing):
        return tr(
            "{stage} is stopped by an open gap, {named}: settle it, or override with a written reason.",
            stage=stage.label,
            named=named,
        )
    return tr(
        "Not ready for {stage}: prove {named}, or override with a written reason.", stage=stage.label, named=named
    )


def _check_override(playbook: Playbook, override: str) -> None:
    for one in playbook.reasons.override:
        if one.needs_text and override.casefold() in (one.id, one.label.casefold()):
            raise Problem(
                tr("Write out why the gate is overridden: “{reason}” alone is not a reason.", reason=one.label)
            )


def _check_code(playbook: Playbook, reason: Reason) -> None:
    """A chosen reason is one of the playbook's; one like "Other" is written out in the words of what was learned."""
    if not reason.code:
        return
    lists = playbook.reasons
    chosen: list[Reasoned] = [*lists.reject, *lists.disqualify, *lists.not_now, *lists.override]
    found = [one for one in chosen if one.id == reason.code]
    rules = {rule.id for rule in (*playbook.disqualify, *playbook.not_now)}
    if not found and reason.code not in rules:
        raise Problem(tr("'{code}' is not a reason of this playbook; choose one from the list.", code=reason.code))
    learned = reason.learned.strip().casefold()
    for one in found:
        if one.needs_text and learned in ("", one.id, one.label.casefold()):
            raise Problem(tr("Write out what was learned: “{reason}” alone is not a reason.", reason=one.label))


def _trigger(playbook: Playbook, choice: PathChoice | None, reason: Reason) -> str:
    """What brings a dated path's lead back where the reason has no date: a not-now rule's trigger, or "When ..."."""
    if choice is None or not choice.needs_date or reason.due is not None:
        return ""
    next_step = reason.next_step.strip()
    if next_step.casefold().startswith(_TRIGGER_WORDS):
        return next_step
    return next((rule.trigger for rule in playbook.not_now if rule.id == reason.code), "")


def _complete(facts: LeadFacts, choice: PathChoice | None, reason: Reason, trigger: str) -> Reason:
    """The reason with its owner; an open lead keeps an owner, a next step and a date (R12)."""
    open_after = choice is None or choice.open
    dated = choice is not None and choice.needs_date
    written = reason.written(open_after=open_after and not dated)
    if dated and written.due is None and not trigger:
        raise Problem(tr("Give a date to come back to the lead, or begin the next step with “When” to name a trigger."))
    owner = written.owner or facts.owner
    if open_after and not owner:
        raise Problem(tr("Name an owner: an open lead is never left without one."))
    return replace(written, owner=owner)
