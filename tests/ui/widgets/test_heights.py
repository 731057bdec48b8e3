"""A text is laid out once for each width; other words or another font are laid out anew."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.widgets import paint
from ui.widgets.button import Button
from ui.widgets.flow import Turning
from ui.widgets.label import paragraph
from ui.widgets.paint import Heights, text_width

WORDS = "Préparez la lettre, puis écrivez l’adresse sur l’enveloppe. " * 4


def test_each_width_is_measured_once(theme: Theme) -> None:
    asked: list[int] = []

    def measure(width: int) -> int:
        asked.append(width)
        return 1000 - width

    heights, body = Heights(), theme.font("body")
    for _again in range(2):
        assert [heights.at(width, (WORDS, body), measure) for width in (100, 200)] == [900, 800]
    assert asked == [100, 200]
    heights.at(100, (f"{WORDS}!", body), measure)
    heights.at(100, (f"{WORDS}!", theme.font("title")), measure)
    assert asked == [100, 200, 100, 100]


def test_a_paragraph_follows_its_words_and_the_size_of_the_text(theme: Theme, qtbot: QtBot) -> None:
    made = paragraph(WORDS)
    qtbot.addWidget(made)
    made.show()
    usual = made.heightForWidth(300)
    made.setText(WORDS * 2)
    assert made.heightForWidth(300) > usual
    made.setText(WORDS)
    assert made.heightForWidth(300) == usual
    made.setMinimumHeight(usual * 3)
    assert made.heightForWidth(300) == usual * 3
    made.setMinimumHeight(0)
    assert made.heightForWidth(300) == usual
    theme.choose("light", 200)
    assert made.heightForWidth(300) > usual


def test_the_width_of_a_text_is_of_its_font_and_words(theme: Theme) -> None:
    fonts = []
    for scale in (100, 200, 100):
        theme.choose("light", scale)
        fonts += [theme.font("body"), theme.font("body", semibold=True), theme.font("title")]
    for font in fonts:
        for words in ("Préparer la lettre", "Appeler", "Préparer la lettre"):
            assert text_width(font, words) == QFontMetrics(font).horizontalAdvance(words)


def test_the_widths_known_are_few(theme: Theme) -> None:
    font = theme.font("body")
    wide = [text_width(font, str(number)) for number in range(paint.MOST_WIDTHS + 2)]
    assert wide[7] == text_width(font, "7")
    assert len(paint.WIDTHS) <= paint.MOST_WIDTHS


def test_of_two_parts_that_share_a_row_the_one_in_sight_has_it_all(theme: Theme, qtbot: QtBot) -> None:
    told, button = paragraph("Préparez la lettre."), Button(theme, "Préparer", name="make")
    row = Turning(theme, told, button)
    qtbot.addWidget(row)
    row.resize(600, 40)
    row.show()
    assert told.width() < 600
    button.hide()
    qtbot.waitUntil(lambda: told.width() == 600)
