"""What a screen reader is told that each thing is."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QFileDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.model.verdict import Light
from tests.tables import each
from tests.ui.finding import child
from ui.look.theme import Theme
from ui.pages.today.charts import BarChart
from ui.widgets.filter_chips import Chip, Filter
from ui.widgets.label import label
from ui.widgets.mark import IconLabel, Pill
from ui.widgets.rail import Rail
from ui.widgets.speech import speak_choices
from ui.widgets.status_bar import StatusItem

Role = QAccessible.Role
CHIP = Filter("light", "Feu", ((Light.ALLOWED.value, "appelable"),))


def place(theme: Theme) -> QWidget:
    made = QWidget()
    made.setAccessibleName("Fiche")
    return made


def area(theme: Theme) -> QWidget:
    made = QScrollArea()
    made.setAccessibleName("Contenu")
    return made


ROLES: tuple[tuple[Callable[[Theme], QWidget], Role], ...] = (
    (Rail, Role.PageTabList),
    (lambda theme: Chip(theme, CHIP), Role.ButtonMenu),
    (lambda theme: BarChart(theme, name="chart"), Role.Chart),
    (lambda theme: Pill(theme, "À poster", ink="wait", name="pill"), Role.StaticText),
    (lambda theme: IconLabel(theme, "check", "Gardé", ink="allowed"), Role.StaticText),
    (lambda theme: StatusItem(theme, name="version"), Role.StaticText),
    (lambda theme: StatusItem(theme, name="count", press=theme.apply), Role.Button),
    (lambda _theme: label("Issue de l’appel", name="outcomes-title"), Role.Heading),
    (lambda _theme: label("Issue", name="outcomes"), Role.StaticText),
    (place, Role.Grouping),
    (area, Role.Grouping),
)


def test_each_thing_is_said_for_what_it_is(theme: Theme, qtbot: QtBot) -> None:
    speak_choices()

    def said(row: tuple[Callable[[Theme], QWidget], Role]) -> None:
        made = row[0](theme)
        qtbot.addWidget(made)
        assert QAccessible.queryAccessibleInterface(made).role() == row[1], type(made)

    each(ROLES, said)


def test_a_page_of_the_rail_is_a_tab_with_its_key(theme: Theme, qtbot: QtBot) -> None:
    speak_choices()
    rail = Rail(theme)
    qtbot.addWidget(rail)
    first, second = rail.add("today", "today", "&Aujourd’hui"), rail.add("leads", "leads", "&Prospects")
    first.setChecked(True)
    tabs = [QAccessible.queryAccessibleInterface(one) for one in (first, second)]
    assert [one.role() for one in tabs] == [Role.PageTab] * 2
    assert [one.state().selected for one in tabs] == [1, 0]
    acts = tabs[1].actionInterface()
    assert acts.keyBindingsForAction("Press") == ["Alt+P"]
    acts.doAction("Press")
    assert [one.state().selected for one in tabs] == [0, 1]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_list_of_folders_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    speak_choices()
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    choice = child(dialog, QComboBox, "lookInCombo")
    name = QAccessible.queryAccessibleInterface(choice).text(QAccessible.Text.Name)
    assert name
    assert "&" not in name
