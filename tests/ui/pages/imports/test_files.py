"""How a file comes in, how it is read, and how few gestures it takes: new supplier, known one, pasted rows."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.store import batches, leads
from tests.ui.chosen_files import answer, choose
from tests.ui.finding import child, in_sight, words
from tests.ui.office_fixture import Desk
from tests.ui.pages.importing import Pige, checked, counts, opened, page, wait
from ui.common.file_dialogs import is_page
from ui.common.office import Office
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.result_step import ResultStep, SupplierSheetForm
from ui.pages.imports.whole_file import SideField
from ui.widgets.pages import Pages

__all__ = ["page"]


class Hand:
    """Presses what a person presses, and counts."""

    def __init__(self, page: ImportsPage, qtbot: QtBot) -> None:
        self.page = page
        self.qtbot = qtbot
        self.gestures = 0

    def choose(self) -> None:
        """« Importer un fichier », then « Ouvrir » in the dialog of the system: two gestures."""
        self.gestures += 2
        self.page.import_file()
        wait(self.qtbot, self.page)

    def drop(self, file: Path) -> None:
        """Drop a file on the page."""
        self.gestures += 1
        opened(self.qtbot, self.page, file)

    def enter(self) -> None:
        """Entrée on what has the keyboard."""
        self.gestures += 1
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
        wait(self.qtbot, self.page)

    def check(self) -> None:
        """Alt+V."""
        self.gestures += 1
        self.page.assistant.footer.forward_button.click()
        wait(self.qtbot, self.page)


def test_four_gestures_for_a_new_supplier_two_for_a_known_one(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pige(6)
    choose(monkeypatch, file)
    hand = Hand(page, qtbot)
    hand.choose()
    assert page.assistant.columns.whole.supplier.hasFocus()
    QTest.keyClicks(page.assistant.columns.whole.supplier, "Pige Ouest")
    hand.check()
    hand.enter()
    assert counts(page.assistant.result.outcome)[1] == "6 ajoutées"
    assert hand.gestures == 4

    again = Hand(page, qtbot)
    again.drop(pige(9, name="semaine-suivante.csv"))
    assert words(page.assistant.footer, "import-footer-fact").startswith("Lu comme le dernier fichier de Pige Ouest.")
    again.enter()
    assert again.gestures == 2
    assert counts(page.assistant.result.outcome)[1:3] == ["3 ajoutées", "6 réunies"]
    with office.store.read() as r:
        assert [batch.supplier for batch in batches.recent(r)] == ["Pige Ouest", "Pige Ouest"]


def test_the_columns_of_a_known_file_are_as_they_were_confirmed(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    opened(qtbot, page, pige(3))
    columns = page.assistant.columns
    for column, field in ((2, "first_name"), (8, "extra")):
        columns.table.choice(column).setCurrentIndex(columns.table.choice(column).findData(field))
    columns.whole.supplier.setText("Pige Ouest")
    for _step in ("check", "import"):
        page.assistant.footer.forward_button.click()
        wait(qtbot, page)
    opened(qtbot, page, pige(3, name="autre.csv"))
    QTest.mouseClick(page.assistant.footer.back_button, Qt.MouseButton.LeftButton)
    assert in_sight(page.assistant) is columns, "the columns stay within reach"
    assert columns.whole.supplier.text() == "Pige Ouest"
    assert columns.mapping is not None
    told = {row.header: (row.field, row.reading) for row in columns.mapping.rows}
    assert told["Prénom"] == ("first_name", "sure") and told["Référence"] == ("extra", "kept")


def test_a_column_nobody_wants_is_kept_with_the_origin_when_asked(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office
) -> None:
    file = pige(3)
    file.write_text("\n".join(f"{line};mot {n}" for n, line in enumerate(file.read_text("cp1252").splitlines())))
    opened(qtbot, page, file)
    columns = page.assistant.columns
    assert columns.mapping is not None
    columns.table.choice(9).setCurrentIndex(columns.table.choice(9).findData("extra"))
    assert columns.mapping.rows[8].reading == "kept"
    columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    with office.store.read() as r:
        kept = r.column(str, "SELECT extra FROM origin ORDER BY line")
    assert "mot 1" in kept[0]


def test_the_sheet_chosen_is_the_sheet_imported(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    book = openpyxl.Workbook()
    for place, name in enumerate(("Vendeurs", "Autres")):
        sheet = book.active if not place else book.create_sheet()
        sheet.title = name
        sheet.append(["Nom", "Téléphone", "Site"])
        for n in range(5 - place):
            sheet.append([f"{name} {n}", f"06 39 98 0{place} {n:02d}", "PAP"])
    book.save(tmp_path / "deux.xlsx")
    opened(qtbot, page, tmp_path / "deux.xlsx")
    whole = page.assistant.columns.whole
    assert whole.read_as.sheet.value() == "Vendeurs"
    whole.read_as.sheet.setCurrentIndex(1)
    wait(qtbot, page)
    whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert counts(page.assistant.check)[0] == "4 lues"
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    with office.store.read() as r:
        assert leads.count_leads(r) == 4


def test_what_parts_the_columns_is_asked_when_in_doubt(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    lines = ["Nom,Téléphone,Site,Adresse"]
    lines += [f"Moreau {n},06 39 98 00 {n:02d},PAP,{n} rue Haute" + ("; bis, fond; cour" * (n % 3)) for n in range(12)]
    file = tmp_path / "virgules.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    opened(qtbot, page, file)
    read_as = page.assistant.columns.whole.read_as
    assert not child(read_as, SideField, "side-delimiter").isHidden()
    read_as.delimiter.setCurrentIndex(read_as.delimiter.findData(";"))
    wait(qtbot, page)
    assert read_as.delimiter.value() == ";"
    assert not child(read_as, SideField, "side-delimiter").isHidden(), "what was in doubt can be said again"
    read_as.delimiter.setCurrentIndex(read_as.delimiter.findData(","))
    wait(qtbot, page)
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert page.assistant._asked().delimiter == ","
    assert counts(page.assistant.check)[1] == "12 ajoutées"


def test_rows_copied_from_a_spreadsheet_are_pasted(page: ImportsPage, qtbot: QtBot, office: Office) -> None:
    rows = ["Nom\tTéléphone\tSite"] + [f"Moreau {n}\t06 39 98 00 {n:02d}\tPAP" for n in range(4)]
    QGuiApplication.clipboard().setText("\r\n".join(rows))
    child(page, Pages).setCurrentWidget(page.assistant)
    page.assistant.begin()
    page.assistant.file.choose.setFocus()
    QTest.keyClick(page.assistant.file.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page)
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert counts(page.assistant.check)[1] == "4 ajoutées"
    pasted = page.assistant.reading.file
    assert pasted.exists()
    page.assistant.begin()
    page.assistant.file.paste.click()
    assert not pasted.exists(), "rows pasted before are not left behind"


def test_nothing_copied_is_said(page: ImportsPage) -> None:
    QGuiApplication.clipboard().clear()
    page.assistant.file.paste.click()
    assert "ne contient aucune ligne" in page.assistant.file.problem.sentence


def test_a_file_copied_in_a_file_manager_is_read(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pige(2)))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.assistant.file.paste.click()
    wait(qtbot, page)
    assert page.assistant.columns.mapping is not None


def test_a_list_in_json_is_a_table_and_an_object_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('\ufeff [ {"nom": "x"} ]', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"props": {}}', encoding="utf-8")
    assert not is_page(tmp_path / "a.json") and is_page(tmp_path / "b.json") and is_page(tmp_path / "absent.json")
    assert is_page(tmp_path / "x.HTML") and not is_page(tmp_path / "x.vcf")


def form(result: ResultStep) -> SupplierSheetForm:
    assert result.form is not None, "the sheet is asked"
    return result.form


def test_the_sheet_of_a_new_supplier_is_offered_once_and_holds_nothing_up(
    page: ImportsPage, qtbot: QtBot, pige: Pige, desk: Desk
) -> None:
    checked(qtbot, page, pige(3))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    result = page.assistant.result
    assert not result.offer.isHidden()
    assert page.assistant.footer.forward_button.isEnabled()
    result.fill.click()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    form(result).wait.click()
    assert result.currentIndex() == 0 and result.offer.isHidden()
    assert page.assistant.footer.forward_button.hasFocus(), "the keyboard goes where something is in sight"
    result.fill.click()
    form(result).save.click()
    assert result.currentIndex() == 0 and desk.last.bold == "Fiche enregistrée."
    opened(qtbot, page, pige(4, name="suite.csv"))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert result.offer.isHidden(), "asked once"


def test_the_rejects_are_kept_as_a_workbook(
    page: ImportsPage, qtbot: QtBot, pige: Pige, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(qtbot, page, pige(3))
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    names = ["", str(tmp_path / "rejets")]
    proposed = answer(monkeypatch, lambda _dialog: names.pop(0))
    save = page.assistant.result.outcome.save
    save.click()
    save.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert proposed[0] == "pige - rejets.xlsx"
    assert desk.last.bold == "1 ligne rejetée est enregistrée."
    sheet = openpyxl.load_workbook(tmp_path / "rejets.xlsx").active
    assert sheet["A2"].value == 5


def test_rows_are_pasted_from_the_list_wherever_the_keyboard_is(office: Office, qtbot: QtBot) -> None:
    """The rail keeps the keyboard after a click."""
    window = QWidget()
    qtbot.addWidget(window)
    rail, page = QPushButton("Imports"), ImportsPage(office)
    column = QVBoxLayout(window)
    column.addWidget(rail)
    column.addWidget(page)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    rail.setFocus()
    QGuiApplication.clipboard().setText("Nom\tTéléphone\tSite\nMoreau Léa\t06 39 98 00 01\tPAP\n")
    QTest.keyClick(rail, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page)
    assert in_sight(page) is page.assistant
    assert page.assistant.columns.mapping is not None
    read = page.assistant.reading
    page.assistant.footer.forward_button.setFocus()
    QTest.keyClick(page.assistant.footer.forward_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page)
    assert page.assistant.reading is read, "rows being read are not replaced by a slip of the hand"


def test_the_line_of_the_headings_is_chosen_and_the_coverage_is_said(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "titre.csv"
    file.write_text("Liste;du mois;ici\nqui;joindre;note\nDupont;06 39 98 00 01;Le soir\n", encoding="utf-8")
    opened(qtbot, page, file)
    whole = page.assistant.columns.whole
    whole.read_as.header.setCurrentIndex(whole.read_as.header.findData("2"))
    wait(qtbot, page)
    mapping = page.assistant.columns.mapping
    assert mapping is not None
    assert [row.header for row in mapping.rows] == ["qui", "joindre", "note"]
    whole.supplier.setText("Pige Ouest")
    whole.site.setText("PAP")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    words = page.assistant.check.coverage.words
    assert "1 personne\u202f: 1 avec un téléphone" in words
    assert "aucune lettre possible" in words
    assert "(Le soir)" in words
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert page.assistant.result.outcome.coverage.words == words


def _book_of_months(file: Path) -> Path:
    book = openpyxl.Workbook()
    for place, name in enumerate(("Mars", "Avril", "Mai", "Opposés")):
        sheet = book.active if not place else book.create_sheet()
        sheet.title = name
        sheet.append(["Nom", "Téléphone", "Site"] if place != 1 else ["Site", "Téléphone", "Vendeur"])
        for n in range(6 - place):
            row = [f"Moreau {name} {n}", f"06 39 98 0{place} {n:02d}", "PAP"]
            sheet.append(row if place != 1 else row[::-1])
    book.save(file)
    return file


def test_the_sheets_ticked_at_the_check_are_read_one_after_the_other(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    assistant = page.assistant
    checked(qtbot, page, _book_of_months(tmp_path / "mois.xlsx"))
    sheets = assistant.check.sheets
    assert sheets.isVisible()
    assert [box.text() for box in sheets.boxes.values()] == ["Avril", "Mai"], "never a list of refusals"
    assert "Opposés" in words(sheets, "check-sheets-refused") and "page Oppositions" in words(
        sheets, "check-sheets-refused"
    )
    assert "Avril" in assistant.check.coverage.words
    sheets.every.click()
    assert sheets.following == "Avril"
    assert "Avril" not in assistant.check.coverage.words, "a sheet that will be read is not told as unread"
    for _sheet in range(3):
        assert assistant.check.isVisible()
        assistant.footer.forward_button.click()
        wait(qtbot, page)
        if sheets.following:
            assert sheets.following in assistant.footer.forward_button.text()
            assistant.footer.forward_button.click()
            wait(qtbot, page)
            if not assistant.check.isVisible():
                assistant.footer.forward_button.click()
                wait(qtbot, page)
    assert "Mars" not in assistant.result.outcome.coverage.words
    assistant.footer.forward_button.click()
    with office.store.read() as r:
        found = [(batch.name, batch.supplier, batch.added) for batch in batches.recent(r)]
    assert sorted(found) == [
        ("mois.xlsx › Avril", "Pige Ouest", 5),
        ("mois.xlsx › Mai", "Pige Ouest", 4),
        ("mois.xlsx › Mars", "Pige Ouest", 6),
    ]
    opened(qtbot, page, tmp_path / "mois.xlsx")
    assert "déjà importé" in words(assistant.footer, "import-footer-fact")
    assert "Avril" in [box.text() for box in sheets.boxes.values()], "another time, every sheet is offered again"


def test_one_sheet_read_does_not_make_the_others_known_files(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    assistant = page.assistant
    checked(qtbot, page, _book_of_months(tmp_path / "mois.xlsx"))
    next(box for name, box in assistant.check.sheets.boxes.items() if name == "Mai").click()
    assistant.footer.forward_button.click()
    wait(qtbot, page)
    assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert assistant.check.isVisible(), "headings that are known go straight to the check"
    assert "déjà importé" not in words(assistant.footer, "import-footer-fact")
    assert counts(assistant.check)[0] == "4 lues"
