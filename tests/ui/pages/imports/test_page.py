"""Files taken in through the assistant, on a real base and real worker processes."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.intake.reader_process import WORTH
from core.actions.register.opposing import oppose
from core.base.french import number
from core.model.batch import Report
from core.store import batches, leads
from tests.core.actions.conftest import who_is
from tests.lengths import length
from tests.ui.chosen_files import choose
from tests.ui.dragging import dragged
from tests.ui.finding import child, in_sight
from tests.ui.near_jobs import run_apart
from tests.ui.office_fixture import BY, Add, Desk, row, take
from tests.ui.pages.importing import WAIT_MS, Pige, counts, opened, page, shown, wait
from ui.common.office import Office
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.runs import stopped_words

EVERYTHING = frozenset({"*"})
__all__ = ["page"]


def test_an_empty_base_says_how_to_begin(page: ImportsPage) -> None:
    assert page.list.currentWidget() is page.list.empty
    assert page.import_button.isHidden()


def test_a_file_in_four_clicks(
    page: ImportsPage,
    office: Office,
    qtbot: QtBot,
    pige: Pige,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = pige(6)
    choose(monkeypatch, file)
    page.import_file()
    wait(qtbot, page)
    assistant = page.assistant
    assert assistant.columns.mapping is not None
    assert assistant.columns.whole.supplier.hasFocus() or not page.isActiveWindow()
    assistant.columns.whole.supplier.setText("Pige Ouest")
    assistant.columns.whole.collected.setText("21/11/2026")
    QTest.mouseClick(assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert counts(assistant.check)[:2] == ["7 lues", "6 ajoutées"]
    with office.store.read() as r:
        assert leads.count_leads(r) == 0, "checking writes nothing"
        assert batches.recent(r) == []
    assert assistant.footer.forward_button.text() == "I&mporter\u202f: 6 nouveaux"
    QTest.mouseClick(assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert counts(assistant.result.outcome) == counts(assistant.check)
    assert len(assistant.result.outcome.rejects.rows().ids) == 1
    with office.store.read() as r:
        assert leads.count_leads(r) == 6
        [batch] = batches.recent(r)
        assert batch.supplier == "Pige Ouest"
    assert office.seat.text("import-folder") == str(file.parent)
    assert assistant.footer.forward_button.text() == "&Préparer les 6 lettres"
    QTest.mouseClick(assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.gone == [("letters", None)], timeout=WAIT_MS)


def test_nothing_goes_on_without_a_supplier_a_day_and_a_site(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office
) -> None:
    opened(qtbot, page, pige(3, site=False))
    whole = page.assistant.columns.whole
    whole.collected.setText(f"{office.now().date() + timedelta(days=1):%d/%m/%Y}")
    QTest.mouseClick(page.assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    assert not page.assistant.job.running
    wrong = [field.property("wrong") for field in (whole.supplier, whole.collected, whole.site)]
    assert wrong == [True, True, True]
    whole.supplier.setText("Pige Ouest")
    whole.collected.setText("21 novembre 2026")
    whole.site.setText("PAP")
    QTest.mouseClick(page.assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert counts(page.assistant.check)[:2] == ["4 lues", "3 ajoutées"]


def test_the_deadline_follows_the_day(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    opened(qtbot, page, pige(3))
    whole = page.assistant.columns.whole
    note = child(whole, QLabel, "side-collected-note")
    whole.collected.setText("23/11/2026")
    assert "23\u00a0décembre 2026" in note.text()
    whole.collected.setText("02/10/2026")
    assert "auraient dû partir" in note.text()


def test_a_file_that_cannot_be_read_says_why_in_the_page(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "vide.csv"
    file.write_bytes(b"")
    opened(qtbot, page, file)
    assert (
        page.assistant.file.problem.sentence
        == "« vide.csv » ne contient aucune ligne. Rien n’a été importé.".replace("« ", "«\u202f").replace(
            " »", "\u202f»"
        )
    )
    assert not page.assistant.file.problem.isHidden()


def test_a_file_without_sellers_can_be_repaired_by_its_columns(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "ventes.csv"
    file.write_text("X;Ville;Site\n" + "\n".join(f"mot{n};Uzès;PAP" for n in range(9)), encoding="utf-8")
    opened(qtbot, page, file)
    columns = page.assistant.columns
    assert "ne contient pas de vendeurs" in columns.note.sentence
    assert not page.assistant.footer.forward_button.isEnabled()
    columns.table.choice(1).setCurrentIndex(columns.table.choice(1).findData("name"))
    assert columns.note.isHidden()
    assert page.assistant.footer.forward_button.isEnabled()


def test_the_opposed_are_counted_and_not_imported(
    page: ImportsPage, office: Office, qtbot: QtBot, pige: Pige, add: Add
) -> None:
    lead_id = add(phones=("06 39 98 00 02",), address="9 rue Basse", reference="Z1")
    who = who_is(office.store, lead_id)
    oppose(office.store, who, how="letter", by=BY, at=office.now())
    opened(qtbot, page, pige(6))
    page.assistant.columns.whole.supplier.setText("Autre")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert counts(page.assistant.check)[3] == "1 opposée"


def test_a_file_read_again_with_another_encoding(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    opened(qtbot, page, pige(6))
    whole = page.assistant.columns.whole
    whole.supplier.setText("Pige Ouest")
    assert whole.read_as.encoding.value() == "cp1252"
    whole.read_as.encoding.setCurrentIndex(whole.read_as.encoding.findData("mac_roman"))
    wait(qtbot, page)
    assert whole.read_as.encoding.value() == "mac_roman"
    assert whole.supplier.text() == "Pige Ouest", "what was typed for this file stays"


def test_an_import_that_is_stopped_says_what_it_kept(
    page: ImportsPage, office: Office, qtbot: QtBot, pige: Pige, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = length(1500, long=9000)
    file = pige(rows)
    # Heavy enough for another process to prepare its rows ahead of those that are written.
    file.write_bytes(file.read_bytes().replace(b" rue Haute", b" rue Haute" + b" " * (WORTH // rows)))
    opened(qtbot, page, file)
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)

    def held() -> int:
        with office.store.read() as r:
            return leads.count_leads(r)

    def stopped() -> bool:
        """Stop the import once it has written rows, in a turn to write: it can go no further meanwhile."""
        with office.store.write("test", by=BY, at=office.now()) as w:
            begun = leads.count_leads(w) > 0
            if begun:
                page.assistant.footer.cancelled.emit()
        return begun

    run_apart(monkeypatch)
    page.assistant.footer.forward_button.click()
    assert page.assistant.importing
    qtbot.waitUntil(stopped, timeout=WAIT_MS)
    wait(qtbot, page)
    kept = held()
    assert 0 < kept < rows
    assert shown(page) == "batch"
    assert counts(page.summary.outcome)[1] == f"{number(kept)} ajoutées"
    assert f"{number(kept)}\u00a0fiches sont enregistrées" in page.summary.note.sentence


def test_an_import_stopped_before_its_first_row_or_over_while_another_page_is_shown_says_so(
    page: ImportsPage, desk: Desk
) -> None:
    assert stopped_words(0) == "Import arrêté à votre demande. Rien n’a été importé."
    page.hide()
    page.assistant._imported(Report(1, added=2, merged=1, people=2))
    assert (desk.last.bold, desk.last.sentence) == ("Import terminé.", "2 prospects ajoutés.")


def test_an_import_that_cannot_begin_keeps_nothing_and_says_why(
    page: ImportsPage, qtbot: QtBot, pige: Pige, office: Office
) -> None:
    opened(qtbot, page, pige(3))
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    page.assistant.columns.mapping.table.path.unlink()  # type: ignore[union-attr]
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert shown(page) == "import-assistant"
    assert "introuvable" in page.assistant.file.problem.sentence
    with office.store.read() as r:
        assert batches.recent(r) == []


@pytest.mark.own_process
def test_stop_ends_the_reading(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    page.take_files([pige(3000)])
    page.assistant.job.ask_stop()
    wait(qtbot, page)
    assert page.assistant.columns.mapping is None


def test_giving_up_drops_the_job(page: ImportsPage, qtbot: QtBot, office: Office, pige: Pige) -> None:
    page.take_files([pige(6)])
    page.assistant.footer.cancelled.emit()
    assert not page.assistant.job.running
    qtbot.waitUntil(lambda: not office.jobs.busy, timeout=WAIT_MS)
    assert page.assistant.columns.mapping is None
    assert in_sight(page) is page.home


def test_batches_are_listed_with_their_count_and_opened(page: ImportsPage, office: Office) -> None:
    report = take(office, row(1), row(2), row(3, phones=(), address=""))
    page.refresh(frozenset({"lead"}))
    assert page.list.currentWidget() is page.list.empty, "a lead alone changes no batch"
    page.refresh(frozenset({"batch"}))
    cells = [cell.text for cell in page.list.table.rows().cells(0)]
    assert cells[1:3] == ["pige.csv", "Pige Ouest"]
    assert cells[4:10] == ["3", "2", "0", "0", "1", "0"]
    page.list.table.opened.emit(report.batch)
    assert shown(page) == "batch"
    assert page.summary.outcome.rejects.rows().cells(0)[0].text == "3"


def test_escape_goes_back_to_the_list(page: ImportsPage, office: Office, qtbot: QtBot) -> None:
    report = take(office, row(1))
    page.refresh(EVERYTHING)
    page.open_batch(report.batch)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert in_sight(page) is page.home


def test_the_figures_lead_where_they_say(page: ImportsPage, office: Office, desk: Desk) -> None:
    report = take(office, row(1))
    page.open_batch(report.batch)
    page.summary.outcome.equation.chosen.emit("added")
    page.summary.outcome.equation.chosen.emit("opposed")
    page.summary.outcome.chosen.emit("twins")
    where = [f"leads/batch={report.batch}", "oppositions", f"leads/alike={report.batch}"]
    assert [key for key, _lead in desk.gone] == where


def test_a_dropped_file_is_read(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    for event in dragged(pige(3), QPointF(9, 9)):
        QApplication.sendEvent(page, event)
        assert event.isAccepted()
    wait(qtbot, page)
    assert page.assistant.columns.mapping is not None


def test_known_suppliers_are_proposed(page: ImportsPage, office: Office, qtbot: QtBot, pige: Pige) -> None:
    take(office, row(1), supplier="Pige Ouest")
    opened(qtbot, page, pige(3))
    completer = page.assistant.columns.whole.supplier.completer()
    completer.setCompletionPrefix("ouest")
    assert completer.currentCompletion() == "Pige Ouest"
