"""Thousands of signals do not end the program (PySide6 6.12 takes a reference from True at each)."""

import subprocess
import sys

SCRIPT = """
import app.ui
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    told = Signal(object)
sender = Sender()
heard = []
sender.told.connect(heard.append)
for number in range(20_000):
    sender.told.emit(number)
print(len(heard), bool(1))
"""


def test_twenty_thousand_signals_are_survived() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "20000 True"), done.stderr
