"""How a lead is scored: rules in words with their points, the bands, the grid, and the presets."""

from itertools import count

from app.domain.playbook import Cell, IntentRule
from app.exports.definitions.told import Told, bullets, days, span
from app.exports.sheet import Column, Sheet, Shown, text_height

_TINTS = 6  # styles 'tint 1' to 'tint 6'; more paths than that share the last


def write_scoring(page: Sheet, told: Told) -> None:
    """Fit and intent rules with their points, and how they add up."""
    scoring = told.playbook.scoring
    page.title(
        "Scoring", "Two scores from 0 to 100: fit (who they are) and intent (what they do). They rank, never decide."
    )
    columns = (
        Column("Rule", "top text", 34),
        Column("Points", "top signed", 9),
        Column("When it holds", "top long", 92),
        Column("Id", "top small", 20),
    )
    page.heading("Fit: what the organisation and the person are", 4)
    fit = [(Shown(r.label, "top strong"), r.points, told.condition(r.when), r.id) for r in scoring.fit]
    page.table("Fit_rules", columns, fit, none="no rule yet")
    page.heading("Intent: what the person did", 4)
    lines = (
        "Each signal gives its points on the day it happens; after one half-life half of them are left, after two a "
        "quarter. Only the newest signals of a rule count, up to its number.",
        f"Engagement alone (downloads, visits, opens) never gives more than {scoring.engagement_cap} points together.",
        _example(told),
    )
    for line in filter(None, lines):
        page.height(page.row, page.across(page.row, 1, 4, line, "plain"))
        page.row += 1
    page.row += 1
    heads = (
        Column("Rule", "top text"),
        Column("Points", "top signed"),
        Column("Signals that count", "top long"),
        Column("Id", "top small"),
    )
    intent = [(Shown(r.label, "top strong"), r.points, _signals(r, told), r.id) for r in scoring.intent]
    page.table("Intent_rules", heads, intent, none="no rule yet")


def _signals(rule: IntentRule, told: Told) -> str:
    kinds = ", ".join(told.playbook.label("signal", kind) for kind in rule.signals)
    lines = [kinds]
    if rule.mentions:
        lines.append(f"that mention {', '.join(f'“{word}”' for word in rule.mentions)}")
    many = f"at most {rule.at_most} count" if rule.at_most > 1 else "one counts"
    lines.append(f"Half-life {days(round(rule.half_life_days))}; {many}")
    return "\n".join(lines)


def _example(told: Told) -> str:
    """One rule followed through time, so that the half-life is met in figures."""
    best = max(told.playbook.scoring.intent, key=lambda rule: rule.points, default=None)
    if best is None or best.points <= 0:
        return ""
    half = best.half_life_days
    return (
        f"For example “{best.label}”: {best.points} points today, {best.points / 2:g} after {days(round(half))}, "
        f"{best.points / 4:g} after {days(round(half * 2))}."
    )


def write_grid(page: Sheet, told: Told) -> None:
    """The grid of fit and intent bands, as it stands on the screen: fit from high to low, intent from low to high."""
    scoring = told.playbook.scoring
    page.title(
        "Grid", "Find the fit on the left and the intent above: the cell names the kind of lead and suggests its path."
    )
    cells = {(cell.fit, cell.intent): cell for cell in scoring.grid}
    columns = len(scoring.intent_bands)
    page.widths(20, *([30.0] * columns))
    page.across(page.row, 2, 1 + columns, "Intent: what they do", "axis")
    page.height(page.row, 20)
    page.row += 1
    page.put(page.row, 1, "Fit: who they are", "axis")
    for number, band in enumerate(scoring.intent_bands):
        page.put(page.row, 2 + number, f"{band.label}\n{span(scoring.intent_bands, number)} points", "axis")
    page.height(page.row, 34)
    page.row += 1
    tints = _tints(told, cells)
    for number, band in reversed(list(enumerate(scoring.fit_bands))):
        page.put(page.row, 1, f"{band.label}\n{span(scoring.fit_bands, number)} points", "axis")
        for place, intent in enumerate(scoring.intent_bands, 2):
            cell = cells[band.id, intent.id]
            path = told.path(cell.path)
            page.put(page.row, place, f"{cell.label}\n→ {path}", f"tint {tints[cell.path]}")
        page.height(page.row, 62)
        page.row += 1
    page.row += 1
    page.heading("The paths of the grid", 1 + columns)
    for path, tint in tints.items():
        choice = told.playbook.path(path)
        about = choice.about if choice else ""
        page.put(page.row, 1, told.path(path), f"tint {tint}")
        tall = page.across(page.row, 2, 1 + columns, about, "plain")
        page.height(page.row, max(24, tall, text_height(told.path(path), 20)))
        page.row += 1
    page.row += 1
    note = (
        "A suggestion, never a decision. High intent with unclear fit and strong fit with low intent are different "
        "cells, because they need different work. The routes look closer and may say something else."
    )
    page.height(page.row, page.across(page.row, 1, 1 + columns, note, "note"))


def _tints(told: Told, cells: dict[tuple[str, str], Cell]) -> dict[str, int]:
    """A tint for each path, in the order in which paths are met from the best cell downwards."""
    scoring = told.playbook.scoring
    ranks = {id: rank for rank, id in enumerate(band.id for band in scoring.fit_bands)}
    warm = {id: rank for rank, id in enumerate(band.id for band in scoring.intent_bands)}
    ordered = sorted(cells.values(), key=lambda cell: (-ranks[cell.fit] - warm[cell.intent], -warm[cell.intent]))
    numbers = count(1)
    tints: dict[str, int] = {}
    for cell in ordered:
        if cell.path not in tints:
            tints[cell.path] = min(_TINTS, next(numbers))
    return tints


def write_presets(page: Sheet, told: Told) -> None:
    """The presets side by side, the one in force marked."""
    book = told.playbook
    page.title("Presets", "One switch for how strict we are. The preset in force is marked; the others stand ready.")
    columns = (
        Column("Preset", "top text", 20),
        Column("In force", "top word", 12),
        Column("When to choose it", "top long", 46),
        Column("MQL proposed from", "top text", 22),
        Column("Not required under it", "top long", 42),
        Column("Required on top", "top long", 42),
        Column("Id", "top small", 12),
    )
    rows = [
        (
            Shown(preset.label, "top strong"),
            Shown("● in force", "top good") if preset.id == book.preset else "",
            preset.about,
            f"fit {preset.mql_fit_at_least}, intent {preset.mql_intent_at_least}",
            _questions(told, preset.optional_criteria),
            _questions(told, preset.required_criteria),
            preset.id,
        )
        for preset in book.presets
    ]
    page.table("Presets", columns, rows, freeze=1)


def _questions(told: Told, ids: tuple[str, ...]) -> str:
    found = (told.playbook.criterion(id) for id in ids)
    return bullets(criterion.question for criterion in found if criterion) or "nothing"
