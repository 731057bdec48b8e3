"""« Chercher ou faire »: a number first, then people, gestures and pages."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.actions.calling import calling
from core.actions.register import opposing
from core.model.verdict import Light
from core.model.way_now import WayNow
from core.records.lead import Lead
from tests.ui.office_fixture import BY, NOW, Add, Desk, agree
from ui.common.office import Office
from ui.shell.palette_items import entries
from ui.widgets.lists.palette import Palette, PaletteEntry


def found(office: Office, text: str) -> dict[str, tuple[PaletteEntry, ...]]:
    """Return the gestures by group."""
    return {group.title: group.gestures for group in entries(office, text)}


def test_nothing_typed_offers_tasks_and_pages(office: Office, desk: Desk) -> None:
    groups = found(office, "")
    assert groups["Personnes récentes"] == groups["Registre d’opposition"] == ()
    assert [gesture.text for gesture in groups["Aller"]][:2] == ["Aujourd’hui", "Prospects"]
    for gesture in (*groups["Faire"], *groups["Aller"]):
        gesture.run()
    assert {page for page, _lead in desk.gone} == {
        "today", "leads", "calls", "letters", "oppositions", "imports", "requests", "requests/new_request", "settings",
        "imports/import_file", "imports/capture_page", "settings/section=agency",
    }  # fmt: skip


def test_a_person_is_found_with_what_governs(office: Office, add: Add, desk: Desk) -> None:
    lead_id = add(name="Besson Karim", town="Nîmes")
    [person] = found(office, "bess")["Prospects"]
    assert (person.text, person.detail, person.light) == (
        "Besson Karim", "Nîmes, lettre avant le 21\u00a0décembre", WayNow.LETTER,
    )  # fmt: skip
    person.run()
    assert desk.gone == [("leads", lead_id)]
    assert [gesture.text for gesture in person.others] == ["Préparer sa lettre", "Noter son opposition"]


def test_a_callback_is_told_with_its_hour(office: Office, add: Add) -> None:
    lead_id = add(name="Besson Karim", town="Nîmes")
    calling.plan_callback(office.store, lead_id, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    assert found(office, "bess")["Prospects"][0].detail == "Nîmes, rappel aujourd’hui 11\u00a0h\u00a042"


def test_who_may_be_called_is_offered_the_call(office: Office, add: Add, tmp_path: Path, desk: Desk) -> None:
    lead_id = add(name="Besson Karim")
    agree(office.store, lead_id, tmp_path)
    call = found(office, "besson")["Faire"][0]
    assert (call.text, call.key) == ("Appeler Besson Karim", "F9")
    assert call.detail == "permis jusqu’à 13\u00a0h"
    call.run()
    assert desk.gone == [("calls", lead_id)]


def test_a_refusal_is_noted_from_the_palette(office: Office, add: Add, desk: Desk) -> None:
    lead_id = add(name="Besson Karim")
    refuse = next(gesture for gesture in found(office, "besson")["Faire"] if gesture.key == "F8")
    refuse.run()
    with office.store.read() as r:
        assert r.row(Lead, lead_id).opposed_at
    assert desk.last.kind == "opposed"
    [person] = found(office, "besson")["Prospects"]
    assert (person.light, person.others) == (WayNow.OPPOSED, ())
    assert "opposé le 24\u00a0novembre" in person.detail


@pytest.mark.parametrize("typed", ["06 39 98 00 77", "+33639980077", "0639980077"])
def test_a_number_answers_whether_it_is_opposed_first(office: Office, typed: str, desk: Desk) -> None:
    [fresh] = found(office, typed)["Registre d’opposition"]
    assert fresh.light is None
    assert "pas au registre" in fresh.detail
    opposing.oppose_typed(office.store, "06 39 98 00 77", how="letter", by=BY, at=NOW)
    first = entries(office, typed)[0]
    [answer] = first.gestures
    assert (answer.light, answer.detail) == (Light.OPPOSED, "opposé depuis le 24\u00a0novembre 2026")
    answer.run()
    assert desk.gone == [("oppositions", None)]


def test_an_e_mail_is_answered_too(office: Office, add: Add, desk: Desk) -> None:
    lead_id = add(name="Alba", emails=("alba@exemple.fr",))
    [answer] = found(office, "alba@exemple.fr")["Registre d’opposition"]
    answer.run()
    assert desk.gone == [("leads", lead_id)]


def test_tasks_are_found_by_their_other_words(office: Office) -> None:
    doing = [gesture.text for gesture in found(office, "tableur")["Faire"]]
    assert doing == ["Importer un fichier", "Exporter la liste"]
    assert [gesture.text for gesture in found(office, "regl")["Aller"]] == ["Réglages"]


def test_hostile_text_finds_nobody_and_breaks_nothing(office: Office, add: Add) -> None:
    add(name="Alba")
    for text in ('"', "l'", "-", "*", "a AND", "é", "<b>", "%", "\u202f"):
        assert isinstance(found(office, text), dict)


def test_the_palette_takes_it(office: Office, add: Add, qtbot: QtBot) -> None:
    add(name="Alba")
    window = QDialog()
    qtbot.addWidget(window)
    palette = Palette(office.theme, lambda text: entries(office, text), window)
    palette.ask("alba")
    assert palette.isVisible()
    palette.reject()
