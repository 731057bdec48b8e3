"""The whole life of letters on the page, by its gestures and by the keyboard: prepared, printed, jammed in the midst,
printed again, posted on a day, taken back, answered, written a second time or not."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.actions.letters import print_runs
from core.base.errors import UserError
from core.model.print_run import LetterPlace, ShownRun
from core.model.reply import Box
from core.records.lead import Lead
from core.records.notice import Notice
from core.words.errors import error
from tests.lengths import length
from tests.ui.finding import words
from tests.ui.office_fixture import Add, Desk, put_together
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.pages.letters.page import LettersPage

ALL = frozenset({"*"})
COUNT = length(23, long=41)
"""More than are written at once."""
LEFT = 4
JAMS_AT = COUNT - LEFT
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(office: Office, add: Add, qtbot: QtBot) -> LettersPage:
    """The page, with letters to prepare."""
    for n in range(COUNT):
        add(last_name=f"Pradel{n:02d}")
    made = put_together(LettersPage, office, qtbot)
    made.resize(1270, 640)
    made.refresh(ALL)
    made.show()
    return made


def counts(page: LettersPage) -> list[str]:
    """Return how many letters stand at each stage, as the tabs say."""
    page.refresh(ALL)
    return [page.head.tabs.tabText(place).split()[-1] for place in range(4)]


def sent(office: Office, page: LettersPage, *, jams_at: int = COUNT) -> ShownRun:
    """Send the letters of the page from another seat, to a printer that jams."""
    run, _held = print_runs.start_run(
        office.store, page.acted_on(), printer="Accueil", both_sides=True, by="Hugo", at=office.now()
    )
    assert run is not None
    given = list[str]()

    def give(_pdf: bytes, title: str) -> None:
        if len(given) >= jams_at:
            raise error("PRINTER_GONE", printer="Accueil")
        given.append(title)

    send = partial(print_runs.send_run, office.store, run, give, by="Hugo", clock=office.now)
    if jams_at < COUNT:
        with pytest.raises(UserError, match="ne répond plus"):
            send()
        return print_runs.run_of(office.store, run)
    return send()


def test_the_life_of_letters(page: LettersPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    control_p = page.gestures[PageGesture.PRINT]
    assert counts(page) == [f"{COUNT}", "0", "0", "0"]
    assert page.side.all.text() == f"Préparer les {COUNT} lettres"
    control_p()
    qtbot.waitUntil(lambda: not page.preparing.running, timeout=120_000)
    assert page.head.tab == "ready", "what is to be done comes in sight"
    assert counts(page) == ["0", f"{COUNT}", "0", "0"]

    run = sent(office, page, jams_at=JAMS_AT)
    page.refresh(ALL)
    panel = page.side.panel
    assert not panel.ask.isHidden()
    last = next(one for one in run.letters if one.number == JAMS_AT)
    QTest.keyClicks(panel.last, last.reference.replace("-", "").lower())
    assert panel.note.text() == f"Noter {JAMS_AT} lettres imprimées"
    assert words(panel, "print-until-then") == f"{JAMS_AT} à poster, {LEFT} encore à imprimer"
    QTest.keyClick(panel.last, Qt.Key.Key_Return)
    assert counts(page) == ["0", f"{LEFT}", f"{JAMS_AT}", "0"]
    assert panel.start.text() == f"Imprimer les {LEFT}"

    again = sent(office, page)
    assert len(again.at_place(LetterPlace.SENT)) == LEFT, "only those that are missing"
    page.refresh(ALL)
    control_p()
    assert counts(page) == ["0", f"{LEFT}", f"{JAMS_AT}", "0"], "Ctrl+P prints, and notes nothing"
    QTest.mouseClick(panel.note, Qt.MouseButton.LeftButton)
    assert counts(page) == ["0", "0", f"{COUNT}", "0"]
    assert page.head.tab == "printed"

    desk.now += timedelta(days=2)
    panel.day.setText(f"{office.now() - timedelta(days=1):%d/%m/%Y}")
    QTest.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert counts(page) == ["0", "0", "0", f"{COUNT}"]
    desk.act()
    assert counts(page) == ["0", "0", f"{COUNT}", "0"]
    page.show_filters({"state": "printed"})
    QTest.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert counts(page) == ["0", "0", "0", f"{COUNT}"]

    page.show_replies()
    replies = page.replies
    assert replies is not None
    QTest.keyClicks(replies.reference, last.reference)
    QTest.keyClick(replies.reference, Qt.Key.Key_Return)
    QTest.keyClick(replies.panel.boxes[Box.OPPOSE], Qt.Key.Key_1)
    QTest.keyClick(replies.panel.boxes[Box.OPPOSE], Qt.Key.Key_Return, CTRL)
    assert desk.last.bold == "1 réponse enregistrée."
    QTest.keyClick(replies.reference, Qt.Key.Key_Escape)
    assert not page.table.isHidden() and counts(page) == ["0", "0", "0", f"{COUNT - 1}"]

    desk.now += timedelta(days=40)
    page.refresh(ALL)
    assert counts(page) == [f"{COUNT - 1}", "0", "0", "0"], "a second letter is offered to who did not answer"
    page.show_filters({"state": "due"})
    lead_id = page.table.current_id()
    assert lead_id is not None and lead_id != last.lead
    qtbot.waitUntil(lambda: page.paper.chosen.once.isVisible())
    page.paper.chosen.once.click()
    assert counts(page)[0] == f"{COUNT - 2}"
    desk.act()
    assert counts(page)[0] == f"{COUNT - 1}"
    with office.store.read() as r:
        assert r.row(Lead, last.lead).opposed_at
        assert all(r.count(Notice, lead_id=one.lead) == 1 for one in run.letters)
