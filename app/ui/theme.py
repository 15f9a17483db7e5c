"""The look in one place: spacing, sizes, three palettes of our own, and the style sheet on top of Fusion."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

from app.ui import tick_box

TIGHT, SMALL, MIDDLE, LARGE, HUGE = 4, 8, 12, 16, 24
RADIUS = 6
FINE, BODY, LEAD, HEAD = 11, 13, 15, 20  # type sizes in pixels at 100 %


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette: five greys from text to ground, a surface, one accent and four status hues."""

    name: str
    text: str
    muted: str
    strong: str  # lines that carry meaning: borders of fields, bars, focus
    line: str
    ground: str
    surface: str
    accent: str
    on_accent: str
    good: str
    wait: str
    bad: str
    note: str

    @property
    def off(self) -> str:
        """Text of what cannot be used now; a high contrast palette still tells it from what can."""
        return "#6f6f6f" if self.name == "contrast" else self.strong

    def soft(self, hue: str) -> str:
        """A tint of a hue that its own text can be read on."""
        share = 0.16 if self.name == "dark" else 0.09
        top, under = QColor(getattr(self, hue)), QColor(self.surface)
        red, green, blue = (
            round(a * share + b * (1 - share))
            for a, b in ((top.red(), under.red()), (top.green(), under.green()), (top.blue(), under.blue()))
        )
        return QColor(red, green, blue).name()


LIGHT = Colours(
    name="light",
    text="#1a2027",
    muted="#56616c",
    strong="#7d8892",
    line="#d8dde2",
    ground="#f3f5f7",
    surface="#ffffff",
    accent="#0a667f",
    on_accent="#ffffff",
    good="#1c6b3c",
    wait="#8a5300",
    bad="#b3261e",
    note="#5a4bb0",
)
DARK = Colours(
    name="dark",
    text="#e7ebee",
    muted="#a3adb6",
    strong="#78838d",
    line="#343b42",
    ground="#15191d",
    surface="#1e2328",
    accent="#5cc0dc",
    on_accent="#0b1a20",
    good="#6fce93",
    wait="#e5b25c",
    bad="#ff8f85",
    note="#b5a8ff",
)
CONTRAST = Colours(
    name="contrast",
    text="#000000",
    muted="#1f1f1f",
    strong="#000000",
    line="#8f8f8f",
    ground="#ffffff",
    surface="#ffffff",
    accent="#00309c",
    on_accent="#ffffff",
    good="#00481f",
    wait="#5c3500",
    bad="#8c0008",
    note="#3b0a8f",
)
PALETTES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}


class _InForce:
    """What is applied now; painting code reads it at every paint, so a switch needs no rebuilding."""

    colours: Colours = LIGHT
    scale: float = 1.0


def colours() -> Colours:
    """The palette in force."""
    return _InForce.colours


def px(size: float) -> int:
    """A length that grows with the chosen text size."""
    return round(size * _InForce.scale)


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The system's font at one of our sizes."""
    chosen = QFont()
    chosen.setPixelSize(px(size))
    if bold:
        chosen.setWeight(QFont.Weight.DemiBold)
    return chosen


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def _luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def apply(app: QApplication, name: str, scale: float = 1.0) -> None:
    """Put one palette and text size in force for the whole program."""
    chosen = (PALETTES.get(name, LIGHT), scale)
    if app.styleSheet() and chosen == (_InForce.colours, _InForce.scale):
        return  # dressing every control of an open window anew takes long, and nothing would look otherwise
    _InForce.colours, _InForce.scale = chosen
    if not isinstance(app.style(), Ringed):
        app.setStyle(Ringed("Fusion"))
    app.setFont(font())
    app.setPalette(_palette(_InForce.colours))
    app.setStyleSheet(_sheet(_InForce.colours))


