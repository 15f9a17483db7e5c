"""One card of a board: who and where, how well it fits and how much they want it, whose it is and by when."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.stage import Stage
from app.language import tr
from app.ui import dates, theme
from app.ui.widgets import painted

if TYPE_CHECKING:
    from app.ui.widgets.board import CardList, Cards

_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
HIGH, LINE, GAP, PAD = 92, 19, 6, 8  # pixels at 100 %: a card, a line of it, between cards, inside


def said(card: Any) -> str:
    """A card in words."""
    parts = (
        card.person,
        card.title,
        card.account,
        f"{Stage(card.stage).label}{tr(', went past the gate') if card.overridden else ''}",
        card.path_label or tr("no path yet"),
        tr("fit {fit}, intent {intent}", fit=card.fit, intent=card.intent),
        card.owner or tr("nobody owns it"),
        tr("due {day}, overdue" if card.overdue else "due {day}", day=dates.day(card.due))
        if card.due
        else tr("no date"),
        card.next_step,
    )
    return " · ".join(part for part in parts if part)


class CardLine(QStyledItemDelegate):
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
        focused = chosen and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.accent if chosen else c.line), 2 if focused else 1))
        painter.setBrush(QColor(c.soft("accent") if chosen else c.surface))
        painter.drawRoundedRect(QRectF(box), theme.RADIUS, theme.RADIUS)
        inside = box.adjusted(theme.px(PAD), theme.px(PAD) - 1, -theme.px(PAD), 0)
        high = theme.px(LINE)
        lines = [QRect(inside.left(), inside.top() + n * high, inside.width(), high) for n in range(4)]
        self._who(painter, lines[0], lines[1], card)
        self._where(painter, lines[2], card)
        self._scores(painter, lines[3], card)
        painter.restore()

    def _who(self, painter: QPainter, first: QRect, second: QRect, card: Any) -> None:
        c = theme.colours()
        due = dates.day(card.due) if card.due else tr("no date")
        painter.setFont(theme.font(theme.FINE, bold=card.overdue))
        wide = painter.fontMetrics().horizontalAdvance(due)
        painter.setPen(QColor(c.bad if card.overdue else c.muted))
        painter.drawText(first, _END, due)
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(c.text))
        _text(painter, first.adjusted(0, 0, -wide - theme.SMALL, 0), card.person)
        painter.setFont(theme.font(theme.FINE))
        painter.setPen(QColor(c.muted))
        _text(painter, second, card.account or tr("No account"))

    def _where(self, painter: QPainter, line: QRect, card: Any) -> None:
        """What the column does not say: the path on a board of stages, the stage on one of paths."""
        c, by_stage = theme.colours(), self._cards.by == "stage"
        words = card.path_label or tr("No path yet") if by_stage else Stage(card.stage).label
        hue = painted.path_hue(card.path) if by_stage and card.path else painted.stage_hue(card.stage)
        if by_stage and not card.path:
            hue = "wait"
        if card.overridden:
            words, hue = f"! {words}", "bad"
        painter.setFont(theme.font(theme.FINE, bold=True))
        wide = painted.chip(painter, QRectF(line.adjusted(0, 0, -line.width() // 3, 0)), words, hue)
        painter.setFont(theme.font(theme.FINE))
        painter.setPen(QColor(c.muted if card.owner else c.bad))
        owner = line.adjusted(int(wide) + theme.SMALL, 0, 0, 0)
        text = painter.fontMetrics().elidedText(
            card.owner or tr("no owner"), Qt.TextElideMode.ElideRight, owner.width()
        )
        painter.drawText(owner, _END, text)

    def _scores(self, painter: QPainter, line: QRect, card: Any) -> None:
        """Fit and intent, with bars of the same length."""
        painter.setFont(theme.font(theme.FINE))
        metrics = painter.fontMetrics()
        scores = ((tr("Fit"), card.fit, "accent"), (tr("Intent"), card.intent, "note"))
        wide = [metrics.horizontalAdvance(words) + theme.TIGHT for words, _, _ in scores]
        each, left = (line.width() - sum(wide) - theme.MIDDLE) // 2, line.left()
        for (words, value, hue), before in zip(scores, wide, strict=True):
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(QRect(left, line.top(), before, line.height()), _START, words)
            painted.score(painter, QRectF(left + before, line.top(), each, line.height()), value, hue)
            left += before + each + theme.MIDDLE


def _text(painter: QPainter, box: QRect, words: str) -> None:
    painter.drawText(box, _START, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width()))
