"""The catalogues: everything that the program says is in them, translated whole, and compiled as it is written."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.language import LANGUAGES, SOURCE, percent, speaking
from tests.house_rules import ROOT

CODES = [code for code in LANGUAGES if code != SOURCE]


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """The program that gathers sentences; it lies beside the other verbs of start.py."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "packaging" / "words.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["words"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


def said(catalogue: Any, words: ModuleType) -> set[tuple[str, ...]]:
    return {words._ids(message) for message in catalogue if message.id}


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_what_the_program_says_and_nothing_else(words: ModuleType, code: str) -> None:
    ours, theirs = said(words.gathered(ROOT), words), said(words.read(ROOT, code), words)
    assert ours - theirs == set(), "run: python3 packaging/start.py words"
    assert theirs - ours == set(), "run: python3 packaging/start.py words"


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_translated_with_all_its_values(words: ModuleType, code: str) -> None:
    assert [fault for message in words.read(ROOT, code) if message.id for fault in words.faults(message)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_percent_sign_stands_behind_its_number_as_the_language_has_it(words: ModuleType, code: str) -> None:
    with speaking(code):
        sign = percent(0.67).removeprefix("67")
    said = [message.string for message in words.read(ROOT, code) if message.id]
    texts = [text for one in said for text in (one if isinstance(one, tuple) else (one,))]
    assert [text for text in texts if re.search(rf"[\d}}](?!{sign})\s?%", text)] == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_compiled_is_what_is_written(words: ModuleType, code: str) -> None:
    folder = ROOT / "resources" / "translations" / code / "LC_MESSAGES"
    assert (folder / "assay.mo").read_bytes() == words.compiled(words.read(ROOT, code))


def test_choices_and_plurals_are_gathered(words: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "x.py").write_text(
        'tr("Up" if by < 0 else "Down")\ntr_many("{count} cell", "{count} cells", n)\ncounted(n, "guess", "guesses")\n'
        'later("Due")\nlater_many("one", "many")\nsettings.text("kept")\ntr(name or "Nobody")\n',
        "utf-8",
    )
    found = {(one.one, one.many) for one in words.sentences(tmp_path)}
    assert found == {
        ("Up", ""),
        ("Down", ""),
        ("{count} cell", "{count} cells"),
        ("{count} guess", "{count} guesses"),
        ("Due", ""),
        ("one", "many"),
        ("Nobody", ""),
    }
