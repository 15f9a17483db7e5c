"""The parts of a playbook, described once: the editor, workbooks, comparison and definitions are all made from this.

A playbook in hand is plain JSON here (`Body`, see `drafting`). A section says where its items stand in it, what names
an item, and what each field holds, in the words of the team.
"""

from app.domain.playbook.sections.choosing import ANYBODY, Pairs, choices, list_of
from app.domain.playbook.sections.described import SECTION, SECTIONS, VOCABULARIES
from app.domain.playbook.sections.items import key_of, keyed, rows
from app.domain.playbook.sections.section import Field, Kind, Section

__all__ = [
    "ANYBODY",
    "SECTION",
    "SECTIONS",
    "VOCABULARIES",
    "Field",
    "Kind",
    "Pairs",
    "Section",
    "choices",
    "key_of",
    "keyed",
    "list_of",
    "rows",
]
