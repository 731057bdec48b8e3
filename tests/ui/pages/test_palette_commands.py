"""« Chercher ou faire » knows every command and setting by what people call it, without accents."""

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from core.model.trade import FunnelStage, TradeStatus
from core.words.commands import Command, commands
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import Desk, shown
from ui.common.office import Office
from ui.pages.settings.page import SECTIONS
from ui.shell.menus import acts_of
from ui.shell.palette_items import PLACES, Acts, entries
from ui.shell.window import Window

WINDOW = {one.key for one in commands() if one.key.isalpha()} - {key for key, _words in PLACES}


def bare(text: str) -> str:
    """Return a text without its accents, in capitals, as somebody in a hurry types it."""
    apart = unicodedata.normalize("NFKD", text.replace("’", " "))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).upper()


def found(office: Office, typed: str, acts: Acts) -> list[str]:
    return [one.text for group in entries(office, typed, acts) if group.title == "Faire" for one in group.gestures]


@pytest.fixture
def acts() -> Acts:
    return dict.fromkeys(WINDOW, list)


@table("one", commands())
def test_each_command_is_found_by_its_name_and_its_other_words(office: Office, acts: Acts, one: Command) -> None:
    others = [word.strip() for word in one.others.split(",")]
    assert len(others) >= 2
    for word in (one.name, *others):
        assert one.name in found(office, bare(word), acts), word
        assert one.name in found(office, bare(word)[:4], acts) or len(word) < 4, word


@table(
    "typed, first",
    [
        ("sauvegarde", "Sauvegarder ou revenir en arrière"),
        ("sombre", "Passer au thème sombre"),
        ("doublons", "Voir les doublons"),
        ("zoom", "Agrandir le texte"),
        ("restaurer", "Sauvegarder ou revenir en arrière"),
        ("excel", "Importer un fichier"),
        ("mot de passe", "Garder la clé du registre"),
        ("rdv", "Voir les rendez-vous obtenus"),
        ("equipe", "Partager avec l’équipe"),
        ("purge", "Effacer ce qui est gardé trop longtemps"),
        ("nuit", "Passer au thème sombre"),
        ("defaire", "Annuler la dernière action"),
        ("bloctel", "Noter une opposition"),
    ],
)
def test_what_people_type_comes_first(office: Office, acts: Acts, typed: str, first: str) -> None:
    assert found(office, typed, acts)[0] == first


def test_every_section_of_the_settings_is_found() -> None:
    keys = {one.key.partition("section=")[2] for one in commands()}
    assert {section.key for section in SECTIONS} <= keys


@table(
    "typed",
    [
        *(
            "s’oppose",
            "opposer",
            "planifier",
            "rappel",
            "filtrer",
            "imprimer liste",
            "on m’appelle",
            "raccourcis",
            "qt",
        ),
        *("assureur", "médiateur", "barème", "qui signe", "tva", "rcs", "recto", "enveloppe", "seconde lettre"),
        *("taille du texte", "changer d’ordinateur", "analyse d’impact", "24 mots", "votre nom", "rôle", "disque"),
        *("collecte", "licences", "jours fériés", "effacer sans demander", "coupon", "durée d’un accord", "capital"),
    ],
)
def test_what_menus_and_settings_hold_is_found(office: Office, acts: Acts, typed: str) -> None:
    assert found(office, bare(typed), acts)


def test_every_menu_has_its_command(tmp_path: Path, qapp: QApplication) -> None:
    with shown(tmp_path / "base", qapp) as window:
        acts = acts_of(window, window.office)
        named = [one.text().replace("&", "") for menu in window.menuBar().findChildren(QMenu) for one in menu.actions()]
        told = [name for name in named if name and name not in OWN]
        assert len(told) > 15
        lost = [name for name in told if not any(found(window.office, word, acts) for word in sure_words(name))]
        assert not lost


OWN = (
    "Chercher ou faire…",
    "Comme le système",
    "Fichier",
    "Édition",
    "Affichage",
    "Prospect",
    "Outils",
    "Aide",
    "Personnes récentes",
)
"""The palette itself, its first group, what it says in other words, and the names of the menus."""


def sure_words(name: str) -> list[str]:
    """Return the words of a menu that say something."""
    return [word for word in bare(name.rstrip("…")).replace(",", " ").split() if len(word) > 3]


def test_every_address_leads_somewhere(office: Office, desk: Desk) -> None:
    pages = {key for key, _words in PLACES}
    for one in commands():
        if one.key in WINDOW:
            continue
        page, _slash, rest = one.key.partition("/")
        assert page in pages
        name, equal, value = rest.partition("=")
        if equal and name in ("status", "reached"):
            assert value in (FunnelStage.texts() if name == "reached" else TradeStatus.texts())
    assert len({one.key for one in commands()}) == len(commands())
    assert desk.gone == []


def test_the_window_does_what_the_palette_asks(tmp_path: Path, qapp: QApplication) -> None:
    with shown(tmp_path / "base", qapp) as window:
        asked(window)


def asked(window: Window) -> None:
    acts = acts_of(window, window.office)
    assert set(acts) == WINDOW
    acts["dark"]()
    assert window.office.theme.scheme == "dark"
    assert child(window, QAction, "scheme-dark").isChecked()
    acts["larger"]()
    assert window.office.theme.scale > 100
    acts["normal"]()
    assert window.office.theme.scale == 100
    acts["light"]()
    acts["undo"]()
    QApplication.processEvents()
