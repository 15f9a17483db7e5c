"""What a person allows on each channel: seen with where it came from, changed with one press (R16)."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from app.language import later, tr
from app.services.editing import set_consent
from app.ui import theme
from app.ui.bench import Bench
from app.ui.pages.fact_lines import origin_in_full
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Card, label

ANSWERS = (("yes", later("Yes")), ("no", later("No")), ("", later("Not known")))


class ConsentCard(Card):
    """A line for each channel with its three answers."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(tr("MAY WE WRITE OR CALL"))
        self._bench = bench
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(2, 1)
        self.answers: dict[str, Segmented] = {}
        self._person_id: int | None = None
        self.body.addLayout(self._grid)

    def draw(self, view: Any) -> None:
        """Show what a person allows."""
        self._person_id = view.id
        for one in view.consent:
            answer = self.answers.get(one.channel) or self._line(one)
            answer.choose(one.value)
            answer.setToolTip(origin_in_full(one.origin))
        for channel, answer in self.answers.items():
            if channel not in {one.channel for one in view.consent}:
                answer.choose("")

    def _line(self, one: Any) -> Segmented:
        made = self.answers[one.channel] = Segmented(one.label, ANSWERS)
        made.setFont(theme.font(theme.FINE))
        made.chosen.connect(partial(self._set, one.channel))
        made.setEnabled(not self._bench.read_only)
        at = self._grid.rowCount()
        self._grid.addWidget(label(one.label, theme.FINE, tone="muted"), at, 0)
        self._grid.addWidget(made, at, 1)
        return made

    def _set(self, channel: str, value: str) -> None:
        self.answers[channel].choose(value)
        self._bench.do(set_consent, self._person_id, channel, value)
