"""Around an import: an archive of several tables, pasted rows that leave nothing, files that just came, duplicates
looked for by themselves, and the way to the leads of a batch."""

import os
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.common import scratch
from core.actions.leads import duplicates
from core.model.batch import Report
from core.store import batches, leads
from tests.tables import table
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Desk, put_together, row, take
from tests.ui.pages.importing import WAIT_MS, Pige, checked, counts, opened, page, wait
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.runs import CHECK, LONG, AssistantState, Foot, Past, import_words
from ui.pages.leads.page import LeadsPage
from ui.widgets.button import Button
from ui.widgets.pages import Pages

__all__ = ["page"]

ROWS = "Nom\tTéléphone\tAdresse\tCP\tVille\tSite\nMoreau\t06 39 98 00 01\t1 rue Haute\t30700\tUzès\tPAP"
NAME = "Lignes collées du 24\u00a0novembre, 10\u00a0h\u00a042"


def test_the_table_of_an_archive_is_chosen(page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office) -> None:
    file = pige(2).with_name("semaine.zip")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("stats/ventes.csv", "Mois;Ventes\n01;12\n")
        archive.write(pige(2), "a/pige.csv")
        archive.write(pige(3), "b/pige.csv")
    opened(qtbot, page, file)
    choice = page.assistant.columns.whole.read_as.member
    assert [choice.itemText(n) for n in range(choice.count())] == ["ventes.csv", "a/pige.csv", "b/pige.csv"]
    assert choice.value() == "a/pige.csv", "the first that holds sellers"
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    choice.setCurrentIndex(2)
    wait(qtbot, page)
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert counts(page.assistant.check)[1] == "3 ajoutées"
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    with office.store.read() as r:
        assert batches.recent(r)[0].name == "semaine.zip › pige.csv"


def test_pasted_rows_bear_their_moment_and_leave_no_file(page: ImportsPage, qtbot: QtBot, office: Office) -> None:
    before = copies()
    QGuiApplication.clipboard().setText(ROWS)
    child(page, Pages).setCurrentWidget(page.assistant)
    page.assistant.paste()
    file = page.assistant.reading.file
    assert file.exists() and file.parent.name.startswith(scratch.PREFIX)
    wait(qtbot, page)
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    for _step in ("check", "import"):
        page.assistant.footer.forward_button.click()
        wait(qtbot, page)
    assert not file.exists()
    with office.store.read() as r:
        assert batches.recent(r)[0].name == NAME
    page.assistant.paste()
    given_up = page.assistant.reading.file
    page.assistant.footer.cancel_button.click()
    assert not given_up.parent.exists()
    assert copies() <= before


def copies() -> set[Path]:
    """Return the folders of copies that this process holds."""
    return set(Path(tempfile.gettempdir()).glob(f"{scratch.PREFIX}{os.getpid()}-*"))


