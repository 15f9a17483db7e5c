"""The one table of commands: each act with its name, key, icon and menu.

The menus, the palette, the overlay of keys, the help and the tests read it; `ui.commands` does what it names.
"""

from dataclasses import dataclass

from app.language import later, tr

MENUS = (
    later("Workspace"),
    later("Edit"),
    later("Lead"),
    later("Call"),
    later("Committee"),
    later("Playbook"),
    later("Review"),
    later("Go"),
    later("View"),
    later("Help"),
)


READ_ONLY = later(
    "This workspace is open to read only: close it in the other program, then open it again to change it."
)
_LOOKS_AT_THE_METHOD = {"playbook.replay", "playbook.save", "playbook.definitions", "playbook.questions"}
_CHANGES = {
    "list.save_view",
    "import.files",
    "import.paste",
    "import.next",
    "edit.undo",
    "edit.redo",
    "edit.cell",
    "review.issue",
    "decisions.new",
    "decisions.edit",
    "decisions.done",
    "decisions.reopen",
    "decisions.read",
    "sample.right",
    "sample.too_early",
    "sample.too_late",
    "sample.never",
    "sample.note",
    "meeting.decide",
    "meeting.done",
}
_LOOKS = {
    "map.lanes",
    "map.tree",
    "map.table",
    "map.team",
    "map.find",
    "map.larger",
    "map.smaller",
    "map.natural",
    "map.whole",
    "map.lines",
    "map.as_of",
    "map.opinions",
    "map.export",
    "map.service_line",
    "map.select_all",
    "lead.next",
    "lead.previous",
    "lead.ledger",
    "lead.wide",
    "lead.person",
    "lead.files",
    "lead.account",
    "lead.routes",
    "lead.call",
    "call.previous",
    "call.panes",
    "call.paper",
    "answer.evidence",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One act: what it is called, its key, its icon and the menu it stands in. A key belongs to one command.

    The key of an act that is `near` something counts only while that has the keyboard, which asks for it itself.
    """

    id: str
    text: str
    key: str
    menu: str
    icon: str = ""
    opens: bool = False  # asks for something more: the menu shows "..."
    near: str = ""  # "map": a key of the committee map alone; "call": of a call, also while one types; "review"

    @property
    def changes(self) -> bool:
        """True where it writes into the workspace, which one that is open to read only refuses."""
        return self.id in _CHANGES or (
            self.menu in ("Lead", "Call", "Committee", "Playbook")
            and self.id not in _LOOKS
            and self.id not in _LOOKS_AT_THE_METHOD
        )


PLACES = (
    ("today", later("Today"), "inbox"),
    ("leads", later("Leads"), "users"),
    ("accounts", later("Accounts"), "building"),
    ("calls", later("Calls"), "phone"),
    ("handoffs", later("Handoffs"), "package-export"),
    ("review", later("Review"), "chart-bar"),
    ("imports", later("Imports"), "file-import"),
    ("playbook", later("Playbook"), "book-2"),
)


def _near_map(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"map.{name}", text, key, later("Committee"), icon, opens, near="map")


MAP = (
    _near_map("edit", later("Edit the card"), "Return", "edit", opens=True),
    _near_map("rename", later("Name of the card"), "F2", "id", opens=True),
    _near_map("add", later("Add somebody to the map"), "Ins", "plus", opens=True),
    _near_map("build", later("Build the map from lines or contacts"), "B", "users-plus", opens=True),
    _near_map("take_off", later("Take off the map"), "Del", "user-minus"),
    _near_map("manager", later("Choose the manager"), "M", "hierarchy", opens=True),
    _near_map("influence", later("Draw a line of influence"), "I", "arrow-right", opens=True),
    _near_map("conflict", later("Draw a conflict"), "C", "swords", opens=True),
    _near_map("dotted", later("Draw a dotted line"), "D", "line-dashed", opens=True),
    _near_map("line", later("Edit or remove a line"), "X", "line", opens=True),
    _near_map("stance_1", later("Stance: opposed"), "1", "mood-angry"),
    _near_map("stance_2", later("Stance: sceptical"), "2", "mood-sad"),
    _near_map("stance_3", later("Stance: neutral"), "3", "mood-neutral"),
    _near_map("stance_4", later("Stance: supporter"), "4", "mood-smile"),
    _near_map("stance_5", later("Stance: champion"), "5", "mood-happy"),
    _near_map("stance_0", later("Stance: unknown"), "0", "help"),
    _near_map("power", later("Decision power"), "P", "gavel", opens=True),
    _near_map("weight", later("Influence on this decision"), "W", "weight", opens=True),
    _near_map("left", later("Move the card to the lane before"), "Alt+Left", "arrow-left"),
    _near_map("right", later("Move the card to the next lane"), "Alt+Right", "arrow-right"),
    _near_map("up", later("Move the card up"), "Alt+Up", "arrow-up"),
    _near_map("down", later("Move the card down"), "Alt+Down", "arrow-down"),
    _near_map("pin", later("Pin the card where it stands"), "N", "pin"),
    _near_map("nudge_left", later("Push the card left and pin it"), "Ctrl+Shift+Left", "arrow-bar-left"),
    _near_map("nudge_right", later("Push the card right and pin it"), "Ctrl+Shift+Right", "arrow-bar-right"),
    _near_map("nudge_up", later("Push the card up and pin it"), "Ctrl+Shift+Up", "arrow-bar-up"),
    _near_map("nudge_down", later("Push the card down and pin it"), "Ctrl+Shift+Down", "arrow-bar-down"),
    _near_map("tidy", later("Tidy: let go of every pin"), "T", "wand"),
    _near_map("apart", later("A card for this service line alone"), "A", "copy"),
    _near_map("opinions", later("Changes of opinion about them"), "H", "history", opens=True),
    _near_map("select_all", later("Select everybody"), "Ctrl+A", "select-all"),
    _near_map("find", later("Find on the map"), "Ctrl+F", "search", opens=True),
    _near_map("lines", later("Show every line, or only some"), "L", "line"),
    _near_map("larger", later("Larger map"), "Ctrl++", "zoom-in"),
    _near_map("smaller", later("Smaller map"), "Ctrl+-", "zoom-out"),
    _near_map("natural", later("Map in its own size"), "Ctrl+0", "zoom-reset"),
    _near_map("whole", later("The whole map at once"), "Shift+W", "arrows-minimize"),
    _near_map("lanes", later("Committee in lanes"), "F6", "layout-columns"),
    _near_map("tree", later("Committee as a tree"), "F7", "hierarchy-2"),
    _near_map("table", later("Committee as a table"), "F8", "table"),
    _near_map("team", later("Committee and our team"), "F9", "users-group"),
    _near_map("service_line", later("Map of another service line"), "S", "switch-horizontal", opens=True),
    _near_map("as_of", later("Map as of a day"), "Shift+D", "calendar", opens=True),
    _near_map("export", later("Export the map"), "Ctrl+E", "download", opens=True),
    *(_near_map(f"gap_{at}", text, f"Alt+{at}", "tool", opens=True) for at, text in enumerate((
        later("Mend the first gap"), later("Mend the second gap"), later("Mend the third gap"),
        later("Mend the fourth gap"), later("Mend the fifth gap"), later("Mend the sixth gap"),
        later("Mend the seventh gap")), start=1)),
)  # fmt: skip


def _in_call(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"call.{name}", text, key, later("Call"), icon, opens, near="call")


CALL = (
    Command("call.plan", later("Plan a call"), "Shift+Q", later("Call"), "phone-plus", opens=True),
    _in_call("next", later("Keep the answer, go to the next question"), "Ctrl+Return", "arrow-right"),
    _in_call("previous", later("Question before"), "Ctrl+Shift+Return", "arrow-left"),
    _in_call("said", later("Said by the first who attends; Alt+2 by the second, and so on"), "Alt+1", "user"),
    _in_call("certainty", later("How certain: told, document, our guess"), "F4", "circle-check"),
    _in_call("gap", later("Note a gap during the call"), "F5", "alert-triangle", opens=True),
    _in_call("person", later("Note somebody new during the call"), "F6", "user-plus", opens=True),
    _in_call("confirm", later("Confirm what the answer would prove"), "Ctrl+Y", "check"),
    _in_call("leave", later("Leave what the answer would prove open"), "Ctrl+Shift+Y", "x"),
    _in_call("skip", later("Skip the question, or ask it after all"), "F7", "eye-off"),
    _in_call("pin", later("Pin the question, or unpin it"), "F8", "pin"),
    _in_call("up", later("Ask the question earlier"), "Alt+Up", "chevron-up"),
    _in_call("down", later("Ask the question later"), "Alt+Down", "chevron-down"),
    _in_call("reword", later("Reword the question"), "F2", "edit", opens=True),
    _in_call("own", later("Ask a question of our own"), "F3", "message-question", opens=True),
    _in_call("lead", later("The answer is about another lead of the call"), "F12", "target"),
    _in_call("share", later("The answer counts for all leads of the call, or for this one"), "F11", "users"),
    _in_call("panes", later("To the sheet, or back to the answers"), "Ctrl+Tab", "file-text"),
    _in_call("close", later("Close out the call"), "F9", "flag-check", opens=True),
    _in_call("edit", later("Edit the call"), "Ctrl+E", "edit", opens=True),
    _in_call("technical", later("Scope, interfaces, documents, pilot, decision"), "Ctrl+T", "stethoscope", opens=True),
    _in_call("paper", later("Print the sheet or save it"), "Ctrl+P", "printer", opens=True),
    _in_call("off", later("Call it off"), "Ctrl+Del", "ban", opens=True),
)  # fmt: skip


def _in_review(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"review.{name}", text, key, later("Review"), icon, opens, near="review")


REVIEW = (
    _in_review("present", later("Present the week to the meeting"), "F5", "presentation"),
    _in_review("next_part", later("Next part of the review"), "Ctrl+PgDown", "chevron-down"),
    _in_review("previous_part", later("Part of the review before"), "Ctrl+PgUp", "chevron-up"),
    _in_review("parts", later("To the list of parts, or back into the part"), "F6", "list"),
    _in_review("rows", later("Open the rows behind the number"), "Return", "list-details"),
    _in_review("as_table", later("Show the chart as a table, or as a chart"), "T", "table"),
    _in_review("earlier", later("Review of the week before"), "Alt+Up", "chevron-left"),
    _in_review("later", later("Review of the week after"), "Alt+Down", "chevron-right"),
    _in_review("pace", later("One week or two"), "W", "calendar"),
    _in_review("compare", later("Compare with another week"), "C", "arrows-diff", opens=True),
    _in_review("everything", later("Take the filters off"), "X", "filter-off"),
    _in_review("export", later("Export the review"), "Ctrl+E", "download", opens=True),
    _in_review("issue", later("Issue the review: freeze its numbers"), "Ctrl+Shift+I", "lock"),
)


def _near_decisions(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"decisions.{name}", text, key, later("Review"), icon, opens, near="decisions")


def _near_sample(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"sample.{name}", text, key, later("Review"), icon, opens, near="sample")


def _in_meeting(name: str, text: str, key: str, icon: str, opens: bool = False) -> Command:
    return Command(f"meeting.{name}", text, key, later("Review"), icon, opens, near="meeting")


DECIDING = (
    _near_decisions("new", later("Write a decision"), "N", "plus", opens=True),
    _near_decisions("edit", later("Edit the decision"), "Return", "edit", opens=True),
    _near_decisions("done", later("The decision is done"), "X", "check", opens=True),
    _near_decisions("reopen", later("The decision is not done after all"), "U", "arrow-back-up"),
    _near_decisions("lead", later("Open the lead of the decision"), "L", "user"),
    _near_decisions("read", later("Read back a workbook of the meeting"), "Ctrl+O", "file-import", opens=True),
    _near_decisions("all", later("Show decisions that are done, or hide them"), "D", "list-check"),
    _near_sample("right", later("Sample: right where it stands"), "1", "check"),
    _near_sample("too_early", later("Sample: moved too early"), "2", "arrow-left"),
    _near_sample("too_late", later("Sample: should have moved sooner"), "3", "arrow-right"),
    _near_sample("never", later("Sample: should never have been a lead"), "4", "ban"),
    _near_sample("note", later("Note on the lead of the sample"), "N", "message", opens=True),
    _near_sample("lead", later("Open the lead of the sample"), "Return", "user"),
    _in_meeting("next", later("Meeting: next slide"), "Right", "arrow-right"),
    _in_meeting("back", later("Meeting: slide before"), "Left", "arrow-left"),
    _in_meeting("first", later("Meeting: first slide"), "Home", "chevron-up"),
    _in_meeting("last", later("Meeting: last slide"), "End", "chevron-down"),
    _in_meeting("decide", later("Meeting: write a decision, go on"), "D", "gavel", opens=True),
    _in_meeting("done", later("Meeting: the decision is done"), "X", "check", opens=True),
    _in_meeting("replay", later("Meeting: replay what the diagnosis suggests"), "R", "player-play", opens=True),
    _in_meeting("rows", later("Meeting: all rows of the diagnosis"), "Return", "list-details", opens=True),
    _in_meeting("lead", later("Meeting: open the lead of the decision"), "L", "user"),
    _in_meeting("names", later("Meeting: our people with or without names"), "N", "eye-off"),
    _in_meeting("leave", later("Meeting: back to the review"), "Esc", "x"),
)

COMMANDS = (
    Command("workspace.new", later("New workspace"), "Ctrl+N", later("Workspace"), "file-plus", opens=True),
    Command("workspace.open", later("Open workspace"), "Ctrl+O", later("Workspace"), "folder-open", opens=True),
    Command("workspace.sample", later("Explore the sample workspace"), "Ctrl+Shift+E", later("Workspace"), "flask"),
    Command("workspace.start", later("Start page"), "Ctrl+W", later("Workspace"), "home"),
    Command("import.files", later("Import files"), "Ctrl+I", later("Workspace"), "upload", opens=True),
    Command("import.paste", later("Paste rows of a spreadsheet"), "Ctrl+V", later("Workspace"), "clipboard"),
    Command("import.next", later("Next step of the import"), "Ctrl+Return", later("Workspace"), "arrow-right"),
    Command("list.export", later("Export this list"), "Ctrl+E", later("Workspace"), "download", opens=True),
    Command("workspace.backup", later("Back up now"), "Ctrl+Shift+B", later("Workspace"), "database"),
    Command("workspace.copy", later("Save a copy to hand on"), "Ctrl+Alt+C", later("Workspace"), "copy", opens=True),
    Command("workspace.check", later("Check the workspace"), "Ctrl+Shift+K", later("Workspace"), "circle-check"),
    Command("workspace.settings", later("Settings"), "Ctrl+,", later("Workspace"), "settings", opens=True),
    Command("workspace.quit", later("Quit"), "Ctrl+Q", later("Workspace"), "x"),
    Command("edit.undo", later("Undo"), "Ctrl+Z", later("Edit"), "arrow-back-up"),
    Command("edit.redo", later("Redo"), "Ctrl+Y", later("Edit"), "arrow-forward-up"),
    Command("edit.history", later("History"), "Ctrl+H", later("Edit"), "history"),
    Command("edit.search", later("Search everything"), "Ctrl+Shift+F", later("Edit"), "search", opens=True),
    Command("edit.cell", later("Edit this cell"), "F2", later("Edit"), "edit"),
    Command("edit.filter", later("Filter this list"), "/", later("Edit"), "filter"),
    Command("edit.by_column", later("Filter by a column"), "Ctrl+/", later("Edit"), "filter-plus", opens=True),
    Command("edit.palette", later("Command palette"), "Ctrl+K", later("Edit"), "command"),
    Command("lead.add", later("Add a lead"), "Ctrl+Shift+N", later("Lead"), "plus", opens=True),
    Command("lead.next", later("Next lead"), "J", later("Lead"), "chevron-down"),
    Command("lead.previous", later("Previous lead"), "K", later("Lead"), "chevron-up"),
    Command("answer.yes", later("Answer Yes"), "Y", later("Lead"), "check"),
    Command("answer.no", later("Answer No"), "N", later("Lead"), "x"),
    Command("answer.unknown", later("Answer Unknown"), "U", later("Lead"), "help"),
    Command("answer.suggested", later("Accept the suggested Yes"), "Shift+Y", later("Lead"), "bulb"),
    Command("answer.evidence", later("Show what the answer rests on"), "V", later("Lead"), "link"),
    Command("move.mql", later("Make it an MQL"), "1", later("Lead"), "target", opens=True),
    Command("move.sql", later("Make it an SQL"), "2", later("Lead"), "rocket", opens=True),
    Command("move.disqualified", later("Disqualify"), "3", later("Lead"), "ban", opens=True),
    Command("move.duplicate", later("Mark as duplicate"), "4", later("Lead"), "copy", opens=True),
    Command("move.suggested", later("Take the suggested path"), "A", later("Lead"), "arrow-right", opens=True),
    Command("move.not_now", later("Not now, with a date"), "H", later("Lead"), "player-pause", opens=True),
    Command("move.nurture", later("Nurture track"), "T", later("Lead"), "seeding", opens=True),
    Command("move.presales", later("Technical pre-sales"), "P", later("Lead"), "stethoscope", opens=True),
    Command("move.research", later("Needs research"), "R", later("Lead"), "search", opens=True),
    Command("proposal.first", later("Accept the first proposal"), "5", later("Lead"), "check"),
    Command("proposal.second", later("Accept the second proposal"), "6", later("Lead"), "check"),
    Command("proposal.third", later("Accept the third proposal"), "7", later("Lead"), "check"),
    Command("lead.track", later("Choose the nurture track"), "Shift+T", later("Lead"), "seeding", opens=True),
    Command("move.any", later("Move to another stage or path"), "M", later("Lead"), "arrows-right-left", opens=True),
    Command(
        "board.on", later("Move the card to the next column"), "Shift+Right", later("Lead"), "arrow-right", opens=True
    ),
    Command(
        "board.back", later("Move the card to the column before"), "Shift+Left", later("Lead"), "arrow-left", opens=True
    ),
    Command("lead.handoff", later("Hand off to sales"), "D", later("Lead"), "package-export", opens=True),
    Command("lead.edit", later("Edit the lead"), "E", later("Lead"), "edit", opens=True),
    Command("lead.owner", later("Owner and next step"), "O", later("Lead"), "user", opens=True),
    Command("lead.touch", later("Log a touch"), "L", later("Lead"), "message", opens=True),
    Command("lead.gap", later("Note an open gap"), "G", later("Lead"), "alert-triangle", opens=True),
    Command("lead.call", later("Its call: sheet and questions"), "Q", later("Lead"), "phone"),
    Command("gap.status", later("Settle a gap, or let it wait"), "Shift+G", later("Lead"), "circle-check", opens=True),
    Command("lead.ledger", later("Score ledger"), "S", later("Lead"), "list-check"),
    Command("lead.routes", later("Why this path, and why not another"), "W", later("Lead"), "route", opens=True),
    Command("lead.judge", later("Was the route right?"), "Shift+W", later("Lead"), "gavel", opens=True),
    Command("lead.pause", later("Pause the clock"), "C", later("Lead"), "clock-pause", opens=True),
    Command("lead.resume", later("Let the clock go on"), "Shift+C", later("Lead"), "clock-play"),
    Command("lead.undo", later("Take the last act back"), "Z", later("Lead"), "arrow-back-up"),
    Command("lead.wide", later("Open the lead in full"), "Return", later("Lead"), "arrows-maximize"),
    Command("lead.account", later("Open its account"), "B", later("Lead"), "building"),
    Command("lead.person", later("Open its person"), "I", later("Lead"), "user"),
    Command("lead.attach", later("Attach files"), "F", later("Lead"), "paperclip", opens=True),
    Command("lead.files", later("Go to the attached files"), "Shift+F", later("Lead"), "files"),
    Command("facts.edit", later("Edit the facts of a person or account"), "Shift+E", later("Lead"), "edit", opens=True),
    Command("facts.use", later("Use another value of a field"), "Shift+A", later("Lead"), "replace", opens=True),
    Command("lead.tag", later("Tag"), "Ctrl+Alt+T", later("Lead"), "tag", opens=True),
    Command("lead.delete", later("Delete"), "Shift+Del", later("Lead"), "trash", opens=True),
    *CALL,
    *MAP,
    Command("playbook.add", later("Add to this part"), "Ins", later("Playbook"), "plus"),
    Command("playbook.remove", later("Remove from this part"), "Del", later("Playbook"), "trash"),
    Command("playbook.up", later("Earlier in this part"), "Alt+Up", later("Playbook"), "chevron-up"),
    Command("playbook.down", later("Later in this part"), "Alt+Down", later("Playbook"), "chevron-down"),
    Command("playbook.replay", later("Replay the draft"), "Ctrl+R", later("Playbook"), "player-play"),
    Command("playbook.adopt", later("Adopt the draft"), "Ctrl+Shift+A", later("Playbook"), "check", opens=True),
    Command("playbook.discard", later("Discard the draft"), "Ctrl+Shift+X", later("Playbook"), "trash"),
    Command(
        "playbook.take", later("Take a playbook from a file"), "Ctrl+Shift+T", later("Playbook"), "upload", opens=True
    ),
    Command(
        "playbook.save", later("Save the playbook as a file"), "Ctrl+Shift+S", later("Playbook"), "download", opens=True
    ),
    Command(
        "playbook.definitions",
        later("Save the definitions workbook"),
        "Ctrl+Shift+D",
        later("Playbook"),
        "book-2",
        opens=True,
    ),
    Command(
        "playbook.questions",
        later("Save the questions workbook"),
        "Ctrl+Alt+Q",
        later("Playbook"),
        "file-spreadsheet",
        opens=True,
    ),
    *REVIEW,
    *DECIDING,
    *(
        Command(f"go.{id}", label, f"Ctrl+{number}", later("Go"), icon)
        for number, (id, label, icon) in enumerate(PLACES, start=1)
    ),
    Command("go.duplicates", later("Settle duplicates"), "Ctrl+D", later("Go"), "users"),
    Command("go.people", later("People"), "Alt+3", later("Go"), "user"),
    Command("go.gaps", later("Gaps: who owes what"), "Alt+4", later("Go"), "alert-triangle"),
    Command("go.nurture", later("Nurture due"), "Ctrl+T", later("Go"), "seeding", opens=True),
    Command("go.back", later("Back"), "Alt+Left", later("Go"), "arrow-left"),
    Command("leads.list", later("Leads as a list"), "Ctrl+Shift+L", later("View"), "layout-list"),
    Command("leads.board", later("Leads on a board"), "Ctrl+Shift+O", later("View"), "layout-kanban"),
    Command("board.by", later("Board by stage or by path"), "Ctrl+Shift+P", later("View"), "switch-horizontal"),
    Command("leads.grid", later("Leads in the fit and intent grid"), "Ctrl+Shift+G", later("View"), "layout-grid"),
    Command("list.views", later("Saved views"), "Ctrl+Shift+V", later("View"), "bookmarks"),
    Command("list.save_view", later("Save this view"), "Ctrl+S", later("View"), "bookmark", opens=True),
    Command("list.count", later("Count by a column"), "Ctrl+G", later("View"), "list-numbers"),
    Command("list.sort", later("Sort the list"), "Ctrl+J", later("View"), "arrows-sort", opens=True),
    Command("story.filter", later("Next kind of line in the story"), "X", later("View"), "filter"),
    Command("story.filter_back", later("Previous kind of line in the story"), "Shift+X", later("View"), "filter"),
    Command("view.columns", later("Choose columns"), "Ctrl+Shift+C", later("View"), "columns", opens=True),
    Command("view.panel", later("Side panel"), "Ctrl+B", later("View"), "layout-sidebar-right"),
    Command("view.light", later("Light"), "Ctrl+Alt+1", later("View"), "sun"),
    Command("view.dark", later("Dark"), "Ctrl+Alt+2", later("View"), "moon"),
    Command("view.contrast", later("High contrast"), "Ctrl+Alt+3", later("View"), "contrast"),
    Command("view.system", later("Light or dark as the system is"), "Ctrl+Alt+0", later("View"), "sun-moon"),
    Command("view.larger", later("Larger text"), "Ctrl++", later("View"), "zoom-in"),
    Command("view.smaller", later("Smaller text"), "Ctrl+-", later("View"), "zoom-out"),
    Command("help.page", later("Help for this page"), "F1", later("Help"), "help-circle"),
    Command("help.keys", later("All keys"), "?", later("Help"), "keyboard"),
    Command("help.about", later("About Assay"), "Ctrl+F1", later("Help"), "info-circle"),
)


def key_text(command: Command) -> str:
    """The key as it is printed on screen."""
    return command.key.replace("Return", "Enter")


def with_key(words: str, id: str) -> str:
    """What is written on a button that has a key of its own: "Gap  F5"."""
    return f"{words}  {key_text(command(id))}"


def told_of(id: str) -> str:
    """What a button that does a command says when it is pointed at: the act and its key."""
    told = command(id)
    return f"{tr(told.text)}  ({key_text(told)})"


def command(id: str) -> Command:
    """The command with this id."""
    return _BY_ID[id]


_BY_ID = {command.id: command for command in COMMANDS}
