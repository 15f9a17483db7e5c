"""The foot of a page on which a touch of one of several leads is logged; hidden until somebody does."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.ui.bench import Bench
from app.ui.strips.touch_of_strip import TouchOfStrip
from app.ui.widgets.text import column


class TouchFoot(QWidget):
    """Binds the command of a touch for its page; `leads` gives those on it, `in_hand` the one that is meant first."""

    def __init__(
        self,
        bench: Bench,
        page: QWidget,
        leads: Callable[[], Sequence[Any]],
        in_hand: Callable[[], int | None],
        *,
        named: bool,
    ) -> None:
        super().__init__()
        self._bench, self._page, self._leads, self._in_hand, self._named = bench, page, leads, in_hand, named
        self._back: QWidget | None = None
        self.strip: TouchOfStrip | None = None
        self._box = column(space=0)
        self.setLayout(self._box)
        self.hide()
        bench.commands.bind("lead.touch", page, self.open, lambda: not self.is_open and not bench.read_only)

    @property
    def is_open(self) -> bool:
        """True while something may be half-typed."""
        return not self.isHidden()

    def open(self) -> None:
        """Ask what was done; without a lead it is said where a touch belongs."""
        leads = self._leads()
        if not leads:
            self._bench.toast.say(tr("A touch belongs to a lead, and there is none here. Ctrl+Shift+N adds one."))
            return
        if self.strip is None:
            self.strip = TouchOfStrip(self._bench)
            self.strip.left.connect(self.close_strip)
            self.strip.settled.connect(self.close_strip)
            self._box.addWidget(self.strip)
        self._back = self._page.window().focusWidget()
        self.show()
        self.strip.open_for(leads, self._in_hand(), named=self._named)
        self._bench.commands.refresh()

    def close_strip(self, *_: Any) -> None:
        """Leave the strip and give the keyboard back."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        self._bench.commands.refresh()
