"""The answer to one criterion with its evidence: what was said, by whom, how certain, and what it rests on."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout

from app.domain.evidence import Ground, Link, Source, link_of
from app.domain.lead import Answered, Certainty
from app.language import tr
from app.services.answers import answer
from app.ui import theme
from app.ui.bench import Bench
from app.ui.labels import labelled
from app.ui.strips.strip import Strip, line
from app.ui.tables.checklist_view import against
from app.ui.widgets import text as widgets
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Elided, clear, label, row

SHOWN = 3  # rows of the story written out below the evidence; the digits reach nine
_CERTAIN = {Source.SIGNAL: "document", Source.TOUCH: "told"}


class AnswerStrip(Strip):
    """Opens with an answer already chosen; the evidence is what is left to write, or to take from the story."""

    takes_digits = False  # "180 to 220 a week" is evidence

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, tr("Save the answer"))
        self._lead_id: int | None = None
        self.criterion = ""
        self._grounds: tuple[Ground, ...] = ()
        self.link: Link | None = None  # the row of the story that the answer rests on
        self._words = ""  # of that row; while they stand in the evidence, the answer rests on it
        self.title.setWordWrap(True)  # a long question must not widen the window
        self.value = Segmented(tr("Answer"), [(v.value, labelled(v.value)) for v in Answered])
        self.evidence = line(
            tr("Evidence"), tr("What shows it, in their words; Alt and a digit takes it from the story")
        )
        self.who = line(tr("Who said it"), tr("Who said it"))
        self.certainty = Segmented(
            tr("How certain"), [("told", tr("Told")), ("document", tr("Document")), ("guess", tr("Our guess"))]
        )
        self.ask = label("", theme.FINE, tone="muted", wrap=True)
        self.before = Elided("", theme.FINE, tone="wait")
        self.rests = label("", theme.FINE, tone="muted")
        self._choices = QHBoxLayout()
        self.head.insertWidget(1, self.value)
        fields = row(self.evidence, self.who, self.certainty)
        fields.setStretch(0, 3)
        fields.setStretch(1, 1)
        self.fields.addWidget(self.ask)
        self.fields.addWidget(self.before)
        self.fields.addLayout(fields)
        story = row(self.rests, self._choices)
        story.setStretch(1, 1)
        self.fields.addLayout(story)
        self._suggested = False  # the evidence is what the facts suggest, and nobody said it
        self.evidence.textEdited.connect(self._on_words)
        self.watch(self.evidence, self.who)

    def open(self, view: Any, criterion: Any, value: Answered) -> None:
        """Open for one criterion of a lead."""
        self._lead_id, self.criterion, self._grounds = view.id, criterion.id, view.grounds
        self.title.setText(criterion.question)
        self.value.choose(value.value)
        suggested = criterion.suggestion if value is Answered.YES else ""
        self.evidence.setText(criterion.evidence or suggested)
        self.evidence.selectAll()
        self.who.setText(criterion.who)
        self._suggested = bool(suggested) and not criterion.evidence
        fresh = "document" if self._suggested else "told"
        self.certainty.choose(str(criterion.certainty) if criterion.evidence else fresh)
        self._rest_on(self._known(criterion), self.evidence.text())
        self._offer()
        settle = tr(". Answer again, with a note, to settle it.") if criterion.earlier is not None else ""
        self.before.say(against(criterion) + settle)
        self.before.setVisible(bool(settle))
        whom = criterion.knows or tr("them")
        hints = [tr("Ask {whom}: {question}", whom=whom, question=asked) for asked in criterion.proof_questions[:1]]
        hints += [tr("Counts: {example}", example=example) for example in criterion.qualifies[:1]]
        hints += [tr("Does not count: {example}", example=example) for example in criterion.does_not[:1]]
        self.ask.setText("   ".join(hints))
        self.ask.setVisible(bool(hints))
        self.begin(self.evidence)

    def template(self, field: QObject, number: int) -> bool:
        """Take a row of the story as evidence; words of one's own stay, and rest on it."""
        if field is not self.evidence or number >= len(self._grounds):
            return False
        ground = self._grounds[number]
        own = self.evidence.text().strip() if self.evidence.isModified() else ""
        if not own:
            self.evidence.setText(ground.words)
        self._suggested = False
        self._rest_on(ground.link, "" if own else ground.words)
        self.certainty.choose(_CERTAIN[ground.link.source])
        return True

    def commit(self) -> None:
        """Save the answer; the evidence may be empty only for Unknown, which the services decide."""
        assert self._lead_id is not None
        self.run(
            answer,
            self._lead_id,
            self.criterion,
            Answered(self.value.value),
            evidence=self.evidence.text().strip(),
            who=self.who.text().strip(),
            certainty=Certainty(self.certainty.value or "guess"),
            source=(self.link.source.value, self.link.id) if self.link else None,
            say=False,
        )

    # --- what it rests on ---------------------------------------------------------------------------------------------

    def _known(self, criterion: Any) -> Link | None:
        """The row of the answer as it stands, or of the suggestion that is taken over."""
        if self._suggested and criterion.suggested_by is not None:
            return Link(Source.SIGNAL, criterion.suggested_by)
        return None if criterion.lost else link_of(criterion)

    def _rest_on(self, link: Link | None, words: str) -> None:
        self.link, self._words = link, words
        kinds = {ground.link: ground.kind for ground in self._grounds}
        self.rests.setText(
            tr("Rests on: {get}", get=kinds.get(link, link.source.value)) if link else tr("From the story:")
        )
        self.rests.setVisible(bool(self._grounds))

    def _on_words(self, text: str) -> None:
        """Words of one's own were told, unless the person says otherwise; they no longer rest on what they replace."""
        if self._suggested:
            self._suggested = False
            self.certainty.choose("told")
        if self.link is not None and (not text.strip() or self._words not in text):
            self._rest_on(None, "")

    def _offer(self) -> None:
        clear(self._choices)
        self._choices.setSpacing(theme.MIDDLE)
        for number, ground in enumerate(self._grounds[:SHOWN]):
            choice = widgets.Link(
                f"Alt+{number + 1} {ground.words}", name=tr("Rest on: {words}", words=ground.words), elide=True
            )
            choice.setToolTip(ground.words)
            choice.clicked.connect(lambda _=False, number=number: self.template(self.evidence, number))
            self._choices.addWidget(choice, 2)
        self._choices.addStretch(1)
