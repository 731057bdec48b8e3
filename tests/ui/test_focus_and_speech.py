"""The contract of the keyboard and the voice: where the focus lands and what is said, gesture by gesture, on the real
window. Each ends in one announcement or one move of the focus, or both: never in silence, never in two of one kind;
and the focus never lands on what opposes or erases."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.actions.common.step_cache import find_stale
from core.actions.register.recovery_sheet import code_of
from core.base.records import Struct, field
from core.store import safe
from tests.journeys.window import CTRL, NONE, write_keys
from tests.pause import pause
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import row, take
from tests.ui.page_states import waited
from tests.ui.test_accessible_names import new_window, window
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.pages.calls.page import CallsPage
from ui.pages.leads.page import LeadsPage
from ui.shell.window import Window
from ui.widgets.fields import mark_wrong
from ui.widgets.speech import speech

__all__ = ["new_window", "window"]

NEVER = re.compile("oppose|erase|forget|undo|delete|remove|refuse")
"""Names of the controls that oppose, erase or take back: the focus never lands there by itself."""
KEY = Qt.Key
SAID_MS = 60
Act = Callable[[Window], None]


def key(pressed: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Act:
    def press(window: Window) -> None:
        shown = QApplication.activeWindow() or window
        QTest.keyClick(shown.focusWidget() or shown, pressed, modifiers)

    return press


def typed(text: str) -> Act:
    def write(window: Window) -> None:
        shown = QApplication.activeWindow() or window
        write_keys(shown.focusWidget() or shown, text)

    return write


def go(place: str) -> Act:
    return lambda window: window.go_to(place)


def several(*acts: Act) -> Act:
    def run(window: Window) -> None:
        for act in acts:
            act(window)
            QApplication.processEvents()

    return run


def current(*, complete: bool) -> Act:
    """Make current, in the list, somebody who lacks something or nothing."""

    def put(window: Window) -> None:
        if not complete:
            take(window.office, row(900, last_name="Sans-Adresse", address="", postcode="", town=""))
            waited(partial(steps_kept, window.office))
        window.go_to("leads")
        page = page_in(window, LeadsPage)
        ids = page.browser.table.rows().ids
        for lead in ids if complete else [max(ids)]:
            page.open_lead(lead)
            if page.sheet.lacks() != complete:
                page.close_sheet()
                page.browser.table.go_to(ids.index(lead))
                return
        raise AssertionError("there is somebody of each kind")

    return put


def refused_callback(window: Window) -> None:
    several(go("calls"), key(KEY.Key_F7), typed("28/11/2026"))(window)


def code_typed(window: Window) -> None:
    """Type the code of the recovery sheet in its field."""
    with window.office.store.read() as r:
        code = code_of(bytes.fromhex(safe.key(r)))
    child(window, QLineEdit, "sheet-code").clear()
    typed(code)(window)


def nothing(_window: Window) -> None:
    """Go on from the gesture before."""


def steps_kept(office: Office) -> bool:
    """Say whether the window has nothing more to make in the background, which would show the sheet anew."""
    with office.store.read() as r:
        return not find_stale(r, office.law, at=office.now()).leads and not office.jobs.busy


CALLS, LEADS = go("calls"), go("leads")
CALLING = several(CALLS, key(KEY.Key_F9))
PALETTE = several(LEADS, key(KEY.Key_K, CTRL))
SEARCH = several(LEADS, key(KEY.Key_F, CTRL))
OPPOSED = several(CALLING, key(KEY.Key_F8))
SHEET = several(current(complete=True), key(KEY.Key_Return))
EMPTIED = several(key(KEY.Key_A, CTRL), key(KEY.Key_Delete))

Row = tuple[str, Act, Act, str, str]
CONTRACT: dict[str, tuple[Row, ...]] = {
    # Stories; gesture, what comes before it, the gesture, where the focus is after it, what is said
    # (a pattern; empty: nothing).
    "palette": (
        ("palette opened", LEADS, key(KEY.Key_K, CTRL), "palette-field", ""),
        ("palette, one down", nothing, key(KEY.Key_Down), "palette-field", "."),
        ("palette, Tab", nothing, key(KEY.Key_Tab), "palette-field", "."),
        ("palette closed", nothing, key(KEY.Key_Escape), "lead-table", ""),
        ("palette typed", PALETTE, typed("r"), "palette-field", r"réponses?.: "),
        ("palette typed in vain", EMPTIED, typed("zzzzqq"), "palette-field", "Rien ne porte ce nom"),
        ("palette chosen", several(EMPTIED, typed("oppositions")), key(KEY.Key_Return), "check-number", ""),
        ("number to check", go("oppositions"), typed("06 39 98 00 00"), "check-number", "."),
    ),
    "search": (
        ("search asked", LEADS, key(KEY.Key_F, CTRL), "leads-search", ""),
        ("search typed", nothing, typed("mo"), "leads-search", r"\d+ prospects? trouvé"),
        ("search, down", nothing, key(KEY.Key_Down), "lead-table", ""),
        ("search in vain", several(SEARCH, EMPTIED), typed("zz"), "leads-search", r"trouvé|Aucun prospect"),
    ),
    "sheet": (
        ("nothing to undo", LEADS, key(KEY.Key_Z, CTRL), "~", "Rien à annuler"),
        ("sheet opened", current(complete=True), key(KEY.Key_Return), "~step", ""),
        ("sheet closed", nothing, key(KEY.Key_Escape), "lead-table", ""),
        ("opposed in the list", SHEET, key(KEY.Key_F8), "~", "Opposition enregistrée"),
        ("undone in the list", nothing, key(KEY.Key_Z, CTRL), "~", "Opposition annulée"),
    ),
    "lacks": (("sheet that lacks opened", current(complete=False), key(KEY.Key_Return), "step-address", ""),),
    "form of a prospect": (
        ("form of a prospect", LEADS, key(KEY.Key_N, CTRL), "new-origin-came", ""),
        ("form refused", nothing, lambda window: page_in(window, LeadsPage).form.save(), "~", "."),
    ),
    "pages": (
        ("page of calls", LEADS, key(KEY.Key_F9), "queue", ""),
        ("page of letters", LEADS, key(KEY.Key_P, CTRL), "~", ""),
        ("larger text", LEADS, key(KEY.Key_Plus, CTRL), "lead-table", "Texte à 110"),
        ("help", nothing, key(KEY.Key_F1), "~help", ""),
    ),
    "call": (
        ("call begun", CALLS, key(KEY.Key_F9), "call", "Appel en cours"),
        ("call ended", nothing, key(KEY.Key_F9), "outcome-voicemail", ""),
        ("outcome after the end", nothing, key(KEY.Key_2), "call", "Ne répond pas"),
        ("outcome", CALLING, key(KEY.Key_2), "call", "Ne répond pas"),
        ("outcome to correct", nothing, key(KEY.Key_Z, CTRL), "outcome-voicemail", ""),
    ),
    "callback": (
        ("callback asked", CALLS, key(KEY.Key_F7), "callback-day", ""),
        ("callback dropped", nothing, key(KEY.Key_Escape), "call", ""),
        ("callback refused", refused_callback, key(KEY.Key_Return), "callback-day", " ou "),
        ("callback dropped", nothing, key(KEY.Key_Escape), "call", ""),
        ("callback planned", key(KEY.Key_F7), key(KEY.Key_Return), "call", "Rappel prévu"),
    ),
    "recovery sheet": (
        ("no printer", go("settings/section=register"), key(KEY.Key_Space), "sheet-print", "Aucune imprimante"),
        ("another code", several(key(KEY.Key_Tab), key(KEY.Key_Tab), typed("bbbb")), key(KEY.Key_Return), "sheet-code",
         "le code de la feuille"),
        ("its own code", code_typed, key(KEY.Key_Return), "sheet-print", "La feuille est confirmée"),
    ),
    "appointment": (("appointment asked", CALLING, key(KEY.Key_4), "appointment-day", ""),),
    "caller": (
        ("who calls", CALLS, key(KEY.Key_F2), "caller", ""),
        ("nobody calls", nothing, key(KEY.Key_Return), "caller", "."),
        ("somebody unknown calls", typed("01 99 00 77 77"), key(KEY.Key_Return), "note", "Permis"),
        ("sheet of a caller", nothing, key(KEY.Key_F2), "note", "Fiche créée"),
    ),
    "opposed": (
        ("opposed on the telephone", CALLING, key(KEY.Key_F8), "next-person", "Opposition enregistrée"),
        ("opposed twice", nothing, key(KEY.Key_F8), "next-person", "Déjà opposé"),
        ("next person", nothing, key(KEY.Key_F9), "call", "Appelable"),
        ("opposition undone", OPPOSED, key(KEY.Key_Z, CTRL), "call", "Opposition annulée"),
    ),
}  # fmt: skip


WINDOWS = (
    ("palette", "sheet", "lacks", "form of a prospect"),
    ("recovery sheet", "pages"),
    ("search", "callback", "caller", "appointment"),
    ("call",),
    ("opposed",),
)
"""The stories that one window lives after the other; three people may be called in each."""


class Ears(Struct, weakref=True):
    """What is said, and where the focus goes."""

    said: list[str] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)

    def moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Note where the focus is now."""
        if now is not None:
            self.moves.append(now.objectName())


