"""How the program looks and speaks as the person chose it: palette, size of text, language; or as the system is."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.language import later
from app.ui import icons, settings, theme, tongue

SYSTEM = "system"
CHOICES = (
    (SYSTEM, later("As the system")),
    ("light", later("Light")),
    ("dark", later("Dark")),
    ("contrast", later("High contrast")),
)
SCALES = (0.9, 1.0, 1.15, 1.3, 1.5)


def chosen() -> str:
    """The palette the person chose, or that it follows the system."""
    kept = settings.text("palette", SYSTEM)
    return kept if kept in theme.PALETTES else SYSTEM


def scale() -> float:
    """The size of text, the nearest of those there are."""
    return min(SCALES, key=lambda one: abs(one - settings.number("scale", 1.0)))


def palette() -> str:
    """The palette that is to be in force now."""
    return of_the_system() if chosen() == SYSTEM else chosen()


def of_the_system() -> str:
    """What the system is in; it may ask for more contrast, or be dark."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class Look(QObject):
    """Puts it in force for the whole program, and again whenever the system goes from light to dark."""

    dressed = Signal()
    resized = Signal()  # another size of text or another language: what is on screen is to be made anew

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    def dress(self, name: str) -> None:
        """Put a palette in force, or the one the system is in, and remember the choice."""
        settings.remember("palette", name)
        self._apply()

    def resize(self, scale: float) -> None:
        """Put a size of text in force and remember it."""
        settings.remember("scale", scale)
        self._apply()
        self.resized.emit()

    def speak(self, code: str) -> None:
        """Speak another language and remember it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        tongue.choose(code, app)
        self.resized.emit()

    def step(self, by: int) -> float:
        """The next larger or smaller text; returns its size."""
        at = SCALES.index(scale()) + by
        wanted = SCALES[min(max(at, 0), len(SCALES) - 1)]
        self.resize(wanted)
        return wanted

    def _follow(self) -> None:
        if chosen() == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, palette(), scale())
        icons.redress()
        self.dressed.emit()
