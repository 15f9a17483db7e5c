"""How a part of a playbook is described: its place, what names an item, and what each field holds."""

from dataclasses import dataclass
from typing import Literal

from app.language import later

Kind = Literal[
    "id",
    "text",
    "long",
    "number",
    "yes_no",
    "choice",
    "choices",
    "words",
    "condition",
    "owner",
    "needs",
    "hours_by",
    "limits",
    "time",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an item says. `id` is the key as a playbook file writes it."""

    id: str
    label: str
    kind: Kind
    of: str = ""  # which ids a choice, choices, needs, hours_by holds; "number" for words that are whole numbers
    about: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a playbook: a list of items of one kind, or (`single`) one record."""

    id: str
    label: str
    one: str  # what a single item is called in a sentence
    group: str  # what it belongs with on a page
    about: str
    place: tuple[str, ...]  # keys into the body
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)  # the fields that name an item
    title: str = "label"  # the field people know an item by
    ordered: bool = False  # the order decides something
    fixed: bool = False  # no adding or removing
    single: bool = False

    def field(self, id: str) -> Field | None:
        """The field with this id, or None."""
        return next((field for field in self.fields if field.id == id), None)


ID = Field("id", later("Id"), "id", "", later("What workspaces store. It stays as it is when the label changes."), True)
LABEL = Field("label", later("Label"), "text", "", later("What people read and choose."), True)
LINES = Field(
    "service_lines", later("Service lines"), "choices", "service_line", later("Leave empty for every service line.")
)
SYNONYMS = Field(
    "synonyms", later("Also written"), "words", "", later("Other ways in which files write it; each means only this.")
)
ABOUT = Field("about", later("About"), "long", "", later("What is meant, for a colleague who is new."))
