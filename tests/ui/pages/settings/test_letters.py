"""The section Courriers: each choice applies at once, the letter beside it follows, what cannot be printed is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.actions.letters import looks
from core.model.letter_look import LetterLook
from tests.ui.finding import child
from tests.ui.office_fixture import BY, Desk
from ui.common.office import Office
from ui.pages.settings import letters as room
from ui.pages.settings.letters import COLOURS, LettersSection
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Swatch


@pytest.fixture
def section(office: Office, qtbot: QtBot) -> Iterator[LettersSection]:
    """The section as the page shows it."""
    made = LettersSection(office)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.refresh()
    yield made


def kept(office: Office) -> LetterLook:
    office.forget(frozenset({"setting"}))
    return office.settings.look


def said(section: LettersSection) -> str:
    return child(section, QLabel, "look-paragraph-help").text()


def test_a_colour_applies_at_once(section: LettersSection, office: Office) -> None:
    green = child(section, Swatch, "look-colour-1")
    assert green.accessibleName() == "Vert"
    green.click()
    assert kept(office).accent == COLOURS[1][0]
    assert [one.isChecked() for one in section.findChildren(Swatch)].count(True) == 1


def test_what_is_not_chosen_is_said_and_each_title_stands_on_the_line_of_its_field(section: LettersSection) -> None:
    section.resize(1000, 600)
    section.show()
    words = {one.text(): one for one in section.findChildren(QLabel)}
    assert words["Logo"].height() >= 28
    shown = [section.findChild(QLabel, f"look-{which}") for which in ("logo", "signature")]
    assert [one.text() for one in shown if one is not None] == ["Aucun", "Aucune"]


def test_the_paragraph_is_kept_when_it_is_left_and_seen_before(
    section: LettersSection, office: Office, qtbot: QtBot
) -> None:
    before = section.preview.grab().toImage()
    section.paragraph.setPlainText("Nous vendons à Uzès depuis 1998. <b>{field} 100 z")
    qtbot.waitUntil(lambda: section.preview.grab().toImage() != before)
    assert kept(office).paragraph == ""
    section.save_paragraph()
    assert kept(office).paragraph == "Nous vendons à Uzès depuis 1998. <b>{field} 100 z"
    assert child(section, QLabel, "look-paragraph-count").text() == "49 sur 350"


def test_a_paragraph_that_cannot_be_printed_is_told_under_it(section: LettersSection, office: Office) -> None:
    section.paragraph.setPlainText("J’ai un acheteur pour votre bien.")
    section.save_paragraph()
    assert said(section).startswith("✕") and "un acheteur" in said(section)
    assert kept(office).paragraph == ""
    assert section.paragraph.toPlainText() == "J’ai un acheteur pour votre bien.", "what was typed stays"
    section.paragraph.setPlainText("")
    assert not said(section).startswith("✕")


def test_a_logo_is_chosen_and_taken_away(
    section: LettersSection, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 90), "#1d5f4a").save(file)
    monkeypatch.setattr(room, "ask_open", lambda *_args: file)
    section.choose_picture("logo")
    assert kept(office).logo
    take = child(section, Button, "look-logo-take")
    assert take.isVisible()
    take.click()
    assert kept(office).logo == "" and not take.isVisible()


def test_a_photo_waits_for_the_agreement_of_whoever_signs(
    section: LettersSection, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "claire.jpg"
    Image.new("RGB", (90, 120), "#774422").save(file)
    agreed = child(section, CheckBox, "look-photo-of")
    assert not agreed.isEnabled(), "there is no photo"
    monkeypatch.setattr(room, "ask_open", lambda *_args: file)
    section.choose_picture("photo")
    assert kept(office).photo and kept(office).photo_of == "" and agreed.isEnabled()
    agreed.click()
    signer = office.settings.agency.signer_name
    assert signer and kept(office).photo_of == signer and signer in agreed.text()
    agency.save_agency(office.store, {"signer_name": "Hugo Dupont"}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    section.refresh()
    assert not agreed.isChecked() and "Hugo Dupont" in agreed.text()


def test_a_file_that_is_no_picture_is_told(
    section: LettersSection, office: Office, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(room, "ask_open", lambda *_args: file)
    section.choose_picture("signature")
    [told] = desk.said
    assert "n’est pas une image lisible" in f"{told.bold} {told.sentence}" and kept(office).signature == ""
    monkeypatch.setattr(room, "ask_open", lambda *_args: None)
    section.choose_picture("signature")
    assert len(desk.said) == 1, "giving up says nothing"


def test_the_form_of_agreement_leaves_with_the_letter_when_chosen(section: LettersSection, office: Office) -> None:
    box = child(section, CheckBox, "look-form")
    assert not box.isChecked()
    box.click()
    assert kept(office).consent_form
    assert section.preview.pages() == 3
    looks.save_look(office.store, {"consent_form": False}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    section.refresh()
    assert not box.isChecked() and section.preview.pages() == 2


def test_the_preview_tells_where_each_sentence_comes_from(section: LettersSection) -> None:
    box = child(section, CheckBox, "look-explain")
    box.click()
    sentences = section.preview.findChildren(QLabel, "sentence")
    assert section.preview.pages() == 0 and any("Vous vendez une maison" in one.text() for one in sentences)
    about = [one.text() for one in section.preview.findChildren(QLabel)]
    assert "Dit ou choisi par votre agence\u202f: la gratuité de vos estimations" in about
    box.click()
    assert section.preview.pages() == 2
