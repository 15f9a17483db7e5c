"""Reference cycles are searched for on the window's thread alone, and the text of the program is not kept in memory.

Python looks for them on whichever thread happens to make objects. A cycle may hold Qt objects, and one that dies on a
reader's thread stops its timers from there: Qt warns of it, and now and then the program ends. So while there are other
threads, Python's own search rests, and a timer of the window does the same work with the same thresholds.

To walk all there is takes 0.1 s, in which no key is heard. Most of it is the program itself, so where that is due for
the first time, what there is by then is left out of the search instead, until the other threads are gone.

The binding of Qt reads the source of every module that is imported, to see whether it has to do with Qt (measured with
PySide6 6.12.0), and Python keeps all lines of it for tracebacks: 27 MB, a tenth of what a window on 100,000 leads
takes. They are let go; a traceback reads again what it shows.
"""

import gc
import linecache
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

EVERY = 250  # milliseconds
SOURCES = 20  # files of which the lines may be kept, as those of a traceback are
_ALL = 2  # the generation of everything that lasted


class Tidier(QObject):
    """Works as long as one of its kind does; the last to stop gives the search back to Python."""

    _at_work: ClassVar[int] = 0
    _was_on: ClassVar[bool] = True
    _left_out: ClassVar[bool] = False

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if Tidier._at_work == 0:
            Tidier._was_on = gc.isenabled()
            gc.disable()
        Tidier._at_work += 1
        self._working = True
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.tidy)
        self._clock.start()

    def tidy(self) -> None:
        """Search the generations that are full, as Python would have done, and let go of lines that were read."""
        if len(linecache.cache) > SOURCES:
            linecache.clearcache()
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if not threshold or count <= threshold:
                break
            if generation == _ALL and not gc.get_freeze_count():
                gc.freeze()
                Tidier._left_out = True
            else:
                gc.collect(generation)

    def stop(self) -> None:
        """The other threads are gone."""
        if not self._working:
            return
        self._working = False
        self._clock.stop()
        Tidier._at_work -= 1
        if Tidier._at_work == 0:
            if Tidier._left_out:
                gc.unfreeze()
                Tidier._left_out = False
            if Tidier._was_on:
                gc.enable()
