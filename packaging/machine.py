"""What the operating system has to bring: on Linux the libraries Qt opens, a font, and for tests a display."""

import ctypes
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

# Measured on a bare Debian 12, one missing library at a time.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}
FONT = {"a font": "fonts-dejavu-core"}
TEST_DISPLAY = {"Xvfb": "xvfb", "xauth": "xauth"}
PYTHON = {"ensurepip": f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"}

RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # by the change to 64-bit times: Debian 13, Ubuntu 24.04
RENAMED_SINCE = {"debian": 13, "ubuntu": 24}

Probe = Callable[[str], bool]


def display() -> str:
    """Say which display a window would open on: wayland, x11, native (Windows and macOS), or none (empty)."""
    if sys.platform in ("win32", "darwin"):
        return "native"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if os.environ.get("DISPLAY") else ""


def wanted(display: str, *, tests: bool, fresh: bool, system: str = sys.platform) -> dict[str, str]:
    """Return what has to be there, each with the Debian package that brings it.

    `fresh` is true when the environment is still to be made; only then is the venv module needed. A Wayland desktop
    gets both families, because Qt falls back to X11 there.
    """
    parts = dict(PYTHON) if fresh else {}
    if system.startswith("linux"):
        parts |= OFFSCREEN | FONT
        parts |= X11 if display or tests else {}
        parts |= WAYLAND if display == "wayland" else {}
        parts |= TEST_DISPLAY if tests else {}
    return parts


def is_there(part: str) -> bool:
    """Look whether this machine has a library, a program, a Python module or a font."""
    if ".so." in part:
        try:
            ctypes.CDLL(part)
        except OSError:
            return False
        return True
    if part in FONT:
        return any(next(folder.rglob("*.[to]tf"), None) for folder in font_folders())
    return find_spec(part) is not None if part in PYTHON else shutil.which(part) is not None


def font_folders() -> list[Path]:
    """Return the folders in which fontconfig looks by default."""
    home = Path.home()
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]


def provide(parts: dict[str, str], probe: Probe = is_there) -> None:
    """Install what is missing, as root or after a yes; otherwise name the command and end the program."""
    missing = [part for part in parts if not probe(part)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Assay needs {', '.join(missing)} from your system: install them with its package manager.")
    packages = package_names((parts[part] for part in missing), release(), known_to_apt)
    line = apt_line(packages, root=is_root())
    print(f"Missing on this system: {', '.join(missing)}\nThis installs it:\n  {line}", flush=True)
    if not (is_root() or agreed()):
        sys.exit("Run that command, then start again.")
    install(shlex.split(line), is_root())
    still = [part for part in missing if not probe(part)]
    if still:
        sys.exit(f"Installed, but still not to be found: {', '.join(still)}.")


def package_names(packages: Iterable[str], release: tuple[str, int], known: Probe) -> list[str]:
    """Return the names the packages have in this release; where the release says nothing, apt is asked."""
    distribution, version = release

    def current(package: str) -> str:
        newer = RENAMED.get(package)
        if newer is None:
            return package
        since = RENAMED_SINCE.get(distribution)
        is_renamed = version >= since if since else known(newer)
        return newer if is_renamed else package

    return sorted({current(package) for package in packages})


def release() -> tuple[str, int]:
    """Return the distribution and its main version; testing, which has no number, counts as newer than all."""
    try:
        found = platform.freedesktop_os_release()
    except OSError:
        return "", 0
    number = found.get("VERSION_ID", "").partition(".")[0]
    return found.get("ID", ""), int(number) if number.isdigit() else sys.maxsize


def known_to_apt(package: str) -> bool:
    """Ask apt whether it knows a package."""
    asked = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return asked.returncode == 0 and bool(asked.stdout)


def apt_line(packages: list[str], *, root: bool) -> str:
    """Return the command that installs the packages."""
    return " ".join([*([] if root else ["sudo"]), "apt-get install --yes --no-install-recommends", *packages])


def is_root() -> bool:
    """Say whether this process may install packages without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def agreed() -> bool:
    """Ask at a terminal; where nobody can answer, or nothing could follow a yes, the answer is no."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and shutil.which("sudo")):
        return False
    return input("Run it now? [Y/n] ").strip().lower() in ("", "y", "yes")


def install(command: list[str], root: bool) -> None:
    """Run apt, fetching its lists first where there are none or where they are too old to serve."""
    update = ["apt-get", "update"] if root else ["sudo", "apt-get", "update"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    waiting = [*command, "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", "-qq"]
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if has_lists and subprocess.call(waiting, env=quiet) == 0:
        return
    print("Fetching the package lists first.", flush=True)
    if subprocess.call([*update, "-qq"], env=quiet) or subprocess.call(waiting, env=quiet):
        sys.exit("apt-get could not install them; its messages are above.")
