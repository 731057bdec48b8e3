"""The page of the site and the posting service, in the settings."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common.agency import save_agency
from core.actions.common.judging import law_of
from core.actions.common.step_cache import standing
from core.actions.desk.today import pressing
from core.actions.papers.data_page import page_state
from core.model.mail_service import MailService
from tests.ui.chosen_files import answer
from tests.ui.finding import child, press, words
from tests.ui.office_fixture import BY, Desk, put_together
from ui.common.office import Office
from ui.pages.settings.outside import DataPageSection, MailServiceSection
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> SettingsPage:
    """The settings."""
    made = put_together(SettingsPage, office, qtbot)
    made.show()
    return made


def test_the_page_is_saved_copied_and_told_again(
    page: SettingsPage, office: Office, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_section("data-page")
    shown = page.section()
    assert isinstance(shown, DataPageSection)
    assert words(shown, "data-page-state").startswith("Aucune page n’a encore été enregistrée.")
    out = tmp_path / "vos-donnees.html"
    chosen = [""]
    answer(monkeypatch, lambda _dialog: chosen[0])
    press(shown, "data-page-save")
    assert not out.exists(), "giving up writes nothing"
    chosen[0] = str(out)
    press(shown, "data-page-save")
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert desk.last.bold == "Page enregistrée."
    assert words(shown, "data-page-state").startswith("Dernière page enregistrée le")
    press(shown, "data-page-message")
    assert "mettre en ligne le fichier joint" in QGuiApplication.clipboard().text()
    press(shown, "data-page-text")
    assert "Refuser nos propositions" in QGuiApplication.clipboard().text()
    assert not due(office)
    save_agency(office.store, {"services": "estimation"}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    shown.refresh()
    assert "La page de votre site dit encore" in words(shown, "data-page-former")
    assert due(office), "the first page says so too"


def due(office: Office) -> list[str]:
    """Return the kinds of lines of the first page about the page of the site."""
    with office.store.read() as r:
        law = law_of(office.settings)
        lines = pressing(r, law, standing(r, law, at=office.now()), by=BY, at=office.now())
        assert page_state(r).stale == any(line.kind == "page" for line in lines)
    return [line.kind for line in lines if line.kind == "page"]


def test_a_service_is_said_and_tried(
    page: SettingsPage, office: Office, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_section("mail-service")
    shown = page.section()
    assert isinstance(shown, MailServiceSection)
    assert words(shown, "mail-service-state") == "Aucun service\u202f: vous imprimez et postez vous-mêmes."
    said = {
        "profile": "merci_facteur", "name": "Merci Facteur", "accepted_on": "02/01/2026", "country": "France",
        "sub_processors": "aucun", "erasure_days": "40",
    }  # fmt: skip
    for key, value in said.items():
        shown.save(key, value)
    assert office.settings.service == MailService(**said | {"accepted_on": "2026-01-02"})
    assert words(shown, "mail-service-state").startswith("À essayer")
    press(shown, "mail-service-tried")
    assert desk.said[-1].kind == "error", "nothing was seen"
    answer(monkeypatch, lambda _dialog: str(tmp_path))
    press(shown, "mail-service-make")
    assert len(list(tmp_path.glob("ESS-*.pdf"))) == 2
    child(shown, QLineEdit, "mail-service-seen").setText("adresse lisible")
    press(shown, "mail-service-tried")
    assert words(shown, "mail-service-state").endswith("adresse lisible.")
