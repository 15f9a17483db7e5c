"""Judging many leads in a process of its own, so that the window keeps its frames while definitions change.

The child only reads. It gets orders on standard input, the moment and the ids of some leads, and answers each with what
differs from what is written, and after which action it looked. The writer then writes that, if nothing was done since;
otherwise those leads are judged again. Frames are four bytes of length and a marshalled tuple.
"""

import marshal
import os
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy import func, select

from app.language import tr
from app.services.definitions import in_force
from app.services.deriving import bring_up_to_date, differing
from app.services.work import Changed, Work, collecting_later
from app.store.bulk import Differing, write_differing
from app.store.numbers import numbers
from app.store.tables import Action, Base, Lead
from app.store.workspace import Workspace

ARGUMENT = "judging-worker"  # in a bundle the program starts itself with it
MEANWHILE = 200  # leads of a step until the child has begun
AHEAD = 2  # orders on their way, so that the child never waits
_ANSWERS_WITHIN = 60.0  # seconds; a child that is silent for longer is given up
_POLITE = 5  # by how much the child stands back where the window wants the processor


class Batch(NamedTuple):
    """What the child found about some leads."""

    newest: int  # the last action that it knew of
    ids: list[int]
    differing: Differing


class Apart:
    """The child, from the parent's side. Close it when it is done, whatever happened."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            _command(path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="judging")
        self._begun: Future[Any] = self._reader.submit(self._frame)
        self._coming: deque[Future[Any]] = deque()
        self.after = 0  # the highest id that was ordered

    @property
    def begun(self) -> bool:
        """True once the child has said that it is there. Raises OSError where it is not."""
        return self._begun.done() and self._begun.result() is not None

    @property
    def coming(self) -> int:
        """How many orders are on their way."""
        return len(self._coming)

    def order(self, now: datetime, ids: Sequence[int]) -> None:
        """Have these leads judged as of a moment."""
        pipe = self._process.stdin
        assert pipe is not None
        _write(pipe, (now.isoformat(), list(ids)))
        self._coming.append(self._reader.submit(self._frame))
        self.after = ids[-1]

    def take(self) -> Batch:
        """The answer to the oldest order. Raises OSError where the child is gone, or silent for too long."""
        return Batch(*self._coming.popleft().result(_ANSWERS_WITHIN))

    def close(self) -> None:
        """End the child; may be called twice."""
        self._process.kill()
        self._reader.shutdown(wait=True)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # an order that was never read
                    pipe.close()
        self._process.wait()

    def _frame(self) -> Any:
        pipe = self._process.stdout
        assert pipe is not None
        found = _read(pipe)
        if found is None:
            raise OSError("the process that judges leads has ended")
        return found


def bring_up_to_date_apart(work: Work, apart: Apart, at_most: int) -> Changed:
    """Like `bring_up_to_date`, with all but the writing done by the child. Raises OSError where that is gone."""
    if not apart.begun:
        return bring_up_to_date(work, MEANWHILE)
    while apart.coming < AHEAD and (ids := _next(work, apart, at_most)):
        apart.order(work.now, ids)
    if not apart.coming:
        return bring_up_to_date(work, MEANWHILE)  # none, as a rule: what came in meanwhile
    batch = apart.take()
    if batch.newest != _newest(work):
        apart.after = 0  # somebody did something since; what waits then is judged again
        return Changed("", outcome=True)
    write_differing(work.session.connection(), Base.metadata.tables["lead"], batch.differing)
    return Changed(tr("Bring scores and deadlines up to date"), frozenset(batch.ids), outcome=True)


def _next(work: Work, apart: Apart, at_most: int) -> list[int]:
    """The leads that wait and were not ordered yet, in the order of their ids."""
    waits = Lead.judged_until.is_(None) | (Lead.judged_until <= work.now)
    return numbers(work.session, select(Lead.id).where(Lead.id > apart.after, waits).order_by(Lead.id).limit(at_most))


def _newest(work: Work) -> int:
    return work.session.scalar(select(func.max(Action.id))) or 0


# --- the child --------------------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Judge leads for the parent process until it orders no more."""
    (path,) = arguments
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_POLITE)
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    workspace, known = Workspace(Path(path), read_only=True), None
    try:
        _write(answers, ("begun",))
        while (order := _read(orders)) is not None:
            now, ids = datetime.fromisoformat(order[0]), order[1]
            with workspace.reading() as session, collecting_later():
                known = in_force(session, known)
                work = Work(session, "", now, known)
                _write(answers, (_newest(work), *differing(work, ids)))
    except BrokenPipeError:
        return 4
    finally:
        workspace.close()
    return 0


def _write(pipe: BinaryIO | Any, frame: tuple[Any, ...]) -> None:
    body = marshal.dumps(frame)
    pipe.write(struct.pack("<I", len(body)) + body)
    pipe.flush()


def _read(pipe: BinaryIO | Any) -> Any:
    """The next frame, or None where there are no more."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack("<I", head)
    body = pipe.read(size)
    return marshal.loads(body) if len(body) == size else None


def _command(path: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT, str(path.absolute())]
    return [sys.executable, "-P", "-m", "app", ARGUMENT, str(path.absolute())]


def _surroundings() -> dict[str, str]:
    """The child finds the program where this process found it, installed or not."""
    here = str(Path(__file__).resolve().parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))}
