"""A choice of few that is remembered: the next time the window opens it stands as it was left."""

from collections.abc import Sequence

from app.ui import settings
from app.ui.widgets.segmented import Segmented


class KeptSwitch(Segmented):
    """Begins with what was kept last; `keep` presses one for good, `choose` for now."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], kept_as: str, first: str, *, flows: bool = False
    ) -> None:
        super().__init__(name, choices, flows=flows)
        self._kept_as = kept_as
        self.choose(settings.text(kept_as, first))

    def keep(self, id: str) -> None:
        """Press one, without telling anybody, and remember it."""
        self.choose(id)
        settings.remember(self._kept_as, id)
