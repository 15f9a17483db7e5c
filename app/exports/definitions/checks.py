"""What has to be proven: the ladder of stages, the checks of each, which line needs them, and the questions."""

from app.domain.playbook import Criterion, Question
from app.domain.stage import Stage
from app.exports.definitions.told import EVERY_LINE, GATES, Told, bullets
from app.exports.sheet import Column, Sheet, Shown

_MEANS = {
    Stage.LEAD: ("Somebody has shown up: one person, one service line.", "Nothing yet.", "Arrives by itself"),
    Stage.MQL: ("Interest by an act of their own, plus basic fit.", "", "Marketing accepts"),
    Stage.SAL: ("A named colleague of sales has taken the lead.", "", "Sales accepts"),
    Stage.SQL: ("Readiness, confirmed with the buyer and proven by evidence.", "", "Sales accepts"),
    Stage.OPPORTUNITY: (
        "A deal is being worked on with the buyer.",
        "SQL, and a deal opened by sales.",
        "Sales decides",
    ),
}
_ASKED = 1  # questions written out beside a check; the rest are named by their numbers


def write_stages(page: Sheet, told: Told) -> None:
    """The ladder: what each stage means, and what has to be proven to reach it."""
    page.title("Stages", "A stage says what has been proven about a lead. What happens next is its path.")
    columns = (
        Column("Step", "top int", 7),
        Column("Stage", "top word", 14),
        Column("What it means", "top long", 34),
        Column("What has to be proven, for every line", "top long", 70),
        Column("More", "top long", 26),
        Column("Who says so", "top text", 18),
    )
    rows = [
        (number, Shown(stage.label, "top strong"), *_rung(stage, told)) for number, stage in enumerate(told.stages, 1)
    ]
    page.table("Stages", columns, rows, freeze=2)
    page.heading("Rules of the ladder", 6)
    for rule in _rules(told):
        page.height(page.row, page.across(page.row, 2, 6, rule, "plain"))
        page.put(page.row, 1, "•", "label")
        page.row += 1


def _rung(stage: Stage, told: Told) -> tuple[object, ...]:
    means, proven, who = _MEANS[stage]
    criteria = told.criteria(stage.value)
    shared = [one for one in criteria if not one.service_lines]
    needed = [one.question for one in shared if told.needed(one) != "Optional"]
    more = []
    if optional := len(shared) - len(needed):
        more.append(f"{_many(optional, 'check')} more, optional")
    if own := len(criteria) - len(shared):
        more.append(f"{_many(own, 'check')} of single lines")
    if stage is Stage.MQL:
        preset = told.playbook.preset_in_force
        fit, intent = preset.mql_fit_at_least, preset.mql_intent_at_least
        more.append(f"The score proposes it from fit {fit} and intent {intent}; a person decides")
    return means, bullets(needed) or proven, bullets(more), who


def _rules(told: Told) -> tuple[str, ...]:
    return (
        "Each check is answered Yes, No or Unknown, with the evidence, who said it, and how certain that is. "
        "Unknown is not No: it tells us what to ask next.",
        "A move needs every required check of its stage answered Yes, and a reason in two parts: what was learned, and "
        "what happens next.",
        "Where something is missing the move is blocked and says which question would prove it. It can be overridden "
        "with a written reason; that is marked for good and listed in the weekly review.",
        "A score ranks and proposes, it never sets a stage. Downloads, visits and opened e-mails never prove an SQL "
        "check.",
        "Leads may go back, and may go straight to SQL with full notes. Each return begins a new cycle; the history "
        "stays.",
        f"Preset in force: {told.playbook.preset_in_force.label}. {told.playbook.preset_in_force.about}",
    )


