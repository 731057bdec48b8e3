"""The look: colours, type and sizes read from resources/theme, in one object given to every widget.

Sizes are written at 100 % and 96 dpi, as in the design, and follow the user's text size. No colour is written in
Python.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from core.base.records import Struct
from core.base.resources import resource

Scheme = Literal["light", "dark", "system"]
UPRIGHT = 560
"""Width of a window, at 100 % text, under which what stands side by side stands one above the other."""
SCALES = (90, 100, 110, 125, 150, 175, 200)
FALLBACK_FONTS = ["Source Sans 3", "Segoe UI", "Noto Sans"]
FONT_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
ROLES = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on-accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent-tint",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent-fill",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}
GREYED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
HIGH_CONTRAST_GROUNDS = ("paper", "surface", "rail", "sunken", "hover")
MARK = re.compile(r"@(px|pt)\(([\w.-]+)\)|@([a-z][a-z-]*)")


class TextStyle(Struct, frozen=True):
    """One line of the type scale: ``points`` at 100 %, ``line`` height in pixels at 96 dpi, ``weight`` 400 or 600."""

    points: float
    line: int
    weight: int


def read_colors(scheme: Literal["light", "dark"]) -> dict[str, str]:
    """Return the colours of ``scheme``, token → ``#RRGGBB``."""
    colors: dict[str, str] = tomllib.loads(resource("theme", f"{scheme}.toml").read_text("utf-8"))["colors"]
    return colors


def read_styles() -> dict[str, TextStyle]:
    """Return the type scale by name."""
    table = tomllib.loads(resource("theme", "type.toml").read_text("utf-8"))["styles"]
    return {name: TextStyle(**values) for name, values in table.items()}


def high_contrast(window: QColor, words: QColor) -> dict[str, QColor]:
    """Return the colours of a high-contrast system theme, whose grounds are ``window`` and whose texts and lines are
    ``words``; the other inks, those of the scheme made for such a ground, come nearer to ``words``. What is selected or
    under the pointer stays seen: its ground is mixed with the text's."""
    dark = window.lightnessF() < words.lightnessF()
    colors = {name: QColor(value) for name, value in read_colors("dark" if dark else "light").items()}
    for name in colors:
        if name in HIGH_CONTRAST_GROUNDS or name.endswith("-tint"):
            colors[name] = window
    for name in ("line", "border", "margin", "text", "muted"):
        colors[name] = words
    for name in ("accent", "allowed", "wait", "forbidden", "opposed"):
        colors[name] = _mixed(colors[name], words, 0.25)
    return colors | {"accent-tint": _mixed(window, words, 0.1), "hover": _mixed(window, words, 0.06)}


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(mine + (theirs - mine) * share) for mine, theirs in parts))


UNDRESSED = "undressed"
"""Property of a page that the last theme has not dressed."""


@contextmanager
def _pages_in_sight_only() -> Iterator[None]:
    """Dress the pages in sight alone; each of the others is dressed when its stack shows it."""
    hidden = {part for stack in _stacks() for page in _behind(stack) for part in _undress(stack, page)}
    for widget in hidden:
        if widget.testAttribute(Qt.WidgetAttribute.WA_StyleSheet):
            widget.style().unpolish(widget)  # Else what the sheet gave it would be taken for its own.
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, True)
    yield
    for widget in hidden:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, True)
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, False)


def _stacks() -> list[QStackedLayout]:
    return [stack for window in QApplication.topLevelWidgets() for stack in window.findChildren(QStackedLayout)]


def _behind(stack: QStackedLayout) -> list[QWidget]:
    """Return the pages of a stack that are not shown."""
    return [page for place in range(stack.count()) if (page := stack.widget(place)) and place != stack.currentIndex()]


def _undress(stack: QStackedLayout, page: QWidget) -> list[QWidget]:
    """Remember to dress a page once it is shown; return its parts, but one with a style of its own (the focus ring)."""
    if page.property(UNDRESSED) is None:
        stack.currentChanged.connect(lambda _place: _dress(stack, page))
    page.setProperty(UNDRESSED, True)
    own = Qt.WidgetAttribute.WA_SetStyle
    return [part for part in (page, *page.findChildren(QWidget)) if not part.testAttribute(own)]


def _dress(stack: QStackedLayout, page: QWidget) -> None:
    """Dress a page that its stack shows, parents before children: a font comes from the parent."""
    if stack.currentWidget() is not page or not page.property(UNDRESSED):
        return
    page.setProperty(UNDRESSED, False)
    changed = QEvent(QEvent.Type.StyleChange)
    for widget in (page, *page.findChildren(QWidget)):
        widget.style().polish(widget)
        QApplication.sendEvent(widget, changed)


def load_fonts() -> None:
    """Register the bundled typeface with Qt; when its file is missing, the fallback fonts are used."""
    is_known = {"Regular", "Semibold"} <= set(QFontDatabase.styles(FALLBACK_FONTS[0]))
    for name in () if is_known else FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


