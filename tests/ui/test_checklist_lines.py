"""The lines of a checklist are as high as their words need in the room there is now, whatever was measured before."""

from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.tables.checklist_view import LINE, WHOLE, WRAPPED, ChecklistView


def asked(number: int, question: str, **more: Any) -> Any:
    """A line that nobody answered."""
    blank = dict.fromkeys(("evidence", "kind", "lost", "who", "suggestion", "knows", "source", "guidance"), "")
    lists: dict[str, Any] = dict.fromkeys(("proof_questions", "qualifies", "does_not"), ())
    row = {"id": str(number), "question": question, "answer": "unknown", "certainty": "told", "at": None}
    return SimpleNamespace(
        **{**blank, **lists, **row, "earlier": None, "required": True, "contradicted": False, **more}
    )


def test_heights_follow_the_room_and_the_lines(qtbot: QtBot, dressed: QApplication) -> None:
    view = ChecklistView("Questions")
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    wordy = "Is it agreed with everybody who has to agree when the laboratory begins, and with how many samples a day?"
    rows = tuple(asked(number, wordy, knows="Lab director") for number in range(4))
    view.show_checklist(SimpleNamespace(rows=rows))
    wide = view._line.heights(WHOLE)
    assert view.level == WHOLE and len(wide) == 4
    assert view._line.heights(WRAPPED)[0] < wide[0]
    view.resize(300, 400)
    narrow = view._line.heights(WHOLE)
    assert narrow[0] > wide[0]
    view.resize(900, 400)
    assert view._line.heights(WHOLE) == wide
    view.resize(900, 120)
    assert view.level == LINE
    view.resize(900, 400)
    view.show_checklist(SimpleNamespace(rows=(*rows[:3], asked(3, "Yes?", suggestion="They said so"))))
    assert view._line.heights(WHOLE)[:3] == wide[:3]
    assert view.level == WHOLE and view.sizeHintForRow(3) == view._line.heights(WHOLE)[3]
