"""The screen in English: the seat's choice holds at the next opening, and no French word is left in any state of the
window outside what stays French: letters, words said to a person, law, papers, manual, and what people wrote."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from core.actions.common.agency import settings
from core.base.i18n import SOURCE, choose
from core.base.i18n import language as spoken
from core.base.resources import resource
from tests.bases import new_base
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import shown
from tests.ui.test_accessible_names import window
from tests.ui.test_room import close_dialog, opened_for
from tests.ui.walks import IN_ORDER
from ui.app import build, speak
from ui.pages.settings.page import SettingsPage
from ui.shell.window import Window
from ui.widgets.fields import Choice

__all__ = ["window"]

FRENCH = re.compile(
    r"[éèêàùçôîûœ«»\u202f]|\b(?:le|la|les|des|une?|du|de|est|pas|votre|vous|avec|pour|sans|aux?|par|et|sur|dans|qui|que|"
    r"cette?|aucune?|son|sa|ses|elle|ou|puis|appel|fiche|jour|heure|janvier|octobre|novembre|lundi|mardi|mercredi)\b",
    re.IGNORECASE,
)
STAYS = (
    *(
        "Échap",
        "Entrée",
        "Source Sans 3",
        "Français",
        "Pierres & Clés",
        "Gens de Confiance",
        "Communes de France",
        "la Tour et le Port",
    ),
    *(
        "Agence des Tilleuls",
        "Vitré",
        "l’estimation et la vente de votre bien",
        "Où avez-vous eu mon numéro\u202f\\?",
        "^Qui",
    ),
    *(
        r"(?:Référentiel )?CNIL\b[^·\n]*",
        r"Cass\. 1re civ\..*L342-1",
        "un coupon d’accord signé.*",
        r".*… · .*",
        "Pièces, Alès, .*",
    ),
)
"""Keys as the keyboard has them; proper names; what the agency wrote; what is said to a person; references of the law;
samples of a file."""
OF_LAW = (
    "settings-law-texts",
    "settings-papers",
    "settings-suppliers",
    "settings-letters",
    "settings-agency",
    "settings",
    "help",
)

"""States that show texts of law, papers, letters, or the manual."""


@pytest.fixture(autouse=True)
def language(qapp: QApplication) -> Iterator[None]:
    """English, without the French of Qt that another test of this process may have left."""
    choose("en")
    installed = [one for one in qapp.findChildren(QTranslator) if qapp.removeTranslator(one)]
    yield
    for translator in installed:
        qapp.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    choose(SOURCE)


def _texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *(one for one in root.findChildren(QWidget) if one.isVisible())):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle(), widget.toolTip())
        yield from (action.text() for action in widget.actions())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QAbstractItemView | QComboBox):
            yield from _cells(widget)


def _cells(view: QAbstractItemView | QComboBox) -> Iterator[str]:
    model, roles = view.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 30)):
            yield from (str(model.index(row, column).data(role) or "") for role in roles)


@cache
def _not_ours() -> re.Pattern[str]:
    """Return what is taken out of a text before French is looked for in it: sentences of the law, with any values;
    what stands in the invented files; what is quoted."""
    lines = resource("demo", "pige_uzes.csv").read_text("cp1252").splitlines()
    cells = {cell for row in csv.reader(lines, delimiter=";") for cell in row}
    words = [re.escape(cell) for cell in sorted(cells, key=len, reverse=True) if re.search(r"[^\W\d_]{3}", cell)]
    tables = [tomllib.loads(file.read_text("utf-8")) for file in resource("law", "words").glob("*.toml")]
    law = [pattern for table in tables for pattern in _sentences(table)]
    return re.compile("|".join([*STAYS, *law, r"«\u202f.*?\u202f»", "“.*?”", *words]))


def _sentences(table: object) -> Iterator[str]:
    if isinstance(table, Mapping):
        for inner in table.values():
            yield from _sentences(inner)
    elif isinstance(table, str) and " " in table:
        yield re.sub(r"\\\{\w+\\\}", ".+?", re.escape(table))


def _french(root: QWidget) -> set[str]:
    return {text for text in _texts(root) if FRENCH.search(_not_ours().sub("", text))}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_no_french_is_left_on_the_screen(window: Window) -> None:
    left: dict[str, str] = {}
    for state in IN_ORDER:
        if state not in OF_LAW:
            root = opened_for(state, window)
            left |= dict.fromkeys(_french(root) - left.keys(), state)
            close_dialog(root)
    assert left == {}


def test_the_choice_holds_at_the_next_opening(tmp_path: Path, qapp: QApplication) -> None:
    choose(SOURCE)
    folder = tmp_path / "base"
    with shown(folder, qapp) as window:
        window.go_to("settings/section=look")
        field = child(page_in(window, SettingsPage).section(), Choice, "look-form-language")
        field.setCurrentIndex(field.findData("en"))
    speak(qapp, folder)
    with shown(folder, qapp) as window:
        assert window.rail.item("today").text().replace("&", "") == "Today"
    assert QLocale().monthName(2) == "February"


def test_a_french_word_is_seen_beside_what_stays(qapp: QApplication) -> None:
    said, quoted = QLabel("Échap, aucun prospect"), QLabel("Said: “pas d’agence”")
    for shown_label in (said, quoted):
        shown_label.show()
    assert (_french(said), _french(quoted)) == ({"Échap, aucun prospect"}, set())


def test_the_first_start_offers_the_other_language_and_opens_again_in_it(tmp_path: Path, qapp: QApplication) -> None:
    choose(SOURCE)
    store = new_base(tmp_path)
    for words, language in (("English", "en"), ("Français", SOURCE)):
        window = build(qapp, store)
        window.show()
        button = child(window, QAbstractButton, "start-language")
        assert button.text() == words
        button.click()
        assert window.reopens
        assert not window.isVisible()
        speak(qapp, tmp_path)
        assert spoken() == language
    with store.read() as r:
        assert not settings(r).started
    store.close()
