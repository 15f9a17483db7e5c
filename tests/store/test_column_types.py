"""Moments come back in UTC, facts come back as they were and are written in one way only."""

from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from app.store.tables import Account, Lead
from app.store.tables.foundation import dumped
from tests.examples import tried
from tests.store.acting import NOW, Acting, account, lead, person

ODD = datetime(2026, 3, 29, 3, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))


@pytest.mark.parametrize("moment", [NOW, ODD, datetime(1970, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_moment_comes_back_as_the_same_moment_in_utc(acting: Acting, moment: datetime) -> None:
    acting.act(lambda session: lead(session, person(session), moved_at=moment))
    with acting.workspace.reading() as session:
        found = session.scalars(select(Lead.moved_at)).one()
        assert found == moment
        assert found is not None
        assert found.tzinfo is UTC
        assert session.scalars(select(Lead.id).where(Lead.moved_at == moment)).all() == [1]


def test_a_moment_without_a_zone_is_refused(acting: Acting) -> None:
    with pytest.raises(StatementError, match="a moment needs its time zone"):
        acting.act(lambda session: lead(session, person(session), moved_at=datetime(2026, 1, 1)))


def test_moments_sort_as_text_as_they_do_in_time(acting: Acting) -> None:
    moments = [NOW + timedelta(microseconds=n) * 10**6 // 3 for n in range(0, 50, 7)]
    acting.act(lambda s: [lead(s, person(s, f"P{n}"), moved_at=at) for n, at in enumerate(moments)])
    rows = [row[0] for row in acting.ask("SELECT moved_at FROM lead ORDER BY moved_at")]
    assert len({len(row) for row in rows}) == 1
    assert [row[0] for row in acting.ask("SELECT id FROM lead ORDER BY moved_at")] == list(range(1, len(moments) + 1))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(facts=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), JSON, max_size=5))
@tried(60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_facts_come_back_as_they_were_and_so_does_an_undo(acting: Acting, facts: dict[str, Any]) -> None:
    made = acting.act(lambda session: account(session, extra=facts).id).returned
    with acting.workspace.reading() as session:
        assert session.get_one(Account, made).extra == facts
    text = acting.ask("SELECT extra FROM account WHERE id = ?", made)
    acting.undo(acting.run("DELETE FROM account WHERE id = ?", made).action)
    assert acting.ask("SELECT extra FROM account WHERE id = ?", made) == text == [(dumped(facts),)]


def test_equal_facts_are_equal_text() -> None:
    assert dumped({"b": 1, "a": ["ü"]}) == dumped({"a": ["ü"], "b": 1}) == '{"a":["ü"],"b":1}'
    assert dumped(MappingProxyType({})) == dumped({}) == "{}" and dumped([]) == dumped(()) == "[]"
