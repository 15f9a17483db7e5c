"""The playbook in lines: what each part of it says, as people read rules."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from app.domain.conditions import Condition
from app.domain.playbook import Playbook
from app.ui.tables.column import Column

Line = tuple[str, ...]


def _columns(*titles: tuple[str, int]) -> tuple[Column, ...]:
    last = len(titles) - 1
    return tuple(
        Column(words, words, width, itemgetter(at), "text" if at else "strong", stretch=at == last)
        for at, (words, width) in enumerate(titles)
    )


def _criteria(book: Playbook) -> list[Line]:
    return [
        (
            c.question,
            c.stage.upper(),
            c.gate.replace("_", " "),
            "required" if c.required else "optional",
            _labels(book, "service_line", c.service_lines) or "every line",
            book.label("seat", c.seat) if c.seat != "other" else "anybody",
            "; ".join(c.qualifies),
            "; ".join(c.does_not),
        )
        for c in book.criteria
    ]


def _questions(book: Playbook) -> list[Line]:
    return [
        (
            q.text,
            ", ".join(g.replace("_", " ") for g in q.proves),
            q.ask,
            _labels(book, "service_line", q.service_lines),
            q.counts_when,
        )
        for q in book.questions
    ]


def _scoring(book: Playbook) -> list[Line]:
    fit = [(rule.label, "Fit", f"{rule.points:+d}", "", condition_text(book, rule.when)) for rule in book.scoring.fit]
    intent = [
        (
            rule.label,
            "Intent",
            f"{rule.points:+d}",
            f"halves every {rule.half_life_days:g} d, at most {rule.at_most}",
            " or ".join(book.label("signal", kind) for kind in rule.signals)
            + (f", mentioning {', '.join(rule.mentions[:4])}" if rule.mentions else ""),
        )
        for rule in book.scoring.intent
    ]
    return [
        *fit,
        *intent,
        ("Limit of engagement", "Intent", f"≤ {book.scoring.engagement_cap}", "", "Engagement alone never counts more"),
    ]


def _grid(book: Playbook) -> list[Line]:
    bands = {("fit", b.id): b.label for b in book.scoring.fit_bands} | {
        ("intent", b.id): b.label for b in book.scoring.intent_bands
    }
    return [
        (cell.label, bands["fit", cell.fit], bands["intent", cell.intent], book.label("path", cell.path))
        for cell in book.scoring.grid
    ]


def _routes(book: Playbook) -> list[Line]:
    return [
        (
            route.label,
            book.label("path", route.path),
            f"{route.deadline_hours:g} h",
            _owner(route.owner),
            condition_text(book, route.when) or "always",
            route.why,
        )
        for route in book.routes
    ]


def _owner(owner: Any) -> str:
    names = ", ".join(owner.names) or ", ".join(f"{region}: {name}" for region, name in owner.by_region.items())
    return " ".join(part for part in (owner.rule.replace("_", " "), names) if part)


def _hours(book: Playbook) -> list[Line]:
    hours, limits = book.hours, book.deadlines
    lines: list[Line] = [
        ("Working days", ", ".join(hours.days), f"{hours.start:%H:%M} to {hours.end:%H:%M}, {hours.timezone}"),
        ("First outreach", f"{limits.first_outreach_hours:g} business hours", "unless the offer has its own"),
    ]
    lines += [
        (f"First outreach, {book.label('offer', offer)}", f"{n:g} business hours", "")
        for offer, n in limits.first_outreach_by_offer.items()
    ]
    lines += [
        (f"Follow-up, {book.label('offer', offer)}", f"{n} days", "")
        for offer, n in limits.follow_up_days_by_offer.items()
    ]
    silence = "silence counts as accepted" if limits.silence_accepts else "silence is never a verdict"
    lines += [("Verdict on a handoff", f"{limits.verdict_hours:g} business hours", silence)]
    rule = book.no_response
    lines += [("No response", f"{rule.attempts} attempts in {rule.days} days", rule.proposes)]
    return [*lines, *((holiday.name, holiday.rule, "nobody works") for holiday in hours.holidays)]


def _seats(book: Playbook) -> list[Line]:
    needs = {(t.service_line, seat): need for t in book.templates for seat, need in t.seats.items()}
    return [
        (
            seat.label,
            seat.lane,
            ", ".join(seat.power),
            seat.checks,
            "; ".join(
                f"{book.label('service_line', line)} {need}" for (line, id), need in needs.items() if id == seat.id
            ),
        )
        for seat in book.seats
    ]


def _reasons(book: Playbook) -> list[Line]:
    groups = (
        ("Reject", book.reasons.reject),
        ("Disqualify", book.reasons.disqualify),
        ("Not now", book.reasons.not_now),
        ("Override", book.reasons.override),
    )
    return [(reason.label, words, reason.action) for words, reasons in groups for reason in reasons]


def _checks(book: Playbook) -> list[Line]:
    return [
        (
            rule.label,
            words,
            f"again in {rule.relook_days} days" if rule.relook_days else (rule.trigger or "never again"),
            condition_text(book, rule.when) if rule.when is not None else "a person judges",
        )
        for words, rules in (("Disqualify", book.disqualify), ("Not now", book.not_now))
        for rule in rules
    ]


def _nurture(book: Playbook) -> list[Line]:
    return [
        (
            t.label,
            ", ".join(t.roles),
            t.buyer_question,
            "; ".join(t.content),
            f"every {t.every_days} days",
            "; ".join(t.collect),
        )
        for t in book.nurture
    ]


def _words(book: Playbook) -> list[Line]:
    kinds = ("path", "service_line", "signal", *type(book.vocabularies).model_fields)
    return [
        (entry.label, kind.replace("_", " "), ", ".join(getattr(entry, "synonyms", ())))
        for kind in kinds
        for entry in book.words(kind)
    ]


def _presets(book: Playbook) -> list[Line]:
    return [
        (
            preset.label,
            "in force" if preset.id == book.preset else "",
            f"fit ≥ {preset.mql_fit_at_least}, intent ≥ {preset.mql_intent_at_least}",
            preset.about,
        )
        for preset in book.presets
    ]


def _diagnoses(book: Playbook) -> list[Line]:
    return [(d.label, f"from {d.at_least_n} leads", d.says, d.suggests) for d in book.diagnoses]


def condition_text(book: Playbook, condition: Condition) -> str:
    """A condition in words, as people read rules."""
    parts = []
    fact = condition.fact.replace("_", " ")
    if condition.is_:
        parts.append(f"{fact} is {' or '.join(condition.is_)}")
    if condition.has:
        parts.append(f"{fact} mentions {' or '.join(condition.has[:5])}")
    if condition.known is not None:
        parts.append(f"{fact} is {'known' if condition.known else 'not known'}")
    if condition.at_least is not None:
        parts.append(f"{fact} at least {condition.at_least:g}")
    if condition.at_most is not None:
        parts.append(f"{fact} at most {condition.at_most:g}")
    if condition.yes:
        parts.append(f"{', '.join(condition.yes)} answered Yes")
    if condition.not_yes:
        parts.append(f"{', '.join(condition.not_yes)} not all answered Yes")
    parts += [condition_text(book, inner) for inner in condition.all]
    if condition.any:
        parts.append("(" + " or ".join(condition_text(book, inner) for inner in condition.any) + ")")
    parts += [f"not ({condition_text(book, inner)})" for inner in condition.none]
    return " and ".join(part for part in parts if part)


def _labels(book: Playbook, kind: str, ids: Sequence[str]) -> str:
    return ", ".join(book.label(kind, id) for id in ids)


SECTIONS: tuple[tuple[str, Callable[[Playbook], list[Line]], tuple[Column, ...]], ...] = (
    ("Criteria", _criteria, _columns(
        ("Question", 330), ("Stage", 60), ("Gate", 90), ("Need", 80), ("Service lines", 130), ("Who would know", 150),
        ("Counts", 260), ("Does not count", 260))),
    ("Questions", _questions, _columns(
        ("Question", 420), ("Proves", 130), ("Ask", 130), ("Service lines", 150), ("Counts when", 220))),
    ("Scoring", _scoring, _columns(("Rule", 250), ("Axis", 60), ("Points", 64), ("Ages", 190), ("When", 300))),
    ("Fit × intent grid", _grid, _columns(("Cell", 240), ("Fit", 140), ("Intent", 140), ("Suggests", 200))),
    ("Routes", _routes, _columns(
        ("Route", 200), ("Path", 160), ("Deadline", 76), ("Owner", 160), ("When", 260), ("Why", 260))),
    ("Hours and deadlines", _hours, _columns(("What", 280), ("Limit", 220), ("Note", 300))),
    ("Seats", _seats, _columns(("Seat", 210), ("Lane", 110), ("Power", 130), ("Checks", 220), ("Needed by", 300))),
    ("Reasons", _reasons, _columns(("Reason", 280), ("For", 100), ("Asks us to", 320))),
    ("Disqualify and not now", _checks, _columns(("Check", 280), ("Kind", 100), ("Looked at", 170), ("When", 320))),
    ("Nurture tracks", _nurture, _columns(("Track", 180), ("Roles", 170), ("Their question", 220), ("Content", 240),
                                          ("Rhythm", 100), ("We want to learn", 240))),
    ("Presets", _presets, _columns(("Preset", 160), ("State", 80), ("Thresholds", 190), ("About", 380))),
    ("Diagnoses", _diagnoses, _columns(("Diagnosis", 210), ("Counts", 110), ("Says", 300), ("Suggests", 300))),
    ("Vocabularies", _words, _columns(("Word", 230), ("Kind", 140), ("Also written", 420))),
)  # fmt: skip
