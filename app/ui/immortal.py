"""Keeps True, False and None alive where Qt's binding takes references from them that it was never given.

Measured with PySide6 6.12.0 on Python 3.11: every `Signal.emit` takes one reference from True, every virtual method or
slot that returns nothing one from None. After some hundreds of emits the interpreter ends itself with "bool_dealloc:
deallocating True or False". From Python 3.12 on these objects are immortal and nothing needs to be done; before, they
are given so many references that no run can use them up.
"""

import ctypes
import sys

SPARE = 1 << 40


def keep_alive() -> None:
    """Give True, False and None references to spare; doing it twice does no harm."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for one in (True, False, None):
        if sys.getrefcount(one) < SPARE // 2:
            ctypes.c_ssize_t.from_address(id(one)).value += SPARE
