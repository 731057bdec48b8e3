"""The terms of the listing sites in the settings: shown for each, changed with who and when."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.intake import site_terms
from core.model.site_standing import Terms
from core.records.origin import SiteTerms
from ui.common.office import Office
from ui.pages.settings.suppliers import SitesSection
from ui.widgets.fields import Choice


def test_a_site_says_where_it_stands_and_is_answered(office: Office, qtbot: QtBot) -> None:
    section = SitesSection(office)
    qtbot.addWidget(section)
    section.refresh()
    labels = [one.text() for one in section.findChildren(QLabel)]
    assert "leboncoin" in labels
    assert any("n° 21-16.307" in said for said in labels)
    titles = [one.accessibleName() for one in section.findChildren(Choice)]
    assert "Conditions de PAP" in titles
    # A site closed by a judgment is opened by nobody.
    assert "Conditions de leboncoin" not in titles
    choice = next(one for one in section.findChildren(Choice) if one.accessibleName() == "Conditions de PAP")
    choice.setCurrentIndex(choice.findData("allowed"))
    choice.activated.emit(choice.currentIndex())
    with office.store.read() as r:
        found = r.one(SiteTerms, "-id", site="PAP")
    assert found is not None
    assert (found.verdict, found.by) == ("allowed", office.by)
    section.refresh()
    assert any(
        one.text().startswith("Lecture par un programme permise, réponse de") for one in section.findChildren(QLabel)
    )
    choice = [one for one in section.findChildren(Choice) if one.accessibleName() == "Conditions de PAP"][-1]
    choice.activated.emit(choice.currentIndex())
    with office.store.read() as r:
        assert r.one(SiteTerms, "-id", site="PAP") == found
        assert site_terms.site_standing(r, "PAP", office.now().date()).terms is Terms.ALLOWED
