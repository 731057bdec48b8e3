"""Replies on screen: a reference or a pile of scans, ticked by a person, what follows said before, one undo."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.keeping import forgetting
from core.actions.leads import joining
from core.actions.letters import noticing
from core.model.reply import Box
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from tests.bases import new_base
from tests.core.notices.scanned import pile, sheet
from tests.ui.finding import child, press
from tests.ui.office_fixture import BY, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.calls.consent_form import ConsentForm
from ui.pages.letters.page import LettersPage
from ui.pages.letters.reply_desk import ReplyDesk
from ui.pages.letters.reply_panel import ReplyLine, read_again

ALL = frozenset({"*"})
NONE = Qt.KeyboardModifier.NoModifier
Opened = Callable[[str], ReplyDesk]


@pytest.fixture
def written(office: Office, add: Add) -> list[tuple[int, str]]:
    """Two letters made: (lead, reference)."""
    ids = [add(), add(last_name="Vernet")]
    made = noticing.make(office.store, ids, office.folder / "lettres", by=BY, at=office.now()).made
    return [(one.lead, one.reference) for one in made]


@pytest.fixture
def opened(office: Office, qtbot: QtBot, written: list[tuple[int, str]]) -> Opened:
    """Opens the replies from the letters, on a reference."""

    def made(reference: str) -> ReplyDesk:
        page = put_together(LettersPage, office, qtbot)
        page.resize(1270, 640)
        page.refresh(ALL)
        page.show()
        page.show_replies(reference)
        assert page.replies is not None
        return page.replies

    return made


def follows(desk: ReplyDesk, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: words in desk.panel.follows.text())


def boxes(office: Office, lead_id: int) -> list[str]:
    with office.store.read() as r:
        return [one.boxes for one in r.of(Reply, lead_id=lead_id) if not one.undone_at]


def test_a_typed_reply_is_ticked_by_keyboard_alone_and_undone(
    opened: Opened, written: list[tuple[int, str]], office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead_id, reference = written[0]
    shown = opened(reference.lower().replace("-", ""))
    assert not any(mark.isChecked() for mark in shown.panel.boxes.values())
    qtbot.waitUntil(lambda: shown.preview.pages() > 1)
    assert shown.window().focusWidget() is shown.panel.boxes[Box.OPPOSE]
    QTest.keyClick(shown.panel.boxes[Box.OPPOSE], Qt.Key.Key_1)
    follows(shown, qtbot, "Opposition enregistrée, tous les canaux.")
    assert boxes(office, lead_id) == []
    QTest.keyClick(shown.panel.boxes[Box.OPPOSE], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert boxes(office, lead_id) == ["oppose"]
    assert desk.last.kind == "opposed"
    assert desk.last.bold == "1 réponse enregistrée."
    with office.store.read() as r:
        assert r.row(Lead, lead_id).opposed_at
    desk.act()
    assert boxes(office, lead_id) == []
    with office.store.read() as r:
        assert r.row(Lead, lead_id).opposed_at is None
    QTest.keyClick(shown.reference, Qt.Key.Key_Escape)
    assert shown.isHidden()


def test_a_call_asked_for_says_what_it_lacks_before_it_is_recorded(
    opened: Opened, written: list[tuple[int, str]], qtbot: QtBot
) -> None:
    shown = opened(written[0][1])
    shown.panel.boxes[Box.CALL_ME].click()
    assert shown.panel.fields["number"].isVisible()
    follows(shown, qtbot, "Il manque le numéro")
    QTest.keyClicks(shown.panel.fields["number"], "0639985261")
    follows(shown, qtbot, "Sans la page numérisée")
    QTest.keyClicks(shown.panel.fields["when"], "demain")
    follows(shown, qtbot, "n’est pas comprise")


def test_an_unknown_reference_is_told_and_a_refusal_can_still_be_kept(
    opened: Opened, desk: Desk, written: list[tuple[int, str]]
) -> None:
    shown = opened("ZZZ-ZZZ")
    assert desk.last.kind == "error"
    assert "bloquez" in desk.last.sentence
    assert shown.window().focusWidget() is shown.reference
    assert not shown.panel.save.isEnabled()


def test_a_pile_is_dropped_ticked_and_recorded_at_once(
    opened: Opened, written: list[tuple[int, str]], office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (first, one), (second, two) = written
    file = tmp_path / "pile.pdf"
    file.write_bytes(pile([sheet(one), Image.new("L", (900, 900), 255), sheet("K7P-4MD")]))
    shown = opened("")
    shown.read_files([file, Path(__file__)])
    qtbot.waitUntil(lambda: shown.waiting() == 4, timeout=60_000)
    assert desk.last.bold == "1 coupon lu."
    assert desk.last.sentence == "3 pages à voir."
    qtbot.waitUntil(lambda: shown.preview.pages() == 1)
    shown.panel.boxes[Box.CALL_ME].click()
    QTest.keyClicks(shown.panel.fields["number"], "0639985261")
    follows(shown, qtbot, "à faire au plus tard")
    press(shown, "reply-next")
    assert shown.window().focusWidget() is shown.reference, "a page without a code waits for its reference"
    QTest.keyClicks(shown.reference, two)
    QTest.keyClick(shown.reference, Qt.Key.Key_Return)
    assert shown.waiting() == 4
    assert not shown.panel.boxes[Box.FORM].isChecked()
    shown.panel.boxes[Box.FORM].click()
    assert shown.panel.save.text() == "Enregistrer 2 réponses"
    press(shown, "reply-record")
    assert (boxes(office, first), boxes(office, second)) == (["call_me"], ["form"])
    assert shown.waiting() == 2
    with office.store.read() as r:
        assert all(r.of(Reply, lead_id=lead)[0].proof_id for lead in (first, second))
        assert all(r.of(Notice, lead_id=lead)[0].posted_at for lead in (first, second))
    desk.act()
    assert (boxes(office, first), boxes(office, second)) == ([], [])


def test_many_coupons_are_recorded_by_a_job_and_taken_back(
    opened: Opened, written: list[tuple[int, str]], office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    more = [add(last_name=name) for name in ("Autre", "Encore")]
    made = noticing.make(office.store, more, office.folder / "lettres", by=BY, at=office.now()).made
    people = [*written, *((one.lead, one.reference) for one in made)]
    shown = opened("")
    for _lead, reference in people:
        shown.begin(reference)
        shown.panel.boxes[Box.FORM].click()
    press(shown, "reply-record")
    assert not shown.panel.isEnabled()
    qtbot.waitUntil(lambda: shown.waiting() == 0)
    assert desk.last.bold == "4 réponses enregistrées." and shown.panel.isEnabled()
    assert [boxes(office, lead) for lead, _reference in people] == [["form"]] * 4
    desk.act()
    qtbot.waitUntil(lambda: shown.waiting() == 4)
    assert [boxes(office, lead) for lead, _reference in people] == [[]] * 4


def test_the_figures_of_a_french_keyboard_tick_the_boxes(
    opened: Opened, written: list[tuple[int, str]], office: Office
) -> None:
    """The top row gives « " » for 3 and « à » for 0, the keypad its own modifier; the list of the pile searches for no
    figure."""
    shown = opened(written[0][1])
    boxes_ = list(shown.panel.boxes.values())
    keypad = Qt.KeyboardModifier.KeypadModifier
    for place, key, typed, modifier in (
        (2, Qt.Key.Key_QuoteDbl, '"', NONE), (9, Qt.Key.Key_Agrave, "à", NONE), (4, Qt.Key.Key_5, "5", keypad),
    ):  # fmt: skip
        for held in (shown.table, boxes_[0]):
            before = boxes_[place].isChecked()
            QApplication.sendEvent(held, QKeyEvent(QEvent.Type.KeyPress, key, modifier, typed))
            assert boxes_[place].isChecked() != before
    office.seat.save_text("single-keys", "0")
    QApplication.sendEvent(shown, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, NONE, "1"))
    assert not boxes_[0].isChecked()


def test_what_would_follow_is_told_again_when_another_window_writes(
    opened: Opened, written: list[tuple[int, str]], office: Office, qtbot: QtBot
) -> None:
    (lead, reference), (kept, _other) = written
    shown = opened(reference)
    page = shown.window()
    assert isinstance(page, LettersPage)
    shown.panel.boxes[Box.SOLD].setChecked(True)
    follows(shown, qtbot, "effacement demandé")
    shown.panel.fields["block"].setText("06 39")
    joining.join(office.store, kept, lead, by="Paul", at=office.now())
    page.refresh(ALL)
    named = child(shown.panel, QLabel, "reply-name")
    assert named.text() == "Vernet Hélène"
    forgetting.forget(office.store, kept, by="Paul", at=office.now())
    page.refresh(ALL)
    follows(shown, qtbot, "déjà effacée")
    assert shown.preview.pages() == 0, "their letter went with them"
    assert (named.text(), shown.panel.agree.isEnabled()) == ("Fiche effacée", False)
    assert shown.panel.fields["block"].text() == "06 39", "what is being typed stays"


def test_a_letter_that_a_copy_does_not_know_is_found_again_once_another_knows_it(
    written: list[tuple[int, str]], office: Office, tmp_path: Path
) -> None:
    line = ReplyLine(1, reference=written[0][1])
    with closing(new_base(tmp_path / "copie")) as copy:
        for store, known in ((office.store, True), (copy, False), (office.store, True)):
            with store.read() as r:
                assert read_again(r, line), "it changed"
                assert not read_again(r, line)
            assert (line.letter is not None, bool(line.problem)) == (known, not known)


def test_a_signed_agreement_is_asked_of_the_sheet_that_is_left(
    opened: Opened, written: list[tuple[int, str]], office: Office
) -> None:
    (lead, reference), (kept, _other) = written
    shown = opened(reference)
    joining.join(office.store, kept, lead, by="Paul", at=office.now())
    asked: list[str] = []

    def close() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, ConsentForm)
        asked.extend(one.text() for one in form.findChildren(QLabel, "consent-title"))
        form.reject()

    QTimer.singleShot(0, close)
    shown.panel.agree.click()
    assert asked == ["Accord de Vernet Hélène"]
