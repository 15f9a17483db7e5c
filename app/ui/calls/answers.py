"""What is typed for the question in hand: kept letter by letter, and made an answer when the question is left."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.problems import Problem, Trouble
from app.language import tr
from app.services.calls.capture import begin_call, forget_answer, mark_asked, take_answer
from app.services.calls.view import CallView
from app.ui import dates
from app.ui.bench import Bench
from app.ui.calls.drafts import Draft, draft_of
from app.ui.calls.keeper import Keeper
from app.ui.calls.question_card import PARTS, QuestionCard


class Answers(QObject):
    """Fills the fields of the card and saves what comes of them; nothing new is nothing done."""

    told = Signal(object)  # (words, True where all is kept)

    def __init__(self, bench: Bench, card: QuestionCard, parent: QObject) -> None:
        super().__init__(parent)
        self.bench, self.card = bench, card
        self.keeper = Keeper(bench, self)
        self.keeper.told.connect(self.told)
        self.draft: Draft | None = None
        self._shown: dict[str, str] = {}  # the fields as the draft filled them
        self._asked: set[str] = set()
        card.edited.connect(self._on_edited)

    def begin(self, view: CallView, *, other: bool) -> None:
        """A call is drawn, `other` than before or the same anew."""
        if other:
            self.draft, self._asked = None, set()
        self.keeper.take(view.row.id, view.typed)

    @property
    def question(self) -> str:
        """The question in hand."""
        return self.draft.question if self.draft is not None else ""

    @property
    def is_typing(self) -> bool:
        """True while something stands in the fields that is no answer yet."""
        return self.draft is not None and self.card.says_something and self._is_fresh(self.draft)

    def load(self, view: CallView, question: str, lead_id: int | None) -> None:
        """Fill the fields for a question; what a person is typing for it just now stays as it is."""
        draft, before = draft_of(view, question, lead_id, self.keeper.text), self.draft
        same = before is not None and (before.question, before.lead_id) == (question, lead_id)
        if same and (draft == before or self.card.typed() != self._shown):
            return
        self.draft = draft
        self.card.show_answer(draft.typed, draft.value, draft.person_id)
        self._shown = self.card.typed()

    def _is_fresh(self, draft: Draft) -> bool:
        return draft.half or self.card.typed() != self._shown

    def _on_edited(self) -> None:
        """Every letter is kept a moment later, whether or not an answer comes of it."""
        if self.draft is not None:
            typed = self.card.typed()
            whole = typed if typed["answer"] or typed["value"] else dict.fromkeys(PARTS, "")
            for part, text in whole.items():
                self.keeper.note(f"{part}:{self.draft.question}", text)

    # --- keeping -----------------------------------------------------------------------------------------------------

    def keep(self, view: CallView | None, *, passed: bool = False) -> None:
        """What is typed becomes an answer; `passed` notes that the question was asked, whatever came of it."""
        draft = self.draft
        if draft is None or view is None or view.row.state != "planned" or self.bench.read_only:
            return
        typed, fresh = self.card.typed(), self._is_fresh(draft)
        if fresh and self.card.says_something:
            self._begin_call(view)
            self._take(view, draft, typed)
        elif fresh and draft.said is not None and not (typed["answer"].strip() or typed["value"].strip()):
            self._forget_typing(draft.question)
            self._shown = typed
            self.bench.do(forget_answer, draft.said.id, for_all=bool(self.card.shared.leads), say=False)
        elif passed and view.started_at is not None and draft.said is None and draft.question not in self._asked:
            self._asked.add(draft.question)
            self.bench.do(mark_asked, view.row.id, draft.question, say=False)

    def _take(self, view: CallView, draft: Draft, typed: dict[str, str]) -> None:
        speaker, several = self.card.who.speaker, len(view.leads) > 1 and draft.lead_id is not None
        self._forget_typing(draft.question)
        self._shown = typed
        self.bench.do(
            take_answer,
            view.row.id,
            draft.lead_id,
            draft.question,
            self.card.words,
            value=self.card.typed_value,
            who=speaker.name if speaker is not None else "",
            person_id=speaker.person_id if speaker is not None else None,
            certainty=self.card.certainty.value,
            corrects=draft.said.id if draft.said is not None else None,
            leads=(draft.lead_id, *self.card.shared.leads) if several else None,
            say=False,
            then=self._took,
            failed=partial(self._not_taken, draft.question, typed),
        )

    def _begin_call(self, view: CallView) -> None:
        """The first answer begins a call of today; what is known days before is not said in the call."""
        if view.started_at is None and view.row.day <= dates.today():
            self.bench.do(begin_call, view.row.id, say=False)

    def _took(self, changed: Any) -> None:
        self.told.emit((tr("Kept at {time}", time=f"{datetime.now():%H:%M:%S}"), True))
        said = [words for words in changed.kept if words not in changed.outcome.contradicts]  # those stay on the page
        if said:
            self.bench.toast.say(" ".join(said[:2]))

    def _not_taken(self, question: str, typed: dict[str, str], error: Exception) -> None:
        """It stays half-typed, where it was."""
        for part, text in typed.items():
            self.keeper.note(f"{part}:{question}", text)
        if isinstance(error, (Problem, Trouble)):
            self.told.emit((tr("Not kept. {why}", why=error.message), False))
        else:
            self.bench.problems.show(error)

    def _forget_typing(self, question: str) -> None:
        """It becomes an answer: it is half-typed no more, and that is written before the answer is."""
        self.keeper.forget(*(f"{part}:{question}" for part in PARTS))
        self.keeper.keep()
