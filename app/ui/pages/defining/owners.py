"""Who gets a routed lead: the rule, and the names that it needs."""

from collections.abc import Callable
from typing import Any

from app.domain.problems import Problem
from app.language import later, tr
from app.ui import theme
from app.ui.pages.defining.inputs import ChoiceInput, Input, LineInput, Options, PairsInput, listed, paired
from app.ui.widgets.text import column, label

RULES = (
    ("keep", later("whoever has it")),
    ("named", later("one person")),
    ("by_region", later("by region")),
    ("round_robin", later("in turn")),
    ("least_loaded", later("whoever has fewest open leads")),
)
_NAMES = ("named", "round_robin", "least_loaded")


class OwnerInput(Input):
    """The rule as a choice; below it names, or a name for each region."""

    def __init__(self, name: str, regions: Callable[[], Options]) -> None:
        super().__init__(name)
        self.rule = ChoiceInput(name, [(id, tr(words)) for id, words in RULES])
        self.names = LineInput(tr("{name}: names, with commas between them", name=name), tr("Ada Berg, Bo Lind"))
        self.regions = PairsInput(tr("{name}: a name for each region", name=name), regions, numbers=False)
        self.about = label("", theme.FINE, tone="muted", wrap=True)
        self.rule.settled.connect(lambda _: self._on_rule())
        self.names.settled.connect(lambda _: self.settle())
        self.regions.settled.connect(lambda _: self.settle())
        self.regions.refused.connect(self.refused)
        self.setLayout(column(self.rule, self.names, self.regions, self.about, space=theme.TIGHT))
        self.setFocusProxy(self.rule)

    def write(self, value: Any) -> None:
        """Show rule and names."""
        value = value or {"rule": "keep"}
        self.rule.show_value(value.get("rule", "keep"))
        self.names.show_value(", ".join(map(str, listed(value.get("names")))))
        self.regions.show_value(value.get("by_region") or {})
        self._arrange()

    def read(self) -> Any:
        """The rule with what it needs and nothing else."""
        rule = self.rule.read()
        if rule in _NAMES:
            return {"rule": rule, "names": [name.strip() for name in self.names.read().split(",") if name.strip()]}
        if rule == "by_region":
            return {"rule": rule, "by_region": self.regions.read()}
        return {"rule": rule}

    def show_value(self, value: Any) -> None:
        """Show an owner rule, without the parts that it does not use."""
        kept = {key: one for key, one in (paired(value) or {"rule": "keep"}).items() if one}
        super().show_value(kept)

    def _on_rule(self) -> None:
        self._arrange()
        try:
            complete = (len(self.read()) > 1 and all(self.read().values())) or self.read() == {"rule": "keep"}
        except Problem:
            complete = False
        if complete:
            self.settle()
        else:
            (self.names if self.rule.read() in _NAMES else self.regions).setFocus()

    def _arrange(self) -> None:
        rule = self.rule.read()
        self.names.setVisible(rule in _NAMES)
        self.regions.setVisible(rule == "by_region")
        about = {
            "keep": "",
            "named": tr("The name of one person."),
            "by_region": tr("One a line, such as  Europe: Ada Berg"),
            "round_robin": tr("The names in the order of their turn."),
            "least_loaded": tr("Among equals the first named gets the lead."),
        }
        self.about.setText(about.get(rule, ""))
        self.about.setVisible(bool(about.get(rule)))
