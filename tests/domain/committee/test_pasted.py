"""Quick build: pasted lines become people with seat, lane and band, and why; nothing pasted is lost (CM11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.committee.pasted import MOST_LINES, MOST_SIGNS, Placing, placing, quick_build
from app.domain.titles import UNPLACED
from app.language import speaking
from tests.domain.committee.people import diagnostics
from tests.examples import tried


def read(text, known=()):
    return quick_build(text, diagnostics(), known)


def only(text):
    found = read(text)
    assert not found.unread
    (one,) = found.proposals
    return one


ADA = ("Ada Ash", "Lab Director", "ada@north.example")


@pytest.mark.parametrize(
    "line",
    [
        "Ada Ash, Lab Director, ada@north.example",
        "Ada Ash\tLab Director\tada@north.example",
        "Ada Ash; Lab Director; ada@north.example",
        "Ada Ash | Lab Director | ada@north.example",
        "Ada Ash - Lab Director - ada@north.example",
        "Ada Ash (Lab Director) <ada@north.example>",
        "Ada Ash <ada@north.example>, Lab Director",
        "Ada Ash, Lab Director <mailto:ada@north.example>",
        '"Ash, Ada" <ada@north.example>, Lab Director',
        "Ash, Ada; Lab Director; ada@north.example",
        "ada@north.example, Ada Ash, Lab Director",
        "  1. Ada Ash,Lab Director ,  ada@north.example ; ",
        "• Ada Ash, Lab Director, ada@north.example",
        "Lab Director, Ada Ash, ada@north.example",
    ],
)
def test_cm11_a_line_is_understood_however_it_is_parted(line):
    one = only(line)
    assert (one.name, one.title, one.email) == ADA
    assert one.placing == Placing("lab_director", "contains “lab director”", "Lab", "head", "contains “director”")
    assert not one.unplaced and one.line == 1


@pytest.mark.parametrize(
    ("line", "name", "title", "credentials", "phone"),
    [
        ("Fay Fir, MD, PhD, Chief Medical Officer, Vice President", "Fay Fir", "Chief Medical Officer, Vice President",
         "MD, PhD", ""),
        ("Bea Birch, Director, Clinical Laboratory, b@x.example", "Bea Birch", "Director, Clinical Laboratory", "", ""),
        ("José Müller, Laborleiter, +49 30 123 45 67", "José Müller", "Laborleiter", "", "+49 30 123 45 67"),
        ("Ann-Marie O'Neil, CFO", "Ann-Marie O'Neil", "CFO", "", ""),
        ("Jo Juniper", "Jo Juniper", "", "", ""),
        ("李明, CIO", "李明", "CIO", "", ""),
    ],
)  # fmt: skip
def test_cm11_titles_hold_commas_and_degrees_stand_apart(line, name, title, credentials, phone):
    one = only(line)
    assert (one.name, one.title, one.credentials, one.phone) == (name, title, credentials, phone)


def test_cm11_the_reason_of_a_guess_is_said():
    one = only("Dan Dale, LIS Analyst")
    assert (one.placing.seat, one.placing.lane) == ("lis_analyst", "IT and data")
    assert one.placing.seat_why.casefold() == "contains “lis analyst”"
    assert only("Max Moss, Benefits Broker").external
    assert placing("", diagnostics()) == Placing("other", "", UNPLACED, "", "")


def test_cm2_whoever_has_no_title_is_proposed_for_the_tray():
    assert only("Jo Juniper").unplaced
    assert only("Jo Juniper, Astronaut").unplaced


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("???", "No name was found here."),
        ("info@north.example", "No name was found here."),
        ("Lab Director", "This reads as a title without a name."),
        ("Name, Title, E-mail", "These are the heads of columns."),
        ("Name\tJob title\tEmail", "These are the heads of columns."),
        (", , ,", "No name was found here."),
    ],
)
def test_cm11_what_cannot_be_understood_is_kept_and_said(line, says):
    found = read(f"{line}\nAda Ash, CFO")
    assert [one.name for one in found.proposals] == ["Ada Ash"]
    assert [(one.line, one.text, one.says) for one in found.unread] == [(1, line.strip(), says)]


def test_cm11_what_was_guessed_or_left_out_of_a_line_is_said():
    assert only("hal.holly@north.example").said == ("The name was read from the address.",)
    assert only("hal.holly@north.example").name == "Hal Holly"
    assert only("Ivy Iris, Buyer, ivy@").said == ("“ivy@” is no e-mail address; it was left out.",)
    assert only("Ivy Iris, Buyer, i@x.example, j@x.example").said == (
        "The address j@x.example was left out: one is kept.",
    )
    assert only("Chief Nursing Officer, Gus Gale").said == ("Read as title first, then the name.",)


def test_cm11_nobody_is_proposed_twice():
    text = "Ada Ash, CFO, ada@x.example\nA. Ash, ADA@x.example\nBea Birch, CIO\nBea Birch, CIO\nBea Birch, Nurse"
    found = read(text, known=["old@x.example"])
    assert [(one.line, one.title) for one in found.proposals] == [(1, "CFO"), (3, "CIO"), (5, "Nurse")]
    assert [one.says for one in found.unread] == [
        "A. Ash stands in line 1 already.",
        "Bea Birch stands in line 3 already.",
    ]
    assert read("Old Oak, old@x.example", known=["Old@X.example"]).unread[0].says == "Old Oak is on the map already."


def test_cm11_a_paste_without_end_is_read_in_part_and_the_rest_is_said():
    found = read("\n".join(f"Person{n} Pine, CFO" for n in range(MOST_LINES + 3)))
    assert len(found.proposals) == MOST_LINES
    assert {one.says for one in found.unread} == {"Only 500 lines are read at once; paste the rest again."}


def test_cm11_a_line_without_end_is_not_read():
    found = read("a" * 200_000 + "\nAda Ash, CFO")
    assert [one.says for one in found.unread] == ["This line is too long to be one person."]
    assert len(found.unread[0].text) == MOST_SIGNS and len(found.proposals) == 1


def test_cm11_blank_lines_and_nothing_give_nothing():
    assert read("") == read(" \n\t\n") and not read("").proposals


def test_cm11_sentences_can_be_translated():
    with speaking("en-XA"):
        assert read("???").unread[0].says != "No name was found here."


_PARTS = st.sampled_from(
    [
        "Ada Ash",
        "Lab Director",
        "ada@x.example",
        "CFO",
        "@",
        "<",
        ">",
        ",",
        ";",
        "\t",
        "|",
        " - ",
        "MD",
        '"',
        "(",
        ")",
        "1.",
    ]
)


@tried(200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PARTS, max_size=8).map(" ".join)))
def test_cm11_every_line_is_proposed_or_said(text):
    found = read(text)
    told = sorted([one.line for one in found.proposals] + [one.line for one in found.unread])
    assert told == [at for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert all(one.name.strip() for one in found.proposals)
    assert all(one.says and one.text for one in found.unread)
