"""A year of work on the leads of a stored workspace: moves, touches, answers and handoffs, written row by row."""

import json
import random
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.store.connection import sqlite_module

_FORMAT = "%Y-%m-%d %H:%M:%S.%f"
_OWNERS = ("Mira Lindqvist", "Jonas Falk", "Tove Anand", "")
_UP = {"lead": "mql", "mql": "sql", "sql": "opportunity", "opportunity": "opportunity"}
_MOVE: dict[str, Any] = {
    "door": "window",
    "learned": "They look at turnaround",
    "next_step": "Call",
    "owner": "Jonas Falk",
    "due": "2026-12-01",
    "code": "",
    "override": "",
    "missing": "[]",
    "playbook_version": 1,
    "fit": 40,
    "intent": 30,
    "ledger": "[]",
    "answers": "{}",
    "suggested_path": "nurture",
}


def write_year(path: Path, now: datetime, seed: int = 7) -> dict[str, int]:
    """Give every lead a course up to `now`, about three events each; says how many rows each table holds then."""
    with closing(sqlite_module().connect(path)) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM lead ORDER BY id")]
        year = _Year(now, seed)
        for id in ids:
            year.live(id)
        _insert(raw, "move", year.moves)
        _insert(raw, "touch", year.touches)
        _insert(raw, "answer", year.answers)
        _insert(raw, "handoff", year.handoffs)
        raw.executemany(
            "UPDATE lead SET created_at = :born, stage = :stage, path = :path, is_open = :open, owner = :owner, "
            "next_step = 'Call', due = '2026-12-01' WHERE id = :id",
            year.leads,
        )
        raw.commit()
        counted = ("lead", "move", "touch", "signal", "answer", "handoff")
        return {table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in counted}


def _insert(raw: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    raw.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


class _Year:
    """The courses of all leads, gathered by table."""

    def __init__(self, now: datetime, seed: int) -> None:
        self._now, self._chance = now, random.Random(seed)
        self.leads: list[dict[str, Any]] = []
        self.moves: list[dict[str, Any]] = []
        self.touches: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.handoffs: list[dict[str, Any]] = []

    def live(self, id: int) -> None:
        """One lead from its arrival until now."""
        chance = self._chance
        born = at = self._now - timedelta(minutes=chance.randrange(60, 364 * 24 * 60))
        stage, path, by = "lead", "sdr_outreach", _OWNERS[id % 3]
        while chance.random() < 0.55 and (at := at + timedelta(hours=chance.randrange(2, 600))) < self._now:
            before = stage, path
            stage, path = self._next(stage)
            said = {"lead_id": id, "at": _said(at), "by": by, "cycle": 1, "from_stage": before[0], "to_stage": stage}
            self.moves.append(_MOVE | said | {"from_path": before[1], "to_path": path})
            self._touch(id, at - timedelta(hours=1), by)
            self._answer(id, at, by)
            if stage == "sql" != before[0]:
                self._hand_over(id, at, by)
        owner = _OWNERS[chance.randrange(4)]
        standing = {"stage": stage, "path": path, "open": path != "disqualified", "owner": owner}
        self.leads.append({"id": id, "born": _said(born), **standing})

    def _next(self, stage: str) -> tuple[str, str]:
        draw = self._chance.random()
        if draw < 0.15:
            return stage, "disqualified"
        if draw < 0.25:
            return stage, "nurture"
        return _UP[stage], self._chance.choice(("sales_discovery", "technical_presales", "nurture"))

    def _touch(self, id: int, at: datetime, by: str) -> None:
        kind, reached = self._chance.choice(("call", "email", "meeting")), self._chance.random() < 0.5
        told = {"outcome": "Spoke", "agreed": "", "reached": reached, "by": by}
        self.touches.append({"lead_id": id, "kind": kind, "at": _said(at), **told})

    def _answer(self, id: int, at: datetime, by: str) -> None:
        if self._chance.random() < 0.3:
            told = {"value": self._chance.choice(("yes", "yes", "no")), "evidence": "Ohio", "who": "Ada Berg"}
            told |= {"certainty": "told", "source": "", "at": _said(at), "by": by}
            self.answers.append({"lead_id": id, "criterion": "mql_region", **told})

    def _hand_over(self, id: int, at: datetime, by: str) -> None:
        chance, number = self._chance, len(self.handoffs) + 1
        verdict = chance.choice(("accept", "accept", "reject", "need_more", ""))
        answered = at + timedelta(hours=chance.randrange(1, 200)) if verdict else None
        sheet = {"path": "Sales discovery", "to": "Sales", "missing": []}
        self.handoffs.append(
            {
                "uuid": f"{number:036}",
                "number": number,
                "lead_id": id,
                "sent_at": _said(at),
                "by": by,
                "due_at": _said(at + timedelta(days=2)),
                "sheet": json.dumps(sheet),
                "digest": "0" * 64,
                "completeness": chance.randrange(40, 101),
                "file_name": "",
                "verdict": verdict,
                "verdict_at": _said(answered) if answered else None,
                "verdict_by": "",
                "reason": "not_ready" if verdict == "reject" else "",
                "note": "",
            }
        )


def _said(at: datetime) -> str:
    return at.strftime(_FORMAT)
