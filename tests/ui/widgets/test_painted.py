"""Every painted widget shows its words in the ink of the theme, in both schemes, with room for them at 200 %."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model.verdict import Light
from tests.ui.finding import child
from ui.look.theme import Theme
from ui.widgets.big_button import OppositionButton, OutcomeButton
from ui.widgets.button import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.equation import Equation, EquationCounts
from ui.widgets.fields import CheckBox, Choice, Switch
from ui.widgets.header import PageHeader
from ui.widgets.label import ElidedLabel
from ui.widgets.mark import IconLabel, Pill
from ui.widgets.message_band import MessageBand
from ui.widgets.rail import RailItem
from ui.widgets.status_bar import StatusBar

LEGEND = tuple((light, light.value, "ce que cela veut dire") for light in Light)


def opposed(theme: Theme) -> QWidget:
    made = OppositionButton(theme)
    made.show_done()
    return made


def off(made: QWidget) -> QWidget:
    made.setEnabled(False)
    return made


def checked(made: CheckBox | OutcomeButton | RailItem) -> QWidget:
    made.setChecked(True)
    return made


def item(theme: Theme) -> RailItem:
    made = RailItem(theme, "letters", "&Courriers", name="letters")
    made.set_count(140, "140 à poster")
    return made


def equation(theme: Theme) -> QWidget:
    made = Equation(theme)
    made.show_counts(EquationCounts(10, 3, 2, 1, 1, 1))
    return made


def header(theme: Theme) -> QWidget:
    made = PageHeader(theme, "Prospects", name="header")
    made.show_count("19 sur 3 218")
    made.add_button(Button(theme, "Ajouter", name="add", kind="primary", icon="plus"))
    made.show_title("Tous les prospects")
    return made


def status(theme: Theme) -> QWidget:
    made = StatusBar(theme, MessageBand(theme))
    made.add("backup", "", press=lambda: None).show_text("Sauvegarde en retard", icon="warning", ink="wait")
    made.add("version", "Version 1.0.0", right=True)
    return made


def empty(theme: Theme) -> QWidget:
    buttons = [Button(theme, "Importer un fichier", name="import", kind="primary", icon="imports")]
    made = EmptyState(
        theme, "Aucun lot", "a", name="empty", buttons=buttons, legend=LEGEND, hint="Ou glissez un fichier."
    )
    made.reword("Aucun prospect pour l’instant", "Chaque personne aura ici sa provenance et son feu.")
    return made


# What is built, and a colour of the theme that must be seen on it.
WIDGETS: dict[str, tuple[Callable[[Theme], QWidget], str]] = {
    "primary": (
        lambda theme: Button(theme, "Appeler", name="b", kind="primary", icon="phone", key="F9"),
        "accent-fill",
    ),
    "secondary": (lambda theme: Button(theme, "Colonnes", name="b", icon="columns"), "text"),
    "link": (lambda theme: Button(theme, "Voir la preuve", name="b", kind="link"), "accent"),
    "refusal": (lambda theme: Button(theme, "S’oppose", name="b", kind="refusal", key="F8"), "opposed"),
    "disabled": (lambda theme: off(Button(theme, "Appeler", name="b", key="F9")), "disabled"),
    "close": (lambda theme: IconButton(theme, "close", "Fermer", name="c"), "muted"),
    "outcome": (lambda theme: OutcomeButton(theme, 3, "À rappeler…", name="o", key="F7"), "text"),
    "outcome chosen": (lambda theme: checked(OutcomeButton(theme, 1, "Répondeur", name="o")), "accent-tint"),
    "outcome closed": (lambda theme: off(OutcomeButton(theme, 1, "Répondeur", name="o")), "disabled"),
    "oppose": (lambda theme: OppositionButton(theme), "opposed-fill"),
    "opposed": (opposed, "opposed-tint"),
    "rail": (item, "accent-fill"),
    "rail current": (lambda theme: checked(item(theme)), "accent"),
    "equation": (equation, "forbidden"),
    "header": (header, "accent-fill"),
    "status": (status, "wait"),
    "empty": (empty, "opposed"),
    "check": (lambda theme: checked(CheckBox(theme, "Se souvenir", name="k")), "accent-fill"),
    "switch on": (lambda theme: checked(Switch(theme, "Alsace", name="s")), "accent-fill"),
    "switch off": (lambda theme: Switch(theme, "Alsace", name="s"), "border"),
    "choice": (lambda theme: Choice(theme, [("a", "Paris")], name="z", title="Fuseau"), "surface"),
    "pill": (lambda theme: Pill(theme, "Postée", ink="allowed", name="p"), "allowed"),
    "mark": (lambda theme: IconLabel(theme, "check", "Enregistré", ink="allowed"), "allowed"),
}


def seen(image: QImage, color: QColor) -> bool:
    """True when a pixel of ``image`` is of ``color``, give or take what smoothing does."""
    wanted = (color.red(), color.green(), color.blue())
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    return any(
        max(abs(a - b) for a, b in zip(wanted, QColor.fromRgb(ink).getRgb()[:3], strict=True)) <= 12  # type: ignore[index]
        for ink in set(memoryview(pixels).cast("I"))
    )


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", WIDGETS)
def test_painted(theme: Theme, qtbot: QtBot, name: str, scheme: str, scale: int) -> None:
    theme.choose("light" if scheme == "light" else "dark", scale)
    make, token = WIDGETS[name]
    made = make(theme)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    assert seen(made.grab().toImage(), theme.color(token))
    assert made.height() >= 20 * scale // 100 or name == "choice"


def test_a_live_change_of_size_reaches_what_is_built(theme: Theme, qtbot: QtBot) -> None:
    made = header(theme)
    qtbot.addWidget(made)
    made.show()
    before = made.height()
    theme.choose("dark", 200)
    assert made.height() > before
    assert seen(made.grab().toImage(), theme.color("accent-fill"))


def test_a_text_without_room_ends_with_dots_and_is_told_whole(theme: Theme, qtbot: QtBot) -> None:
    made = ElidedLabel("14 rue des Mûriers, 30700 Uzès")
    qtbot.addWidget(made)
    made.resize(60, 20)
    made.show()
    made.grab()
    assert made.accessibleDescription() == "14 rue des Mûriers, 30700 Uzès"
    made.resize(600, 20)
    made.grab()
    assert made.toolTip() == ""


def test_the_long_name_of_a_file_leaves_the_buttons_in_sight(theme: Theme, qtbot: QtBot) -> None:
    made = header(theme)
    qtbot.addWidget(made)
    theme.choose("light", 200)
    made.resize(560, made.height())
    made.show()
    assert isinstance(made, PageHeader)
    made.show_title("Export vendeurs particuliers Gard semaine 47 corrigé.xlsx")
    made.grab()
    button = child(made, Button, "add")
    assert made.width() == 560 and button.geometry().right() <= 560
    assert button.width() >= button.sizeHint().width()
