"""Every part of a playbook, in the order in which people read them."""

from collections.abc import Mapping

from app.domain.playbook.sections.calling import CALLING
from app.domain.playbook.sections.checklists import CHECKLISTS
from app.domain.playbook.sections.leaving import LEAVING
from app.domain.playbook.sections.people import PEOPLE
from app.domain.playbook.sections.routing import ROUTING
from app.domain.playbook.sections.scoring import SCORING
from app.domain.playbook.sections.section import Section
from app.domain.playbook.sections.words import WORDS

SECTIONS: tuple[Section, ...] = (*CHECKLISTS, *SCORING, *ROUTING, *LEAVING, *PEOPLE, *CALLING, *WORDS)
SECTION: Mapping[str, Section] = {section.id: section for section in SECTIONS}
VOCABULARIES = tuple(section.id for section in SECTIONS if section.place[:1] == ("vocabularies",))
