"""What the parts of the place of calls are called, what an empty one teaches, and when a call is."""

from typing import TYPE_CHECKING

from app.language import later, tr
from app.ui import dates

if TYPE_CHECKING:
    from app.services.calls.places import CallRow

PARTS_OF_PLACE = {
    "today": later("Today"),
    "to_close": later("To close out"),
    "planned": later("Planned"),
    "done": later("Done"),
    "cancelled": later("Called off"),
}
EMPTY = {
    "today": (later("No call today"), later("Press Q on a lead to see its sheet, Shift+Q to plan a call with it.")),
    "to_close": (
        later("Nothing to close out"),
        later("A call whose time is over waits here until somebody says what came of it."),
    ),
    "planned": (later("No call is planned"), later("Press Shift+Q here or on a lead to plan one.")),
    "done": (later("No call is closed out yet"), later("F9 closes a call out; then it stands here with its exit.")),
    "cancelled": (later("No call was called off"), later("A call that does not take place keeps its reason here.")),
}


REACHED = {
    "yes": (later("Reached"), later("Reached: {exit}")),
    "partly": (later("Partly reached"), later("Partly reached: {exit}")),
    "no": (later("Not reached"), later("Not reached: {exit}")),
}  # how far the exit of a call was reached, and which one


def exit_of(call: "CallRow") -> str:
    """How a call ended: whether its exit was reached, and which one that was."""
    if call.reached not in REACHED:
        return call.exit_label
    alone, named = REACHED[call.reached]
    return tr(named, exit=call.exit_label) if call.exit_label else tr(alone)


def when_of(call: "CallRow") -> str:
    """When a call is or was, in short: its time where it is today, with its day where it is not."""
    time = dates.clock(call.at)
    if call.when == "today":
        return tr("{time}, running", time=time) if call.running else time
    return tr("{day}, {time}", day=dates.day_there(call.at), time=time)
