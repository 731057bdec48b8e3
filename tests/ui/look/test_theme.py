"""The colours hold the contrast the design promises, and the look follows scheme and text size."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from core.base.resources import resource
from core.model.verdict import Light
from tests.tables import table
from ui.look.icons import draw_light, icon_pixmap
from ui.look.theme import MARK, Theme, high_contrast, read_colors
from ui.widgets.button import Button
from ui.widgets.fields import text_field
from ui.widgets.focus import MARGIN, FocusRing
from ui.widgets.label import label, set_ink
from ui.widgets.pages import Pages

TINTS = ("allowed-tint", "wait-tint", "forbidden-tint", "opposed-tint")
PAGE = ("paper", "surface", "sunken", "hover", "accent-tint")
TEXT_PAIRS = {
    "text": ("paper", "surface", "rail", "sunken", "hover", "accent-tint", *TINTS),
    "muted": ("paper", "surface", "rail", "sunken", "hover", "accent-tint", *TINTS),
    "accent": ("paper", "surface", "sunken", "accent-tint", *TINTS),
    "allowed": (*PAGE, "allowed-tint"),
    "wait": (*PAGE, "wait-tint"),
    "forbidden": (*PAGE, "forbidden-tint"),
    "opposed": (*PAGE, "opposed-tint"),
    "on-accent": ("accent-fill", "accent-hover", "accent-pressed"),
    "on-opposed": ("opposed-fill", "opposed-hover"),
}
GRAPHIC_PAIRS = {
    "border": ("paper", "surface", "sunken"),
    "accent": ("paper", "surface", "rail", "sunken"),
    "accent-edge": ("paper", "surface", "rail"),
    "opposed-edge": ("paper", "surface"),
    "chart-soft": ("surface",),
}
SCHEMES = ("light", "dark")


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@table("scheme", SCHEMES)
def test_text_is_readable_on_every_ground(scheme: str) -> None:
    colors = read_colors("light" if scheme == "light" else "dark")
    low = {
        (ink, ground): round(contrast(colors[ink], colors[ground]), 2)
        for ink, grounds in TEXT_PAIRS.items()
        for ground in grounds
        if contrast(colors[ink], colors[ground]) < 4.5
    }
    assert low == {}


@table("scheme", SCHEMES)
def test_shapes_and_edges_are_visible_on_every_ground(scheme: str) -> None:
    colors = read_colors("light" if scheme == "light" else "dark")
    low = {
        (ink, ground): round(contrast(colors[ink], colors[ground]), 2)
        for ink, grounds in GRAPHIC_PAIRS.items()
        for ground in grounds
        if contrast(colors[ink], colors[ground]) < 3
    }
    assert low == {}


@table(
    "window, words",
    (("#FFFFFF", "#000000"), ("#000000", "#FFFFFF"), ("#000000", "#FFFF00"), ("#202020", "#FFFFFF"),
     ("#2D3236", "#FFFFFF"), ("#FFFAEF", "#3D3D3D")),
)  # fmt: skip
def test_a_high_contrast_system_theme_is_readable_and_shows_what_is_selected(window: str, words: str) -> None:
    colors = {name: one.name() for name, one in high_contrast(QColor(window), QColor(words)).items()}
    assert colors.keys() == read_colors("light").keys()
    low = {
        (ink, ground): round(contrast(colors[ink], colors[ground]), 2)
        for pairs, least in ((TEXT_PAIRS, 4.5), (GRAPHIC_PAIRS, 3))
        for ink, grounds in pairs.items()
        for ground in grounds
        if contrast(colors[ink], colors[ground]) < least
    }
    assert low == {}
    assert len({colors[ground] for ground in ("surface", "hover", "accent-tint")}) == 3
    assert (colors["paper"], colors["text"]) == (window.lower(), words.lower())


def test_both_schemes_name_the_same_colours() -> None:
    assert read_colors("light").keys() == read_colors("dark").keys()


def test_every_colour_of_the_style_sheet_exists() -> None:
    marks = {token for _kind, _value, token in MARK.findall(resource("theme", "style.qss").read_text("utf-8"))}
    assert marks - {"", "families"} <= read_colors("light").keys()


@table("kind", [QMenuBar, QMenu, QMessageBox])
def test_a_font_the_system_gives_to_menus_is_not_theirs(theme: Theme, qapp: QApplication, kind: type[QWidget]) -> None:
    theme.choose("light", 200)
    # As Windows does, at the start and at each change of its settings.
    qapp.setFont(QFont("Segoe UI", 4), kind.__name__)  # type: ignore[call-overload, arg-type, unused-ignore]  # the stub says bytes
    widget = kind()
    widget.ensurePolished()
    family, size = widget.font().family(), widget.font().pointSizeF()
    qapp.setFont(theme.font())
    assert family == "Source Sans 3"
    assert size == pytest.approx(theme.font().pointSizeF())


def test_no_colour_is_written_in_the_code() -> None:
    root = Path(__file__).resolve().parents[3] / "ui"
    written = [path.name for path in root.rglob("*.py") if re.search(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))]
    assert written == []


def test_the_bundled_typeface_is_used(theme: Theme) -> None:
    assert QFontInfo(theme.font("body")).family() == "Source Sans 3"
    assert QFontInfo(theme.font("title")).weight() == 600


def test_sizes_follow_the_text(theme: Theme) -> None:
    body = theme.font("body").pointSizeF()
    theme.choose("light", 200)
    assert theme.font("body").pointSizeF() == pytest.approx(2 * body)
    assert theme.px(14) == 28
    assert theme.height(30) == 50
    assert theme.line("title") == 56


@pytest.mark.parametrize(("asked", "used"), [(50, 90), (100, 100), (300, 200)])
def test_the_text_size_stays_in_its_range(theme: Theme, asked: int, used: int) -> None:
    theme.choose("light", asked)
    assert theme.scale == used


def test_a_new_scheme_is_told_and_reaches_the_palette(theme: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.choose("dark", 100)
    assert told == [True]
    assert qapp.palette().window().color() == QColor(read_colors("dark")["paper"])


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg")))
def test_every_icon_is_drawn_in_the_colour_asked(theme: Theme, name: str) -> None:
    assert "currentColor" in resource("icons", f"{name}.svg").read_text("utf-8")
    image = icon_pixmap(theme, name, "accent", 40).toImage()
    inks = {
        image.pixelColor(x, y).name() for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.color("accent").name()}


def form(theme: Theme) -> QWidget:
    """A card of a page: words, a field, a button."""
    card = QWidget()
    inside = QVBoxLayout(card)
    inside.addWidget(text_field(theme, name="field", title="Nom"))
    inside.addWidget(Button(theme, "Oui", name="yes", kind="primary"))
    whole = QWidget()
    QVBoxLayout(whole).addWidget(card)
    return whole


def test_what_is_made_undressed_looks_as_what_is_made_dressed(theme: Theme) -> None:
    with theme.undressed():
        late, bare = form(theme), form(theme).grab().toImage()
    early = form(theme)
    assert late.grab().toImage() == early.grab().toImage() != bare


def test_the_ring_left_in_a_page_out_of_sight_keeps_its_distance(theme: Theme) -> None:
    pages, fields = Pages(), (QLineEdit(), QLineEdit())
    for field in fields:
        area = QScrollArea()
        area.setWidget(field)
        pages.addWidget(area)
    ring = FocusRing(theme, pages)
    pages.show()
    ring.setWidget(fields[0])
    assert ring.parent() is fields[0].parent()
    pages.setCurrentIndex(1)
    theme.choose("dark", 100)
    ring.setWidget(fields[1])
    assert ring.size() == fields[1].size().grownBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))


def test_words_of_a_page_that_was_out_of_sight_take_their_new_ink(theme: Theme) -> None:
    pages, words = Pages(), label("03", ink="forbidden")
    pages.addWidget(words)
    pages.addWidget(QWidget())
    pages.show()
    pages.setCurrentIndex(1)
    theme.choose("dark", 100)
    pages.setCurrentIndex(0)
    assert words.palette().windowText().color() == theme.color("forbidden")
    set_ink(words, "text")
    assert words.palette().windowText().color() == theme.color("text")


def shape(theme: Theme, light: Light, side: int) -> QImage:
    """The shape of ``light`` on the ground of a table."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    draw_light(painter, theme, light, rect=image.rect().toRectF())
    painter.end()
    return image


@pytest.mark.parametrize("side", [16, 18, 20, 32])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_lights_differ_by_shape_not_only_by_colour(theme: Theme, scheme: str, side: int) -> None:
    theme.choose("light" if scheme == "light" else "dark", 100)
    surface = theme.color("surface").name()
    filled = {}
    for light in Light:
        image = shape(theme, light, side)
        spots = [(x, y) for x in range(side) for y in range(side)]
        filled[light] = sum(image.pixelColor(x, y).name() != surface for x, y in spots) / side**2
    # Solid: the person has spoken. Hollow: the law or the clock decides.
    assert min(filled[Light.ALLOWED], filled[Light.OPPOSED]) > max(filled[Light.WAIT], filled[Light.FORBIDDEN])
