"""How a lead is scored: rules in words with their points, the bands, the grid, and the presets."""

from collections.abc import Sequence

from app.domain.playbook import Band, Cell, IntentRule
from app.exports.definitions.told import Told, bullets, days, span
from app.exports.sheet import Column, Sheet, Shown, text_height

_TINTS = 6  # styles 'tint 1' to 'tint 6'; more paths than that share the last


def write_fit(page: Sheet, told: Told) -> None:
    """Fit rules with their points."""
    page.title("Fit", "Points for what the organisation and the person are; the sum is kept between 0 and 100.")
    columns = (
        Column("Rule", "top text", 34),
        Column("Points", "top signed", 9),
        Column("When it holds", "top long", 92),
        Column("Id", "top small", 20),
    )
    rows = [
        (Shown(rule.label, "top strong"), rule.points, told.condition(rule.when), rule.id)
        for rule in told.playbook.scoring.fit
    ]
    page.table("Fit_rules", columns, rows, none="no rule yet", freeze=1)
    _bands(page, told.playbook.scoring.fit_bands)


def write_intent(page: Sheet, told: Told) -> None:
    """Intent rules with their points, and how they fade."""
    scoring = told.playbook.scoring
    page.title("Intent", "Points for what the person did, and how they fade; the sum is kept between 0 and 100.")
    columns = (
        Column("Rule", "top text", 34),
        Column("Points", "top signed", 9),
        Column("Signals that count", "top long", 66),
        Column("Half-life", "top text", 12),
        Column("How many count", "top text", 16),
        Column("Id", "top small", 18),
    )
    page.widths(*(column.width for column in columns))
    lines = (
        "Each signal gives its points on the day it happens; after one half-life half of them are left, after two a "
        "quarter. Only the newest signals of a rule count, up to its number.",
        f"Engagement alone (downloads, visits, opens) never gives more than {scoring.engagement_cap} points together.",
        _example(told),
    )
    for line in filter(None, lines):
        page.height(page.row, page.across(page.row, 1, len(columns), line, "plain"))
        page.row += 1
    page.row += 1
    rows = [(Shown(rule.label, "top strong"), rule.points, *_signals(rule, told), rule.id) for rule in scoring.intent]
    page.table("Intent_rules", columns, rows, none="no rule yet", freeze=1)
    _bands(page, scoring.intent_bands)


def _bands(page: Sheet, bands: Sequence[Band]) -> None:
    page.heading("Bands", 2)
    for number, band in enumerate(bands):
        page.put(page.row, 1, band.label, "label")
        page.across(page.row, 2, 3, f"{span(bands, number)} points", "plain")
        page.height(page.row, 15)
        page.row += 1


def _signals(rule: IntentRule, told: Told) -> tuple[str, str, str]:
    kinds = ", ".join(told.playbook.label("signal", kind) for kind in rule.signals)
    mentions = f"\nthat mention {', '.join(f'“{word}”' for word in rule.mentions)}" if rule.mentions else ""
    count = f"the newest {rule.at_most}" if rule.at_most > 1 else "the newest"
    return f"{kinds}{mentions}", days(round(rule.half_life_days)), count


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
        tall = page.across(page.row, 2, 1 + columns, about, "hint")
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
    tints: dict[str, int] = {}
    for cell in ordered:
        if cell.path not in tints:
            tints[cell.path] = min(_TINTS, len(tints) + 1)
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
