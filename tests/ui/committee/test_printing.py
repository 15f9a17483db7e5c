"""The map on paper and as a picture: readable, whole, and no more told than its level allows (CM13, CM15)."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from app.domain.committee import Line, Pin, committee_map
from app.domain.committee.layout.sheets import MARGIN, PAPERS, SMALLEST
from app.domain.committee.privacy import LEVELS
from app.domain.problems import Problem, Trouble
from app.services.committee.sent import Exported
from app.ui import theme
from app.ui.committee.paper import prepared, whole
from app.ui.committee.printing import INK, map_pictures, write_map
from app.ui.committee.sheet_head import LEAST
from tests.domain.committee.people import LINE, someone
from tests.ui.committee.boards import TODAY, board, seen
from tests.ui.committee.written import texts, written

pytestmark = pytest.mark.usefixtures("dressed")

SIZES = (0, 1, 7, 15, 30, 60)
papers = pytest.mark.parametrize("paper", PAPERS)
sizes = pytest.mark.parametrize("size", SIZES)
levels = pytest.mark.parametrize("level", LEVELS)


def everything(view, level="full", paper="A4"):
    """Every text of all pages."""
    made = prepared(view, level, paper)
    return " | ".join(text.text for sheet in made.pages for text in written(made, sheet))


@papers
@sizes
def test_cm13_no_text_is_under_six_points_and_none_lies_over_another(size, paper):
    made = prepared(board(size), "full", paper)
    for sheet in made.pages:
        found = written(made, sheet)
        assert found and min(text.size for text in found) >= SMALLEST - 0.001
        for text in found:
            assert text.box.left() >= MARGIN - 0.5 and text.box.right() <= sheet.width - MARGIN + 1, text
            assert text.box.top() >= MARGIN - 0.5 and text.box.bottom() <= sheet.height - MARGIN + 1, text
        for one, other in combinations(found, 2):
            shared = one.box.intersected(other.box)
            assert shared.width() < 0.6 or shared.height() < 0.6, (one, other)


@sizes
def test_cm13_the_whole_map_is_one_picture_with_everybody_on_it(size, tmp_path):
    view = board(size)
    (path,) = write_map(view, tmp_path / "map.svg", "full", "A4")
    found = texts(path.read_bytes())
    assert min(text.size for text in found) >= 11  # pixels of a screen
    for one, other in combinations(found, 2):
        shared = one.box.intersected(other.box)
        assert shared.width() < 1 or shared.height() < 1, (one, other)
    names = {text.text for text in found}
    for one in view.map.people:
        assert one.name in names or any(text[:-1] and one.name.startswith(text[:-1]) for text in names if "…" in text)


def test_cm13_head_and_foot_say_whose_map_it_is_when_and_how_much_is_known():
    view = board(60)
    made = prepared(view, "full", "A4")
    assert len(made.pages) in (3, 4, 5)
    for sheet in made.pages:
        said = " | ".join(text.text for text in written(made, sheet))
        for words in (view.account, view.service_line_label, "2026-11-18", "60 people", "Internal: everything"):
            assert words in said
        assert f"{view.tally.unplaced} unplaced" in said
        assert f"{view.tally.guesses} whose seat is our guess" in said
        assert f"Page {sheet.page} of {len(made.pages)}" in said
        for words in ("champion", "opposed", "can veto", "high influence", "regular contact", "our guess", "unknown"):
            assert words in said


def test_cm13_a_line_to_another_page_stands_on_the_card_and_in_words():
    people = [someone(id) for id in range(1, 31)]
    people += [someone(40, "finance", reports_to=1), someone(41, "finance")]
    lines = [Line("influences", 41, 2, "strong", "told", "saw it", TODAY), Line("conflict", 40, 41)]
    view = seen(committee_map(people, lines, {}, LINE))
    made = prepared(view, "full", "A4")
    on = {card.key: sheet.page for sheet in made.pages for card in sheet.layout.cards}
    assert on[40] != on[1]
    said = everything(view)
    assert f"↑ Person 1, page {on[1]}" in said
    assert "Person 41 influences Person 2 strongly" in said
    assert f"pages {min(on[41], on[2])} and {max(on[41], on[2])}" in said
    assert "told by them, saw it, 2026-11-18)" in said.replace("| ", "")
    assert f"→ {on[2]}" in said and f"← {on[41]}" in said


def test_cm13_no_line_is_lost_it_is_drawn_or_said():
    view = board(60)
    made = whole(view, "full")
    said = " ".join(row for columns in made.listed.values() for column in columns for row in column)
    said = re.sub(r"\s+", " ", said)
    lost = [
        line
        for line in view.map.lines
        if line not in made.lines and line.kind != "reports_to" and view.map.name(line.from_id) not in said
    ]
    assert lost == []
    assert any(line.kind != "reports_to" for line in view.map.lines)


def test_cm13_many_lines_get_a_page_of_their_own():
    people = [someone(id, "lab_operations") for id in range(1, 31)]
    lines = [Line("influences", one, other, note="n" * 60) for one in range(1, 9) for other in range(9, 25)]
    made = prepared(seen(committee_map(people, lines, {}, LINE)), "full", "A4")
    assert [sheet.page for sheet in made.pages] == list(range(1, len(made.pages) + 1))
    assert not made.pages[-1].layout.cards
    rows = [row for columns in made.listed.values() for column in columns for row in column]
    assert sum("influences" in row for row in rows) == len(lines)
    for sheet in made.pages:
        assert all(text.box.bottom() <= sheet.height - MARGIN + 1 for text in written(made, sheet))


@levels
@pytest.mark.parametrize("size", [1, 15, 60])
def test_cm15_a_level_says_no_more_than_its_name(size, level):
    view = board(size)
    said = everything(view, level)
    assert str(LEVELS[level]) in said
    told = {"−−", "++", "champion", "opposed", "Lines that are not drawn", "in conflict", "said at the site visit"}
    assert ("champion" in said) == (level == "full")
    if level != "full":
        assert not any(words in said for words in told - {"Lines that are not drawn"})
    if level == "shareable":
        assert "Lines that" not in said and "required seats" not in said and "unknown" not in said
        assert not any(one.title in said for one in view.map.people if one.title)
        assert not re.search(r"\d+ d\b", said)
        assert not re.search(r"↑", said)


def test_cm15_what_changed_gives_no_opinion_away():
    view = replace(
        board(3),
        changed={1: ("stance",), 2: ("seat",), 3: ("new",)},
        exported=Exported(datetime(2026, 11, 1, tzinfo=UTC), "Mia", "full", "pdf"),
    )
    assert "changed: stance" in everything(view)
    quiet = everything(view, "no-stance")
    assert "changed: stance" not in quiet and "changed: seat" in quiet and "new" in quiet
    outside = everything(view, "shareable")
    assert "changed" not in outside and "| new" not in outside


def test_what_looks_like_patient_data_stays_out():
    people = [someone(id, "lab_operations") for id in range(1, 31)]
    lines = [Line("influences", 1, 30, note="patient John Doe, MRN 12345678, DOB 1970-01-01")]
    said = everything(seen(committee_map(people, lines, {}, LINE)))
    assert "12345678" not in said


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_cm13_every_form_is_a_file_of_its_kind(form, tmp_path):
    (path,) = write_map(board(15), tmp_path / f"map.{form}", "full", "A3")
    content = path.read_bytes()
    if form == "png":
        image = QImage(str(path))
        made = whole(board(15), "full").pages[0]
        assert image.width() == pytest.approx(made.layout.bounds.width * 2 + 2 * MARGIN / 0.6 * 2, abs=200)
    elif form == "svg":
        ElementTree.fromstring(content)
        assert b"sans-serif" in content
    else:
        assert content.startswith(b"%PDF")
        boxes = {tuple(map(float, found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)}
        assert {tuple(sorted(box)) for box in boxes} == {(842.0, 1191.0)}
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_refused_file_leaves_what_was_there(tmp_path):
    with pytest.raises(Problem, match=r"\.png, \.svg or \.pdf"):
        write_map(board(1), tmp_path / "map.docx", "full", "A4")
    with pytest.raises(Trouble):
        write_map(board(1), tmp_path / "nowhere" / "map.pdf", "full", "A4")
    assert list(tmp_path.iterdir()) == []


def test_cm4_the_inks_of_paper_read_in_grey():
    for ink in ("text", "muted", "strong", "good", "wait", "bad", "note"):
        grey = QColor(*[round(QColor(getattr(INK, ink)).lightnessF() * 255)] * 3).name()
        for ground in (INK.ground, INK.surface):
            assert theme.contrast(getattr(INK, ink), ground) >= 4.5
        assert theme.contrast(grey, "#ffffff") >= 3
    assert LEAST >= SMALLEST


def test_cm13_pictures_for_a_workbook_are_the_pages_without_their_margins():
    made = prepared(board(30), "full", "A4")
    pictures = map_pictures(board(30), "full", "A4")
    assert len(pictures) == len(made.pages)
    image = QImage.fromData(pictures[0])
    per_point = image.dotsPerMeterX() * 0.0254 / 72
    assert image.width() / per_point == pytest.approx(made.pages[0].width - 2 * MARGIN, abs=1)


def test_cm9_cards_pinned_far_away_are_in_the_picture(tmp_path):
    people = [someone(1, pins=(Pin("lanes", -4000.0, 9000.0),)), someone(2, pins=(Pin("lanes", 20000.0, 0.0),))]
    view = seen(committee_map(people, (), {}, LINE))
    (path,) = write_map(view, tmp_path / "map.png", "full", "A4")
    image = QImage(str(path))
    assert max(image.width(), image.height()) <= 16_000
    assert "Person 1" in everything(view) and "Person 2" in everything(view)
