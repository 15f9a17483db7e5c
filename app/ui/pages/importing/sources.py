"""Where an import begins: drop files, choose them, paste rows; or go on with the one that was not finished."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.counting import counted
from app.language import tr
from app.ui import dates, theme
from app.ui.widgets.text import Link, button, column, frame, label, row


class SourcesPanel(QWidget):
    """The drop zone, and the strip of an unfinished import above it."""

    choose_wanted = Signal()
    paste_wanted = Signal()
    resumed = Signal()
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drop = frame("drop")
        self.drop.setMinimumHeight(theme.px(128))
        self.choose = button(tr("Choose files"), "upload", part="main")
        self.choose.clicked.connect(self.choose_wanted)
        self.paste = button(tr("Paste rows"), "clipboard")
        self.paste.setToolTip(tr("Rows copied in a spreadsheet, with their header  (Ctrl+V)"))
        self.paste.clicked.connect(self.paste_wanted)
        self.remembered, self.own = Link(tr("Remembered mappings")), Link(tr("Our mail domains"))
        words = label(tr("Drop spreadsheets or address cards here, or anywhere on the window"), theme.LEAD, bold=True)
        about = label(
            tr(
                "Excel (.xlsx, .xls, .xlsb), OpenDocument, CSV in any encoding, vCard, HTML tables, several files at "
                "once. You see what will happen to every row first."
            ),
            tone="muted",
            wrap=True,
        )
        for part in (words, about):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.drop.setLayout(
            column(
                words,
                about,
                row(None, self.choose, self.paste, theme.MIDDLE, self.remembered, self.own, None, space=theme.MIDDLE),
                edges=(theme.LARGE,) * 4,
            )
        )
        self.unfinished = self._strip()
        self.setLayout(column(self.unfinished, self.drop))

    def _strip(self) -> QFrame:
        strip = frame("strip")
        self.says = label("", wrap=True)
        self.resume, self.discard = button(tr("Go on with it"), "arrow-right"), button(tr("Discard it"))
        self.resume.clicked.connect(self.resumed)
        self.discard.clicked.connect(self.discarded)
        line = row(self.says, self.discard, self.resume, edges=(theme.MIDDLE, theme.SMALL, theme.MIDDLE, theme.SMALL))
        line.setStretch(0, 1)
        strip.setLayout(line)
        strip.hide()
        return strip

    def offer(self, unfinished: Any) -> None:
        """Offer to go on with an import that was begun; None hides the offer."""
        self.unfinished.setVisible(unfinished is not None)
        if unfinished is None:
            return
        names = ", ".join(source.path.name for source in unfinished.sources)
        parts = [
            tr(
                "An import of {names} was begun {when} by {by} and not finished.",
                names=names,
                when=_when(unfinished),
                by=unfinished.by,
            )
        ]
        if not names:
            parts = [
                tr("An import was begun {when} by {by}; its files are gone.", when=_when(unfinished), by=unfinished.by)
            ]
        elif unfinished.missing:
            gone = ", ".join(path.name for path in unfinished.missing)
            parts.append(
                tr(
                    "{files} of it cannot be found any more: {gone}.",
                    files=counted(len(unfinished.missing), "file"),
                    gone=gone,
                )
            )
        if unfinished.altered:
            parts.append(tr("{names} changed since.", names=", ".join(path.name for path in unfinished.altered)))
        self.says.setText(" ".join(parts))
        self.resume.setVisible(bool(names))


def _when(unfinished: Any) -> str:
    ago = dates.ago(unfinished.at)
    return tr("just now") if ago == tr("now") else ago
