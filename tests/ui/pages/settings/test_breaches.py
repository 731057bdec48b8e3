"""The register of breaches in the settings: noted by its button, completed later."""

from pytestqt.qtbot import QtBot

from core.actions.papers import data_breaches
from tests.ui.finding import press
from tests.ui.office_fixture import Desk, put_together
from ui.common.office import Office
from ui.pages.settings.breaches import BreachesSection
from ui.pages.settings.page import SettingsPage


def test_a_breach_is_noted_then_completed(office: Office, desk: Desk, qtbot: QtBot) -> None:
    page = put_together(SettingsPage, office, qtbot)
    page.show_section("breaches")
    shown = page.section()
    assert isinstance(shown, BreachesSection)
    shown.form.show_values(
        {"known": "23/11/2026", "facts": "Un ordinateur volé.", "remedies": "Mots de passe changés."}
    )
    press(page, "breaches-note")
    assert "Les effets" in desk.last.bold + desk.last.sentence, "what art. 33(5) asks is said"
    shown.refresh()
    assert shown.form.value("facts") == "Un ordinateur volé.", "what is typed stays"
    shown.form.show_values({"effects": "Aucun constaté."})
    press(page, "breaches-note")
    assert (desk.last.kind, shown.entry.value()) == ("done", "1")
    shown.form.show_values({"authority": "24/11/2026"})
    press(page, "breaches-note")
    with office.store.read() as r:
        [entry] = data_breaches.breaches(r).values()
    assert (entry.known, entry.authority) == ("2026-11-23", "2026-11-24")
    shown.entry.setCurrentIndex(0)
    assert not any(shown.form.values().values()), "a new one is blank"