def write_checks(page: Sheet, told: Told, stage: Stage) -> None:
    """The checks of one stage, with examples on both sides and the question that proves each."""
    page.title(f"{stage.label} checks", f"What has to be proven for {stage.label}: first for every line, then by line.")
    columns = (
        Column("Proves", "top text", 11),
        Column("Check", "top long", 25),
        Column("Needed", "top text", 11),
        Column("For", "top text", 18),
        Column("How to judge it", "top long", 29),
        Column("Counts as Yes", "top long", 27),
        Column("Does not count", "top long", 27),
        Column("Who would know, and what to ask", "top long", 38),
        Column("Id", "top small", 9),
    )
    page.table(f"{stage.value}_checks", columns, [_check(one, told) for one in told.criteria(stage.value)], freeze=2)


def _check(criterion: Criterion, told: Told) -> tuple[object, ...]:
    needed = told.needed(criterion)
    judge = criterion.guidance
    if criterion.suggested_by is not None:
        judge = f"{judge}\nThe facts suggest a Yes where: {told.condition(criterion.suggested_by)}"
    return (
        GATES[criterion.gate],
        Shown(criterion.question, "top strong"),
        Shown(needed, "top good" if needed == "Required" else "top text"),
        told.lines(criterion.service_lines),
        judge,
        bullets(criterion.qualifies),
        bullets(criterion.does_not),
        f"{told.seat(criterion.seat)}\n{_asked(told.questions(criterion))}",
        criterion.id,
    )


def _asked(questions: list[Question]) -> str:
    """The first questions in full, the others by their numbers."""
    shown = "\n".join(f"“{one.text}” ({one.id})" for one in questions[:_ASKED])
    rest = [one.id for one in questions[_ASKED:]]
    if not rest:
        return shown or "Ask in your own words."
    named = ", ".join(rest[:8]) + (" and more" if len(rest) > 8 else "")
    return f"{shown}\nSee also on the sheet Questions: {named}"


def write_lines(page: Sheet, told: Told) -> None:
    """Which check counts for which service line, as one table to look things up in."""
    lines = told.playbook.service_lines
    page.title("Checks by line", "● required, ○ optional, blank: not asked there. Under the preset in force.")
    columns = (
        Column("Stage", "top word", 8),
        Column("Check", "top long", 52),
        *(Column(line.label, "top mark", max(13, 110 / max(1, len(lines)))) for line in lines),
    )
    stages = [stage.value for stage in told.stages]
    rows = [
        (stage.upper(), one.question, *(_mark(told, one, line.id) for line in lines))
        for stage in stages
        for one in told.criteria(stage)
    ]
    page.table("Checks_by_line", columns, rows, freeze=2)


def _mark(told: Told, criterion: Criterion, line: str) -> str:
    if criterion.service_lines and line not in criterion.service_lines:
        return ""
    return "●" if told.required(criterion, line) else "○"


def write_questions(page: Sheet, told: Told) -> None:
    """The bank of questions: what to ask, whom, what the answer proves and when it counts."""
    page.title("Questions", "What to ask on a call. Ask only what is still unproven; write the answer in their words.")
    columns = (
        Column("No.", "top word", 8),
        Column("Service line", "top text", 24),
        Column("Question", "top long", 64),
        Column("Proves", "top text", 16),
        Column("Informs as well", "top text", 20),
        Column("Ask", "top text", 24),
        Column("The answer counts when it has", "top long", 34),
    )
    order = [line.id for line in told.playbook.service_lines]
    listed = sorted(told.playbook.questions, key=lambda one: _first(one, order))
    rows = [
        (
            one.id,
            told.lines(one.service_lines).replace(EVERY_LINE, "Every line, to close"),
            one.text,
            GATES[one.proves[0]],
            ", ".join(GATES[gate] for gate in one.proves[1:]),
            one.ask[:1].upper() + one.ask[1:],
            one.counts_when,
        )
        for one in listed
    ]
    page.table("Questions", columns, rows, none="no question yet", freeze=1)


def _first(question: Question, order: list[str]) -> int:
    places = [order.index(line) for line in question.service_lines if line in order]
    return min(places, default=len(order))


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
