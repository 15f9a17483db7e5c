"""A playbook written as YAML reads back equal, is pleasant to read, and appears whole or not at all."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.problems import Trouble
from app.exports.playbook_file import as_yaml, write_playbook
from app.intake.documents.playbook_file import parse_playbook, read_playbook
from app.services.playbooks import shipped_playbook
from tests.exports.varied_playbooks import HOSTILE, NAMES, varied


@pytest.mark.parametrize("name", NAMES)
def test_a_written_playbook_reads_back_equal(tmp_path, name):
    book = shipped_playbook(name)
    path = write_playbook(book, tmp_path / f"{name}.yaml")
    again = read_playbook(path)
    assert again == book
    assert as_yaml(again) == path.read_text("utf-8")


at_any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(at_any_pace, max_examples=8)
@given(varied())
def test_any_playbook_reads_back_equal(book):
    assert parse_playbook(as_yaml(book.playbook), "varied.yaml") == book.playbook


@pytest.mark.torture
@settings(at_any_pace, max_examples=40)
@given(varied())
def test_many_playbooks_read_back_equal(book):
    assert parse_playbook(as_yaml(book.playbook), "varied.yaml") == book.playbook


@pytest.mark.parametrize("about", ["two\nlines", "# no comment", "yes", "x" * 5_000])
def test_a_hostile_text_stays_what_it_is(about):
    texts = [*HOSTILE, "two\nlines", " space ", "tab\there", "\u2028", "\x85", "\ufeff", "x" * 5_000]
    shipped = shipped_playbook("medical")
    first = shipped.vocabularies.offer[0]
    said = [
        first.model_copy(update={"id": f"hostile_{at}", "label": text, "synonyms": (text,)})
        for at, text in enumerate(texts)
    ]
    words = shipped.vocabularies.model_copy(update={"offer": (*shipped.vocabularies.offer, *said)})
    book = shipped.model_copy(update={"about": about, "vocabularies": words})
    again = parse_playbook(as_yaml(book), "hostile.yaml")
    assert again.about == about
    assert list(again.vocabularies.offer[-len(said) :]) == said


def test_it_reads_as_the_shipped_files_do():
    lines = as_yaml(shipped_playbook("diagnostics")).splitlines()
    assert lines[0].startswith("# The shared definitions of a team")
    keys = [line.partition(":")[0] for line in lines if line[:1].isalpha()]
    order = list(type(shipped_playbook("diagnostics")).model_fields)
    assert keys == [key for key in order if key in keys]
    assert "    - {id: chat, label: Website chat, synonyms: [Chat, Live chat, Chatbot, Webchat, Messenger]}" in lines
    assert "    when: {fact: relation, is: [competitor, own_staff, student]}" in lines
    assert '  start: "08:30"' in lines
    assert "committee_gaps" in keys  # also where they are the usual ones, so that people see what they may change
    assert "    deadline_hours: 40" in lines
    assert any(line.startswith("# --- Routes ---") for line in lines)
    assert max(map(len, lines)) <= 140
    assert not any(line != line.rstrip() for line in lines)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    folder = tmp_path / "a.yaml"
    folder.mkdir()
    with pytest.raises(Trouble, match="is a folder"):
        write_playbook(shipped_playbook("medical"), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
