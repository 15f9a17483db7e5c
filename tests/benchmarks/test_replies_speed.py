"""H4: a hundred replies of all verdicts, a tenth of them edited beside the reply; the seconds are printed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.services.adding import add_lead
from app.services.desk import Desk
from app.services.handoffs import handoff_rows, issue_handoff
from app.services.moves import move
from app.services.replies import look_at_replies, take_replies
from app.services.reply_files import open_reply
from tests.services.conftest import NOW, a_reason
from tests.services.replying import returned

pytestmark = pytest.mark.benchmark
HOW_MANY, GOAL = 100, 5.0


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do it once and print how long it took."""
    begun = time.perf_counter()
    outcome = work()
    taken = time.perf_counter() - begun
    print(f"\n{name}: {taken:.2f} s, goal {GOAL:.0f} ({'met' if taken <= GOAL else 'missed'})")
    return outcome


def answered(number: int) -> dict[str, Any]:
    """Accepted, rejected or asked for more, in turn."""
    verdicts: tuple[dict[str, Any], ...] = (
        {"Verdict": "Accept"},
        {"Verdict": "Reject", "Reason": "No specific need found"},
        {"Verdict": "Need more", "Note": "Which LIS? How many tests a month?"},
    )
    return {"Date": NOW.date(), **verdicts[number % 3]}


def test_h4_a_hundred_replies(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "team.assay", by="Mia", now=lambda: NOW) as desk:
        paths = []
        for number in range(1, HOW_MANY + 1):
            fields = {"full_name": f"Person {number} Berg", "email": f"p{number}@lab{number}.example"}
            desk.do(add_lead, {**fields, "company": f"Lab {number}", "service_line": "hospital_lab"})
            desk.do(move, number, path="sdr_outreach", reason=a_reason())
            desk.do(issue_handoff, number, None)
            edit = (lambda book: book["Gaps"].cell(40, 2, "edited")) if number % 10 == 0 else None
            paths.append(returned(desk, tmp_path, f"{number}.xlsx", edit, number=number, **answered(number)))
        timed(f"{HOW_MANY} replies read", lambda: [open_reply(path) for path in paths])
        timed(f"{HOW_MANY} replies looked at, once read", lambda: desk.ask(look_at_replies, paths))
        for path in paths:  # saved again, so that nothing of what was read is at hand
            path.write_bytes(path.read_bytes() + b"\0")
        timed(f"{HOW_MANY} replies read and taken", lambda: desk.do(take_replies, paths))
        states = {row.state for row in desk.ask(handoff_rows)}
        assert states == {"accepted", "rejected", "need_more"}
