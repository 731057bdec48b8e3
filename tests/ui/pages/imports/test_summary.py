"""One batch looked at again: its parts, its rejects kept, a merge taken back, the whole undone in one press."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.leads.joining import join
from core.actions.register.opposing import oppose
from core.model.batch import BatchFacts, Report, Source
from core.store import leads
from tests.ui.chosen_files import choose
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, Add, Desk, put_together, row, take
from tests.ui.overlaps import overlaps
from tests.ui.pages.importing import page
from ui.common.office import Office
from ui.pages.imports.batch_undo import RefusalsLeft
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.summary import BALANCE, FILE, KEPT, MERGES, Summary, columns_read
from ui.widgets.lists.table_model import TableModel

__all__ = ["page"]

EVERYTHING = frozenset({"*"})
WAIT_MS = 30_000
HEADERS = ("Nom", "Téléphone", "Notes", "Ville")
SECOND = BatchFacts(
    Source.FILE, "suite.csv", "2026-11-22", supplier="Autre pige", site="PAP", sha256="ab" * 32, headers=HEADERS,
    mapping="Nom=last_name | Téléphone=phone | Ville=town",
)  # fmt: skip


@pytest.fixture
def second(office: Office, add: Add) -> Report:
    """A file over a known lead: two rows merged, one added, one refused by the rules."""
    add(price="340 000 €")
    known = row(1, price="330 000 €", phones=("06 39 98 00 01", "06 39 98 77 77"))
    rows = [
        known._replace(line=2), known._replace(line=3, reference="X3", emails=("h@exemple.fr",)),
        row(4, phones=("06 39 98 00 04",), last_name="Petit"), row(5)._replace(seller="pro", cells=("Agence", "05")),
    ]  # fmt: skip
    report = take_in(office.store, rows, SECOND, by=BY, now=office.now())
    assert (report.added, report.merged, report.rejected) == (1, 2, 1)
    return report


def tabs(page: ImportsPage) -> list[str]:
    bar = page.summary.tabs
    return [bar.tabText(place) for place in range(bar.count()) if bar.isTabVisible(place)]


def texts(page: ImportsPage, place: int) -> list[list[str]]:
    part = page.summary
    models: dict[int, TableModel[Any]] = {
        MERGES: part.merges.table.rows(), KEPT: part.kept.table.rows(), FILE: part.file.table.rows(),
    }  # fmt: skip
    rows = models[place]
    return [[cell.text for cell in rows.cells(line)] for line in range(len(rows.ids))]


def told(page: ImportsPage) -> str:
    """Return what the outcome shows. A label taken away is hidden at once, but destroyed only when the loop of events
    turns again: late, on a slow machine."""
    outcome = page.summary.outcome
    return " ".join(one.text() for one in outcome.findChildren(QLabel) if one.isVisibleTo(outcome))


def undone(page: ImportsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.summary.undo.button, Qt.MouseButton.LeftButton)
    assert page.summary.undo.running
    qtbot.waitUntil(lambda: not page.summary.undo.running, timeout=WAIT_MS)


def test_a_batch_shows_its_parts(page: ImportsPage, second: Report) -> None:
    page.open_batch(second.batch)
    assert tabs(page) == ["Rejetées (1)", "Réunies (2)", "Fichier"]
    assert page.summary.undo.words.text() == "Ce lot peut être annulé jusqu’au 24\u00a0décembre 2026."
    page.summary.tabs.setCurrentIndex(FILE)
    assert page.summary.file.sha.text() == "ab" * 32
    assert texts(page, FILE) == [["Nom", "Nom de famille"], ["Téléphone", "Téléphone"], ["Notes", "Ne pas garder"],
                                 ["Ville", "Commune"]]  # fmt: skip
    page.summary.outcome.equation.chosen.emit("rejected")
    assert page.summary.tabs.currentIndex() == BALANCE
    page.summary.outcome.equation.chosen.emit("merged")
    assert page.summary.tabs.currentIndex() == MERGES
    assert texts(page, MERGES) == [
        ["2", "Moreau Hélène", "Téléphone", "", "06\u00a039\u00a098\u00a077\u00a077"],
        ["", "", "Prix", "340\u202f000\u00a0€", "330\u202f000\u00a0€"],
        ["", "", "Vue sur", "", "Toit Direct, 4118001"],
        ["3", "Moreau Hélène", "E-mail", "", "h@exemple.fr"],
        ["", "", "Annonce", "", "Toit Direct, X3"],
        ["", "", "Vue sur", "", "Toit Direct, X3"],
    ]


def test_columns_of_an_older_batch_are_those_it_kept() -> None:
    assert [(one.heading, one.field) for one in columns_read("A=B=phone | C=odd", ())] == [
        ("A=B", "phone"), ("C", "ignore"),
    ]  # fmt: skip


def test_the_count_of_those_completed_leads_to_them(page: ImportsPage, second: Report) -> None:
    page.assistant.result.show_report(second, "suite.csv")
    place = page.assistant.result.outcome.place_of("merged", second.batch)
    key, _slash, rest = place.partition("/")
    assert key == "imports"
    page.show_filters(dict([rest.split("=")]))
    assert page.summary.batch_id == second.batch and page.summary.tabs.currentIndex() == MERGES
    assert {line[1] for line in texts(page, MERGES)} >= {"Moreau Hélène"}
    assert page.assistant.result.outcome.place_of("opposed", second.batch) == "oppositions"
    assert page.assistant.result.outcome.place_of("added", second.batch) == f"leads/batch={second.batch}"


def test_a_typed_lead_has_no_file(page: ImportsPage, office: Office) -> None:
    typed = BatchFacts(Source.TYPED, "saisie", "2026-11-22")
    report = take_in(office.store, [row(7)], typed, by=BY, now=office.now())
    page.open_batch(report.batch)
    assert tabs(page) == ["Bilan"]


def test_one_merge_is_taken_back(page: ImportsPage, office: Office, second: Report, desk: Desk) -> None:
    page.open_batch(second.batch)
    page.summary.tabs.setCurrentIndex(MERGES)
    part = page.summary.merges
    assert not part.undo.isEnabled()
    part.undo.click()
    part._undo()
    assert desk.said == []
    part.table.go_to(4)
    QTest.mouseClick(part.undo, Qt.MouseButton.LeftButton)
    assert desk.last.bold == "Réunion défaite."
    assert desk.last.sentence.endswith("avant la ligne 3. La ligne a sa propre fiche.")
    page.refresh(frozenset({"merging"}))
    assert texts(page, MERGES)[3:] == [["3", "Moreau Hélène", "", "", "défaite"]]
    part.table.go_to(3)
    assert not part.undo.isEnabled()
    part.table.opened.emit(0)
    assert desk.gone[-1][0] == "leads"
    assert desk.gone[-1][1] is not None


def test_a_merge_whose_row_is_kept_no_more_leaves_no_sheet_of_its_own(
    page: ImportsPage, office: Office, second: Report, desk: Desk
) -> None:
    with office.store.write("test", by=BY, at=office.now()) as w:
        for merge in w.column(int, "SELECT id FROM merging"):
            w.update("merging", merge, {"row": ""})
    page.open_batch(second.batch)
    page.summary.tabs.setCurrentIndex(MERGES)
    page.summary.merges.table.go_to(4)
    page.summary.merges.undo.click()
    assert desk.last.sentence == "La fiche est revenue à ce qu’elle disait avant la ligne 3."


def test_a_lead_that_took_another_of_the_batch_says_it_was_completed(
    page: ImportsPage, office: Office, second: Report, qtbot: QtBot
) -> None:
    with office.store.read() as r:
        known, added = (people.known(r, phone) for phone in ("06 39 98 00 01", "06 39 98 00 04"))
    join(office.store, known, added, by=BY, at=office.now())
    page.open_batch(second.batch)
    undone(page, qtbot)
    assert ["Moreau Hélène", "Uzès", "Complétée par ce lot"] in [[*line[:2], line[3]] for line in texts(page, KEPT)]


def test_the_first_merges_of_many_are_told(page: ImportsPage, second: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.actions.intake.merge_history.SHOWN", 2)
    page.open_batch(second.batch)
    page.summary.merges.show_batch(second.batch)
    assert words(page.summary, "batch-merges-words").startswith("Les 2\u00a0premières")
    page.summary.merges.show_batch(12)
    assert words(page.summary, "batch-merges-words").startswith("Aucune fiche")


def test_a_batch_is_undone_in_one_press(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot
) -> None:
    page.open_batch(second.batch)
    assert "prospect" in told(page)
    undone(page, qtbot)
    assert (desk.last.kind, desk.last.bold) == ("done", "Lot annulé.")
    assert desk.last.sentence == "1\u00a0fiche retirée. 2\u00a0réunions défaites."
    assert page.summary.undo.words.text().startswith("Annulé le 24\u00a0novembre 2026")
    assert page.summary.undo.button.isHidden()
    assert page.summary.leads.isHidden(), "there are none any more"
    assert "lettres à poster" not in words(page.summary, "batch-facts")
    assert "prospect" not in told(page)
    figures = page.summary.outcome.equation.findChildren(QToolButton)
    assert not any(figure.isEnabled() for figure in figures)
    with office.store.read() as r:
        assert leads.count_leads(r) == 1
    page.summary.undo.undo()
    assert not page.summary.undo.running


def test_many_sheets_are_asked_for_once(
    page: ImportsPage, second: Report, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.imports.batch_undo.ASKED_ABOVE", 0)
    page.open_batch(second.batch)
    part = page.summary.undo
    QTest.mouseClick(part.button, Qt.MouseButton.LeftButton)
    assert not part.running
    assert part.button.text() == "Retirer 1\u00a0fiche"
    page.summary.refresh()
    assert part.button.text() == "Retirer 1\u00a0fiche", "news do not take the question away"
    page.summary.undo.hide()
    page.summary.undo.show()
    page.summary.refresh()
    assert part.button.text() == "A&nnuler ce lot"
    QTest.mouseClick(part.button, Qt.MouseButton.LeftButton)
    undone(page, qtbot)
    assert desk.last.bold == "Lot annulé."


def test_who_stays_is_listed_with_the_reason(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot
) -> None:
    with office.store.read() as r:
        who = people.find(r, "06 39 98 00 04")
    oppose(office.store, who, how="call", by=BY, at=office.now())
    page.open_batch(second.batch)
    undone(page, qtbot)
    assert desk.last.kind == "caution"
    assert desk.last.sentence == "2\u00a0réunions défaites. 1\u00a0fiche reste."
    assert page.summary.tabs.currentIndex() == KEPT
    assert texts(page, KEPT) == [
        ["Petit Hélène", "Uzès", "Elle s’est opposée\u202f: la preuve reste", "Venue avec ce lot"]
    ]
    page.summary.kept.table.opened.emit(0)
    assert desk.gone[-1] == ("leads", who.lead_id)


def test_the_undoing_is_taken_back_from_the_band_or_from_the_batch(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot
) -> None:
    part = page.summary.undo
    page.open_batch(second.batch)
    assert part.again.isHidden()
    for by_band in (True, False):
        undone(page, qtbot)
        assert not part.again.isHidden() and not page.summary.leads.isVisibleTo(page)
        act, told = desk.last.act, len(desk.said)
        assert act is not None
        (act.run if by_band else part.again.click)()
        assert part.running
        act.run()
        assert len(desk.said) == told, "asked again meanwhile, nothing more is done"
        qtbot.waitUntil(lambda: not part.running, timeout=WAIT_MS)
        assert (desk.last.kind, desk.last.bold) == ("done", "Lot rendu.")
        assert desk.last.sentence == "2\u00a0fiches sont revenues."
        assert part.again.isHidden() and part.button.text() == "A&nnuler ce lot"
        assert tabs(page) == ["Rejetées (1)", "Réunies (2)", "Fichier"]


def test_a_completed_lead_that_stays_says_by_which_row(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.store.read() as r:
        who = people.find(r, "06 39 98 00 01")
    oppose(office.store, who, how="call", by=BY, at=office.now())
    page.open_batch(second.batch)
    undone(page, qtbot)
    assert [line[3] for line in texts(page, KEPT)] == ["Complétée par la ligne 3", "Complétée par la ligne 2"]
    monkeypatch.setattr(batch_undo, "SHOWN", 1)
    page.refresh(EVERYTHING)
    assert words(page.summary, "batch-kept-words") == "2\u00a0fiches restent. Les 1\u00a0premières sont ici."


def test_what_cannot_be_undone_says_why(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot
) -> None:
    page.open_batch(second.batch)
    desk.wait(days=31)
    undone(page, qtbot)
    assert desk.last.kind == "error"
    assert "ne s’annule plus" in desk.last.bold
    assert page.summary.undo.words.text().startswith("Ce lot ne peut plus être annulé")
    assert page.summary.undo.button.isHidden()


def test_stopped_in_the_middle_it_can_be_finished(
    page: ImportsPage, office: Office, second: Report, desk: Desk, qtbot: QtBot
) -> None:
    with office.store.write("batch undo begin", by=BY, at=office.now()) as w:
        w.update("batch", second.batch, {"undone_by": BY})
    page.open_batch(second.batch)
    assert page.summary.undo.words.text().startswith("L’annulation n’est pas finie")
    assert page.summary.undo.button.text() == "Finir l’annulation"
    assert tabs(page) == ["Rejetées (1)", "Réunies (2)", "Fichier"]
    page.summary.undo._stopped()
    assert desk.last.bold == "Annulation arrêtée."
    undone(page, qtbot)
    assert desk.last.kind == "done"


def test_the_rejects_are_kept_as_a_workbook(
    page: ImportsPage, second: Report, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rejets.xlsx"
    choose(monkeypatch, out)
    page.open_batch(second.batch)
    QTest.mouseClick(page.summary.outcome.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.said), timeout=WAIT_MS)
    assert desk.last.kind == "done"
    [headings, line] = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert headings == ("Ligne", "Raison", *HEADERS)
    assert line[2:] == ("Agence", "05", None, None)


def test_the_keyboard_goes_from_part_to_part(page: ImportsPage, second: Report, qtbot: QtBot) -> None:
    page.open_batch(second.batch)
    bar = page.summary.tabs
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == MERGES
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == FILE, "a part that is not there is passed over"
    assert bar.grab().width() > 0


def test_another_batch_is_shown_afresh(page: ImportsPage, office: Office, second: Report) -> None:
    page.open_batch(second.batch)
    page.summary.tabs.setCurrentIndex(MERGES)
    other = take(office, row(40))
    page.open_batch(other.batch)
    assert page.summary.tabs.currentIndex() == BALANCE
    assert tabs(page) == ["Bilan"]


# --- One batch at 200 % text: nothing lies over anything else, before and after it is undone

WIDE = 1144
"""Width of a page at 1366 pixels and 200 %."""
NARROW = 800
TURNS = 5


@pytest.fixture
def summary(office: Office, qtbot: QtBot, near_jobs: None) -> Summary:
    """A batch with a lead that stays when it is undone, at 200 %."""
    office.theme.choose("light", 200)
    page = put_together(ImportsPage, office, qtbot)
    report = take(office, row(1), row(2), row(3, phones=("06 39 98 00 01",)))
    with office.store.read() as r:
        who = people.find(r, "06 39 98 00 02")
    oppose(office.store, who, how="call", by=BY, at=office.now())
    page.open_batch(report.batch)
    page.show()
    return page.summary


def at_its_least(summary: Summary, wide: int = WIDE) -> list[str]:
    """Return what overlaps in the height that the window gives a page that has no room."""
    page = summary.window()
    for _turn in range(TURNS):  # The height follows the words, which the layouts place a turn later.
        QApplication.processEvents()
        page.resize(wide, page.minimumSizeHint().height())
    return overlaps(summary)


def test_a_batch_just_undone_does_not_lie_over_itself(summary: Summary, qtbot: QtBot) -> None:
    assert not at_its_least(summary)
    summary.undo.button.click()
    qtbot.waitUntil(lambda: summary.tabs.currentIndex() == KEPT)
    assert not at_its_least(summary)


def test_facts_give_back_the_lines_they_need_no_more(summary: Summary) -> None:
    assert not at_its_least(summary)
    high = child(summary, QLabel, "batch-facts").height()
    assert not at_its_least(summary, NARROW)
    assert child(summary, QLabel, "batch-facts").height() > high
    assert not at_its_least(summary)
    assert child(summary, QLabel, "batch-facts").height() == high


def test_the_refusals_of_an_undone_batch_are_kept_or_noted_as_mistakes(
    page: ImportsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    refusing = row(1)._replace(heard="Agences s’abstenir", heard_in="Remarque", line=2)
    batch = take_in(office.store, [refusing], SECOND, by=BY, now=office.now()).batch
    batch_undo.undo(office.store, batch, by=BY, at=office.now())
    page.open_batch(batch)
    part = child(page, RefusalsLeft, "batch-refusals")
    assert "(conseillé)" in words(page, "batch-refusals-words")
    part.lift.click()
    part.lift.click()
    assert desk.said == [], "nothing without a sentence"
    part.why.setText("Colonne lue de travers")
    part.lift.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=WAIT_MS)
    assert desk.last.bold == "Erreurs notées."
    page.open_batch(batch)
    assert part.isHidden()
