"""The page of requests: noted, led through, answered; messages copied and proven; by the keyboard alone."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from core.actions.common.agency import save_agency
from core.actions.keeping import forgetting
from core.actions.register import opposing
from core.actions.rights import erasing_on_request, replies, requests
from core.model.request import Outcome, RequestKind
from core.records.lead import Lead
from tests.core.actions.conftest import who_is
from tests.ui.chosen_files import choose
from tests.ui.finding import child, in_sight, words
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.requests.page import RequestsPage
from ui.pages.requests.sheet import deadline, named, state, task_columns
from ui.pages.requests.steps import AnswerCard, CopyStep, CorrectStep, EraseStep, HoldStep
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.lists.table import Table
from ui.widgets.pages import Pages

TODAY = NOW.date()


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> RequestsPage:
    """The page on a base without requests."""
    made = put_together(RequestsPage, office, qtbot)
    made.resize(1270, 700)
    made.show()
    made.refresh(frozenset({"*"}))
    return made


def press(page: RequestsPage, name: str) -> None:
    """Press a button in sight."""
    shown = in_sight(page)
    assert shown is not None
    button = child(shown, Button, name)
    assert button.isVisible(), name
    button.click()


def ask(office: Office, who: str, kind: RequestKind, *, received: date = TODAY, identity: str = "au comptoir") -> int:
    return requests.note(
        office.store, who, kind, received=received, how="letter", by=BY, at=NOW, identity=identity
    ).id  # fmt: skip


def letter(page: RequestsPage) -> str:
    return child(page.sheet, QPlainTextEdit, "answer-words").toPlainText().replace("\u00a0", " ").replace("\u202f", " ")


def found(page: RequestsPage) -> list[str]:
    people = page.noting.people
    return [people.item(place).text().replace("\u00a0", " ") for place in range(people.count())]


def test_an_empty_page_says_so_and_offers_the_form(page: RequestsPage) -> None:
    assert in_sight(page) is child(page, EmptyState, "requests-empty")
    page.take_focus()
    child(child(page, EmptyState, "requests-empty"), Button, "requests-begin").click()
    assert in_sight(page) is page.noting
    page.noting.keep()
    assert page.requests.shown == {}, "nobody is named yet"
    page.refresh(frozenset({"call"}))
    press(page, "note-request-drop")
    assert in_sight(page) is child(page, EmptyState, "requests-empty")


def test_a_request_is_noted_by_the_keyboard_alone(page: RequestsPage, add: Add, desk: Desk, qtbot: QtBot) -> None:
    lead = add(phones=("0639981241",))
    page.new_request()
    QTest.keyClicks(page.focusWidget(), "0639981241")
    qtbot.waitUntil(lambda: found(page) == ["Moreau Hélène, Uzès, 06 39 98 12 41", "Aucune de ces personnes"])
    page.noting.people.setFocus()
    page.noting.people.setCurrentRow(0)
    QTest.keyClick(page.noting.people, Qt.Key.Key_Return)
    assert page.noting.form.value("who") == "Moreau Hélène"
    child(page.noting, Button, "note-request-keep").setFocus()
    QTest.keyClick(child(page.noting, Button, "note-request-keep"), Qt.Key.Key_Space)
    assert in_sight(page) is page.sheet
    assert desk.last.bold == "Demande notée."
    QTest.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert in_sight(page) is page.lists
    [one] = page.requests.shown.values()
    assert (one.lead_id, one.kind) == (lead, RequestKind.ACCESS)
    child(page, Table, "requests-table").setFocus()
    QTest.keyClick(child(page, Table, "requests-table"), Qt.Key.Key_Return)
    assert page.sheet.request_id() == one.id
    QTest.keyClick(page.noting, Qt.Key.Key_Escape)


def test_a_name_proposes_people_and_erased_ones_never(
    page: RequestsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    first, gone = add(name="Moreau Hélène"), add(name="Moreau Paul")
    with office.store.write("test", by=BY, at=NOW) as w:
        w.update("lead", gone, {"erased_at": NOW.isoformat()})
    page.open_lead(first)
    assert page.noting.person is not None and page.noting.person.lead_id == first
    field = child(page.noting, QLineEdit, "note-request-form-who")
    field.clear()
    QTest.keyClicks(field, "moreau")
    qtbot.waitUntil(lambda: found(page) == ["Moreau Hélène, Uzès, 06 39 98 00 01", "Aucune de ces personnes"])
    field.clear()
    QTest.keyClicks(field, "personne")
    qtbot.waitUntil(lambda: "Nous n’avons rien" in words(page.noting, "note-request-said"))
    QTest.keyClick(page.noting, Qt.Key.Key_Escape)


def test_the_letter_of_an_answer_is_a_file_to_print(
    page: RequestsPage, office: Office, add: Add, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(office, str(add()), RequestKind.RESTRICTION)
    page.refresh(frozenset({"*"}))
    page.open_request(*page.requests.shown)
    to = child(page.sheet, QPlainTextEdit, "answer-to")
    out, told = tmp_path / "reponse.pdf", len(desk.said)
    for chosen, address in (("", "Madame Moreau"), (str(out), ""), (str(out), "Madame Moreau\n30700 Uzès")):
        assert not out.exists()
        choose(monkeypatch, *filter(None, [chosen]))
        to.setPlainText(address)
        press(page, "answer-pdf")
    assert out.read_bytes().startswith(b"%PDF")
    assert [one.kind for one in desk.said[told:]] == ["error", "done"], "giving up says nothing"
    assert desk.last.bold == "Lettre enregistrée."


def test_somebody_unknown_is_answered(page: RequestsPage, office: Office, desk: Desk) -> None:
    page.new_request()
    page.noting.form.field("who").setText("Jean Inconnu")  # type: ignore[attr-defined]
    page.noting.form.field("received").setText("hier")  # type: ignore[attr-defined]
    page.noting.keep()
    page.noting.form.field("received").setText("01/10/2026")  # type: ignore[attr-defined]
    page.noting.keep()
    assert "aucune donnée sur vous" in letter(page)
    press(page, "answer-copy")
    assert "aucune donnée" in QGuiApplication.clipboard().text()
    press(page, "answer-sent")
    page.show_lists()
    [one] = page.requests.shown.values()
    assert one.outcome is Outcome.NOTHING
    assert len(one.answer) == 64
    act = desk.last.act
    assert act is not None
    act.run()
    page.show_lists()
    assert next(iter(page.requests.shown.values())).open


def test_an_objection_holds_at_once_and_its_message_is_sent(
    page: RequestsPage, add: Add, office: Office, desk: Desk
) -> None:
    lead = add(phones=("0639981241",))
    page.open_lead(lead)
    page.noting.form.show_values({"kind": "objection"})
    page.noting.keep()
    assert desk.last.kind == "opposed"
    assert page.sheet.findChild(HoldStep) is not None
    page.refresh(frozenset({"*"}))
    [task] = page.tasks.shown.values()
    press(page, f"task-{task.id}")
    assert in_sight(page) is page.message
    assert "Pige" in words(page.message, "message-card-title")
    press(page, "message-copy")
    assert "s’est opposée à toute prospection" in QGuiApplication.clipboard().text()
    press(page, "message-sent")
    assert desk.last.kind == "error", "how it left is asked"
    page.message.proof.setText("e-mail")
    page.message.proof.returnPressed.emit()
    assert in_sight(page) is page.sheet, "back to where one came from"
    undo = desk.last.act
    page.show_lists()
    page.open_message(task.id)
    assert "Parti le 24" in words(page.message, "message-told")
    assert undo is not None
    undo.run()
    page.message.show_task(task.id)
    assert child(page.message, QLabel, "message-told").isHidden()
    press(page, "message-back")
    assert in_sight(page) is page.lists
    with office.store.read() as r:
        assert r.row(Lead, lead).opposed_at


def test_a_message_without_requests_is_reached_by_the_keyboard(
    page: RequestsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    lead = add(phones=("0639981241",))
    who = who_is(office.store, lead)
    opposing.oppose(office.store, who, how="call", by=BY, at=NOW)
    page.show_lists()
    assert child(page, Table, "requests-messages").hasFocus()
    child(page, Table, "requests-messages").go_to(0)
    QTest.keyClick(child(page, Table, "requests-messages"), Qt.Key.Key_Return)
    assert in_sight(page) is page.message
    page.take_focus()
    QTest.keyClick(page.message, Qt.Key.Key_Escape)
    assert in_sight(page) is page.lists


def test_a_message_of_an_agency_without_identity_says_what_lacks(page: RequestsPage, add: Add, office: Office) -> None:
    add(phones=("0639981241",))
    opposing.oppose_typed(office.store, "0639981241", how="call", by=BY, at=NOW)
    save_agency(office.store, {"signer_name": ""}, by=BY, at=NOW)
    one = ask(office, "0639981241", RequestKind.ACCESS)
    page.show_lists()
    page.open_message(next(iter(page.tasks.shown)))
    assert "le nom du signataire" in page.message.words.toPlainText()
    page.open_request(one)
    assert "le nom du signataire" in letter(page)


def test_the_copy_is_made_as_a_job(
    page: RequestsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    add(phones=("0639981241",))
    page.open_request(ask(office, "0639981241", RequestKind.ACCESS, identity=""))
    press(page, "answer-sent")
    assert desk.last.kind == "error", "who it is comes first"
    child(page.sheet, type(page.message.proof), "identity-field").setText("au comptoir")
    press(page, "identity-keep")
    step = child(page.sheet, CopyStep)
    out = tmp_path / "copie.zip"
    step.make(out)
    qtbot.waitUntil(lambda: desk.last.bold == "Copie prête.", timeout=20_000)
    assert "vos-donnees.pdf" in zipfile.ZipFile(out).namelist()
    press(page, "answer-sent")
    assert desk.last.bold == "Réponse notée."
    press(page, "request-lead")
    assert desk.gone[-1][0] == "leads"


def test_a_copy_that_fails_says_why(
    page: RequestsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    lead = add(phones=("0639981241",))
    page.open_request(ask(office, "0639981241", RequestKind.ACCESS))
    step = child(page.sheet, CopyStep)
    with office.store.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead, {"erased_at": NOW.isoformat()})
    step.make(tmp_path / "copie.zip")
    qtbot.waitUntil(lambda: bool(desk.said) and desk.last.kind == "error", timeout=20_000)


def test_a_correction_is_said_before_and_after(page: RequestsPage, add: Add, office: Office, desk: Desk) -> None:
    add(phones=("0639981241",))
    page.open_request(ask(office, "0639981241", RequestKind.RECTIFICATION))
    step = child(page.sheet, CorrectStep)
    step.keep()
    assert desk.last.kind == "error"
    step.form.show_values({"last_name": "Morault", "add-email": "m@exemple.fr"})
    step.keep()
    assert "Moreau → Morault" in desk.last.sentence
    assert "nom : Morault" in letter(page)
    assert page.sheet.findChild(Button, f"task-{max(_tasks(office))}") is not None


def _tasks(office: Office) -> list[int]:
    with office.store.read() as r:
        return r.column(int, "SELECT id FROM recipient_task")


def test_an_erasure_is_asked_twice_and_leaves_its_letter(
    page: RequestsPage, add: Add, office: Office, desk: Desk
) -> None:
    lead = add(phones=("0639981241",))
    one = ask(office, "0639981241", RequestKind.ERASURE)
    page.open_request(one)
    assert "au moment d’effacer" in letter(page)
    press(page, "answer-sent")
    assert "n’est pas encore effacée" in desk.last.bold
    step = child(page.sheet, EraseStep)
    assert step.findChild(QLabel, "erase-unopposed") is not None, "a later file may bring the person back"
    step.property_kept.toggle()
    press(page, "erase-ask")
    press(page, "erase-not")
    child(step, Button, "erase-ask").setFocus()
    press(page, "erase-ask")
    assert child(step, Button, "erase-not").hasFocus(), "Entrée does not erase by accident"
    press(page, "erase-sure")
    assert desk.last.bold == "Personne effacée."
    assert "Madame Moreau," in letter(page)
    to = child(page.sheet, QPlainTextEdit, "answer-to").toPlainText()
    assert to.splitlines() == ["Madame Hélène Moreau", "1 rue des Mûriers", "30700 Uzès"], "known a moment ago"
    with office.store.read() as r:
        person = r.get(Lead, lead)
    assert person is not None
    assert person.name == ""
    press(page, "answer-sent")
    assert desk.last.bold == "Réponse notée."
    page.show_lists()
    assert named(page.requests.shown[one]) == "Fiche sans nom"


def test_the_letter_written_before_an_erasure_stays_its_proof(page: RequestsPage, add: Add, office: Office) -> None:
    """Sent another day, when the page no longer has it: it is not taken for the letter of somebody erased elsewhere."""
    add(phones=("0639981241",))
    one = ask(office, "0639981241", RequestKind.ERASURE)
    _done, reply = erasing_on_request.erase(office.store, one, by=BY, at=NOW)
    sent = reply.text
    page.open_request(one)
    assert "au moment d’effacer" in letter(page)
    press(page, "answer-sent")
    with office.store.read() as r:
        answered = requests.request(r, one)
    assert (answered.outcome, answered.answer) == (Outcome.DONE, requests.digest_of(sent))


def test_an_erasure_done_elsewhere_meanwhile_is_answered_too(page: RequestsPage, add: Add, office: Office) -> None:
    lead = add(phones=("0639981241",))
    one = ask(office, "0639981241", RequestKind.ERASURE, identity="")
    forgetting.forget(office.store, lead, by="Paul", at=NOW)
    page.open_request(one)
    assert "effacement fait le 24 novembre 2026" in letter(page)
    with office.store.read() as r:
        said = replies.letter(r, one, at=NOW).text
    press(page, "answer-sent")
    with office.store.read() as r:
        answered = requests.request(r, one)
    assert (answered.outcome, answered.answer) == (Outcome.DONE, requests.digest_of(said))


def test_who_asks_to_be_erased_is_opposed_in_the_same_gesture(page: RequestsPage, add: Add, office: Office) -> None:
    lead = add(phones=("0639981241",))
    page.open_lead(lead)
    page.noting.form.show_values({"kind": "erasure", "opposes": "1"})
    page.noting.keep()
    assert child(page.sheet, EraseStep).findChild(QLabel, "erase-unopposed") is None
    with office.store.read() as r:
        assert r.row(Lead, lead).opposed_at


def test_a_refusal_that_nothing_can_hold_is_said(page: RequestsPage, desk: Desk) -> None:
    page.new_request()
    page.noting.form.show_values({"who": "Jean Inconnu", "kind": "erasure", "opposes": "1"})
    page.noting.keep()
    assert (desk.last.kind, desk.last.bold) == ("caution", "Demande notée.")
    assert "rien n’a pu être mis au registre" in desk.last.sentence


def test_a_freeze_is_lifted(page: RequestsPage, add: Add, office: Office, desk: Desk) -> None:
    add(phones=("0639981241",))
    page.open_request(ask(office, "0639981241", RequestKind.RESTRICTION))
    press(page, "hold-lift")
    assert desk.last.bold == "Gel levé."
    assert "Aucun gel" in child(page.sheet, HoldStep).findChildren(QLabel)[-1].text()


def test_a_refusal_and_a_longer_time_need_a_reason(page: RequestsPage, add: Add, office: Office, desk: Desk) -> None:
    add(phones=("0639981241",))
    page.open_request(ask(office, "0639981241", RequestKind.ACCESS))
    for name in ("answer-refuse", "answer-extend"):
        press(page, name)
        assert desk.last.kind == "error"
    child(page.sheet, AnswerCard).reason.setText("archives")
    press(page, "answer-extend")
    assert "24\u00a0février 2027" in desk.last.sentence
    assert "deux mois de plus" in QGuiApplication.clipboard().text()
    why = child(page.sheet, QLabel, "answer-extended")
    assert why.isVisibleTo(page.sheet) and "déjà été prolongé" in why.text()
    child(page.sheet, AnswerCard).reason.setText("un contrat est en cours")
    press(page, "answer-refuse")
    assert desk.last.bold == "Réponse notée."
    assert "Refusée" in child(child(page.sheet, AnswerCard), QLabel, "answer-said").text()


def test_an_objection_of_nobody_says_that_nothing_is_in_the_register(page: RequestsPage, office: Office) -> None:
    page.open_request(ask(office, "Jean Inconnu", RequestKind.OBJECTION))
    assert "rien n’a pu être mis au registre" in child(child(page.sheet, HoldStep), QLabel, "hold-said").text()


def test_deadlines_are_words_and_colours(office: Office, page: RequestsPage) -> None:
    told = {}
    for received in (date(2026, 10, 1), date(2026, 10, 23), date(2026, 10, 24), date(2026, 10, 25), date(2026, 11, 24)):
        one = ask(office, f"Jean {received}", RequestKind.ACCESS, received=received)
        with office.store.read() as r:
            asked = requests.request(r, one)
        told[received.isoformat()] = (
            state(asked, NOW.date()).text.replace("\u00a0", " "), deadline(asked, NOW.date()).ink
        )  # fmt: skip
    assert list(told.values()) == [
        ("En retard de 23 jours", "forbidden"), ("En retard de 1 jour", "forbidden"), ("Dernier jour", "wait"),
        ("Reste 1 jour", "wait"), ("Reste 30 jours", "text"),
    ]  # fmt: skip
    assert [column.key for column in task_columns()][:2] == ["day", "state"]


def test_large_text_keeps_everything_in_the_width(page: RequestsPage, add: Add, office: Office) -> None:
    add(phones=("0639981241",))
    asked = [ask(office, who, RequestKind.ACCESS) for who in ("0639981241", "de La Rochefoucauld-Montmorency " * 4)]
    page.open_request(asked[0])
    office.theme.choose("light", 200)
    try:
        for one in asked:
            page.sheet.show_request(one)
            whole = child(page.sheet, QScrollArea, "request-scroll").widget()
            assert whole is not None
            assert (
                whole.minimumSizeHint().width() <= child(page.sheet, QScrollArea, "request-scroll").viewport().width()
            )
    finally:
        office.theme.choose("light", 100)


def test_a_request_of_several_who_live_there_is_said_to_be_of_one(page: RequestsPage, office: Office, add: Add) -> None:
    place = {"address": "9 rue du Puits", "postcode": "30700", "town": "Uzès"}
    mine = add(last_name="Aubert", phones=("06 39 98 12 71",), **place)
    add(last_name="Bastide", phones=("06 39 98 12 72",), **place)
    number = ask(office, "9 rue du Puits 30700 Uzès", RequestKind.ERASURE)
    page.sheet.show_request(number)
    child(page, Pages).setCurrentWidget(page.sheet)
    labels = [one.text() for one in page.sheet.findChildren(QLabel, "which-words")]
    assert "Laquelle est la sienne" in labels[-1]
    shown = [one.text() for one in page.sheet.findChildren(Button) if one.objectName().startswith("which-show-")]
    assert len(shown) == 2 and shown[0].startswith("Aubert")
    press(page, "which-0")
    with office.store.read() as r:
        assert requests.request(r, number).lead_id == mine
    assert page.sheet.findChild(EraseStep) is not None, "the erasure is within reach"


def test_a_request_under_a_name_is_said_to_be_of_none(page: RequestsPage, office: Office, add: Add, desk: Desk) -> None:
    add(last_name="Dupont", first_name="Anne")
    ask(office, "Dupont", RequestKind.ERASURE)
    page.refresh(frozenset({"*"}))
    page.open_request(*page.requests.shown)
    assert "Ces fiches répondent à la demande" in words(page.sheet, "which-words")
    press(page, "which-none")
    assert desk.last.kind == "error", "how it is known is asked for"
    child(page.sheet, QLineEdit, "which-why").setText("une autre adresse, dite au téléphone")
    press(page, "which-none")
    assert "inconnue de la base" in words(page.sheet, "which-words")
    assert "aucune donnée sur vous" in letter(page)


def test_an_objection_that_is_not_in_the_register_says_so(page: RequestsPage, office: Office, add: Add) -> None:
    """The refusal was taken back since, or nothing let it hold."""
    lead = add()
    who = who_is(office.store, lead)
    done = requests.note(
        office.store, who, RequestKind.OBJECTION, received=NOW.date(), how="letter", by=BY, at=office.now()
    )
    assert done.opposed is not None
    page.refresh(frozenset({"*"}))
    page.open_request(done.id)
    assert "au registre depuis" in child(page.sheet, QLabel, "hold-said").text()
    opposing.undo(office.store, done.opposed.gesture, by=BY, at=office.now())
    page.open_request(done.id)
    assert "au registre depuis" not in child(page.sheet, QLabel, "hold-said").text()
