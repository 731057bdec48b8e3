"""A word that is longer than its place: it goes on on the next line, or ends with … and is told whole; it never widens
what it stands in."""

import pytest
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.finding import child
from tests.ui.long_words import LONG
from ui.look.theme import Theme
from ui.widgets import paint
from ui.widgets.button import Button
from ui.widgets.edit_value import ValueButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Turning
from ui.widgets.label import paragraph
from ui.widgets.mark import SIDE, ProblemLine
from ui.widgets.message_band import FewLines
from ui.widgets.paint import Heights, height_of, laid_out, text_width
from ui.widgets.status_bar import WIDEST, StatusItem

NARROW = 260
SENTENCE = f"Préparez la lettre de {LONG} et écrivez l’adresse."


def lines_of(text: str, theme: Theme) -> list[str]:
    layout = laid_out(text, theme.font("body"), NARROW)
    found = [layout.lineAt(place) for place in range(layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()] for line in found]


def test_only_a_word_without_room_is_broken(theme: Theme) -> None:
    lines = lines_of(SENTENCE, theme)
    assert "".join(lines) == SENTENCE
    assert lines[0] == "Préparez la lettre de "
    assert lines[-1].endswith(" et écrivez l’adresse.") or lines[-1] == "écrivez l’adresse."
    for line in lines:
        alone = laid_out(line.rstrip(), theme.font("body"), 10_000)
        assert alone.lineAt(0).naturalTextWidth() <= NARROW + 1


def test_what_is_ended_stays_ended(theme: Theme) -> None:
    assert laid_out("un\ndeux\ntrois", theme.font("body"), 500).lineCount() == 3


def test_a_text_is_as_high_as_its_broken_lines(theme: Theme, qtbot: QtBot) -> None:
    made = paragraph(SENTENCE)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= NARROW
    assert made.heightForWidth(NARROW) == height_of(laid_out(SENTENCE, made.font(), NARROW))
    made.resize(NARROW, made.heightForWidth(NARROW))
    whole = made.grab().toImage()
    made.resize(NARROW, made.heightForWidth(NARROW) // 2)
    assert whole.copy(0, 0, NARROW, 8) == made.grab().toImage().copy(0, 0, NARROW, 8), "the same lines from the top"
    usual = paragraph("Préparez la lettre et écrivez l’adresse.")
    qtbot.addWidget(usual)
    assert usual.minimumSizeHint().width() < NARROW


@pytest.mark.parametrize("kind", ["value", "message", "empty", "status"])
def test_a_long_word_widens_nothing(theme: Theme, qtbot: QtBot, kind: str) -> None:
    made: QWidget
    match kind:
        case "value":
            made = ValueButton(theme, "Nom", LONG, name="name", semibold=True, style="heading")
            assert made.heightForWidth(NARROW) > 4 * made.heightForWidth(10_000)
        case "message":
            made = FewLines(name="words")
            made.resize(NARROW, 400)
            made.show_words("Fait.", LONG)
            assert not made.cut
        case "empty":
            made = EmptyState(theme, LONG, "", name="empty")
        case _:
            made = StatusItem(theme, name="status-user")
            made.show_text(LONG)
            made.resize(made.sizeHint())
            made.grab()
            assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name) == LONG
            assert LONG in made.toolTip()
            made.show_text("Claire")
            made.resize(made.sizeHint())
            made.grab()
            assert not made.toolTip()
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= max(NARROW, WIDEST) + 100


def test_a_problem_keeps_room_for_its_cross(theme: Theme, qtbot: QtBot) -> None:
    problem = ProblemLine(theme, name="problem")
    qtbot.addWidget(problem)
    for scale in (100, 200):
        theme.choose("light", scale)
        problem.show_problem(f"Écrivez un jour, à {scale} %.")
        problem.resize(600, problem.sizeHint().height())
        sentence = child(problem, QWidget, "problem-sentence")
        least = 14 + theme.px(SIDE) + 8
        QApplication.processEvents()
        assert sentence.x() >= least


# --- A text is laid out once for each width; other words or another font are laid out anew

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
