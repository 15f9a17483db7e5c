"""The committee of a handoff: its tables, which alone carry every fact of the map, and the map as a picture (CM13)."""

from collections.abc import Sequence

from app.domain.handoff import HandoffSheet
from app.exports.book import Book
from app.exports.picture import Picture
from app.exports.sheet import Column, Sheet, Shown

CERTAINTY = {"told": "They said so", "document": "A document says so", "guess": "Our guess"}


def write_committee(page: Sheet, sheet: HandoffSheet) -> None:
    """Write everybody with their seat, where they stand on the map, and the lines between them."""
    known = f"{sheet.coverage} required seats known. " if sheet.coverage else ""
    weak = f"{'; '.join(sheet.committee_says)}. " if sheet.committee_says else ""
    below = " The map as a picture stands below the tables." if sheet.form > 1 else ""
    page.title("Committee", f"{known}{weak}A seat without a name is a place that we have not filled yet.{below}")
    columns = (
        Column("Seat", "text", 22),
        Column("Needed", "word", 11),
        Column("Person", "text", 18),
        Column("Title", "text", 20),
        Column("Power", "text", 19),
        Column("Influence", "word", 11),
        Column("Stance", "text", 13),
        Column("Certainty", "text", 14),
        Column("Last contact", "date"),
        Column("Next step", "long", 24),
    )
    rows = [
        (
            seat.seat,
            seat.need.capitalize(),
            seat.person or Shown("not known", "blank"),
            seat.title,
            seat.power,
            seat.influence.capitalize(),
            seat.stance.capitalize(),
            CERTAINTY.get(seat.certainty, seat.certainty),
            seat.last_contact,
            seat.next_step,
        )
        for seat in sheet.committee
    ]
    page.table("Committee", columns, rows, none="nobody known yet")  # its head stays over no other table
    _places(page, sheet)
    _lines(page, sheet)


def write_pictures(book: Book, pictures: Sequence[bytes]) -> None:
    """Write the committee's map as pages of pictures, as it was painted when the package was made."""
    shown = [Picture(picture) for picture in pictures]
    page = book.sheet("Committee map", landscape=shown[0].wide)
    page.put(1, 1, "The map of the committee when this was sent. The sheet Committee says the same in tables.", "about")
    page.fill_with(shown)


def put_pictures(page: Sheet, pictures: Sequence[bytes]) -> None:
    """Put the pages of the map below the tables, each on a page of its own when printed.

    The cells are the same with and without a picture, so that a returned workbook can be compared with what was sent.
    """
    heading = page.row
    page.heading("The map", 10)
    page.put(page.row, 1, "As it stood when this was sent; the tables above say the same in words.", "about")
    page.height(page.row, 18)
    page.row += 1
    page.put_below([Picture(picture) for picture in pictures], heading)


def _places(page: Sheet, sheet: HandoffSheet) -> None:
    """Where everybody stands on the map, and how well we know them."""
    page.heading("Their places", 8)
    columns = (
        Column("Who", "text", 22),
        Column("Level", "word", 11),
        Column("Function", "text", 18),
        Column("Reports to", "text", 20),
        Column("Contact", "text", 19),
        Column("There", "word", 11),
        Column("From", "text", 13),
        Column("Known by", "text", 14),
    )
    rows = [
        (
            seat.person or seat.seat,
            seat.band,
            seat.lane,
            seat.reports_to,
            seat.depth.capitalize(),
            Shown("has left", "bad") if seat.left else "yes" if seat.person else Shown("not known", "blank"),
            seat.outside or ("the account" if seat.person else ""),
            seat.ours,
        )
        for seat in sheet.committee
    ]
    page.table("Places", columns, rows, none="nobody known yet")


def _lines(page: Sheet, sheet: HandoffSheet) -> None:
    """The lines between people, apart from whom they report to."""
    page.heading("Lines between them", 7)
    columns = (
        Column("One", "text", 22),
        Column("Strength", "word", 11),
        Column("Line", "text", 18),
        Column("Other", "text", 20),
        Column("Note", "text", 19),
        Column("Since", "date", 11),
        Column("Certainty", "text", 13),
    )
    rows = [
        (
            line.one,
            line.strength.capitalize(),
            line.kind,
            line.other,
            line.note,
            line.since,
            line.certainty.capitalize(),
        )
        for line in sheet.committee_lines
    ]
    page.table("Lines", columns, rows, none="no line")
