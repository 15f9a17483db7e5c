"""The strip for a note on a lead of the sample: why both teams think so."""

from typing import TYPE_CHECKING

from app.language import tr
from app.services.review_sample import judge_sampled
from app.ui.bench import Bench
from app.ui.review.deciding import KeptStrip
from app.ui.review.half_typed import Place
from app.ui.strips.strip import line

if TYPE_CHECKING:
    from app.services.review_sample import SampleRow


class NoteStrip(KeptStrip):
    """Keeps the verdict as it is and writes a sentence beside it."""

    def __init__(self, bench: Bench) -> None:
        self.text = line(tr("Note"), tr("Why, in a sentence"))
        super().__init__(bench, tr("Keep the note"), self.text)
        self._of: SampleRow | None = None
        self.fields.addWidget(self.text)
        self.watch(self.text)

    def note(self, place: Place, of: "SampleRow") -> None:
        """Write about a lead, beginning with the note it has."""
        self._of = of
        self.title.setText(tr("Note on {person}", person=of.person))
        self.begin(self.text)
        self.fill(place, of.note)

    def commit(self) -> None:
        """Keep the note; an empty one is none."""
        if self._of is not None:
            words = self.text.text().strip()
            self.run(judge_sampled, self.place.week, self._of.lead_id, self._of.verdict, words)
