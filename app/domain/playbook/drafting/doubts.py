"""What is legal in a playbook, but will not do what it seems to: each is true, and names its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.conditions import Condition
from app.domain.handoff import ALIASES, PARTS
from app.domain.playbook import Criterion, Playbook
from app.domain.playbook.cross_checks import condition_criteria
from app.domain.playbook.drafting.fault import Fault
from app.domain.playbook.fact_words import FACT
from app.domain.playbook.implied import implies, impossible
from app.domain.playbook.plain_conditions import ALWAYS, leaves
from app.domain.playbook.sections import choices
from app.language import tr, within

_KNOWN_TO_ROUTES = {"fit_band", "intent_band", "owner_load"}  # set while a lead is routed, and nowhere else
_NAMED = 3  # labels that a sentence names


def doubts(body: Mapping[str, Any], book: Playbook) -> Iterator[Fault]:
    """Every doubt about a playbook that is sound otherwise."""
    yield from _checklists(book)
    yield from _scores(book)
    yield from _routes(book)
    yield from _owners(book)
    yield from _conditions(body, book)
    yield from _keys(book)
    yield from _lists(book)
    yield from _committees(book)


def _doubt(section: str, item: str, field: str, says: str) -> Fault:
    return Fault(section, item, field, says, warns=True)


# --- checklists ------------------------------------------------------------------------------------------------------


def _checklists(book: Playbook) -> Iterator[Fault]:
    for criterion in book.criteria:
        unproven = [line.label for line in book.service_lines if _unproven(book, criterion, line.id)]
        if unproven and len(unproven) == len(criterion.service_lines or book.service_lines):
            says = tr(
                "No question proves “{gate}”; add one under Questions, or nobody knows what to ask.",
                gate=_said(criterion.gate),
            )
            yield _doubt("criteria", criterion.id, "gate", says)
        elif unproven:
            says = tr(
                "No question proves “{gate}” for {some}; add one under Questions.",
                gate=_said(criterion.gate),
                some=_some(unproven),
            )
            yield _doubt("criteria", criterion.id, "gate", says)
    for line in book.service_lines:
        asked = any(c.gate == "budget" and c.stage == "sql" and _counts_for(c, line.id) for c in book.criteria)
        if line.budget_required and not asked:
            says = tr("A budget is required here, but no SQL criterion of the gate “budget” asks for it.")
            yield _doubt("service_lines", line.id, "budget_required", says)
    if book.use_sal and not any(criterion.stage == "sal" for criterion in book.criteria):
        yield _doubt(
            "general", "", "use_sal", tr("No criterion has the stage SAL, so a lead passes it without a check.")
        )
    for preset in book.presets:
        for id in sorted({*preset.optional_criteria} & {*preset.required_criteria}):
            says = tr("“{id}” is let go and required at once; it is required. Take it out of one of them.", id=id)
            yield _doubt("presets", preset.id, "optional_criteria", says)


def _unproven(book: Playbook, criterion: Criterion, line: str) -> bool:
    return _counts_for(criterion, line) and not book.questions_for(criterion, line)


def _counts_for(criterion: Criterion, line: str) -> bool:
    return not criterion.service_lines or line in criterion.service_lines


# --- scores ----------------------------------------------------------------------------------------------------------


def _scores(book: Playbook) -> Iterator[Fault]:
    for rule in book.scoring.fit:
        if rule.when == ALWAYS:
            says = tr("This holds for every lead, so it tells none from another; say for whom.")
            yield _doubt("fit_rules", rule.id, "when", says)
    for section, rules in (("fit_rules", book.scoring.fit), ("intent_rules", book.scoring.intent)):
        for one in rules:
            if one.points == 0:
                yield _doubt(section, one.id, "points", tr("This gives no points, so it changes nothing."))
    counted = {kind for rule in book.scoring.intent for kind in rule.signals}
    for kind in book.signal_kinds:
        if kind.id not in counted:
            says = tr("No intent rule counts this signal, so it never gives points.")
            yield _doubt("signal_kinds", kind.id, "", says)
    most_fit = min(100, sum(max(rule.points, 0) for rule in book.scoring.fit))
    most_intent = min(100, sum(max(rule.points, 0) * rule.at_most for rule in book.scoring.intent))
    for axis, bands, most in (
        ("fit", book.scoring.fit_bands, most_fit),
        ("intent", book.scoring.intent_bands, most_intent),
    ):
        for band in bands:
            if band.at_least > most:
                says = tr("No lead can reach this: all {axis} rules together give {most} points.", axis=axis, most=most)
                yield _doubt(f"{axis}_bands", band.id, "at_least", says)
        for preset in book.presets:
            if getattr(preset, f"mql_{axis}_at_least") > most:
                says = tr("No lead can reach this: all {axis} rules together give {most} points.", axis=axis, most=most)
                yield _doubt("presets", preset.id, f"mql_{axis}_at_least", says)


# --- routes and other conditions -------------------------------------------------------------------------------------


def _routes(book: Playbook) -> Iterator[Fault]:
    for at, route in enumerate(book.routes):
        before = next((one for one in book.routes[:at] if implies(route.when, one.when)), None)
        if before is not None and not impossible(route.when):
            says = tr(
                "This never comes into play: “{label}” stands above it and always matches first.", label=before.label
            )
            yield _doubt("routes", route.id, "when", says)


def _owners(book: Playbook) -> Iterator[Fault]:
    regions = {region.id: region.label for region in book.vocabularies.region}
    for route in book.routes:
        if route.owner.rule != "by_region":
            continue
        for region in route.owner.by_region:
            if region not in regions:
                yield _doubt(
                    "routes",
                    route.id,
                    "owner",
                    tr("There is no region “{region}”; its name is never used.", region=region),
                )
        without = [label for id, label in regions.items() if id not in route.owner.by_region]
        if without:
            says = tr("Nobody is named for {some}; such leads keep the owner they have.", some=_some(without))
            yield _doubt("routes", route.id, "owner", says)


def _conditions(body: Mapping[str, Any], book: Playbook) -> Iterator[Fault]:
    lists: dict[str, dict[str, str]] = {}
    criteria = {criterion.id for criterion in book.criteria}
    for section, item, field, condition in _all_conditions(book):
        if impossible(condition):
            yield _doubt(section, item, field, tr("This can never hold: it asks for things that exclude each other."))
        tests = tuple(leaves(condition))
        for fact in {test.fact for test in tests} & _KNOWN_TO_ROUTES if section != "routes" else ():
            says = tr(
                "“{label}” is known only while a lead is routed, so this never holds here.", label=tr(FACT[fact].label)
            )
            yield _doubt(section, item, field, says)
        for test in tests:
            yield from (_doubt(section, item, field, says) for says in _strangers(body, lists, test))
        if field == "suggested_by":
            for id in dict.fromkeys(condition_criteria(condition)):
                if id not in criteria:
                    yield _doubt(
                        section, item, field, tr("There is no criterion “{id}”, so this is never answered.", id=id)
                    )


def _all_conditions(book: Playbook) -> Iterator[tuple[str, str, str, Condition]]:
    for criterion in book.criteria:
        if criterion.suggested_by is not None:
            yield "criteria", criterion.id, "suggested_by", criterion.suggested_by
    for rule in book.scoring.fit:
        yield "fit_rules", rule.id, "when", rule.when
    for route in book.routes:
        yield "routes", route.id, "when", route.when
    for section, checks in (("disqualify", book.disqualify), ("not_now", book.not_now)):
        for check in checks:
            if check.when is not None:
                yield section, check.id, "when", check.when


def _strangers(body: Mapping[str, Any], lists: dict[str, dict[str, str]], test: Condition) -> Iterator[str]:
    """Values that a fact never has, because its list does not have them."""
    fact = FACT[test.fact]
    if not fact.of or not test.is_ or fact.kind == "text":
        return
    if fact.of not in lists:
        lists[fact.of] = {id.casefold(): label for id, label in choices(body, fact.of)}
    for value in test.is_:
        if value.casefold() not in lists[fact.of]:
            yield tr(
                "There is no {label} “{value}”, so this part never holds; choose another, or add it.",
                label=within(tr(fact.label)),
                value=value,
            )


# --- single lists ----------------------------------------------------------------------------------------------------


def _keys(book: Playbook) -> Iterator[Fault]:
    several = Counter(path.key.casefold() for path in book.paths if path.key)
    for path in book.paths:
        if path.key and several[path.key.casefold()] > 1:
            says = tr("Another path has the key “{key}” too; only one of them answers to it.", key=path.key)
            yield _doubt("paths", path.id, "key", says)
    for kind in book.signal_kinds:
        if kind.strength not in ("weak", "middling", "strong"):
            says = tr("“{strength}” is no strength; choose weak, middling or strong.", strength=kind.strength)
            yield _doubt("signal_kinds", kind.id, "strength", says)


def _lists(book: Playbook) -> Iterator[Fault]:
    for name in ("reject", "disqualify", "not_now", "override"):
        if not getattr(book.reasons, name):
            yield _doubt(f"{name}_reasons", "", "", tr("There is no reason to choose from; add at least one."))
    for name in ("mandatory", "counted"):
        for part in getattr(book.handoff, name):
            if ALIASES.get(part, part) not in PARTS:
                says = tr(
                    "The program knows no part “{part}”, so it counts as missing in every handoff; take it out.",
                    part=part,
                )
                yield _doubt("handoff", "", name, says)


def _committees(book: Playbook) -> Iterator[Fault]:
    written = Counter(template.service_line for template in book.templates)
    for line in book.service_lines:
        if line.id not in written:
            says = tr("No committee says which seats this service line needs; add one under Committees.")
            yield _doubt("service_lines", line.id, "", says)
    for line_id, times in written.items():
        if times > 1:
            yield _doubt("templates", line_id, "", tr("This service line has two committees; only the first counts."))


def _said(gate: str) -> str:
    return gate.replace("_", " ")


def _some(labels: list[str]) -> str:
    """`Clinic panels, Biopharma and 3 more`."""
    if len(labels) <= _NAMED:
        return " and ".join((", ".join(labels[:-1]), labels[-1])) if len(labels) > 1 else labels[0]
    return tr("{names} and {count} more", names=", ".join(labels[:_NAMED]), count=len(labels) - _NAMED)