def test_a_file_imported_before_is_said_so(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    checked(qtbot, page, pige(2))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    opened(qtbot, page, pige(2))
    assert "déjà importé le 24\u00a0novembre" in words(page.assistant.footer, "import-footer-fact")
    page.assistant.footer.back_button.click()
    assert "déjà importé le 24\u00a0novembre" in words(page.assistant.footer, "import-footer-fact")


def test_files_that_just_came_are_one_click_away(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office, desk: Desk
) -> None:
    checked(qtbot, page, pige(2))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert page.fresh.isHidden()
    came = pige(3, name="un nom de fichier qui n’en finit pas & plus.csv")
    soon = (NOW + timedelta(minutes=5)).timestamp()
    os.utime(came, (soon, soon))
    os.utime(came.with_name("pige.csv"), (0, 0))
    desk.wait(minutes=10)
    page.go_home()
    page.fresh.look()
    qtbot.waitUntil(lambda: not page.fresh.isHidden(), timeout=WAIT_MS)
    [offered] = page.fresh.findChildren(Button)
    assert "&& plus" not in offered.text() and offered.text().endswith("…")
    offered.click()
    wait(qtbot, page)
    assert page.assistant._step == CHECK, "one click more imports it"
    page.fresh._forget(None)  # type: ignore[arg-type]
    assert page.fresh.isHidden()


def test_large_letters_leave_room_for_one_file(page: ImportsPage, tmp_path: Path, office: Office) -> None:
    office.theme.choose("light", 200)
    page.fresh.show_files([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert [one.text() for one in page.fresh.findChildren(Button)] == ["a.csv"]
    office.theme.choose("light", 100)


def test_duplicates_are_looked_for_after_an_import(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path, office: Office, desk: Desk
) -> None:
    lines = [
        "Nom;Prénom;Téléphone;CP;Ville;Type;Prix;Surface;Site;Référence",
        "Moreau;Hélène;06 39 98 00 11;30700;Uzès;Maison;342000;128;PAP;R1",
        "Moreau;Helene;06 39 98 00 12;30700;Uzès;Maison;342000;128;PAP;R2",
        "Roux;Karim;06 39 98 44 44;30700;Uzès;Maison;199000;71;PAP;R3",
    ]
    file = tmp_path / "doubles.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    checked(qtbot, page, file)
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    batch = page.assistant.result.batch_id

    def looked() -> bool:
        page.refresh(frozenset({"alike"}))
        return page.assistant.result.outcome.findChild(Button, "import-result-twins") is not None

    qtbot.waitUntil(looked, timeout=WAIT_MS)
    said = [one.text() for one in page.assistant.result.outcome.findChildren(QLabel)]
    assert "fiches peut-être en double" in said
    found = child(page.assistant.result.outcome, Button, "import-result-twins")
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    assert desk.gone == [(f"leads/alike={batch}", None)]


@pytest.fixture
def twins(office: Office) -> Report:
    """A batch of three leads, two of which may be one person; a lead of another batch."""
    take(office, row(9, last_name="Payet", first_name="Inès", price="120 000 €"))
    rows = (row(1), row(2, address=""), row(3, last_name="Roux", first_name="Karim", price="199 000 €"))
    report = take(office, *rows, supplier="Un fournisseur au nom bien long")
    duplicates.survey(office.store, report.batch, by=BY, at=NOW)
    return report


def test_the_leads_of_a_batch_are_a_filter(office: Office, qtbot: QtBot, twins: Report) -> None:
    shown = put_together(LeadsPage, office, qtbot)
    shown.show_filters({"batch": str(twins.batch)})
    assert len(shown.browser.table.rows().ids) == 3
    assert shown.browser.chips.values() == {"batch": str(twins.batch)}
    shown.show_filters({"alike": str(twins.batch)})
    assert len(shown.browser.table.rows().ids) == 2
    with office.store.read() as r:
        assert set(shown.browser.table.rows().ids) == set(leads.search(r, filters={"twins": str(twins.batch)}))
    shown.show_filters({"light": "forbidden"})
    assert len(shown.browser.table.rows().ids) == 4
    shown.browser.clear()


def test_the_figures_of_a_long_file_need_not_be_waited_for(theme: Theme, qtbot: QtBot) -> None:
    foot = Foot(theme)
    qtbot.addWidget(foot)

    def stands(read: int) -> tuple[str, bool]:
        report = Report(0, added=read, people=read)
        foot.show_standing(
            AssistantState(CHECK, busy=False, counting=True, problem="", past=Past(), report=report, form=False)
        )
        return foot.forward_button.text(), foot.forward_button.isEnabled()

    assert stands(LONG) == ("I&mporter sans attendre", True)
    assert stands(2)[0] == "I&mporter\u202f: 2 nouveaux"


@table(
    "report, shown",
    [
        (Report(0, added=11, merged=3, people=14), "I&mporter\u202f: 14 nouveaux, 3 complétés"),
        (Report(0, merged=1), "I&mporter\u202f: 1 complété"),
        (Report(0, rejected=2), "I&mporter\u202f: 0 nouveau"),
    ],
)
def test_the_button_says_by_how_many_people_the_list_grows(report: Report, shown: str) -> None:
    assert import_words(report) == shown
