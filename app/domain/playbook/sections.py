"""The parts of a playbook, described once: the editor, workbooks, comparison and definitions are all made from this.

A playbook in hand is plain JSON here (`Body`, see `drafting`). A section says where its items stand in it, what names
an item, and what each field holds, in the words of the team.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.handoff import ALIASES, PARTS

Kind = Literal[
    "id",
    "text",
    "long",
    "number",
    "yes_no",
    "choice",
    "choices",
    "words",
    "condition",
    "owner",
    "needs",
    "hours_by",
    "limits",
    "time",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an item says. `id` is the key as a playbook file writes it."""

    id: str
    label: str
    kind: Kind
    of: str = ""  # which ids a choice, choices, needs, hours_by holds; "number" for words that are whole numbers
    about: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a playbook: a list of items of one kind, or (`single`) one record."""

    id: str
    label: str
    one: str  # what a single item is called in a sentence
    group: str  # what it belongs with on a page
    about: str
    place: tuple[str, ...]  # keys into the body
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)  # the fields that name an item
    title: str = "label"  # the field people know an item by
    ordered: bool = False  # the order decides something
    fixed: bool = False  # no adding or removing
    single: bool = False

    def field(self, id: str) -> Field | None:
        """The field with this id, or None."""
        return next((field for field in self.fields if field.id == id), None)


ID = Field("id", "Id", "id", "", "What workspaces store. It stays as it is when the label changes.", True)
LABEL = Field("label", "Label", "text", "", "What people read and choose.", True)
LINES = Field("service_lines", "Service lines", "choices", "service_line", "Leave empty for every service line.")
SYNONYMS = Field("synonyms", "Also written", "words", "", "Other ways in which files write it; each means only this.")
ABOUT = Field("about", "About", "long", "", "What is meant, for a colleague who is new.")


def _rule(id: str, label: str, one: str, about: str) -> Section:
    """Written checks that end or pause a lead."""
    fields = (
        ID,
        LABEL,
        Field("when", "When", "condition", "", "Leave empty where a person judges; else the check proposes itself."),
        Field("relook_days", "Look again after days", "number", "", "Leave empty for never."),
        Field("trigger", "Or when", "text", "", "What would bring it back sooner, such as: Budget round opens."),
    )
    return Section(id, label, one, "Leaving and coming back", about, (id,), fields)


def _reasons(list_: str, label: str, about: str) -> Section:
    """One of the lists of reasons people choose from."""
    fields = (
        ID,
        LABEL,
        Field("action", "Asks us to", "long", "", "What is done next when this reason is chosen."),
        Field("sent_too_early", "Sent too early", "yes_no", "", "Yes where the reason says that it was not ready."),
        Field("needs_text", "Needs words", "yes_no", "", "Yes where the reason counts only with a sentence, as Other."),
    )
    return Section(f"{list_}_reasons", label, "reason", "Reasons", about, ("reasons", list_), fields)


def _words(name: str, label: str, about: str) -> Section:
    """One vocabulary: the values that a field of a lead or account may have."""
    return Section(name, label, "entry", "Words", about, ("vocabularies", name), (ID, LABEL, SYNONYMS, ABOUT))


def _bands(axis: str, label: str) -> Section:
    fields = (
        ID,
        LABEL,
        Field(
            "at_least", "From points", "number", "", "The band begins here and ends at the next; one begins at 0.", True
        ),
    )
    about = "Stretches of the score from 0 to 100. The grid has a cell for each fit band with each intent band."
    return Section(f"{axis}_bands", label, "band", "Scoring", about, ("scoring", f"{axis}_bands"), fields)


SECTIONS: tuple[Section, ...] = (
    Section(
        "general",
        "General",
        "playbook",
        "General",
        "What the playbook is for, and the preset in force.",
        (),
        (
            Field("name", "Name", "id", "", "Which playbook this is; it stays when the title changes.", True),
            Field("title", "Title", "text", "", "What people call it.", True),
            Field("about", "About", "long", "", "For whom it is and what it covers.", True),
            Field("preset", "Preset in force", "choice", "preset", "Whose thresholds count now.", True),
            Field("use_sal", "Sales accepts first", "yes_no", "", "Yes puts an accepted stage between MQL and SQL."),
            Field("own_domains", "Our own domains", "words", "", "Addresses at these domains are our own staff."),
        ),
        key=(),
        title="title",
        single=True,
    ),
    # --- checklists -------------------------------------------------------------------------------------------------
    Section(
        "criteria",
        "Criteria",
        "criterion",
        "Checklists",
        "What must be proven before a lead may move on, each with examples of what does and does not count.",
        ("criteria",),
        (
            ID,
            Field("stage", "Stage", "choice", "criterion_stage", "The stage that it opens.", True),
            Field("gate", "Gate", "choice", "gate", "What kind of thing it proves.", True),
            Field("question", "Question", "text", "", "One narrow question that is answered Yes, No or Unknown.", True),
            Field("guidance", "Guidance", "long", "", "How to find out, and what to be careful about.", True),
            Field("qualifies", "Counts as Yes", "words", "", "Examples, one a line.", True),
            Field("does_not", "Does not count", "words", "", "Examples that look like a Yes and are none.", True),
            Field("required", "Required", "yes_no", "", "Yes where a lead cannot move on without it."),
            LINES,
            Field("seat", "Who would know", "choice", "seat", "The seat on the buyer's side to ask."),
            Field(
                "suggested_by", "Suggested by", "condition", "", "Facts that suggest a Yes. Never for an SQL criterion."
            ),
        ),
        title="question",
        ordered=True,
    ),
    Section(
        "questions",
        "Questions",
        "question",
        "Checklists",
        "The questions to ask on a call, and what an answer proves.",
        ("questions",),
        (
            ID,
            Field("text", "Question", "long", "", "As one would say it.", True),
            Field("proves", "Proves", "choices", "gate", "The first is what it proves; the others it informs.", True),
            Field("ask", "Ask", "text", "", "Whom to ask, in your words.", True),
            Field("counts_when", "Counts when", "text", "", "What an answer must contain to be evidence.", True),
            LINES,
        ),
        title="text",
        ordered=True,
    ),
    # --- scoring ----------------------------------------------------------------------------------------------------
    Section(
        "fit_rules",
        "Fit rules",
        "fit rule",
        "Scoring",
        "Points for what the organisation and the person are.",
        ("scoring", "fit"),
        (
            ID,
            LABEL,
            Field("when", "When", "condition", "", "The facts that give the points.", True),
            Field("points", "Points", "number", "", "From -100 to 100; below 0 counts against.", True),
        ),
    ),
    Section(
        "intent_rules",
        "Intent rules",
        "intent rule",
        "Scoring",
        "Points for what the person did: points for each signal, halved every so many days.",
        ("scoring", "intent"),
        (
            ID,
            LABEL,
            Field("signals", "Signals", "choices", "signal", "Any of these kinds of signal counts.", True),
            Field("mentions", "Mentioning", "words", "", "Only where one of these words stands in it; empty: always."),
            Field("points", "Points", "number", "", "For each signal, from -100 to 100; below 0 counts against.", True),
            Field("half_life_days", "Halved after days", "number", "", "An old signal counts less and less.", True),
            Field("at_most", "At most", "number", "", "How many such signals count; the newest do."),
        ),
    ),
    Section(
        "scoring",
        "Limits of scoring",
        "limit",
        "Scoring",
        "What holds for all rules together.",
        ("scoring",),
        (
            Field(
                "engagement_cap",
                "Most points of engagement",
                "number",
                "",
                "Downloads, visits and opens together never give more.",
            ),
        ),
        key=(),
        title="",
        single=True,
    ),
    _bands("fit", "Fit bands"),
    _bands("intent", "Intent bands"),
    Section(
        "grid",
        "Grid",
        "cell",
        "Scoring",
        "What each fit band with each intent band is called, and the path it suggests.",
        ("scoring", "grid"),
        (
            Field("fit", "Fit", "choice", "fit_band", "", True),
            Field("intent", "Intent", "choice", "intent_band", "", True),
            LABEL,
            Field("path", "Path", "choice", "path", "What is suggested for leads in this cell.", True),
        ),
        key=("fit", "intent"),
        fixed=True,
    ),
    Section(
        "presets",
        "Presets",
        "preset",
        "Scoring",
        "Thresholds that are switched together: many leads early, or few with evidence.",
        ("presets",),
        (
            ID,
            LABEL,
            Field("about", "About", "long", "", "When one would choose it.", True),
            Field("mql_fit_at_least", "Fit for MQL", "number", "", "The least points of fit, 0 to 100.", True),
            Field("mql_intent_at_least", "Intent for MQL", "number", "", "The least points of intent, 0 to 100.", True),
            Field("optional_criteria", "Not required here", "choices", "criterion", "Criteria this preset lets go."),
            Field("required_criteria", "Required on top", "choices", "criterion", "Criteria this preset adds."),
        ),
    ),
    # --- routing ----------------------------------------------------------------------------------------------------
    Section(
        "routes",
        "Routes",
        "route",
        "Routing",
        "Where a lead goes next. They are tried from the top; the first that holds decides.",
        ("routes",),
        (
            ID,
            LABEL,
            Field("when", "When", "condition", "", "The last route holds always, so that no lead is left over.", True),
            Field("path", "Path", "choice", "path", "What is proposed.", True),
            Field("why", "Why", "long", "", "The reason that people read beside the proposal.", True),
            Field("owner", "Owner", "owner", "", "Who gets the lead."),
            Field("deadline_hours", "Within hours", "number", "", "Business hours.", True),
        ),
        ordered=True,
    ),
    Section(
        "paths",
        "Paths",
        "path",
        "Routing",
        "What may happen next with a lead.",
        ("paths",),
        (
            ID,
            LABEL,
            Field("open", "Stays open", "yes_no", "", "No ends the work on a lead."),
            Field("needs_date", "Needs a date", "yes_no", "", "Yes where it makes sense only with a date."),
            Field("key", "Key", "text", "", "The key of the cockpit that chooses it."),
            SYNONYMS,
            ABOUT,
        ),
    ),
    # --- time -------------------------------------------------------------------------------------------------------
    Section(
        "hours",
        "Business hours",
        "business hours",
        "Time",
        "When deadlines run.",
        ("hours",),
        (
            Field("timezone", "Time zone", "text", "", "Written like America/New_York.", True),
            Field("days", "Working days", "choices", "day", "", True),
            Field("start", "From", "time", "", "Written like 08:30.", True),
            Field("end", "To", "time", "", "Written like 17:30.", True),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "holidays",
        "Holidays",
        "holiday",
        "Time",
        "Days nobody works; deadlines stand still.",
        ("hours", "holidays"),
        (
            Field("name", "Name", "text", "", "", True),
            Field(
                "rule", "Day", "text", "", "12-25, 2026-12-24, 4th thu of november, last mon of may or easter -2.", True
            ),
        ),
        key=("name",),
        title="name",
    ),
    Section(
        "deadlines",
        "Deadlines",
        "deadlines",
        "Time",
        "How soon something has to happen, in business hours; an offer may have its own time.",
        ("deadlines",),
        (
            Field(
                "first_outreach_hours",
                "First outreach within hours",
                "number",
                "",
                "Unless the offer has its own.",
                True,
            ),
            Field("first_outreach_by_offer", "First outreach by offer", "hours_by", "offer", "Business hours."),
            Field("verdict_hours", "Verdict on a handoff within hours", "number", "", "Business hours.", True),
            Field(
                "silence_accepts", "Silence accepts", "yes_no", "", "Yes: a handoff nobody answers in time is accepted."
            ),
            Field("follow_up_days_by_offer", "Follow-up by offer", "hours_by", "offer", "Days."),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "no_response",
        "No response",
        "rule of no response",
        "Time",
        "What is proposed after so many attempts without an answer.",
        ("no_response",),
        (
            Field("attempts", "Attempts", "number", "", "How many without an answer.", True),
            Field("days", "Over days", "number", "", "From the first attempt to today.", True),
            Field("proposes", "Proposes", "long", "", "What people read then.", True),
            Field("cadence_days", "Write again after days", "words", "number", "One number a line: 30, 60, 90."),
        ),
        key=(),
        title="",
        single=True,
    ),
    # --- leaving and coming back ------------------------------------------------------------------------------------
    _rule(
        "disqualify",
        "Disqualify checks",
        "check",
        "Written checks that end the work on a lead, with a day to look again.",
    ),
    _rule(
        "not_now",
        "Not-now checks",
        "check",
        "Written checks for a real buyer at the wrong time, with a day to look again.",
    ),
    Section(
        "nurture",
        "Nurture tracks",
        "track",
        "Leaving and coming back",
        "What a lead that is not ready hears, and what we want to learn from it.",
        ("nurture",),
        (
            ID,
            LABEL,
            Field("roles", "Roles", "choices", "seat", "Whose seats it is for; empty: everybody."),
            Field("buyer_question", "Their question", "text", "", "What these people want to know.", True),
            Field("content", "They hear", "words", "", "One piece a line.", True),
            Field("collect", "We want to learn", "words", "", "One thing a line."),
            Field("every_days", "Every days", "number", "", "The rhythm.", True),
            LINES,
        ),
        ordered=True,
    ),
    _reasons("reject", "Reasons to reject a handoff", "What sales says when it gives a lead back."),
    _reasons("disqualify", "Reasons to disqualify", "Why the work on a lead ends."),
    _reasons("not_now", "Reasons for not now", "Why a lead waits."),
    _reasons("override", "Reasons to override", "Why a lead moves although something is not proven."),
    # --- people -----------------------------------------------------------------------------------------------------
    Section(
        "seats",
        "Seats",
        "seat",
        "Committee and handoff",
        "The functions on a buying committee.",
        ("seats",),
        (
            ID,
            LABEL,
            Field("lane", "Lane", "text", "", "The group it stands in on the map.", True),
            Field("power", "Power", "choices", "power", "What this seat can do."),
            Field("checks", "Looks at", "text", "", "What this seat wants to be sure of.", True),
            Field("title_words", "Job titles", "words", "", "Words that guess the seat from a job title."),
            Field("external", "From outside", "yes_no", "", "Yes where the person works for somebody else."),
        ),
        ordered=True,
    ),
    Section(
        "templates",
        "Committees",
        "committee",
        "Committee and handoff",
        "Which seats a service line needs.",
        ("templates",),
        (
            Field("service_line", "Service line", "choice", "service_line", "", True),
            Field("seats", "Seats", "needs", "seat", "Required, expected or optional; the others are not asked for."),
        ),
        key=("service_line",),
        title="service_line",
    ),
    Section(
        "handoff",
        "Handoff",
        "handoff",
        "Committee and handoff",
        "What a handoff to sales must have.",
        ("handoff",),
        (
            Field("mandatory", "Must have", "choices", "handoff_part", "Without these it cannot be sent."),
            Field("counted", "Counts", "choices", "handoff_part", "These make it more complete."),
        ),
        key=(),
        title="",
        single=True,
    ),
    Section(
        "diagnoses",
        "Diagnoses",
        "diagnosis",
        "Review",
        "What the weekly review looks for. The tests are built in; their limits and words are yours.",
        ("diagnoses",),
        (
            ID,
            LABEL,
            Field("says", "Says", "long", "", "What has been found.", True),
            Field("suggests", "Suggests", "long", "", "Which rule to change.", True),
            Field("at_least_n", "From leads", "number", "", "With fewer cases it stays silent."),
            Field("limits", "Limits", "limits", "", "Shares are written as 0.25 for 25 per cent."),
        ),
        fixed=True,
        ordered=True,
    ),
    # --- words ------------------------------------------------------------------------------------------------------
    Section(
        "service_lines",
        "Service lines",
        "service line",
        "Words",
        "What we sell.",
        ("service_lines",),
        (
            ID,
            LABEL,
            Field("budget_required", "Budget required", "yes_no", "", "Yes where a known budget is part of SQL."),
            Field("funding", "Counts as budget", "words", "", "One a line: planned lab budget, grant awarded."),
            SYNONYMS,
            ABOUT,
        ),
        ordered=True,
    ),
    Section(
        "signal_kinds",
        "Signals",
        "signal",
        "Words",
        "The kinds of things people do.",
        ("signal_kinds",),
        (
            ID,
            LABEL,
            Field("strength", "Strength", "choice", "strength", "How much it says about a project."),
            Field("engagement", "Engagement", "yes_no", "", "Yes: its points count towards the most for engagement."),
            SYNONYMS,
            ABOUT,
        ),
    ),
    _words("source", "Sources", "Where a lead came from."),
    _words("offer", "Offers", "What they answered to or asked for; follow-up times depend on it."),
    _words("facility_type", "Facility types", "Kinds of organisation."),
    _words("segment", "Segments", "How we divide the market."),
    _words("region", "Regions", "Where the organisation is."),
    _words("testing_focus", "Testing focus", "What the organisation tests or works on."),
    _words("evaluation_stage", "Evaluation stages", "How far the buyer's own evaluation has come."),
)

SECTION: Mapping[str, Section] = {section.id: section for section in SECTIONS}

# --- what a choice may hold ------------------------------------------------------------------------------------------

Pairs = tuple[tuple[str, str], ...]


def _as_said(*ids: str) -> Pairs:
    return tuple((id, id.replace("_", " ").capitalize()) for id in ids)


_STAGES: Pairs = (("lead", "Lead"), ("mql", "MQL"), ("sal", "SAL"), ("sql", "SQL"), ("opportunity", "Opportunity"))
_GATES = (
    *("need", "intent", "fit", "next_step", "budget", "timeline", "decision", "compliance", "integration", "interest"),
)
_FIXED: Mapping[str, Pairs] = {
    "criterion_stage": _STAGES[1:4],
    "lead_stage": _STAGES,
    "gate": _as_said(*_GATES),
    "strength": _as_said("weak", "middling", "strong"),
    "day": (
        *(("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday")),
        *(("sat", "Saturday"), ("sun", "Sunday")),
    ),
    "power": _as_said("signs", "budget", "veto", "recommends", "uses", "gates"),
    "need": _as_said("required", "expected", "optional"),
    "owner_rule": (
        ("keep", "Keep the present owner"),
        ("named", "A named person"),
        ("by_region", "By region"),
        ("round_robin", "In turn"),
        ("least_loaded", "Whoever has least"),
    ),
    "email_kind": _as_said("work", "free", "role", "disposable"),
    "intent_context": _as_said("workflow", "technical", "commercial"),
    "relation": _as_said("competitor", "student", "own_staff", "supplier", "customer"),
    "true_false": (("true", "Yes"), ("false", "No")),
}
_SECTION_OF: Mapping[str, str] = {
    "service_line": "service_lines",
    "signal": "signal_kinds",
    "path": "paths",
    "seat": "seats",
    "criterion": "criteria",
    "question": "questions",
    "preset": "presets",
    "route": "routes",
    "track": "nurture",
    "fit_band": "fit_bands",
    "intent_band": "intent_bands",
    **{s.id: s.id for s in SECTIONS if s.group == "Words" and s.place[0] == "vocabularies"},
}

ANYBODY = ("other", "Other or anybody")  # the seat that is always there
VOCABULARIES = tuple(section.id for section in SECTIONS if section.place[:1] == ("vocabularies",))


def choices(body: Mapping[str, Any], of: str) -> Pairs:
    """What a field with this `of` may hold in the body at hand, as (id, label) in its order."""
    if of == "handoff_part":
        return _handoff_parts(body)
    if of in _FIXED:
        return _FIXED[of]
    section = SECTION[_SECTION_OF[of]]
    found = [(item.get("id"), item.get(section.title)) for item in rows(body, section.id)]
    pairs = tuple((id, label if isinstance(label, str) and label else id) for id, label in found if isinstance(id, str))
    return (*pairs, ANYBODY) if of == "seat" and ANYBODY[0] not in dict(pairs) else pairs


def list_of(section: str) -> str:
    """The `of` under which fields refer to the items of a section; empty where none does."""
    return next((of for of, owner in _SECTION_OF.items() if owner == section), "")


def rows(body: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
    """The items of a section as they stand in the body; one for a single record. What is no item is left out."""
    described = SECTION[section]
    found: Any = body
    for step in described.place:
        found = found.get(step) if isinstance(found, dict) else None
    if described.single:
        record = found if isinstance(found, dict) else {}
        return [{field.id: record[field.id] for field in described.fields if field.id in record}]
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def keyed(body: Mapping[str, Any], section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of a section with the text that names each; a second one of the same name ends in `(2)`."""
    described, seen = SECTION[section], dict[str, int]()
    for item in rows(body, section):
        name = key_of(described, item)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), item


def key_of(section: Section, item: Mapping[str, Any]) -> str:
    """The text that names an item: its key fields joined with " / "; empty for a single record."""
    return " / ".join(str(item.get(field) or "") for field in section.key)


def _handoff_parts(body: Mapping[str, Any]) -> Pairs:
    """The parts a package can have; one that this body calls by an older name keeps that name."""
    written = {
        part for row in rows(body, "handoff") for parts in row.values() if isinstance(parts, list) for part in parts
    }
    older = {ALIASES[part]: part for part in written if isinstance(part, str) and part in ALIASES}
    return tuple((older.get(id, id), label) for id, (label, _) in PARTS.items())
