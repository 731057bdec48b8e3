"""Files taken in through the assistant, on a real base and real worker processes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions import people
from core.actions.opposing import oppose
from core.french import number
from core.store import batches, leads
from tests.ui.office_fixture import BY, Add, Desk, row, take
from ui.office import Office
from ui.pages.imports import ImportsPage
from ui.pages.imports.outcome import Outcome

EVERYTHING = frozenset({"*"})
WAIT_MS = 30_000
HEADINGS = "Nom;Prénom;Téléphone;Adresse;Code postal;Ville;Site;Référence"


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> ImportsPage:
    made = ImportsPage(office)
    qtbot.addWidget(made)
    made.resize(1274, 700)
    made.show()
    return made


@pytest.fixture
def pige(tmp_path: Path) -> Callable[..., Path]:
    """``pige(rows, site=True) -> path`` of an invented file; the last row has nothing to reach the person with."""

    def made(rows: int = 6, *, site: bool = True) -> Path:
        lines = [HEADINGS if site else HEADINGS.replace(";Site", "")]
        for n in range(rows):
            cells = [
                "Moreau",
                f"Hélène {n}",
                f"06 39 98 {n // 100:02d} {n % 100:02d}",
                f"{n} rue Haute",
                "30700",
                "Uzès",
            ]
            lines.append(";".join([*cells, *(["PAP"] if site else []), f"V{n:05d}"]))
        lines.append("Perdu;Paul;;;;;PAP;V99999" if site else "Perdu;Paul;;;;;V99999")
        file = tmp_path / "pige.csv"
        file.write_text("\n".join(lines) + "\n", encoding="cp1252")
        return file

    return made


def wait(qtbot: QtBot, page: ImportsPage) -> None:
    qtbot.waitUntil(lambda: not page.assistant._job.running, timeout=WAIT_MS)


def opened(qtbot: QtBot, page: ImportsPage, file: Path) -> None:
    page.take_files([file])
    wait(qtbot, page)


def shown(page: ImportsPage) -> str:
    current = page._stack.currentWidget()
    return current.objectName() if current else ""


def counts(outcome: Outcome) -> list[str]:
    figures = outcome.equation.findChildren(QToolButton)
    return [figure.accessibleName() for figure in figures]


def test_an_empty_base_says_how_to_begin(page: ImportsPage) -> None:
    assert page.list.currentWidget() is page.list.empty
    assert page.import_button.isHidden()


def test_a_file_in_four_clicks(
    page: ImportsPage,
    office: Office,
    qtbot: QtBot,
    pige: Callable[..., Path],
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = pige(6)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_args: (str(file), "")))
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
        assert leads.count(r) == 0, "checking writes nothing"
        assert batches.recent(r) == []
    assert assistant.footer.forward_button.text() == "I&mporter 6 lignes"
    QTest.mouseClick(assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert counts(assistant.result.outcome) == counts(assistant.check)
    assert len(assistant.result.outcome.rejects.rows().ids) == 1
    with office.store.read() as r:
        assert leads.count(r) == 6
        [batch] = batches.recent(r)
        assert batch[3] == "Pige Ouest"
    assert office.seat.text("import-folder") == str(file.parent)
    QTest.mouseClick(assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    assert desk.gone == [("leads", None)]


def test_nothing_goes_on_without_a_supplier_a_day_and_a_site(
    page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path], office: Office
) -> None:
    opened(qtbot, page, pige(3, site=False))
    whole = page.assistant.columns.whole
    whole.collected.setText(f"{office.now().date() + timedelta(days=1):%d/%m/%Y}")
    QTest.mouseClick(page.assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    assert not page.assistant._job.running
    wrong = [field.property("wrong") for field in (whole.supplier, whole.collected, whole.site)]
    assert wrong == [True, True, True]
    whole.supplier.setText("Pige Ouest")
    whole.collected.setText("21 novembre 2026")
    whole.site.setText("PAP")
    QTest.mouseClick(page.assistant.footer.forward_button, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert counts(page.assistant.check)[:2] == ["4 lues", "3 ajoutées"]


def test_the_deadline_follows_the_day(page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path]) -> None:
    opened(qtbot, page, pige(3))
    whole = page.assistant.columns.whole
    note = whole.findChild(QWidget, "side-collected-note")
    whole.collected.setText("23/11/2026")
    assert "23\u00a0décembre 2026" in note.text()  # type: ignore[union-attr]
    whole.collected.setText("02/10/2026")
    assert "auraient dû partir" in note.text()  # type: ignore[union-attr]


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
    page: ImportsPage, office: Office, qtbot: QtBot, pige: Callable[..., Path], add: Add
) -> None:
    lead_id = add(phones=("06 39 98 00 02",), address="9 rue Basse", reference="Z1")
    with office.store.read() as r:
        who = people.of_lead(r, lead_id)
    oppose(office.store, who, how="letter", by=BY, at=office.now())
    opened(qtbot, page, pige(6))
    page.assistant.columns.whole.supplier.setText("Autre")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert counts(page.assistant.check)[3] == "1 opposées"


def test_a_file_read_again_with_another_encoding(page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path]) -> None:
    opened(qtbot, page, pige(6))
    whole = page.assistant.columns.whole
    whole.supplier.setText("Pige Ouest")
    assert whole.read_as.encoding.value() == "cp1252"
    whole.read_as.encoding.setCurrentIndex(whole.read_as.encoding.findData("mac_roman"))
    wait(qtbot, page)
    assert whole.read_as.encoding.value() == "mac_roman"
    assert whole.supplier.text() == "Pige Ouest", "what was typed for this file stays"


def test_an_import_that_is_stopped_says_what_it_kept(
    page: ImportsPage, office: Office, qtbot: QtBot, pige: Callable[..., Path]
) -> None:
    opened(qtbot, page, pige(9000))
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)

    def held() -> int:
        with office.store.read() as r:
            return leads.count(r)

    page.assistant.footer.forward_button.click()
    assert page.assistant.importing
    qtbot.waitUntil(lambda: held() > 0, timeout=WAIT_MS)
    page.assistant.footer.cancelled.emit()
    wait(qtbot, page)
    kept = held()
    assert 0 < kept < 9000
    assert shown(page) == "batch"
    assert counts(page.summary.outcome)[1] == f"{number(kept)} ajoutées"
    assert f"{number(kept)}\u00a0fiches sont enregistrées" in page.summary.note.sentence


def test_an_import_that_cannot_begin_keeps_nothing_and_says_why(
    page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path], office: Office
) -> None:
    opened(qtbot, page, pige(3))
    page.assistant.columns.whole.supplier.setText("Pige Ouest")
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    page.assistant.columns.mapping.table.path.unlink()  # type: ignore[union-attr]
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    assert shown(page) == "import-assistant"
    assert "ne s’ouvre pas" in page.assistant.file.problem.sentence
    with office.store.read() as r:
        assert batches.recent(r) == []


def test_stop_ends_the_reading(page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path]) -> None:
    page.take_files([pige(3000)])
    page.assistant._job.ask_stop()
    wait(qtbot, page)
    assert page.assistant.columns.mapping is None


def test_giving_up_drops_the_job(page: ImportsPage, qtbot: QtBot, office: Office, pige: Callable[..., Path]) -> None:
    page.take_files([pige(6)])
    page.assistant.footer.cancelled.emit()
    assert not page.assistant._job.running
    qtbot.waitUntil(lambda: not office.jobs.busy, timeout=WAIT_MS)
    assert page.assistant.columns.mapping is None
    assert page._stack.currentWidget() is page._home


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
    assert page._stack.currentWidget() is page._home


def test_the_figures_lead_where_they_say(page: ImportsPage, office: Office, desk: Desk) -> None:
    report = take(office, row(1))
    page.open_batch(report.batch)
    page.summary.outcome.equation.chosen.emit("added")
    page.summary.outcome.equation.chosen.emit("opposed")
    assert [key for key, _lead in desk.gone] == ["leads", "oppositions"]


def test_a_dropped_file_is_read(page: ImportsPage, qtbot: QtBot, pige: Callable[..., Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pige(3)))])
    entering = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    wait(qtbot, page)
    assert page.assistant.columns.mapping is not None


def test_known_suppliers_are_proposed(
    page: ImportsPage, office: Office, qtbot: QtBot, pige: Callable[..., Path]
) -> None:
    take(office, row(1), supplier="Pige Ouest")
    opened(qtbot, page, pige(3))
    completer = page.assistant.columns.whole.supplier.completer()
    completer.setCompletionPrefix("ouest")
    assert completer.currentCompletion() == "Pige Ouest"