class Ringed(QProxyStyle):
    """Fusion with a ring around the box that has the keyboard, which it hardly shows, and boxes to tick that are seen.

    All else has its ring by the sheet.
    """

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a control, and the ring of a box of choices."""
        super().drawComplexControl(control, option, painter, widget)
        boxed = control in (QStyle.ComplexControl.CC_ComboBox, QStyle.ComplexControl.CC_SpinBox)
        if boxed and option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3)
            painter.restore()

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a part of a control; the box of a tick is ours."""
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            tick_box.paint(painter, QRectF(option.rect), colours(), option.state)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(c.ground))
    for where, colour in {
        role.Window: c.ground,
        role.WindowText: c.text,
        role.Base: c.surface,
        role.AlternateBase: c.ground,
        role.Text: c.text,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.BrightText: c.bad,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.note,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,
        role.Light: c.line,
        role.Midlight: c.line,
        role.Mid: c.line,
        role.Dark: c.strong,
        role.Shadow: c.strong,
    }.items():
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.off))
    return palette


def _sheet(c: Colours) -> str:
    accent_soft = c.soft("accent")
    return f"""
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.strong}; padding: {TIGHT}px; }}
QLabel[tone="muted"] {{ color: {c.muted}; }}
QLabel[tone="bad"] {{ color: {c.bad}; }}
QLabel[tone="good"] {{ color: {c.good}; }}
QLabel[tone="wait"] {{ color: {c.wait}; }}
QLabel[tone="link"] {{ color: {c.accent}; }}
QFrame[part="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QFrame[part="tile"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QFrame[part="tile"]:hover, QFrame[part="sentence"]:hover {{ background: {accent_soft}; }}
QFrame[part="tile"]:focus {{ border: 2px solid {c.accent}; }}
QFrame[part="sentence"] {{ border: 1px solid transparent; border-radius: {TIGHT}px; }}
QFrame[part="sentence"]:focus {{ border: 1px solid {c.accent}; }}
QFrame[part="bar"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[part="foot"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
QFrame[part="side"] {{ background: {c.surface}; border: none; border-left: 1px solid {c.line}; }}
QFrame[part="strip"] {{ background: {accent_soft}; border: 1px solid {c.accent}; border-radius: {RADIUS}px; }}
QFrame[part="toast"] {{ background: {c.text}; border-radius: {RADIUS}px; }}
QFrame[part="toast"] QLabel {{ color: {c.surface}; }}
QFrame[part="drop"] {{ border: 2px dashed {c.strong}; border-radius: {RADIUS}px; background: {c.surface}; }}
QPushButton {{ background: {c.surface}; border: 1px solid {c.strong}; border-radius: {RADIUS}px;
    padding: {TIGHT}px {MIDDLE}px; min-height: {px(18)}px; }}
QPushButton:hover {{ background: {accent_soft}; border-color: {c.accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: {TIGHT - 1}px {MIDDLE - 1}px; }}
QPushButton:checked:focus {{ border: 2px solid {c.text}; }}
QCheckBox {{ border: 1px solid transparent; border-radius: {TIGHT}px; padding: 2px; }}
QCheckBox:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator {{ width: {px(tick_box.SIZE)}px; height: {px(tick_box.SIZE)}px; }}
QRadioButton {{ border: 1px solid transparent; border-radius: {TIGHT}px; padding: 2px; }}
QRadioButton:focus {{ border-color: {c.accent}; }}
QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border: 1px solid {c.strong};
    border-radius: {px(12) // 2 + 1}px; background: {c.surface}; }}
QRadioButton::indicator:checked {{ width: {px(12) - 6}px; height: {px(12) - 6}px; border: 4px solid {c.accent}; }}
QPushButton:disabled {{ color: {c.off}; border-color: {c.line}; }}
QPushButton[part="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[part="main"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[part="main"]:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
QPushButton[part="quiet"] {{ background: transparent; border-color: transparent; color: {c.accent}; }}
QPushButton[part="quiet"]:hover {{ background: {accent_soft}; }}
QPushButton[part="quiet"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[part="link"] {{ background: transparent; border: none; border-bottom: 1px solid transparent;
    border-radius: 0; color: {c.accent}; padding: 0; min-height: {px(16)}px; text-align: left; }}
QPushButton[part="link"]:hover {{ border-bottom-color: {c.accent}; }}
QPushButton[part="link"]:focus {{ border: 1px solid {c.accent}; padding: 0; }}
QPushButton[part="link"]:disabled {{ color: {c.muted}; }}
QPushButton::menu-indicator {{ width: {px(10)}px; subcontrol-position: right center; right: {TIGHT}px; }}
QPushButton[part="segment"] {{ border-radius: 0; padding: {TIGHT - 2}px {SMALL}px; }}
QPushButton[part="place"] {{ background: transparent; border: none; border-left: 3px solid transparent;
    border-radius: 0; text-align: left; padding: {SMALL}px {SMALL}px; }}
QPushButton[part="place"]:hover {{ background: {c.ground}; }}
QPushButton[part="place"]:checked {{ background: {accent_soft}; color: {c.accent}; border-left-color: {c.accent}; }}
QPushButton[part="place"]:focus {{ border: 2px solid {c.accent}; padding: {SMALL - 2}px {SMALL - 1}px; }}
QPushButton[part="view"] {{ background: transparent; border: none; border-radius: 0; text-align: left;
    color: {c.muted}; padding: {TIGHT}px {TIGHT}px {TIGHT}px {LARGE + TIGHT}px; min-height: {px(14)}px; }}
QPushButton[part="view"]:hover {{ background: {c.ground}; color: {c.text}; }}
QPushButton[part="view"]:focus {{ border: 2px solid {c.accent};
    padding: {TIGHT - 2}px {TIGHT - 2}px {TIGHT - 2}px {LARGE + 2}px; }}
QFrame[part="toast"] QPushButton {{ background: transparent; color: {c.surface}; border-color: {c.surface}; }}
QLineEdit, QPlainTextEdit {{ background: {c.surface}; color: {c.text};
    border: 1px solid {c.strong}; border-radius: {RADIUS}px; padding: 3px {SMALL}px; min-height: {px(18)}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QPlainTextEdit {{ qproperty-acceptDrops: false; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 2px {SMALL - 1}px; }}
QLineEdit:disabled {{ color: {c.off}; border-color: {c.line}; }}
QLineEdit[wrong="true"] {{ border: 2px solid {c.bad}; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.strong}; outline: none; }}
QAbstractItemView {{ background: {c.surface}; border: none; outline: none; }}
QListView:focus, QTableView:focus, QTreeView:focus, QTextBrowser:focus, QScrollArea:focus {{
    border: 1px solid {c.accent}; }}
QListView, QTableView, QTreeView, QTextBrowser {{ border: 1px solid transparent; }}
QListView::item, QTreeView::item {{ padding: {TIGHT}px; }}
QListView::item:selected, QTreeView::item:selected {{ background: {accent_soft}; color: {c.text}; }}
QTreeView::item {{ border: 1px solid transparent; }}
QTreeView::item:focus {{ border: 1px solid {c.accent}; }}
QListView::indicator, QTreeView::indicator {{ width: {px(12)}px; height: {px(12)}px; border: 1px solid {c.strong};
    border-radius: 2px; background: {c.surface}; }}
QListView::indicator:checked, QTreeView::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
QListView[part="cards"] {{ background: transparent; }}
QListView[part="cards"]:focus {{ border: 1px solid {c.accent}; }}
QListView[part="cards"][welcome="true"] {{ border: 2px dashed {c.accent}; background: {accent_soft}; }}
QHeaderView {{ background: {c.ground}; border: none; }}
QHeaderView::section {{ background: {c.ground}; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.line}; padding: {TIGHT + 1}px {SMALL}px; }}
QScrollArea {{ border: 1px solid transparent; background: transparent; }}
QScrollArea > QWidget > QWidget[part="inside"] {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {SMALL}px {MIDDLE}px;
    border-bottom: 2px solid transparent; }}
QTabBar[part="many"]::tab {{ padding: {SMALL}px {TIGHT + 2}px; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:focus {{ color: {c.accent}; border: 1px solid {c.accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
QMenuBar {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
QMenuBar::item {{ padding: {TIGHT}px {SMALL}px; background: transparent; }}
QMenuBar::item:selected {{ background: {accent_soft}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.strong}; padding: {TIGHT}px; }}
QMenu::item {{ padding: {TIGHT}px {HUGE}px {TIGHT}px {SMALL}px; border-radius: {TIGHT}px; }}
QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu::item:disabled {{ color: {c.off}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {TIGHT}px; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; }}
QScrollBar::handle {{ background: {c.strong}; border-radius: 4px; margin: 2px; min-height: 24px; min-width: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
    width: 0; height: 0; }}
QSplitter::handle {{ background: {c.line}; }}
"""
