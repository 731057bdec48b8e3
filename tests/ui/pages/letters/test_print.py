"""The print panel: what came out is asked, only that is printed, posting has its day and is taken back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions.common.kept_files import letters_folder
from core.actions.intake import import_rows
from core.actions.leads import correcting
from core.actions.letters import noticing, print_runs
from core.base.errors import UserError
from core.model.batch import BatchFacts, Source
from core.model.print_run import LetterPlace, ShownRun
from core.store import leads, notices
from core.store.port import Store
from core.words.errors import error
from tests.tables import each
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Desk, begin, opened, put_together, row
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.look.theme import Theme
from ui.pages.letters.page import LettersPage
from ui.widgets.button import Button
from ui.widgets.fields import Radio

ALL = frozenset({"*"})
Shown = Callable[[], LettersPage]


def five_letters(store: Store) -> None:
    """Write five letters ready."""
    begin(store)
    rows = [row(line, last_name=f"Pradel{line}") for line in range(1, 6)]
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
    import_rows.take_in(store, rows, batch, by=BY, now=NOW)
    with store.read() as r:
        ids = sorted(leads.search(r))
    noticing.make(store, ids, letters_folder(store), by=BY, at=NOW)


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication, theme: Theme, desk: Desk) -> Iterator[Office]:
    """An office whose base holds five letters ready: drawing them takes longer than a test."""
    yield from opened(tmp_path, qapp, theme, desk, fill=five_letters)


@pytest.fixture
def ready(office: Office, qtbot: QtBot) -> Shown:
    """Makes the page, with five letters ready."""

    def made() -> LettersPage:
        shown = put_together(LettersPage, office, qtbot)
        shown.resize(1270, 640)
        shown.refresh(ALL)
        return shown

    return made


def press(page: LettersPage, name: str) -> None:
    found = child(page, Button, name)
    assert found.isEnabled()
    found.click()
    page.refresh(ALL)


def sent(office: Office, page: LettersPage, *, most: int = 100) -> ShownRun:
    """Send the letters of the page from another seat, to a printer that fails after ``most``."""
    run, _held = print_runs.start_run(
        office.store, page.acted_on(), printer="Accueil", both_sides=True, by="Hugo", at=office.now()
    )
    assert run is not None
    given = list[str]()

    def give(_pdf: bytes, title: str) -> None:
        if len(given) == most:
            raise error("PRINTER_REFUSED", printer="Accueil")
        given.append(title)

    try:
        return print_runs.send_run(office.store, run, give, by="Hugo", clock=office.now)
    except UserError:
        return print_runs.run_of(office.store, run)


def states(office: Office) -> dict[str, int]:
    with office.store.read() as r:
        return {state: len(ids) for state, ids in notices.by_state(r).items() if ids}


def test_a_run_is_asked_about_up_to_a_reference(ready: Shown, office: Office, desk: Desk) -> None:
    page = ready()
    panel = page.side.panel
    assert not panel.choice.isHidden()
    assert panel.start.text() == "Imprimer les 5"
    assert words(panel, "print-sheets") == "5 feuilles à prévoir"
    panel.sides.setChecked(False)
    assert words(panel, "print-sheets") == "10 feuilles à prévoir"
    panel.sides.setChecked(True)
    run = sent(office, page)
    page.refresh(ALL)
    assert panel.choice.isHidden()
    assert not panel.ask.isHidden()
    panel.last.setText("ZZZ-ZZZ")
    panel.last.textEdited.emit("ZZZ-ZZZ")
    press(page, "print-answer")
    assert desk.last.kind == "error"
    panel.last.setText(run.letters[2].reference.lower())
    panel.last.textEdited.emit("x")
    press(page, "print-answer")
    assert desk.last.bold == "3 lettres imprimées. Postez-les, puis notez le jour."
    assert states(office) == {"printed": 3, "ready": 2}
    page.show_filters({"state": "printed"})
    assert not panel.post.isHidden()
    desk.now += timedelta(days=2)
    panel.day.setText("25/11/2026")
    page.gestures[PageGesture.PRINT]()
    assert states(office) == {"printed": 3, "ready": 2}, "Ctrl+P means print: it never notes a posting"
    assert not panel.choice.isHidden()
    page.refresh(ALL)
    panel.day.setText("25/11/2026")
    press(page, "post-note")
    page.refresh(ALL)
    assert states(office) == {"posted": 3, "ready": 2}
    assert desk.last.bold.startswith("3 lettres postées le 25")
    desk.act()
    page.refresh(ALL)
    assert states(office) == {"printed": 3, "ready": 2}
    assert desk.last.bold == "Envoi annulé\u202f: 3 lettres sont de nouveau à poster."


def test_none_came_out(ready: Shown, office: Office, desk: Desk) -> None:
    page = ready()
    sent(office, page)
    page.refresh(ALL)
    child(page, Radio, "print-none").setChecked(True)
    press(page, "print-answer")
    assert states(office) == {"ready": 5}
    assert desk.last.bold == "Aucune lettre ne compte comme imprimée."


def test_a_run_cut_short_is_asked_about_at_the_next_start(ready: Shown, office: Office) -> None:
    page = ready()
    run = sent(office, page, most=2)
    assert len(run.at_place(LetterPlace.SENT)) == 2
    again = ready()
    panel = again.side.panel
    assert not panel.ask.isHidden()
    assert not panel.rest.isHidden(), "the others can be sent"
    assert "interrompu" in words(panel, "print-told")


def test_a_day_that_cannot_be(ready: Shown, office: Office, desk: Desk) -> None:
    page = ready()
    press(page, "print-mailed")

    def refused(typed: str) -> None:
        desk.said.clear()
        page.side.panel.day.setText(typed)
        press(page, "post-note")
        assert desk.last.kind == "error"
        assert states(office) == {"ready": 5}

    each(("demain", "", "25/12/2099"), refused)


def test_those_chosen_only(ready: Shown, office: Office) -> None:
    page = ready()
    page.table.selectAll()
    page.table.go_to(0)
    page.table.setFocus()
    index = page.table.model().index(2, 0)
    model = page.table.selectionModel()
    flag = model.SelectionFlag
    model.select(index, flag.Select | flag.Rows)
    assert page.side.panel.start.text() == "Imprimer les 2"
    press(page, "print-mailed")
    press(page, "post-note")
    assert states(office) == {"ready": 3, "posted": 2}


def test_a_service_of_which_nothing_is_said_is_handed_nothing(ready: Shown, desk: Desk) -> None:
    page = ready()
    press(page, "print-each")
    assert desk.last.kind == "error"
    assert desk.last.bold.startswith("Avant de confier des lettres à un service, dites")


def test_without_a_printer_it_is_said(ready: Shown, desk: Desk) -> None:
    page = ready()
    page.side.panel.show_printers(())
    assert page.side.panel.start.isHidden()
    assert "PDF" in words(page, "print-note")
    assert page.side.panel.file.kind == "primary"
    page.runs.print_letters()
    assert desk.last.kind == "error"
    assert desk.last.bold.startswith("Aucune imprimante trouvée.")


def test_what_came_out_is_asked_even_when_the_last_news_came_before_the_end(
    ready: Shown, office: Office, desk: Desk
) -> None:
    page = ready()
    panel = page.side.panel
    page.runs._job = object()  # type: ignore[assignment]  # A run that goes on.
    run = sent(office, page)
    page.refresh(ALL)
    assert all(part.isHidden() for part in (panel.choice, panel.ask, panel.post))
    page.runs._sent(run)
    assert not panel.ask.isHidden()


def test_letters_that_came_out_are_printed_again_after_a_look_at_the_printer(
    ready: Shown, office: Office, desk: Desk
) -> None:
    page = ready()
    panel = page.side.panel
    sent(office, page)
    page.refresh(ALL)
    press(page, "print-answer")
    page.show_filters({"state": "printed"})
    press(page, "post-reprint")
    assert states(office) == {"printed": 5}, "nothing leaves before the printer was seen"
    assert not panel.choice.isHidden() and panel.post.isHidden() and panel.sent.isHidden()
    assert panel.start.text() == "Imprimer les 5" and "gâchée" in words(panel, "print-promise")
    page.show_filters({"state": "ready"})
    page.show_filters({"state": "printed"})
    assert not panel.post.isHidden()


def test_a_printed_letter_whose_sheet_changed_is_said_not_to_be_posted(
    ready: Shown, office: Office, desk: Desk
) -> None:
    page = ready()
    sent(office, page)
    page.refresh(ALL)
    press(page, "print-answer")
    page.show_filters({"state": "printed"})
    lead_id = page.table.current_id()
    assert lead_id is not None
    page.paper.draw()
    assert page.paper.chosen.isHidden()
    correcting.correct(office.store, lead_id, fields={"last_name": "Morel"}, by=office.by, at=office.now())
    page.paper.draw()
    assert "n’est plus bonne à poster" in words(page, "letter-chosen-why") and not page.paper.chosen.anew.isHidden()


def test_letters_whose_sheets_changed_are_counted_once_and_prepared_by_one_button(
    ready: Shown, office: Office, qtbot: QtBot
) -> None:
    page = ready()
    page.show()
    said, button = page.changed.said, page.changed.all

    def looked() -> None:
        page.changed.look()
        qtbot.waitUntil(lambda: not office.jobs.busy)

    looked()
    assert said.isHidden() and button.isHidden()
    with office.store.write("test", by=office.by, at=office.now()) as w:
        for lead_id in sorted(leads.search(w))[:3]:
            w.update("lead", lead_id, {"last_name": "Pradel"})
    page.refresh(ALL)
    looked()
    told = "Les fiches de 3 lettres ont changé depuis\u202f: préparez les lettres de nouveau."
    assert (said.text(), button.text()) == (told, "Préparer les 3 de nouveau")
    assert not said.isHidden() and not button.isHidden()
    button.click()
    qtbot.waitUntil(lambda: not office.jobs.busy)
    page.refresh(ALL)
    looked()
    assert said.isHidden() and button.isHidden()
    with office.store.read() as r:
        assert len(notices.by_state(r)["ready"]) == 5
