"""Help beside the work: what there is to know of the page on screen, from the program's own folder, with links."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from app.language import tr
from app.ui import help, theme
from app.ui.widgets.text import button, column, row


class HelpPages(QTextBrowser):
    """Shows one topic; a link leads to another, and nothing is ever fetched."""

    topic_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Help"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(theme.MIDDLE)
        self.anchorClicked.connect(lambda url: self.go(topic_of(url)))
        self._trail: list[str] = []

    @property
    def topic(self) -> str:
        """What is shown."""
        return self._trail[-1] if self._trail else ""

    def go(self, topic: str) -> None:
        """Show a topic; the one before is a step back."""
        if topic and topic != self.topic:
            self._trail.append(topic)
        self._draw()

    def back(self) -> None:
        """The topic before."""
        if self.can_go_back:
            self._trail.pop()
            self._draw()

    @property
    def can_go_back(self) -> bool:
        """True where another topic was shown before."""
        return len(self._trail) > 1

    def _draw(self) -> None:
        self.document().setDefaultFont(theme.font())
        self.setMarkdown(help.text(self.topic))
        self.document().setIndentWidth(theme.px(18))
        _space(self.document())
        self.topic_shown.emit(self.topic)


class HelpDialog(QDialog):
    """Stays open beside the window until it is closed; asked again, it shows the page that is on screen then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = HelpPages()
        self.pages.topic_shown.connect(self._shown)
        self.back = button(tr("Back"), "arrow-left", part="quiet", name=tr("Back to the help before"))
        self.back.clicked.connect(self.pages.back)
        words = button(tr("The words"), "book-2", part="quiet", name=tr("The words and all pages of help"))
        words.clicked.connect(lambda: self.pages.go(help.CONTENTS))
        close = button(tr("Close"), part="main")
        close.clicked.connect(self.accept)
        whole = column(row(self.back, words, None), self.pages, row(None, close), edges=(theme.MIDDLE,) * 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(min(theme.px(520), 720), min(theme.px(640), 760))

    def show_topic(self, topic: str) -> None:
        """Show this topic in front, the keyboard in its text."""
        self.pages.go(topic)
        self.show()
        self.activateWindow()
        self.pages.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Left goes back, as it does in the window."""
        if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pages.back()
        else:
            super().keyPressEvent(event)

    def _shown(self, topic: str) -> None:
        self.setWindowTitle(tr("Help: {title}", title=help.title(topic)))
        self.back.setEnabled(self.pages.can_go_back)


def _space(document: QTextDocument) -> None:
    """Give headings our sizes, and every paragraph and line of a list room below it."""
    block, cursor = document.begin(), QTextCursor(document)
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor.setPosition(block.position())
        spaced = QTextBlockFormat()
        spaced.setTopMargin(theme.px(theme.MIDDLE if level > 1 else 0 if block.textList() else theme.TIGHT))
        spaced.setBottomMargin(theme.px(theme.TIGHT if block.textList() or level > 1 else theme.SMALL))
        cursor.mergeBlockFormat(spaced)
        if level:
            sized = QTextCharFormat()
            sized.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)  # 20 and 15 pixels
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(sized)
        block = block.next()


def topic_of(link: QUrl) -> str:
    """The topic that a link of the help leads to."""
    return link.path().rpartition("/")[2].removesuffix(".md")
