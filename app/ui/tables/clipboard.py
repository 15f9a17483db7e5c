"""Tables on the clipboard the way spreadsheets write and read them: text with tabs, and HTML of the same cells."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.exports.clip import Lines, as_html, as_text


def held() -> tuple[str, str] | None:
    """The text and the HTML on the clipboard; None where there are no rows."""
    found = QGuiApplication.clipboard().mimeData()
    if not isinstance(found, QMimeData):  # None where there is no clipboard, whatever the types say
        return None
    text, html = found.text() if found.hasText() else "", found.html() if found.hasHtml() else ""
    return (text, html) if text.strip() or html.strip() else None


def put(lines: Lines) -> None:
    """Put a table on the clipboard; its first line are the titles."""
    both = QMimeData()
    both.setText(as_text(lines))
    both.setHtml(as_html(lines))
    QGuiApplication.clipboard().setMimeData(both)
