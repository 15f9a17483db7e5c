"""What the parts of the place of calls are called, what stands in each, and what an empty one teaches."""

from app.language import later

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
