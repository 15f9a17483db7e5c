"""Search everything as you type: leads, people, accounts, and what was written, each in its sentence."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import later, number, tr
from app.services.searching import search
from app.ui import lately
from app.ui.bench import Bench
from app.ui.dialogs.hits import lines_of
from app.ui.dialogs.quick import QuickDialog
from app.ui.widgets.empty import Empty
from app.ui.widgets.found_lines import Line

SHOWN = 40
GROUPS = {
    "lead": later("Leads"),
    "person": later("People"),
    "account": later("Accounts"),
    "note": later("Notes, touches, answers, moves, signals"),
}
_TITLE = later("Find anybody, and anything that was written")
_ABOUT = later(
    "Names, organisations, e-mail addresses, phone numbers in any writing, notes, tags, and what was answered, said, "
    "agreed and downloaded. Every word must be found, in any order; a slip of one letter is forgiven."
)


class SearchDialog(QuickDialog):
    """Asks the desk at every letter; older answers are dropped."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        hint = tr("A name, an organisation, a number, a word of a note")
        super().__init__(tr("Search everything"), hint, Empty("search", tr(_TITLE), tr(_ABOUT)), parent)
        self._bench = bench
        self.typed("")

    def typed(self, text: str) -> None:
        """Ask for what holds this text."""
        if text.strip():
            self._waits = True
            self._bench.ask(search, text, limit=SHOWN, then=self._draw, key="search")
            return
        self._bench.runner.drop("search")
        self.empty.say(tr(_TITLE), tr(_ABOUT))
        opened = lines_of(self._bench, lately.opened(self._bench.runner))
        self.offer([Line(tr("Opened lately"), heading=True), *opened] if opened else [])

    def _draw(self, hits: list[Any]) -> None:
        text = self.field.text().strip()
        fewer = tr("Try one word less. ") if len(text.split()) > 1 else ""
        short = tr("Type a third letter, and everything is looked through. ") if len(text) < 3 else ""
        self.empty.say(
            tr("Nothing holds “{words}”", words=text),
            tr(
                "{short}{fewer}Words may stand in any order and in any case; numbers must be right. "
                "Somebody new is added with Ctrl+Shift+N.",
                short=short,
                fewer=fewer,
            ),
        )
        lines: list[Line] = []
        for kind in dict.fromkeys(hit.kind for hit in hits):
            group = [hit for hit in hits if hit.kind == kind]
            lines += [Line(f"{tr(GROUPS[kind])}  {number(len(group))}", heading=True), *lines_of(self._bench, group)]
        self.offer(lines)
        if len(hits) == SHOWN:
            self.foot.setText(
                tr("The {SHOWN} closest. Type more to narrow them down; Enter opens the line in hand.", SHOWN=SHOWN)
            )