@pytest.fixture
def ears(qapp: QApplication) -> Iterator[Ears]:
    heard = Ears()
    speech().said.connect(heard.said.append)
    qapp.focusChanged.connect(heard.moved)
    yield heard
    speech().said.disconnect(heard.said.append)
    qapp.focusChanged.disconnect(heard.moved)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("stories", WINDOWS)
def test_each_gesture_is_heard_once(window: Window, ears: Ears, stories: tuple[str, ...]) -> None:
    for told in chain.from_iterable(CONTRACT[story] for story in stories):
        try:
            hear(window, ears, told)
        except AssertionError as why:
            why.add_note(f"at the gesture « {told[0]} »")
            raise


def test_every_story_has_its_window() -> None:
    assert sorted(chain.from_iterable(WINDOWS)) == sorted(CONTRACT)


def hear(window: Window, ears: Ears, told: Row) -> None:
    """Make a gesture; judge where the focus is and what was said."""
    _gesture, before, act, lands, says = told
    before(window)
    pause(SAID_MS)
    ears.said.clear()
    ears.moves.clear()
    act(window)
    pause(SAID_MS)
    if QApplication.activeWindow() is None:  # The pretended screen gives it back to nobody.
        window.activateWindow()
        pause(SAID_MS)
    shown = QApplication.activeWindow() or window
    held = shown.focusWidget()
    assert held is not None, "the keyboard is somewhere"
    name = held.objectName()
    assert not NEVER.search(name), f"the focus is on {name}"
    assert len(ears.said) <= 1, ears.said
    assert len(ears.moves) <= 1, ears.moves
    assert ears.said or ears.moves, "silence"
    assert lands == name or (lands.startswith("~") and lands[1:] in name), f"the focus is on {name}"
    assert re.search(says, ears.said[0]) if says else not ears.said, ears.said


def test_a_wrong_field_says_what_is_wrong(qapp: QApplication) -> None:
    shown = QLineEdit()
    mark_wrong(shown, "Écrivez un jour.")
    spoken = QAccessible.queryAccessibleInterface(shown)
    assert spoken.text(QAccessible.Text.Description) == "Erreur\u202f: Écrivez un jour."
    mark_wrong(shown, "")
    assert not shown.accessibleDescription()
    shown.deleteLater()


@pytest.mark.parametrize("key_", [KEY.Key_Space, KEY.Key_Return])
def test_f8_then_undo_then_a_key_opposes_nobody(window: Window, key_: Qt.Key) -> None:
    """Space after Ctrl+Z opposed again."""
    OPPOSED(window)
    key(KEY.Key_Z, CTRL)(window)
    page = page_in(window, CallsPage)
    shown = page.talk.read.lead_id
    key(key_)(window)
    QApplication.processEvents()
    window.page_of("calls").gestures.get(PageGesture.OPPOSE)
    assert page.talk.read.lead_id == shown
    assert not page.talk.read.opposed
