"""A frozen week that somebody changed outside the program: the page says so, in words, on the parts that show it."""

import zlib
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app.services.reviews import issue_review
from app.services.work import Changed, Work
from app.store.tables import ReviewPart, ReviewRow
from tests.ui.review.conftest import Reader
from tests.ui.waiting import idle

LAST = select(func.max(ReviewRow.id)).scalar_subquery()
SAYS = "is not what was issued: somebody changed it outside the program. Restore the newest backup"


def write(reader: Reader, statement: Any) -> None:
    """Write into the file past every use case, as another program would."""

    def written(work: Work) -> Changed:
        assert work.session.execute(statement).rowcount == 1
        return Changed("")

    assert reader.window.runner is not None
    reader.window.runner.desk.tend(written)


def change_the_head(reader: Reader) -> None:
    body = reader.ask(lambda work: dict(work.session.scalars(select(ReviewRow.body).where(ReviewRow.id == LAST)).one()))
    body["playbook_version"] = 99
    write(reader, update(ReviewRow).where(ReviewRow.id == LAST).values(body=body))


def change_a_row(reader: Reader) -> None:
    one = (ReviewPart.part == "leads") & (ReviewPart.review_id == LAST)
    packed = reader.ask(lambda work: work.session.scalars(select(ReviewPart.body).where(one)).one())
    text = zlib.decompress(packed)
    assert text.count(b"Bruno") > 0
    write(reader, update(ReviewPart).where(one).values(body=zlib.compress(text.replace(b"Bruno", b"Berta"))))


@pytest.mark.parametrize("change", [change_the_head, change_a_row])
def test_a_week_that_was_changed_says_so(reader: Reader, change: Any) -> None:
    page = reader.page
    reader.do(issue_review, page.week, None)
    change(reader)
    page.refresh()
    reader.qtbot.waitUntil(lambda: page.sight.altered == (page.week,), timeout=20_000)
    idle(reader.qtbot, reader.window)
    assert page.sight.issued and "Not what was issued" in page.head.state.accessibleName()
    assert f"{page.week} {SAYS}" in page.head.state.toolTip()
    assert SAYS in page.parts["summary"].notes.text() and page.parts["summary"].notes.isVisible()
    part = reader.part("movement")
    assert SAYS in part.notes.text() and part.notes.isVisible()


def test_a_week_that_is_whole_says_nothing_of_it(reader: Reader) -> None:
    page, found = reader.page, []
    reader.do(issue_review, page.week, None)
    page._say_altered = found.append
    page.refresh()
    reader.qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    assert found == [()] and page.sight.altered == ()
    assert "frozen" in page.head.state.accessibleName() and SAYS not in page.parts["summary"].notes.text()
