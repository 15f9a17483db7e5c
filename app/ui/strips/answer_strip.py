"""The answer to one criterion with its evidence: what was said, by whom, how certain."""

from typing import Any

from app.domain.lead import Answered, Certainty
from app.services.answers import answer
from app.ui import theme
from app.ui.bench import Bench
from app.ui.strips.strip import Strip, line
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import label, row


class AnswerStrip(Strip):
    """Opens with an answer already chosen; the evidence is what is left to write."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Save the answer")
        self._lead_id: int | None = None
        self.criterion = ""
        self.title.setWordWrap(True)  # a long question must not widen the window
        self.value = Segmented("Answer", [(v.value, v.value.capitalize()) for v in Answered])
        self.evidence = line("Evidence", "What shows it, in their words")
        self.who = line("Who said it", "Who said it")
        self.certainty = Segmented("How certain", [("told", "Told"), ("document", "Document"), ("guess", "Our guess")])
        self.ask = label("", theme.FINE, tone="muted", wrap=True)
        self.head.insertWidget(1, self.value)
        fields = row(self.evidence, self.who, self.certainty)
        fields.setStretch(0, 3)
        fields.setStretch(1, 1)
        self.fields.addWidget(self.ask)
        self.fields.addLayout(fields)
        self._suggested = False  # the evidence is what the facts suggest, and nobody said it
        self.evidence.textEdited.connect(self._on_words)
        self.watch(self.evidence, self.who)

    def open(self, view: Any, criterion: Any, value: Answered) -> None:
        """Open for one criterion of a lead."""
        self._lead_id, self.criterion = view.id, criterion.id
        self.title.setText(criterion.question)
        self.value.choose(value.value)
        known = criterion.evidence or (criterion.suggestion if value is Answered.YES else "")
        self.evidence.setText(known)
        self.evidence.selectAll()
        self.who.setText(criterion.who)
        self._suggested = bool(known) and not criterion.evidence
        fresh = "document" if self._suggested else "told"
        self.certainty.choose(str(criterion.certainty) if criterion.evidence else fresh)
        hints = [f"Ask {criterion.seat_label or 'them'}: {q}" for q in criterion.proof_questions[:1]]
        hints += [f"Counts: {example}" for example in criterion.qualifies[:1]]
        hints += [f"Does not count: {example}" for example in criterion.does_not[:1]]
        self.ask.setText("   ".join(hints))
        self.ask.setVisible(bool(hints))
        self.begin(self.evidence)

    def _on_words(self) -> None:
        """Words of one's own in place of the suggestion were told, unless the person says otherwise."""
        if self._suggested:
            self._suggested = False
            self.certainty.choose("told")

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
            say=False,
        )
