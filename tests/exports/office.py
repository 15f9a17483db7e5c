"""Another office: LibreOffice, where it is at hand, takes workbooks through its own format."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

OFFICE = shutil.which("soffice")


def through_an_office(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as the office saved them, all in one go; as they are where there is no office."""
    if OFFICE is None:
        return list(paths)
    profile = folder / "profile"  # of its own, so that it goes with the test
    words = [OFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "ods"]
    files = [str(path) for path in paths]
    subprocess.run([*words, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=500)
    return [folder / f"{path.stem}.ods" for path in paths]
