"""The sheet of a call beside the answers: as it will print, or as text for those who have it read to them."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.domain.calls.on_paper import outline
from app.domain.counting import counted
from app.domain.outline import Outline, texts
from app.language import number, tr
from app.ui import theme
from app.ui.paper.pages import pages
from app.ui.paper.view import PaperView
from app.ui.widgets.stack import Stack
from app.ui.widgets.text import Link, label, row

if TYPE_CHECKING:
    from app.domain.calls.sheet import CallSheet


class SheetPreview(QWidget):
    """Shows a sheet on white paper that fits the width; one link turns it into text and back."""

    def __init__(self) -> None:
        super().__init__()
        self.paper, self.text = PaperView(), QTextBrowser()
        self.paper.setAccessibleName(tr("Call sheet as it prints"))
        self.text.setAccessibleName(tr("Call sheet as text"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(theme.MIDDLE)
        self.counts = label("", theme.FINE, tone="muted")
        self.turn = Link(tr("Read as text"))
        self.turn.clicked.connect(lambda: self.show_as_text(not self.as_text))
        self._stack = Stack()
        self._stack.addWidget(self.paper)
        self._stack.addWidget(self.text)
        self._said: Outline | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.TIGHT)
        whole.addWidget(self._stack, 1)
        whole.addLayout(row(self.counts, None, self.turn, edges=(theme.SMALL, 0, theme.SMALL, theme.TIGHT)))
        self.setFocusProxy(self.paper)
        self.show_sheet(None)

    @property
    def as_text(self) -> bool:
        """True while the text is shown instead of the paper."""
        return self._stack.currentWidget() is self.text

    def show_as_text(self, wanted: bool) -> None:
        """Turn between paper and text; the keyboard stays with what is shown."""
        held = self.isAncestorOf(self.focusWidget()) and not self.turn.hasFocus() if self.focusWidget() else False
        shown: QWidget = self.text if wanted else self.paper
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.turn.setText(tr("See as it prints") if wanted else tr("Read as text"))
        self.turn.setAccessibleName(self.turn.text())
        self._write()
        if held:
            shown.setFocus()

    def show_sheet(self, sheet: "CallSheet | None") -> None:
        """Show a sheet, or none."""
        self._said = outline(sheet) if sheet is not None else None
        made = pages(self._said) if self._said is not None else ()
        self.paper.show_pages(made)
        self.paper.setAccessibleDescription("\n".join(_spoken(self._said)) if self._said is not None else "")
        unknown = sheet.footer.unknown if sheet is not None else 0
        not_known = tr("{count} not known", count=number(unknown))
        self.counts.setText(" · ".join((counted(len(made), "page"), not_known)) if made else tr("No sheet yet"))
        self._write()

    def _write(self) -> None:
        """Write the text only where it is read; it stays where it was scrolled to."""
        if not self.as_text:
            return
        bar = self.text.verticalScrollBar()
        stood = bar.value()
        self.text.document().setDefaultFont(theme.font())
        self.text.setHtml(_html(self._said) if self._said is not None else "")
        bar.setValue(stood)


def _spoken(said: Outline) -> list[str]:
    return [". ".join(filter(None, (heading, *sentences))) for heading, sentences in texts(said)]


def _html(said: Outline) -> str:
    """The sheet with a heading for every part, so that a screen reader goes from one to the next."""
    made = []
    for place, (heading, sentences) in enumerate(texts(said)):
        level = 2 if place == 0 else 3
        made.append(f"<h{level}>{escape(heading)}</h{level}>" if heading else "<hr>")
        made += [f"<p>{escape(sentence)}</p>" for sentence in sentences]
    return "".join(made)
