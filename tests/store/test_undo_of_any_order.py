"""Whatever is done and in whatever order it is undone: what was never kept is as if it had never been."""

import contextlib
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from app.domain.problems import Problem
from app.store.tables import Base
from tests.store.acting import NOW, Acting, new_workspace

AT = NOW.replace(tzinfo=None).isoformat(sep=" ") + ".000000"
NAMES = ("Northgate", "Süd “Labor”", "It's\\here", "0042")
PICK = st.integers(0, 30)
INSERTS = {
    "account": ("uuid, name, domain, created_at", "?1, ?2, ?2, ?3"),
    "person": ("uuid, full_name, account_id, created_at", "?1, ?2, {account}, ?3"),
    "lead": ("uuid, person_id, account_id, service_line, owner, created_at", "?1, {person}, {account}, ?2, ?2, ?3"),
    "signal": ("lead_id, kind, at, asset", "{lead}, ?2, ?3, ?1"),
    "answer": ("lead_id, criterion, value, evidence, at, by", "{lead}, 'need', 'yes', ?2, ?3, ?1"),
    "stakeholder": (
        "account_id, person_id, reports_to_id, owner, created_at",
        "{account}, {person}, {stakeholder}, ?2, ?3",
    ),
    "committee_line": ("from_id, to_id, kind, note, at", "{stakeholder}, {stakeholder}, 'dotted', ?2, ?3"),
    "handoff": (
        "uuid, number, lead_id, sent_at, by, due_at, sheet, digest, completeness",
        "?1, ?4, {lead}, ?3, ?2, ?3, '{{}}', ?1, 50",
    ),
}
EDITS = {
    "account": ("name", "domain", "size"),
    "person": ("full_name", "account_id", "notes"),
    "lead": ("owner", "service_line", "account_id", "person_id", "due"),
    "signal": ("asset", "lead_id"),
    "answer": ("evidence",),
    "stakeholder": ("owner", "person_id", "reports_to_id", "stance"),
    "committee_line": ("note",),
    "handoff": ("verdict_by",),
}
REFERS = {"account_id": "account", "person_id": "person", "lead_id": "lead", "reports_to_id": "stakeholder"}
STEP = st.one_of(
    st.tuples(st.just("insert"), st.sampled_from(sorted(INSERTS)), st.sampled_from(NAMES), PICK),
    st.tuples(st.just("update"), st.sampled_from(sorted(EDITS)), st.sampled_from(NAMES), PICK),
    st.tuples(st.just("delete"), st.sampled_from(sorted(set(INSERTS) - {"handoff"})), st.sampled_from(NAMES), PICK),
)


class Undoing(RuleBasedStateMachine):
    """Acts of several steps on several tables, undone and redone at random."""

    acts = Bundle("acts")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.acting = Acting(new_workspace(self.folder))
        self.pictures: dict[frozenset[int], Any] = {}
        self.standing: list[int] = []
        self.clean = True  # nothing was kept so far, so what stands decides everything
        self.count = 0
        self._remember()

    def teardown(self) -> None:
        faults = self.acting.faults()
        self.acting.workspace.close()
        shutil.rmtree(self.folder)
        assert faults == []

    @rule(target=acts, steps=st.lists(STEP, min_size=1, max_size=5))
    def do(self, steps: list[tuple[str, str, str, int]]) -> Any:
        try:
            done = self.acting.act(lambda session: [self._step(session.connection(), *step) for step in steps])
        except IntegrityError:
            return multiple()  # an act that breaks a rule leaves no trace
        if not done.rows:
            return multiple()
        self.standing.append(done.action)
        self._remember()
        return done.action

    @rule(target=acts, name=st.sampled_from(NAMES), many=st.integers(1, 6))
    def do_in_bulk(self, name: str, many: int) -> int:
        self.count += 1
        rows = [{"uuid": f"b{self.count}-{n}", "full_name": name, "created_at": AT, **_REST} for n in range(many)]
        done = self.acting.bulk("person", rows)
        self.standing.append(done.action)
        self._remember()
        return done.action

    @rule(action=acts, again=st.integers(0, 3))
    def undo(self, action: int, again: int) -> None:
        """Undo an act, then redo and undo it a few times."""
        target = action
        for turn in range(again + 1):
            before = self.acting.picture()
            try:
                done = self.acting.undo(target)
            except Problem:
                assert self.acting.picture() == before
                return
            assert done.rows > 0
            if turn % 2 == 0:
                self.standing.remove(action)
            else:
                self.standing.append(action)
            self.clean = self.clean and not done.kept
            if not self.clean:
                return
            self._compare()
            target = done.action

    @rule(order=st.randoms(use_true_random=False))
    def undo_everything(self, order: random.Random) -> None:
        """In any order; what is refused because of a later act is tried again when that act is gone."""
        moved = True
        while moved and self.clean:
            moved = False
            for action in order.sample(self.standing, len(self.standing)):
                with contextlib.suppress(Problem):
                    done = self.acting.undo(action)
                    self.standing.remove(action)
                    self.clean = self.clean and not done.kept
                    moved = True
                    if self.clean:
                        self._compare()

    def _step(self, connection: Any, what: str, table: str, name: str, pick: int) -> None:
        self.count += 1

        def some(of: str) -> Any:
            ids = [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {of} ORDER BY id")]
            return ids[(pick + self.count) % len(ids)] if ids else None

        row = some(table)
        if what == "insert":
            columns, values = INSERTS[table]
            filled = values.format(**{of: some(of) or "NULL" for of in INSERTS})
            rest = _rest_of(table, columns)
            bound = (str(self.count), name, AT, self.count)[: 4 if "?4" in filled else 3 if "?3" in filled else 2]
            connection.exec_driver_sql(
                f"INSERT INTO {table}({', '.join([columns, *rest])}) VALUES ({', '.join([filled, *rest.values()])})",
                bound,
            )
        elif row is not None and what == "update":
            column = EDITS[table][pick % len(EDITS[table])]
            value = some(REFERS[column]) if column in REFERS else name
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row))
        elif row is not None:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (row,))

    def _remember(self) -> None:
        if self.clean:
            self.pictures[frozenset(self.standing)] = self.acting.picture()

    def _compare(self) -> None:
        picture = self.acting.picture()
        assert picture == self.pictures.setdefault(frozenset(self.standing), picture)


def _rest_of(table: str, given: str) -> dict[str, str]:
    """What the columns that have no default in the file itself get."""
    rest = {}
    for column in Base.metadata.tables[table].columns:
        if column.name not in given.replace(",", " ").split() and not column.nullable and not column.primary_key:
            default = column.default.arg if column.default is not None and column.default.is_scalar else None
            number = default is not None and not isinstance(default, str)
            rest[column.name] = str(int(default)) if number else f"'{default if default is not None else '{}'}'"
    return rest


_REST = {name: value.strip("'") for name, value in _rest_of("person", "uuid full_name created_at").items()}
any_pace = settings(
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_whatever_the_order_what_does_not_stand_is_as_if_it_never_was():
    run_state_machine_as_test(Undoing, settings=settings(any_pace, max_examples=15))


@pytest.mark.torture
def test_in_many_more_orders_what_does_not_stand_is_as_if_it_never_was():
    run_state_machine_as_test(Undoing, settings=settings(any_pace, max_examples=150))