class Theme(QObject):
    """What a widget asks when it paints or measures. The signal ``changed`` is emitted once a new scheme or text size
    is applied."""

    changed = Signal()

    def __init__(self, scheme: Scheme = "system", scale: int = 100) -> None:
        """``scale`` is the text size in percent, 90 to 200."""
        super().__init__()
        self.setObjectName("theme")
        self._styles = read_styles()
        self._scheme: Scheme = scheme
        self._scale = scale
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int], QFont] = {}
        self._system = QGuiApplication.palette()
        # The reference is kept: PySide deletes what styleHints() owns together with the wrapper it was asked through.
        self._hints = QGuiApplication.styleHints()
        self._load()
        self._hints.colorSchemeChanged.connect(self._follow_system)

    def follow(self, fit: Callable[[], object]) -> None:
        """Call what dresses a widget, now and at each change."""
        self.changed.connect(fit)
        fit()

    @property
    def scheme(self) -> Scheme:
        """The choice of the user: light, dark or system."""
        return self._scheme

    @property
    def scale(self) -> int:
        """Text size in percent."""
        return self._scale

    @property
    def dark(self) -> bool:
        """Tell whether the dark colours are shown."""
        if self._scheme == "system":
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    def color(self, token: str) -> QColor:
        """Return the colour of ``token``, a key of the theme files."""
        return self._colors[token]

    def font(self, style: str = "body", *, semibold: bool = False) -> QFont:
        """Return the font of ``style`` at the user's text size, in its own weight or semibold. It is shared: do not
        modify it."""
        weight = 600 if semibold else self._styles[style].weight
        found = self._fonts.get((style, weight))
        if found is None:
            found = self._fonts[(style, weight)] = self._make_font(style, weight)
        return found

    def upright(self, inside: QWidget) -> bool:
        """Tell whether the window around ``inside`` is too narrow for parts side by side."""
        return inside.window().width() < self.px(UPRIGHT)

    def px(self, size: float) -> int:
        """Return ``size`` pixels of the design (100 %, 96 dpi) at the user's text size."""
        return round(size * self._scale / 100)

    def height(self, size: int) -> int:
        """Return the height of a control or a row drawn ``size`` high at 100 %; only the text of it grows."""
        line = self._styles["body"].line
        return size if self._scale <= 100 else round(size + line * (self._scale - 100) / 100)

    def line(self, style: str = "body") -> int:
        """Return the line height of ``style`` in pixels."""
        return self.px(self._styles[style].line)

    def choose(self, scheme: Scheme, scale: int) -> None:
        """Apply another scheme and text size (percent) to every open window."""
        self._scheme = scheme
        self._scale = max(SCALES[0], min(SCALES[-1], scale))
        self.apply()

    def apply(self) -> None:
        """Give the application this theme's palette, font and style sheet."""
        self._load()
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        load_fonts()
        with _pages_in_sight_only():
            # Without its sheet first: given another one, Qt dresses every widget as often as it has parents.
            app.setStyleSheet("")
            app.setStyle("Fusion")
            app.setPalette(self.palette())
            app.setFont(self.font("body"))
            app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Make widgets inside, dressed once at the end: under a sheet, each is dressed as often as it has parents."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - widgets are made
        sheet = app.styleSheet()
        with _pages_in_sight_only():
            app.setStyleSheet("")
        try:
            yield
        finally:
            with _pages_in_sight_only():
                app.setStyleSheet(sheet)

    def palette(self) -> QPalette:
        """Return Fusion's palette in our colours; a selection keeps its colour when the window loses the focus."""
        palette = QPalette()
        for role, token in ROLES.items():
            palette.setColor(role, self.color(token))
        for role in GREYED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, self.color("sunken"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Button, self.color("sunken"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet, its placeholders filled: ``@token``, ``@px(n)``, ``@pt(style)``, ``@families``."""
        return MARK.sub(self._fill, resource("theme", "style.qss").read_text("utf-8"))

    def _fill(self, mark: re.Match[str]) -> str:
        kind, value, token = mark.groups()
        match kind:
            case "px":
                return f"{self.px(float(value))}px"
            case "pt":
                return f"{self._points(value):g}pt"
            case _ if mark[0] == "@families":
                return ", ".join(f'"{family}"' for family in FALLBACK_FONTS)
        return self.color(token).name()

    def _points(self, style: str) -> float:
        # macOS counts 72 points to the inch: text is scaled, so that it keeps its size beside lengths in pixels.
        screen = QGuiApplication.primaryScreen()
        dpi = screen.logicalDotsPerInch() if screen else 96
        return self._styles[style].points * self._scale / 100 * 96 / dpi

    def _make_font(self, style: str, weight: int) -> QFont:
        font = QFont(FALLBACK_FONTS)
        font.setPointSizeF(self._points(style))
        font.setWeight(QFont.Weight(weight))
        return font

    def _load(self) -> None:
        self._fonts = {}
        if self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            roles = (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText)
            self._colors = high_contrast(*(self._system.color(role) for role in roles))
            return
        self._colors = {name: QColor(value) for name, value in read_colors("dark" if self.dark else "light").items()}

    def _follow_system(self) -> None:
        if self._scheme == "system":
            self.apply()
