"""What the rules propose for a lead, on keys; how it was laid aside; and the nurture track it hears."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
from app.ui import dates, theme
from app.ui.command_table import command, key_text
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Card, Elided, Link, clear, column, label, row, tone

ACCEPTS = ("proposal.first", "proposal.second", "proposal.third")  # the commands whose keys take a proposal
_BY_SILENCE = {"message", "pause", "nurture", "unreachable"}


def kind_of(proposals: Sequence[Any]) -> tuple[str, str]:
    """What the first proposal rests on, in a word or two, and the hue of its chip."""
    first = proposals[0].id if proposals else ""
    if first in _BY_SILENCE:
        return tr("No answer"), "wait"
    return (tr("Comes back"), "note") if first in ("take_up", "sent") else (tr("A rule holds"), "wait")


class ProposalLine(QWidget):
    """Two lines of the cockpit: why something is proposed or how the lead was laid aside, and up to three acts."""

    chosen = Signal(object)  # the command that accepts it

    def __init__(self) -> None:
        super().__init__()
        self._chip, self._why = Chip(about=tr("Proposed")), Elided()
        self._acts = row(space=theme.LARGE)
        said = row(self._chip, self._why)
        said.setStretch(1, 1)
        self.setLayout(column(said, self._acts, space=2))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.there = False
        self.hide()

    def draw(self, view: Any) -> None:
        """Show the proposals of a lead; without any, and without a story, the lines are hidden."""
        story = _story(view)
        self._chip.say(*((tr("Laid aside"), "note") if story and not view.proposals else kind_of(view.proposals)))
        self._why.say(story or (view.proposals[0].why if view.proposals else ""))
        clear(self._acts)
        for id, proposal in zip(ACCEPTS, view.proposals, strict=False):
            self._acts.addWidget(accepting(id, proposal.says, self.chosen), 1)
        self.there = bool(view.proposals or story)
        self.setVisible(self.there)


def _story(view: Any) -> str:
    """Why a lead that was laid aside is back, what was agreed then and in which cycle; its put-off while it rests."""
    put_off = view.put_off
    if put_off is None or not put_off.still:
        return ""
    if view.group != "requalify":
        return str(put_off.says)
    return tr(
        "{group_why} · agreed in cycle {cycle}: {agreed}",
        group_why=view.group_why,
        cycle=put_off.cycle,
        agreed=put_off.agreed,
    )


def accepting(id: str, says: str, chosen: Any) -> Link:
    """A link that accepts a proposal, with its key before it."""
    key = key_text(command(id))
    link = Link(f"{key} {says}", name=f"{says}  ({key})", elide=True)
    link.setToolTip(f"{says}  ({key})")
    link.setStyleSheet("text-align: left;")
    link.clicked.connect(lambda: chosen.emit(id))
    return link


class ProposalCard(Card):
    """The same on the lead page: each proposal with its reason, and the story of the last put-off."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("PROPOSED"))
        self._lines = column(space=theme.TIGHT)
        self._story = label("", theme.FINE, tone="muted", wrap=True)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._story)

    def draw(self, view: Any) -> None:
        """Show the proposals of a lead; with neither these nor a story the card is hidden."""
        clear(self._lines)
        said = ""
        for at, proposal in enumerate(view.proposals):
            if proposal.why not in (said, view.group_why):
                self._lines.addWidget(label(proposal.why, theme.FINE, wrap=True))
                said = proposal.why
            words = accepting(ACCEPTS[at], proposal.says, self.chosen) if at < len(ACCEPTS) else label(proposal.says)
            self._lines.addWidget(words)
        self._story.setText(view.put_off.says if view.put_off is not None else "")
        self._story.setVisible(view.put_off is not None)
        self.title.setText(tr("PROPOSED") if view.proposals else tr("LAID ASIDE"))
        self.setVisible(bool(view.proposals) or view.put_off is not None)


class NurtureCard(Card):
    """The nurture track of a lead: why it suits, what they had of it, and what there is to learn."""

    wanted = Signal(object)  # id of a criterion that a line belongs to

    def __init__(self) -> None:
        super().__init__(tr("NURTURE TRACK"), tr("Choose"), key=key_text(command("lead.track")))
        self._name, self._why = label("", bold=True, wrap=True), label("", theme.FINE, tone="muted", wrap=True)
        self._question = label("", theme.FINE, wrap=True)
        self._lines = column(space=2)
        for part in (self._name, self._why, self._question):
            self.body.addWidget(part)
        self.body.addLayout(self._lines)

    def draw(self, view: Any) -> None:
        """Show the track of a nurtured lead, or of one whose path is to be nurture; any other hides the card."""
        track = view.nurture
        nurtured = "nurture" in (view.path, view.route.path)
        self.setVisible(track is not None and (nurtured or track.by_hand))
        if track is None:
            return
        self._name.setText(track.label)
        self._why.setText(tr("{why} · every {every_days} days", why=track.why, every_days=track.every_days))
        self._question.setText(tr("They ask: {buyer_question}", buyer_question=track.buyer_question))
        clear(self._lines)
        for piece in track.pieces:
            self._lines.addWidget(self._piece(piece, piece.content == track.next))
        for one in track.collect:
            self._lines.addWidget(self._to_learn(one))

    def _piece(self, piece: Any, is_next: bool) -> QWidget:
        when = f"{piece.how} {dates.ago(piece.at)}" if piece.at is not None else tr("next") if is_next else ""
        said = label(f"{'✓' if piece.at is not None else '○'} {piece.content}", theme.FINE, wrap=True)
        said.setText(said.text() + (f" · {when}" if when else ""))
        said.setToolTip(dates.exact(piece.at) if piece.at is not None else "")
        tone(said, "muted" if piece.at is not None else "")
        return said

    def _to_learn(self, one: Any) -> QWidget:
        origin = _origin(one)
        text = f"{'✓' if one.known else '?'} {one.what}" + (f": {one.known}" if one.known else "") + origin
        if not one.criterion:
            return label(text, theme.FINE, tone="muted" if one.known else "", wrap=True)
        link = Link(text, name=tr("To learn: {what}, go to its criterion", what=one.what), elide=True)
        link.clicked.connect(partial(self._go_to, one.criterion))
        return link

    def _go_to(self, criterion: str, *_: Any) -> None:
        self.wanted.emit(criterion)


def _origin(one: Any) -> str:
    """Who said it, and how long ago."""
    said = [part for part in (one.who, dates.ago(one.at)) if part]
    return f" ({', '.join(said)})" if one.known and said else ""
