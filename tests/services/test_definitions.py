"""The words of a playbook are the same whether it is read whole or for its words alone."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from app.domain.playbook import Vocabularies
from app.services.definitions import Definitions
from app.services.playbooks import as_version, shipped, shipped_playbook

KINDS = (*Vocabularies.model_fields, "path", "service_line", "signal", "seat")


@pytest.mark.parametrize("name", [name for name, _title in shipped()])
def test_every_word_is_the_playbooks(name: str) -> None:
    playbook = shipped_playbook(name)
    definitions = Definitions((), as_version(playbook, datetime.now(UTC), "Robin", "").body)
    for kind in KINDS:
        for id in [entry.id for entry in playbook.words(kind)] + ["", "unheard_of"]:
            assert definitions.label(kind, id) == playbook.label(kind, id)
    assert definitions.playbook == playbook


def test_what_the_first_paint_waits_for_knows_no_rule_and_no_file_format() -> None:
    heavy = "{'pydantic', 'openpyxl', 'alembic', 'phonenumbers', 'yaml', 'rapidfuzz', 'python_calamine'}"
    code = (
        "import sys, importlib, app.bootstrap\n"
        "for module in app.bootstrap.BEFORE_QT: importlib.import_module(module)\n"
        f"print(*({heavy} & set(sys.modules)))"
    )
    assert not subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
