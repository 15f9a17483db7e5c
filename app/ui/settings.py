"""What the window remembers on this computer: palette, text size, widths. Never data of a workspace."""

from functools import cache

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings


def folder() -> str:
    """Where the settings are kept."""
    return str(user_config_path("assay", appauthor=False))


@cache
def store(folder: str) -> QSettings:
    """The settings file in a folder."""
    return QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat)


def _settings() -> QSettings:
    return store(folder())


def text(name: str, otherwise: str = "") -> str:
    """A remembered text."""
    found = _settings().value(name, otherwise)
    return found if isinstance(found, str) else otherwise


def number(name: str, otherwise: float) -> float:
    """A remembered number."""
    try:
        return float(text(name, str(otherwise)))
    except ValueError:
        return otherwise


def remember(name: str, value: str | float) -> None:
    """Remember a value."""
    _settings().setValue(name, str(value))


def state(name: str) -> QByteArray:
    """A remembered state of a window or a header, empty if there is none."""
    return QByteArray.fromHex(QByteArray(text(name).encode()))


def remember_state(name: str, value: QByteArray) -> None:
    """Remember the state of a window or a header."""
    remember(name, bytes(value.toHex().data()).decode())


_CHOSEN = ("palette", "scale", "language", "by", "panel", "since")  # what a person chose, or was told, is no layout


def forget_layout() -> None:
    """Forget sizes, widths, orders and places, so that everything is as it was at first."""
    kept = _settings()
    for name in kept.allKeys():
        if name.partition("/")[0] not in _CHOSEN:
            kept.remove(name)
