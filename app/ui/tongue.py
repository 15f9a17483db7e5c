"""The language of the window as the person chose it, remembered, or as the system is; Qt's own words follow it."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import language
from app.ui import settings

SYSTEM = "system"


def chosen() -> str:
    """The language the person chose, or that it follows the system."""
    kept = settings.text("language", SYSTEM)
    return kept if kept in language.LANGUAGES else SYSTEM


def choices() -> tuple[tuple[str, str], ...]:
    """What can be chosen, each language under its own name."""
    return ((SYSTEM, language.later("As the system")), *language.LANGUAGES.items())


def choose(code: str, app: QApplication) -> None:
    """Speak another language from now on, and remember it; what is on screen is to be made anew."""
    settings.remember("language", code)
    put_in_force(app)


def put_in_force(app: QApplication) -> None:
    """Speak the language that is chosen: our sentences, and the buttons and menus that come from Qt."""
    language.speak(language.of_system() if chosen() == SYSTEM else chosen())
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language.spoken() != language.SOURCE:
        theirs = QTranslator(app)
        if theirs.load(
            QLocale(language.spoken()), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            app.installTranslator(theirs)
