"""An outline in less room: step by step, questions stand in pairs, facts run on, then lines and steps, then lists."""

from collections.abc import Sequence

from app.domain.outline import SIGNS, Cell, Facts, Item, Line, Run, Sides, Step, Way, joined

ROOMY, PAIRS, FACTS, LINES, SIDES = range(5)  # how much is given up for room, each with all of those before it
BAR = " | "  # between what runs on
FIRM = "\N{NO-BREAK SPACE}"  # no line ends here


def run_on(items: Sequence[Item], tight: int) -> list[Item]:
    """The items as tightly as asked: what may run on stands in one paragraph where it follows each other."""
    made: list[Item] = []
    runs: list[Cell] = []
    for item in items:
        if cells := _running(item, tight):
            runs += cells
            continue
        made += [Line(joined(runs, BAR))] if runs else []
        runs = []
        made += _lists(item) if isinstance(item, Sides) and tight >= SIDES else [item]
    return [*made, Line(joined(runs, BAR))] if runs else made


def named(label: str, cell: Cell) -> Cell:
    """A value after its name."""
    return (Run(f"{label} ", "quiet"), *cell)


def name_of(step: Step) -> Run:
    """The name of a step, after the sign of how it stands."""
    return Run(f"{SIGNS.get(step.state, '')}{FIRM}{step.label}", "strong" if step.state == "today" else "")


def _running(item: Item, tight: int) -> list[Cell]:
    """An item as cells that may run on; none where it has to stand by itself."""
    match item:
        case Facts(pairs) if tight >= FACTS:
            return [named(label, cell) for label, cell in pairs]
        case Line(runs, sign, False) if tight >= LINES:
            return [(Run(f"{sign}{FIRM}"), *runs) if sign else runs]
        case Way(steps) if tight >= LINES:
            return [joined([(name_of(step),), step.says], ", ") for step in steps]
    return []


def _lists(sides: Sides) -> list[Item]:
    """Both lists, each in a paragraph of its own."""
    return [
        Line(named(heading, joined([line.runs for line in lines], BAR))) for heading, lines in (sides.left, sides.right)
    ]
