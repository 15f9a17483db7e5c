"""Dragging a card: onto another card, into a lane and band, or pinned; said and drawn while it lasts (CM9)."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF

from app.domain.committee.layout.geometry import HEAD, SIDE, Key, Layout, Rect
from app.domain.committee.layout.tray import ABOVE
from app.domain.committee.signs import BAND_WORDS
from app.language import tr
from app.ui.committee.scene import MapScene

Drop = Literal["", "manager", "seat", "place", "pin"]


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a card would land if it were let go now, and what a hint says of it."""

    drop: Drop = ""
    target: Key | None = None
    lane: str = ""
    band: str = ""
    hint: str = ""


class Drag:
    """One gesture from press to release; nothing is saved before the end, and Esc puts every card back."""

    def __init__(self, scene: MapScene, key: Key, moved: tuple[Key, ...], at: QPointF) -> None:
        self.scene, self.key, self.moved = scene, key, moved
        self.began, self.at = at, at
        self.aim = Aim()
        self._from = {one: scene.cards[one].pos() for one in moved}
        for one in moved:
            scene.raise_card(one, True)

    def move(self, at: QPointF, *, pin: bool) -> Aim:
        """Follow the mouse; `pin` is held to put the card exactly here."""
        self.at = at
        for one in self.moved:
            self.scene.cards[one].setPos(self._from[one] + at - self.began)
        before, self.aim = self.aim, self._aimed(at, pin)
        if before.target != self.aim.target:
            self._mark(before.target, False)
            self._mark(self.aim.target, True)
        return self.aim

    def end(self) -> Aim:
        """Let go: the cards go back, and whoever asked does what was aimed at, which draws them anew."""
        self._mark(self.aim.target, False)
        for one in self.moved:
            if one in self.scene.cards:
                self.scene.raise_card(one, False)
        return self.aim

    def corner(self, key: Key) -> QPointF:
        """Where the corner of a dragged card is now."""
        return self._from[key] + self.at - self.began

    @property
    def preview(self) -> tuple[QPointF, QPointF] | None:
        """The line that would be drawn: from the card up to the one it is over."""
        card = self.scene.layout_shown.card(self.aim.target) if self.aim.target is not None else None
        if card is None or self.key not in self.scene.cards:
            return None
        moved = self.scene.cards[self.key].sceneBoundingRect().center()
        return QPointF(card.rect.centre.x, card.rect.bottom), moved

    def _mark(self, key: Key | None, on: bool) -> None:
        if key is not None and key in self.scene.cards:
            self.scene.cards[key].hold(target=on)

    def _aimed(self, at: QPointF, pin: bool) -> Aim:
        name = self._name()
        if pin:
            return Aim("pin", hint=tr("{name}: pinned here", name=name))
        target = self._under(at)
        if target is not None:
            face = self.scene.cards[target].face
            if face.ghost:
                return Aim("seat", target, hint=tr("{name} takes the seat {seat}", name=name, seat=face.name))
            return Aim("manager", target, hint=tr("{name} reports to {manager}", name=name, manager=face.name))
        if self.scene.kind == "tree":
            return Aim("pin", hint=tr("{name}: pinned here", name=name))
        lane, band = cell(self.scene.layout_shown, at.x(), at.y())
        if lane and band:
            where = tr("{lane}, {band}", lane=lane, band=tr(BAND_WORDS.get(band, band)))
            return Aim("place", None, lane, band, tr("{name} to {where}; Shift pins", name=name, where=where))
        return Aim(hint=tr("Nothing here; let go and nothing changes"))

    def _name(self) -> str:
        if len(self.moved) > 1:
            return tr("{count} people", count=len(self.moved))
        return self.scene.cards[self.key].face.name

    def _under(self, at: QPointF) -> Key | None:
        """The card under the mouse that is not being dragged."""
        return next(
            (
                card.key
                for card in self.scene.layout_shown.cards
                if card.key not in self.moved and _inside(card.rect, at.x(), at.y())
            ),
            None,
        )


def cell(layout: Layout, x: float, y: float) -> tuple[str, str]:
    """The lane and band at a point; what is missing is empty. A little outside still counts as the last one."""
    if x < SIDE or not layout.lanes or y > layout.lanes[0].rect.bottom + ABOVE or y < -HEAD:
        return "", ""
    lane = next((one.name for one in layout.lanes if one.rect.x <= x <= one.rect.right), "")
    band = next((one.name for one in layout.bands if y <= one.rect.bottom), layout.bands[-1].name)
    return lane, band


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom
