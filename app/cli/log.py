"""The program's log: where a fault of the program is written down, so that one line on the terminal is enough."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 1_000_000  # bytes; then the log becomes the old log and begins anew


def log_file() -> Path:
    """Where the log is on this machine."""
    from platformdirs import user_log_path

    return user_log_path("assay", appauthor=False) / "assay.log"


def note(bug: BaseException) -> Path | None:
    """Write a fault down and return the file; None where it cannot be written, which is no reason to stop."""
    file = log_file()
    text = "".join(traceback.format_exception(bug))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} command line\n{text}\n")
    except OSError:
        return None
    return file
