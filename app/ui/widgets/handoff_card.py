"""One card of the board of handoffs: whom it is about, its clock, what is alarming, what it lacks or what was said."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.counting import counted
from app.language import number, percent, tr
from app.services.handoff_words import ALARMS
from app.ui import dates, theme
from app.ui.widgets import painted

if TYPE_CHECKING:
    from app.ui.widgets.board import CardList, Cards

_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
HIGH, LINE, GAP, PAD = 92, 19, 6, 8  # pixels at 100 %, as on the board of leads


def clock(card: Any) -> tuple[str, str]:
    """What the clock of a handoff says, and its hue: business hours left or over, or when the verdict came."""
    if card.paused:
        return tr("clock paused"), "wait"
    if card.hours_left is None:
        return (dates.ago(card.verdict_at), "muted") if card.verdict_at else ("", "muted")
    hours = number(round(abs(card.hours_left)))
    if card.state in ("overdue", "silent"):
        return tr("{hours} h over", hours=hours), "bad"
    return tr("{hours} h left", hours=hours), "muted"


def holds(card: Any) -> str:
    """What holds a lead that is to be sent, in a few words."""
    blocking = [one.label for one in card.lacks if one.blocks]
    if card.stops:
        return tr("! stopped: {question}", question=card.stops[0])
    if blocking:
        return tr("! needs: {what}", what=", ".join(blocking))
    if card.lacks:
        return tr("may go; not known: {what}", what=card.lacks[0].label) if len(card.lacks) == 1 else tr(
            "may go; {count} are not known", count=counted(len(card.lacks), "part"))  # fmt: skip
    return tr("complete, may go")


def chips(card: Any) -> tuple[str, str]:
    """The one word that matters most about a handoff, and its hue."""
    if card.alarm:
        return f"! {tr(ALARMS[card.alarm])}", "bad"
    if card.override:
        return tr("! past a gap"), "bad"
    if card.version > 1:
        return tr("version {version}", version=card.version), "note"
    return percent(card.completeness / 100), "muted"


def said(card: Any) -> str:
    """A card in words."""
    if hasattr(card, "lacks"):
        parts: tuple[str, ...] = (
            *(card.person, card.account, card.service_line_label, card.stage),
            tr("{share} complete", share=percent(card.percent / 100)),
            holds(card),
            tr("due {day}", day=dates.day(card.due)) if card.due else tr("no date"),
            card.owner or tr("nobody owns it"),
        )
    else:
        over = card.hours_left is not None and not card.paused
        hours = tr("in business hours: {words}", words=clock(card)[0]) if over else clock(card)[0]
        parts = (
            tr("handoff {number}", number=card.number),
            *(card.person, card.account, card.service_line_label),
            tr("version {version}", version=card.version) if card.version > 1 else "",
            tr("replaces handoff {number}", number=card.replaces) if card.replaces else "",
            tr("to {name}", name=card.to) if card.to else "",
            hours,
            tr(ALARMS[card.alarm]) if card.alarm else "",
            tr("sent in spite of a gap: {why}", why=card.override) if card.override else "",
            *(card.verdict_by, card.reason, card.note),
        )
    return " · ".join(part for part in parts if part)


class HandoffCardLine(QStyledItemDelegate):
    """Paints one card."""

    def __init__(self, cards: "Cards", view: "CardList") -> None:
        super().__init__(view)
        self._cards, self._view = cards, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All cards are alike."""
        return QSize(theme.px(120), theme.px(HIGH + GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the frame, then four lines."""
        card, c = self._cards.rows[index.row()], theme.colours()
        box = option.rect.adjusted(1, 1, -1, -theme.px(GAP) + 1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.accent if chosen else c.line), 2 if chosen and self._view.hasFocus() else 1))
        painter.setBrush(QColor(c.soft("accent") if chosen else c.surface))
        painter.drawRoundedRect(QRectF(box), theme.RADIUS, theme.RADIUS)
        inside = box.adjusted(theme.px(PAD), theme.px(PAD) - 1, -theme.px(PAD), 0)
        high = theme.px(LINE)
        lines = [QRect(inside.left(), inside.top() + n * high, inside.width(), high) for n in range(4)]
        if hasattr(card, "lacks"):
            self._to_send(painter, lines, card)
        else:
            self._sent(painter, lines, card)
        painter.restore()

    def _to_send(self, painter: QPainter, lines: list[QRect], card: Any) -> None:
        due = dates.day(card.due) if card.due else tr("no date")
        _heads(painter, lines, card, due, "muted")
        painter.setFont(theme.font(theme.FINE))
        painted.share(painter, QRectF(lines[2]), percent(card.percent / 100), card.percent / 100, widest=percent(1))
        held = bool(card.stops) or any(one.blocks for one in card.lacks)
        _text(painter, lines[3], holds(card), "bad" if held else "muted")

    def _sent(self, painter: QPainter, lines: list[QRect], card: Any) -> None:
        words, hue = clock(card)
        _heads(painter, lines, card, words, hue)
        painter.setFont(theme.font(theme.FINE, bold=True))
        word, tone = chips(card)
        kept = 0 if tone == "bad" else lines[2].width() // 4  # for whom it is for; an alarm is read first
        wide = painted.chip(painter, QRectF(lines[2].adjusted(0, 0, -kept, 0)), word, tone)
        painter.setFont(theme.font(theme.FINE))
        if kept:
            _text(painter, lines[2].adjusted(int(wide) + theme.SMALL, 0, 0, 0), card.to, "muted", _END)
        told = " · ".join(part for part in (card.reason, card.note) if part)
        _text(painter, lines[3], told or tr("No. {number}, {line}", number=card.number, line=card.service_line_label))


def _heads(painter: QPainter, lines: list[QRect], card: Any, aside: str, hue: str) -> None:
    """Who, with the whole width to the name; where, and the clock at the right."""
    painter.setFont(theme.font(bold=True))
    _text(painter, lines[0], card.person, "text")
    painter.setFont(theme.font(theme.FINE, bold=hue == "bad"))
    wide = painter.fontMetrics().horizontalAdvance(aside)
    _text(painter, lines[1], aside, hue, _END)
    painter.setFont(theme.font(theme.FINE))
    _text(painter, lines[1].adjusted(0, 0, -wide - theme.SMALL if aside else 0, 0), card.account or tr("No account"))


def _text(painter: QPainter, box: QRect, words: str, hue: str = "muted", where: int = _START) -> None:
    painter.setPen(QColor(getattr(theme.colours(), hue)))
    painter.drawText(box, where, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width()))
