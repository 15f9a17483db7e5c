"""CP7: the sheet of a call on paper: one A4 page at 8 points or more, a second page instead of smaller type."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.calls.completing import completed, unknowns
from app.domain.calls.on_paper import outline
from app.domain.calls.sheet import BLOCKS, CallSheet
from app.domain.outline import Column, Outline, Part, Run, Table, plain, run
from app.language import PSEUDO, speaking
from app.ui.paper.call_sheet import call_pages, call_sheet_pdf
from app.ui.paper.composing import Setting, blocks
from app.ui.paper.lettering import LEAST
from app.ui.paper.marks import Frame, Stroke, Words
from app.ui.paper.pages import LARGER, MARGIN, Page, pages
from tests.domain.calls import sheets
from tests.ui.committee.written import Text

Read = Callable[[Page], list[Text]]
KINDS: dict[str, Callable[[], CallSheet]] = {
    "full": sheets.full,
    "german": sheets.german,
    "bare": sheets.bare,
    "overflowing": sheets.overflowing,
}
kinds = pytest.mark.parametrize("kind", KINDS)
papers = pytest.mark.parametrize("paper", ["A4", "Letter"])

pytestmark = pytest.mark.usefixtures("dressed")


def said(pages: Sequence[Page]) -> str:
    """Every text of the pages in the order in which it is painted."""
    lines = " ".join(mark.text for page in pages for mark in page.marks if isinstance(mark, Words))
    return re.sub(r"\s+", " ", lines)


@papers
@kinds
def test_cp7_no_type_is_under_eight_points_and_nothing_overlaps_or_leaves_the_page(
    kind: str, paper: str, written: Read
) -> None:
    for page in call_pages(KINDS[kind](), paper):
        found = written(page)
        assert found and min(text.size for text in found) >= 7.99
        for text in found:
            assert text.box.left() >= MARGIN - 0.5 and text.box.right() <= page.wide - MARGIN + 0.5, text
            assert text.box.top() >= MARGIN - 0.5 and text.box.bottom() <= page.high - MARGIN + 0.5, text
        for one, other in combinations(found, 2):
            shared = one.box.intersected(other.box)
            assert shared.width() < 0.6 or shared.height() < 0.3, (one, other)
        for mark in page.marks:
            if isinstance(mark, Stroke):
                assert mark.to_x <= page.wide - MARGIN + 0.5 and mark.to_y <= page.high - MARGIN + 0.5
            elif isinstance(mark, Frame):
                assert mark.x + mark.wide <= page.wide - MARGIN + 0.5


@pytest.mark.parametrize("kind", ["full", "german", "bare"])
def test_cp7_eight_questions_and_five_gaps_stand_on_one_a4_page(kind: str) -> None:
    sheet = KINDS[kind]()
    (page,) = call_pages(sheet)
    assert (page.wide, page.high) == (595, 842)
    text = said([page])
    assert len(sheet.questions) == 8
    for question in sheet.questions:
        assert question.asked in text
    for gap in sheet.gaps:
        assert gap.question in text
    assert len(sheet.gaps) == (0 if kind == "bare" else 5)


def test_cp7_it_is_one_page_in_german_too() -> None:
    with speaking("de"):
        assert len(call_pages(sheets.german())) == 1


@pytest.mark.parametrize("kind", ["full", "german"])
def test_the_name_of_a_part_is_cut_where_its_words_meet(kind: str) -> None:
    with speaking("de"):
        (page,) = call_pages(KINDS[kind]())
    names = [mark.text for mark in page.marks if isinstance(mark, Words) and mark.x < MARGIN + 1]
    at = next(at for at, name in enumerate(names) if name.startswith("Entscheidung"))
    assert names[at] == "Entscheidungsweg" or names[at : at + 2] == ["Entscheidungs-", "weg"]


def test_cp7_every_question_has_a_line_to_write_on_and_room_for_a_hand() -> None:
    for kind in ("full", "german", "bare"):
        (page,) = call_pages(KINDS[kind]())
        dotted = [mark for mark in page.marks if isinstance(mark, Stroke) and mark.dotted]
        assert len(dotted) >= 8
        assert all(mark.to_x - mark.x > 200 for mark in dotted)
        for line in dotted:
            above = [
                mark.y
                for mark in page.marks
                if isinstance(mark, Words) and line.x <= mark.x < line.to_x and mark.y < line.y
            ]
            assert line.y - max(above) >= 10  # points between what is printed and the line


def test_cp7_what_does_not_fit_goes_on_the_second_page_under_the_same_head_in_no_smaller_type(written: Read) -> None:
    sheet = sheets.overflowing()
    first, second = call_pages(sheet)
    head = outline(sheet).head
    on_second = written(second)
    assert head in " ".join(text.text for text in on_second[:3])
    assert min(text.size for text in on_second) >= 7.99
    assert "Page 1 of 2" in said([first]) and "Page 2 of 2" in said([second])
    both = said([first, second])
    for question in sheet.questions:
        assert both.count(question.asked) >= 1
    assert "and 6 more in the register" in both
    for page in (first, second):  # the foot closes both
        assert f"{sheet.footer.unknown} not known" in said([page]) and sheet.footer.warning in said([page])


def test_a_table_that_goes_on_has_its_head_on_the_next_page_as_well() -> None:
    rows = tuple((run(f"Row {number}"),) for number in range(120))
    table = Table((Column("What they want"),), rows)
    made = pages(Outline("Clinic", "", (), (Part("scope", "Scope", (table,)),), ("The foot",)))
    assert len(made) > 1
    assert all(said([page]).count("What they want") == 1 for page in made)
    assert [f"Row {number} " in f"{said(made)} " for number in range(120)] == [True] * 120


@kinds
def test_cp7_the_twelve_blocks_stand_in_their_fixed_order(kind: str) -> None:
    sheet = KINDS[kind]()
    labels = [part.label for part in outline(sheet).parts if part.id != "since"]
    assert labels == [label for id, label in BLOCKS if id != "footer"]
    made = call_pages(sheet)
    left = " ".join(
        mark.text
        for page in made
        for mark in page.marks
        if isinstance(mark, Words) and mark.type.bold and abs(mark.x - MARGIN) < 0.01
    )
    places = [left.index(label, len(sheet.header.account)) for label in labels]
    assert places == sorted(places)
    assert sheet.footer.warning in said(made[-1:])


@kinds
def test_cp1_every_blank_is_printed_as_not_known_and_counted(kind: str) -> None:
    sheet = KINDS[kind]()
    printed = sum(
        mark.text.count("not known")
        for page in call_pages(sheet)
        for mark in page.marks
        if isinstance(mark, Words) and mark.type.dotted
    )
    shown = {f"gaps.{gap.id}" for gap in sheet.gaps} if len(sheet.gaps) <= 5 else set()
    hidden = 0 if shown or not sheet.gaps else len([u for u in unknowns(sheet) if u.id.startswith("gaps.")])
    if hidden:  # of gaps that are only in the register
        assert printed < sheet.footer.unknown
    else:
        assert printed == sheet.footer.unknown
    assert sheet.footer.unknown == len(unknowns(sheet)) > 0


def test_cp1_what_is_not_known_reads_in_grey_too() -> None:
    (page,) = call_pages(sheets.full())
    unknown = [mark for mark in page.marks if isinstance(mark, Words) and mark.type.dotted]
    known = [mark for mark in page.marks if isinstance(mark, Words) and not mark.type.dotted]
    assert all(mark.type.slanted for mark in unknown)  # by shape, not by colour alone
    assert not any(mark.type.slanted for mark in known)


def test_cp8_a_second_call_begins_with_what_happened_since() -> None:
    ids = [part.id for part in outline(sheets.full()).parts]
    assert ids[:3] == ["header", "since", "why"]
    text = said(call_pages(sheets.full()))
    for words in (
        "Answered Volumes a month",
        "Newly open Transport",
        "They are late Sample",
        "We are late Verification",
    ):
        assert words in text
    assert "since" not in [part.id for part in outline(sheets.bare()).parts]


@pytest.mark.parametrize("size", [LEAST, *LARGER])
def test_a_column_takes_room_from_the_others_before_a_word_is_cut(size: float) -> None:
    heads = (Column("Test", 30), Column("Method", 8), Column("Sites", 8))
    cells = ("Basic metabolic panel", "cleared, unmodified", "Main and two outpatient sites")
    rows = (tuple((Run(words),) for words in cells),)
    made = list(blocks(Table(heads, rows), Setting(size, 190)))
    words = [mark.text for block in made for mark in block.marks if isinstance(mark, Words)]
    assert not [word for word in words if word.endswith("-")]
    assert {"unmodified", "outpatient"} <= set(" ".join(words).split())


def test_what_does_not_apply_to_a_service_line_has_no_column() -> None:
    whole = sheets.full()
    lean = completed(replace(whole, without=frozenset({"sample", "container", "turnaround", "measured_from"})))
    text = said(call_pages(lean))
    assert "Sample, container" not in text and "Turnaround" not in text and "A month" in text


def test_a_sheet_of_thousands_of_letters_stays_on_its_pages(written: Read) -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 20
    sheet = sheets.full()
    sheet = replace(
        sheet,
        header=replace(sheet.header, account=long, goal=long, exit_wanted=long),
        why=replace(sheet.why, words=long),
        scope=tuple(replace(one, test=long, sample=long, sites=long) for one in sheet.scope),
    )
    for page in call_pages(sheet):
        for text in written(page):
            assert text.box.right() <= page.wide - MARGIN + 0.5 and text.box.bottom() <= page.high - MARGIN + 0.5


def test_the_file_holds_words_as_they_are_written_so_that_they_are_found(written: Read) -> None:
    (page,) = call_pages(sheets.full())
    painted = " ".join(text.text for text in written(page))
    assert "verification" in painted and "not known" in painted and not set(painted) & set("ﬁﬂ\u00a0")


def test_the_pdf_has_the_title_of_the_sheet_and_its_pages(dressed: QApplication) -> None:
    one, two = call_sheet_pdf(sheets.full()), call_sheet_pdf(sheets.overflowing())
    assert one.startswith(b"%PDF") and one.count(b"/Type /Page\n") == 1 and two.count(b"/Type /Page\n") == 2
    assert re.search(rb"/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]", one)


def test_every_word_of_the_sheet_is_translated() -> None:
    with speaking(PSEUDO):
        made = outline(sheets.bare())
    assert all(part.label.endswith("~") for part in made.parts)
    assert plain(made.below).startswith("Clinic panels") and made.beside.endswith("~")
