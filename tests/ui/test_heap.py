"""What one thread of the window lets go another takes: memory does not grow with every thread that worked."""

import subprocess
import sys

from app.ui import heap

SCRIPT = """
import ctypes, sys, threading
if sys.argv[1:]:
    import app.ui
import psutil
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
def work():
    held = [libc.malloc(100_000) for _ in range(300)]
    for one in held:
        ctypes.memset(one, 1, 100_000)
    kept.append(libc.malloc(1_000))  # at the top: the heap cannot be given back
    for one in held:
        libc.free(one)
kept, before = [], psutil.Process().memory_info().rss
stay = threading.Event()
def thread():
    work()
    done.release()
    stay.wait()
done, threads = threading.Semaphore(0), []
for _ in range(4):
    threads.append(threading.Thread(target=thread))
    threads[-1].start()
    done.acquire()
print((psutil.Process().memory_info().rss - before) // 1_000_000)
stay.set()
"""


def test_four_threads_need_the_memory_of_one() -> None:
    if not heap.share():
        return  # a system on which the threads share one as it is
    apart, shared = (int(_run(*more)) for more in ([], ["shared"]))
    assert shared < apart / 2


def _run(*more: str) -> str:
    asked = [sys.executable, "-c", SCRIPT, *more]
    return subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout
