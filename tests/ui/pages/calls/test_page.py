"""The call desk on a real base: nobody is dialled against the law, a refusal takes one key, a crash loses no call."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.actions.calling import calldesk, calling, consenting
from core.actions.common import agents, people
from core.actions.leads import assigning, milestones
from core.actions.leads.lead_views import lead_sheet
from core.actions.register import opposing
from core.base.moments import local
from core.model.channel import Channel
from core.model.verdict import Light
from core.records.call import Call, Callback
from core.store import leads, registers
from tests.core.actions.conftest import informed
from tests.tables import table
from tests.ui.common.test_softphone import Telephone, telephone
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.common.softphone import CHOICE
from ui.pages.calls.page import HEARS, CallsPage
from ui.pages.calls.reading import clock, duration, shown_phone, typed_hour
from ui.pages.calls.recovering import recover
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.keys import digit, figure, letter

__all__ = ["telephone"]
NO_MOD = Qt.KeyboardModifier.NoModifier
MakePage = Callable[[], CallsPage]
OnePerson = tuple[int, CallsPage]


@pytest.fixture
def agree(office: Office, tmp_path: Path) -> Callable[..., int]:
    """``agree(lead)``: the lead was written to, and its coupon of twelve days ago agrees for its telephone."""
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")

    def given(lead_id: int, channels: tuple[Channel, ...] = (Channel.CALL,)) -> int:
        informed(office.store, lead_id)
        with office.store.read() as r:
            phone = calldesk.desk(r, lead_id, office.law, at=NOW).phones[0]
            who = calldesk.telephone(r, lead_id, phone)
        return consenting.record(
            office.store, who, channels=channels, collected=NOW - timedelta(days=12), wording="consent-1", proof=proof,
            by=BY, at=NOW,
        )  # fmt: skip

    return given


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> MakePage:
    """Makes the page, shown, on what the base holds by then."""

    def made() -> CallsPage:
        shown = put_together(CallsPage, office, qtbot)
        shown.resize(1274, 676)
        shown.show()
        shown.refresh(HEARS)
        return shown

    return made


@pytest.fixture
def opened(page: MakePage, add: Add) -> OnePerson:
    """Somebody who agreed to nothing, and the page open on them."""
    lead, shown = add(), page()
    shown.open_lead(lead)
    return lead, shown


@pytest.fixture
def on_line(page: MakePage, add: Add, agree: Callable[..., int]) -> OnePerson:
    """Somebody who agreed, and the page that calls them."""
    lead = add()
    agree(lead)
    shown = page()
    shown.call()
    return lead, shown


def named(page: CallsPage, name: str) -> Button:
    return child(page, Button, name)


def text(page: QWidget, name: str) -> str:
    found = child(page, QWidget, name)
    return str(found.text())  # type: ignore[attr-defined]


def of_lead(office: Office, lead_id: int) -> list[tuple[str, str, str]]:
    """Return (direction, outcome, note) of a lead's calls."""
    with office.store.read() as r:
        return [(call.direction, call.outcome, call.note) for call in r.of(Call, "started", lead_id=lead_id)]


def light(office: Office, lead_id: int) -> Light:
    with office.store.read() as r:
        return calldesk.desk(r, lead_id, office.law, at=office.now()).verdict.light


def press(widget: QWidget, key: Qt.Key, text_: str = "", modifiers: Qt.KeyboardModifier = NO_MOD) -> None:
    """Send a key as the offscreen platform does: no scan code, the character typed."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text_))


# --- Looking


def test_who_is_on_the_line_is_no_longer_among_those_to_call(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int]
) -> None:
    for name in ("Alba", "Brun"):
        agree(add(name=name))
    shown = page()
    assert text(shown, "calls-count") == "2 personnes à appeler maintenant"
    shown.gestures[PageGesture.CALL]()
    assert text(shown, "calls-count") == "1 personne à appeler maintenant"
    assert shown.queue.model.rowCount() == 2, "they stay in sight"
    shown.outcomes.press(2)
    assert text(shown, "calls-count") == "1 personne à appeler maintenant"


def test_an_empty_queue_says_where_agreements_come_from(page: MakePage, desk: Desk) -> None:
    shown = page()
    assert shown.middle.currentWidget() is shown.empty
    assert shown.outcomes.opposition.isHidden()
    named(shown, "to-letters").click()
    assert desk.gone == [("letters", None)]


def test_the_queue_shows_whom_to_call_now_then_who_comes(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    green, soon, far, red, other = (add(last_name=name) for name in ("Vert", "Vidal", "Garcin", "Roux", "Autre"))
    for lead, due in ((green, None), (soon, timedelta(hours=1)), (far, timedelta(days=2)), (red, timedelta(hours=1))):
        if lead != red:
            agree(lead)
        if due is not None:
            calling.plan_callback(office.store, lead, due=NOW + due, by=BY, at=NOW)
    shown = page()
    lines = shown.queue.model
    told = [str(lines.index(place).data()).split()[0] for place in range(lines.rowCount())]
    assert told == ["Vert", "Plus", "Vidal", "Demain"]
    assert text(shown, "calls-count") == "1 personne à appeler maintenant"
    assert lines.detail(2) == "Uzès\u00a0· À partir de 11\u00a0h\u00a042"
    assert not lines.flags(lines.index(1)) & Qt.ItemFlag.ItemIsEnabled
    for _ in ("unfolds", "folds", "unfolds again"):
        shown.queue.view.setCurrentIndex(lines.index(3))
        press(shown.queue.view, Qt.Key.Key_Return)
    assert str(lines.index(4).data()).startswith("Garcin")
    assert lines.index(3).data(Qt.ItemDataRole.AccessibleTextRole) == "Demain et après, 1 personne"
    shown.open_lead(other)
    assert str(lines.index(0).data()).startswith("Autre")
    desk.wait(hours=1)
    shown.refresh(HEARS)
    assert [one.id for one in shown.talk.read.queue.now] == [soon, green]


def test_a_red_person_cannot_be_dialled_but_written_to_and_answered(desk: Desk, opened: OnePerson) -> None:
    lead, shown = opened
    assert not shown.person.dial.main.isEnabled()
    assert shown.person.possible.isVisible()
    assert not shown.person.words.isVisible()
    assert not shown.outcomes.buttons["talked"].isEnabled()
    assert text(shown, "outcomes-why").startswith("Les issues s’ouvrent")
    assert "Pige Ouest" in text(shown, "origin-supplier")
    assert "D’un fichier vendu par Pige Ouest" in text(shown, "origin-answer")
    shown.person.possible.letter_button.click()
    assert desk.gone == [("letters", lead)]


def test_the_number_is_copied_in_e164(page: MakePage, add: Add, agree: Callable[..., int], desk: Desk) -> None:
    lead = add(phones=("06 39 98 20 07",))
    agree(lead)
    shown = page()
    assert text(shown, "number") == "06\u00a039\u00a098\u00a020\u00a007"
    named(shown, "copy-number").click()
    assert QGuiApplication.clipboard().text() == "+33639982007"


def test_a_second_number_is_judged_for_itself(page: MakePage, add: Add, agree: Callable[..., int]) -> None:
    lead = add(phones=("06 39 98 20 07", "01 99 00 20 07"))
    agree(lead)
    shown = page()
    assert shown.person.dial.main.isEnabled()
    named(shown, "other-number").click()
    assert text(shown, "number") == "01\u00a099\u00a000\u00a020\u00a007"
    assert not shown.person.dial.main.isEnabled()
    assert "CONSENT_OTHER_NUMBER" in {reason.code for reason in shown.talk.read.desk.verdict.reasons}  # type: ignore[union-attr]


def test_the_light_is_judged_again_when_hours_pass(
    page: MakePage, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    agree(add())
    shown = page()
    assert text(shown, "verdict-word") == "Appelable"
    desk.wait(hours=2, minutes=30)
    shown.judging.timeout.emit()
    assert text(shown, "verdict-word") == "Attendre"
    assert not shown.person.dial.main.isEnabled()


def test_nobody_is_called_by_a_clock_that_went_back(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    lead_id = add()
    agree(lead_id)
    with office.store.read() as r:
        who = calldesk.telephone(r, lead_id, calldesk.desk(r, lead_id, office.law, at=NOW).phones[0])
    calling.log(office.store, who, direction="out", outcome="no_answer", by="Paul", at=NOW, note="à un autre poste")
    tried = [("out", "no_answer", "à un autre poste")]
    assert of_lead(office, lead_id) == tried
    shown = page()
    shown.open_lead(lead_id)
    assert text(shown, "verdict-word") == "Appelable"
    desk.wait(minutes=-10)
    shown.judging.timeout.emit()
    assert text(shown, "verdict-word") != "Appelable"
    assert "a reculé" in text(shown, "verdict-reason")
    shown.call()
    assert of_lead(office, lead_id) == tried


# --- An outgoing call


def test_a_call_is_written_when_it_starts_and_one_key_notes_it_and_shows_the_next(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    first, second = add(), add(last_name="Vidal")
    agree(first)
    agree(second)
    shown = page()
    shown.call()
    assert of_lead(office, first) == [("out", "", "")]
    assert shown.person.words.isVisible()
    assert len(shown.person.words.boxes) == 7
    desk.wait(seconds=42)
    shown.person.dial.tick()
    assert text(shown, "timer") == "00:42"
    press(shown, Qt.Key.Key_Ampersand, "&")
    assert of_lead(office, first) == [("out", "voicemail", "")]
    assert shown.talk.read.lead_id == second
    assert desk.last.bold.startswith("Répondeur")


def test_an_outcome_can_be_corrected(office: Office, desk: Desk, on_line: OnePerson) -> None:
    lead, shown = on_line
    shown.person.note.setPlainText("Préfère le soir")
    shown.outcomes.buttons["no_answer"].click()
    assert of_lead(office, lead) == [("out", "no_answer", "Préfère le soir")]
    desk.act()
    assert shown.talk.read.lead_id == lead
    assert shown.outcomes.buttons["no_answer"].isChecked()
    assert shown.person.note.toPlainText() == "Préfère le soir"
    shown.person.note.setPlainText("Rendez-vous jeudi soir")
    shown.outcomes.buttons["appointment"].click()
    shown.outcomes.appointment_form.done.emit()
    assert of_lead(office, lead) == [("out", "appointment", "Rendez-vous jeudi soir")]


def test_a_note_that_refuses_is_told_and_f8_is_still_about_the_person(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    first, second = add(), add(last_name="Vidal")
    agree(first)
    agree(second)
    shown = page()
    shown.call()
    shown.person.note.setPlainText("Ne m’appelez plus, ne m’écrivez plus")
    shown.outcomes.buttons["talked"].click()
    assert (desk.last.kind, shown.talk.read.lead_id) == ("caution", first)
    assert "Ne m’appelez plus" in desk.last.bold
    assert light(office, first) is not Light.OPPOSED
    shown.talk.oppose()
    assert light(office, first) is Light.OPPOSED
    assert light(office, second) is not Light.OPPOSED


def test_ctrl_enter_keeps_the_note_with_the_outcome_to_correct(office: Office, desk: Desk, on_line: OnePerson) -> None:
    lead, shown = on_line
    press(shown.person.note, Qt.Key.Key_Return, "", Qt.KeyboardModifier.ControlModifier)
    assert of_lead(office, lead) == [("out", "", "")]
    assert shown.focusWidget() is shown.outcomes.first()
    shown.outcomes.press(2)
    desk.act()
    shown.person.note.setPlainText("Absente")
    press(shown.person.note, Qt.Key.Key_Enter, "", Qt.KeyboardModifier.ControlModifier)
    assert of_lead(office, lead) == [("out", "no_answer", "Absente")]


def test_the_law_is_asked_again_inside_the_call(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    lead = add()
    consent = agree(lead)
    shown = page()
    shown.talk.writing = True  # Another seat withdraws it and its news has not come yet.
    consenting.withdraw(office.store, consent, by="Autre", at=NOW)
    shown.talk.writing = False
    assert shown.person.dial.main.isEnabled()
    shown.call()
    assert of_lead(office, lead) == []
    assert desk.last.kind == "caution"
    assert "a retiré son accord" in desk.last.sentence
    assert text(shown, "verdict-word") == "Ne pas appeler"


def test_hanging_up_stops_the_timer_and_waits_for_the_outcome(office: Office, desk: Desk, on_line: OnePerson) -> None:
    lead, shown = on_line
    desk.wait(seconds=72)
    shown.call()
    desk.wait(minutes=5)
    assert shown.outcomes.first().isEnabled()
    shown.outcomes.buttons["talked"].click()
    with office.store.read() as r:
        [call] = r.of(Call, "started", lead_id=lead)
    assert call.ended == "2026-11-24T09:43:12.000+00:00"


def test_the_call_under_way_keeps_its_person_and_its_light(
    page: MakePage, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    lead, other = add(), add(last_name="Vidal")
    agree(lead)
    shown = page()
    shown.call()
    shown.open_lead(other)
    assert shown.talk.read.lead_id == lead
    assert desk.last.kind == "caution"
    desk.wait(hours=3)
    shown.refresh(HEARS)
    assert text(shown, "verdict-word") == "Appelable"


def test_points_are_ticked_and_unticked_for_the_next_call(page: MakePage, add: Add, agree: Callable[..., int]) -> None:
    agree(add())
    shown = page()
    shown.person.words.boxes[0].setChecked(True)
    shown.refresh(HEARS)
    assert shown.person.words.said == ("who",)
    shown.call()
    assert not shown.person.words.said


# --- Callback


def test_f7_plans_a_callback_without_a_dialog(office: Office, desk: Desk, opened: OnePerson) -> None:
    lead, shown = opened
    shown.callback()
    form = shown.outcomes.callback_form
    assert (form.day.text(), form.hour.text()) == ("25/11/2026", "10:00")
    form.hour.setText("14h30")
    press(form.hour, Qt.Key.Key_Return)
    with office.store.read() as r:
        [callback] = r.of(Callback, "due", lead_id=lead, done_at=None, cancelled_at=None)
    assert callback.due.startswith("2026-11-25T13:30")
    assert desk.last.bold.startswith("Rappel prévu le 25/11 à 14")
    assert form.isHidden()


@pytest.mark.parametrize(("day", "hour"), [("hier", "10:00"), ("20/11/2026", "10:00"), ("25/11/2026", "25:00")])
def test_a_callback_in_the_past_or_unreadable_is_refused(
    office: Office, day: str, hour: str, opened: OnePerson
) -> None:
    lead, shown = opened
    shown.callback()
    form = shown.outcomes.callback_form
    form.day.setText(day)
    form.hour.setText(hour)
    form.done.emit()
    assert form.isVisible()
    assert text(form, "callback-help").startswith("✕")
    with office.store.read() as r:
        assert r.of(Callback, "due", lead_id=lead, done_at=None, cancelled_at=None) == []


def test_a_callback_on_a_saturday_is_answered_with_the_nearest_moments(office: Office, opened: OnePerson) -> None:
    lead, shown = opened
    shown.callback()
    form = shown.outcomes.callback_form
    form.day.setText("28/11/2026")
    form.done.emit()
    assert "vendredi 27\u00a0novembre à 19\u00a0h\u00a030 ou lundi 30\u00a0novembre à 10\u00a0h" in text(
        form, form.objectName().replace("-form", "-help")
    )
    with office.store.read() as r:
        assert r.of(Callback, "due", lead_id=lead, done_at=None, cancelled_at=None) == []


def test_a_callback_chosen_during_a_call_closes_it(office: Office, on_line: OnePerson) -> None:
    lead, shown = on_line
    assert shown.outcomes.press(3)
    shown.outcomes.callback_form.done.emit()
    assert of_lead(office, lead) == [("out", "callback", "")]
    with office.store.read() as r:
        assert r.count(Callback, lead_id=lead, done_at=None, cancelled_at=None) == 1


def test_whoever_else_follows_the_person_is_named(page: MakePage, office: Office, add: Add) -> None:
    lead = add()
    rose = agents.made_known_agent(office.store, "Rose Martin", by=BY, at=NOW)
    assigning.assign(office.store, [lead], rose.id, by=BY, at=NOW)
    shown = page()
    shown.open_lead(lead)
    assert text(shown, "person-about").endswith("Suivi par Rose Martin")
    office.by = "Rose Martin"
    shown.refresh(HEARS)
    assert "Suivi par" not in text(shown, "person-about")


# --- Opposition


def test_f8_opposes_in_one_gesture_and_ctrl_z_undoes_it(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    lead = add(emails=("k.besson@exemple.fr",))
    agree(lead)
    calling.plan_callback(office.store, lead, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    shown = page()
    assert text(shown, "calls-empty-title") == "Aucune personne à appeler avant 11\u00a0h\u00a042"
    shown.take_focus()
    assert shown.focusWidget() is named(shown, "to-letters")
    shown.queue.view.setFocus()
    assert shown.talk.read.lead_id is None, "the keyboard in the list gives nobody to be called before their hour"
    shown.open_lead(lead)
    assert text(shown, "person-about").endswith("Rappel promis à 11\u00a0h\u00a042")
    shown.call()
    shown.callback()
    desk.wait(seconds=72)
    shown.talk.oppose()
    assert not shown.outcomes.callback_form.isVisible(), "nobody opposed is called back"
    assert of_lead(office, lead) == [("out", "opposed", "")]
    assert shown.outcomes.opposition.done
    assert shown.outcomes.opposition.text() == "Opposition enregistrée"
    assert text(shown, "verdict-word") == "Opposé"
    told = [one.text() for one in child(shown, MarginRows, "effects").findChildren(QLabel) if one.text()]
    assert "Appel clos après 1\u00a0min\u00a012\u00a0s, issue\u202f: opposition" in told
    assert any("06\u00a039\u00a098" in line and "k.besson@exemple.fr" in line for line in told)
    assert "Rappel du 24\u00a0novembre à 11\u00a0h\u00a042 annulé" in told
    assert text(shown, "say-now-sentence").startswith("«\u202fC’est noté à l’instant.")
    assert (desk.last.kind, desk.last.act is not None) == ("opposed", True)
    desk.last.act.run()  # type: ignore[union-attr]
    assert light(office, lead) is Light.ALLOWED
    assert not bool(shown.outcomes.opposition.done)
    assert of_lead(office, lead) == [("out", "", "")]
    assert text(shown, "timer") == "01:12"
    with office.store.read() as r:
        assert r.count(Callback, lead_id=lead, done_at=None, cancelled_at=None) == 1


def test_f8_works_without_a_call_and_twice_changes_nothing(office: Office, desk: Desk, opened: OnePerson) -> None:
    lead, shown = opened
    shown.talk.oppose()
    said = len(desk.said)
    shown.talk.oppose()
    assert len(desk.said) == said
    with office.store.read() as r:
        assert registers.count_gestures(r) == 1
    assert light(office, lead) is Light.OPPOSED


def test_an_opposition_is_no_longer_undone_after_ten_minutes(office: Office, desk: Desk, opened: OnePerson) -> None:
    lead, shown = opened
    shown.talk.oppose()
    act = desk.last.act
    desk.wait(minutes=11)
    assert act is not None
    act.run()
    assert desk.last.kind == "error"
    assert light(office, lead) is Light.OPPOSED


def test_f9_after_an_opposition_goes_to_the_next_person(
    page: MakePage, add: Add, agree: Callable[..., int], qtbot: QtBot
) -> None:
    first, second = add(), add(last_name="Vidal")
    agree(first)
    agree(second)
    shown = page()
    shown.talk.oppose()
    qtbot.wait(1)
    assert shown.talk.read.lead_id == first
    shown.call()
    assert shown.talk.read.lead_id == second
    assert not shown.outcomes.opposition.done
    assert not shown.person.done.isVisible()


def test_an_opposition_by_another_seat_during_a_call_turns_the_panel(office: Office, on_line: OnePerson) -> None:
    lead, shown = on_line
    with office.store.read() as r:
        who = calldesk.telephone(r, lead, calldesk.desk(r, lead, office.law, at=NOW).phones[0])
    opposing.oppose(office.store, who, how="letter", by="Autre", at=NOW)
    shown.refresh(frozenset({"opposition"}))
    assert text(shown, "verdict-word") == "Opposé"
    shown.talk.oppose()
    assert of_lead(office, lead) == [("out", "opposed", "")]


def test_the_opposition_button_never_scrolls_whatever_the_text_size(
    page: MakePage, office: Office, add: Add, qtbot: QtBot
) -> None:
    shown = page()
    shown.open_lead(add())
    for scale in (100, 150, 200):
        office.theme.choose("light", scale)
        shown.resize(1200, 630)
        qtbot.wait(10)
        button = shown.outcomes.opposition
        corner = button.mapTo(shown, QPoint(button.width(), button.height()))
        assert corner.x() <= shown.width()
        assert corner.y() <= shown.height()
        assert button.height() >= 64 * scale // 100
        assert not shown.hasHeightForWidth()


# --- Incoming calls


def test_a_red_person_who_calls_is_answered_and_noted(office: Office, opened: OnePerson) -> None:
    lead, shown = opened
    shown.person.possible.receive_button.click()
    assert of_lead(office, lead) == [("in", "", "")]
    assert text(shown, "say-hello").startswith("«\u202fAgence des Tilleuls, Claire Vasseur, bonjour.")
    assert text(shown, "verdict-word") == "Permis"
    assert text(shown, "verdict-reason") == "Vous pouvez répondre\u202f: c’est la personne qui vous appelle."
    assert "il faudra sa demande" in text(shown, "verdict-change")
    shown.outcomes.buttons["talked"].click()
    assert of_lead(office, lead) == [("in", "talked", "")]
    assert light(office, lead) is Light.FORBIDDEN


def test_an_unknown_caller_is_noted_and_may_oppose(page: MakePage, office: Office, desk: Desk) -> None:
    shown = page()
    named(shown, "other-caller").click()
    form = shown.outcomes.caller_form
    form.who.setText("06 39 98 77 77")
    form.done.emit()
    assert text(shown, "person-about") == "Aucune fiche ne porte ce numéro"
    assert shown.outcomes.buttons["talked"].isEnabled()
    shown.talk.oppose()
    assert desk.last.kind == "opposed"
    with office.store.read() as r:
        who = calldesk.caller(r, "0639987777")
        assert calldesk.stranger(r, who, office.law, at=NOW).verdict.light is Light.OPPOSED


def test_a_caller_is_found_by_number_and_an_error_stays_in_the_form(page: MakePage, office: Office, add: Add) -> None:
    lead = add(phones=("06 39 98 20 07",))
    shown = page()
    named(shown, "other-caller").click()
    form = shown.outcomes.caller_form
    form.who.setText("xyz")
    form.done.emit()
    assert form.isVisible()
    form.who.setText("0639982007")
    form.done.emit()
    assert shown.talk.read.lead_id == lead
    assert of_lead(office, lead) == [("in", "", "")]


# --- Recovering


def test_a_call_left_open_by_a_crash_is_offered_and_closed(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    lead = add()
    agree(lead)
    with office.store.read() as r:
        who = calldesk.desk(r, lead, office.law, at=NOW).who
    calling.start(office.store, who, by=BY, at=NOW)
    desk.wait(hours=20)
    found = recover(office)
    assert [one.lead for one in found] == [lead]
    assert desk.last.bold == "Un appel du 24/11 à 10\u00a0h\u00a042 n’a pas d’issue."
    desk.act()
    assert desk.gone == [("calls", lead)]
    shown = page()
    shown.open_lead(lead)
    assert text(shown, "dial-told").startswith("Appel du 24/11 à 10\u00a0h\u00a042, sans issue")
    shown.outcomes.buttons["talked"].click()
    assert of_lead(office, lead) == [("out", "talked", "")]
    with office.store.read() as r:
        assert r.of(Call, "started", ended=None) == []
    assert recover(office) == ()


def test_a_call_left_open_by_somebody_without_a_sheet_is_taken_up(page: MakePage, office: Office, desk: Desk) -> None:
    with office.store.read() as r:
        who = calldesk.caller(r, "06 39 98 77 77")
    calling.receive(office.store, who, by=BY, at=NOW)
    shown = page()
    assert text(shown, "dial-told").endswith("sans issue.")
    closed = [key for key, one in shown.outcomes.buttons.items() if not one.isEnabled()]
    assert closed == ["voicemail", "no_answer", "callback", "appointment", "wrong_number"]
    shown.outcomes.buttons["talked"].click()
    with office.store.read() as r:
        assert r.of(Call, "started", ended=None) == []
    assert shown.middle.currentWidget() is shown.empty


def test_what_another_seat_has_on_its_line_is_left_to_it(office: Office, add: Add, desk: Desk) -> None:
    lead = add()
    with office.store.read() as r:
        who = calldesk.desk(r, lead, office.law, at=NOW).who
    calling.receive(office.store, who, by="Autre", at=NOW)
    assert recover(office) == ()
    desk.wait(hours=13)
    assert len(recover(office)) == 1


# --- Keys and words


@table(
    "platform, scan, virtual, expected",
    [("xcb", 10, 0, 1), ("wayland", 18, 0, 9), ("windows", 2, 0, 1), ("cocoa", 0, 18, 1), ("cocoa", 0, 25, 9),
     ("xcb", 9, 0, 0), ("xcb", 19, 0, 0), ("windows", 11, 0, 0)],
)  # fmt: skip
def test_digits_are_read_by_physical_key(platform: str, scan: int, virtual: int, expected: int) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, NO_MOD, scan, virtual, 0)
    assert digit(event, platform) == expected
    assert figure(event, platform) == ("" if scan == 9 else str(expected))


@table("typed, expected", list(zip("&é\"'(-è_çà", "1234567890", strict=True)))
def test_the_azerty_row_is_read_where_no_key_is_told(typed: str, expected: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0, NO_MOD, typed)
    assert (figure(event, "offscreen"), digit(event, "offscreen")) == (expected, int(expected))
    assert letter(event) == "", "the key of a figure is no letter, though it types one"


def test_a_note_is_begun_wherever_the_keyboard_is(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int]
) -> None:
    """The spaces of a note typed on the button that ends the call would end it, then choose an outcome."""
    lead = add()
    agree(lead)
    shown = page()
    press(shown, Qt.Key.Key_B, "b")
    press(shown.queue.view, Qt.Key.Key_B, "b")
    assert shown.person.note.toPlainText() == "", "nobody is on the line"
    shown.call()
    for place, typed in ((shown, "B"), (shown.queue.view, "o"), (named(shown, "call"), "n")):
        place.setFocus()
        press(place, Qt.Key.Key_unknown, typed)
        assert shown.window().focusWidget() is shown.person.note
    assert shown.person.note.toPlainText() == "Bon"
    assert of_lead(office, lead) == [("out", "", "")]


def test_ctrl_z_pressed_elsewhere_comes_back_to_the_call(
    page: MakePage, office: Office, desk: Desk, on_line: OnePerson
) -> None:
    """The call is open again: its outcomes never get the keyboard on a page that is not seen."""
    lead, shown = on_line
    shown.outcomes.press(7)
    assert desk.last.bold.startswith("Faux numéro")
    shown.hide()
    desk.act()
    assert desk.gone == [("calls", None)]
    assert shown.talk.call is not None
    assert of_lead(office, lead) == [("out", "wrong_number", "")]


def test_an_outcome_says_what_comes_next(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    for name in ("Alba", "Brun", "Cros"):
        agree(add(name=name))
    shown = page()
    for digit_, said in ((1, "Essai proposé\u202f: "), (3, "Rappel prévu mercredi 25"), (4, "Rendez-vous mercredi 25")):
        name = shown.talk.read.name
        shown.call()
        shown.outcomes.press(digit_)
        if digit_ > 1:
            press(shown.outcomes.callback_form if digit_ == 3 else shown.outcomes.appointment_form, Qt.Key.Key_Return)
        assert desk.last.sentence.startswith(f"{name}. ")
        assert said in desk.last.sentence


def test_a_double_press_calls_nobody_whose_name_was_not_read(
    page: MakePage, add: Add, agree: Callable[..., int]
) -> None:
    for name in ("Alba", "Brun", "Cros"):
        agree(add(name=name))
    shown, usual = page(), QApplication.doubleClickInterval()
    try:
        for again in (shown.person.dial.main.click, shown.gestures[PageGesture.CALL]):
            QApplication.setDoubleClickInterval(0)
            shown.call()
            QApplication.setDoubleClickInterval(60_000)
            shown.outcomes.press(3)
            press(shown.outcomes.callback_form, Qt.Key.Key_Return)
            again()
            assert shown.talk.call is None
        QApplication.setDoubleClickInterval(0)
        shown.person.dial.main.click()
        assert shown.talk.call is not None
    finally:
        QApplication.setDoubleClickInterval(usual)


def test_a_digit_with_ctrl_or_in_a_text_field_is_no_outcome(office: Office, on_line: OnePerson) -> None:
    lead, shown = on_line
    press(shown, Qt.Key.Key_1, "1", Qt.KeyboardModifier.ControlModifier)
    shown.person.note.setFocus()
    press(shown.person.note, Qt.Key.Key_1, "1")
    assert of_lead(office, lead) == [("out", "", "")]
    assert shown.person.note.toPlainText() == "1"
    office.seat.save_text("single-keys", "0")
    press(shown, Qt.Key.Key_1, "1")
    assert of_lead(office, lead) == [("out", "", "")]
    office.seat.save_text("single-keys", "1")
    press(shown.queue.view, Qt.Key.Key_2, "é")
    assert of_lead(office, lead) == [("out", "no_answer", "1")]


def test_the_opposition_button_never_has_the_focus_by_itself(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    """After an outcome, after Ctrl+Z, on arrival: Space calls, or does nothing."""
    for name in ("Besson", "Vidal", "Roux"):
        agree(add(last_name=name))
    shown = page()
    shown.take_focus()
    assert shown.focusWidget() is shown.person.dial.main
    shown.call()
    shown.outcomes.buttons["talked"].click()
    assert shown.focusWidget() is shown.person.dial.main
    shown.talk.oppose()
    desk.act()
    assert shown.focusWidget() is shown.person.dial.main
    for _ in range(2):
        shown.call()
        shown.outcomes.buttons["talked"].click()
    assert shown.talk.read.lead_id is None
    assert shown.focusWidget() is named(shown, "to-letters")


def test_nobody_is_given_back_after_an_attempt(
    page: MakePage, office: Office, add: Add, agree: Callable[..., int], desk: Desk
) -> None:
    """Each of the queue is called once; who did not answer is for another day and another hour."""
    people = [add(last_name=name) for name in ("Besson", "Vidal", "Roux", "Garcin")]
    for lead in people:
        agree(lead)
    shown = page()
    called: list[int] = []
    for outcome in ("no_answer", "wrong_number", "sold", "voicemail"):
        assert shown.talk.read.lead_id is not None
        called.append(shown.talk.read.lead_id)
        shown.call()
        desk.wait(minutes=1)
        shown.outcomes.buttons[outcome].click()
    assert sorted(called) == sorted(people)
    assert shown.talk.read.lead_id is None
    waiting = shown.talk.read.queue.later
    assert [one.id for one in waiting] == [called[0], called[3]]
    assert {one.step.code for one in waiting} == {"NEXT_WAIT_RETRY"}
    assert all(one.step.due > NOW + timedelta(hours=20) for one in waiting)  # type: ignore[operator]


def test_small_phrases() -> None:
    assert clock(timedelta(hours=1, seconds=65)) == "1:01:05"
    assert duration(timedelta(seconds=45)) == "45\u00a0s"
    assert shown_phone("+33639982007") == "06\u00a039\u00a098\u00a020\u00a007"
    assert shown_phone("+262692000000") == "+262\u00a0692\u202f000\u202f000"
    assert [str(typed_hour(text_)) for text_ in ("14:30", "9h05", "14 h", "25:00", "soir")] == [
        "14:30:00", "09:05:00", "14:00:00", "None", "None",
    ]  # fmt: skip


def test_every_control_has_a_name(page: MakePage, add: Add, agree: Callable[..., int]) -> None:
    agree(add())
    shown = page()
    shown.call()
    focusable = [
        one
        for one in shown.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.objectName().startswith("qt_")
    ]
    nameless = [one for one in focusable if not (one.accessibleName() and one.objectName())]
    assert focusable
    assert not nameless


def test_the_sheet_link_goes_to_the_sheet(office: Office, desk: Desk, opened: OnePerson) -> None:
    lead, shown = opened
    named(shown, "open-sheet").click()
    assert desk.gone == [("leads", lead)]
    with office.store.read() as r:
        assert lead_sheet(r, lead, office.law, at=NOW).row.id == lead


def test_an_appointment_says_when_and_where(office: Office, on_line: OnePerson) -> None:
    lead, shown = on_line
    press(shown, Qt.Key.Key_4, "4")
    form = shown.outcomes.appointment_form
    assert (form.day.text(), form.hour.text()) == ("25/11/2026", "10:00")
    form.hour.setText("dix")
    form.done.emit()
    assert "À quelle heure" in text(form, form.objectName().replace("-form", "-help"))
    assert of_lead(office, lead) == [("out", "", "")]
    form.hour.setText("15h30")
    form.place.setText("au bien")
    form.done.emit()
    assert of_lead(office, lead) == [("out", "appointment", "")]
    with office.store.read() as r:
        [met] = milestones.of_lead(r, lead)
        assert (met.moment, met.place) == (NOW.replace(day=25, hour=15, minute=30, second=0, microsecond=0), "au bien")
        assert lead_sheet(r, lead, office.law, at=NOW).row.step.code == "NEXT_MEET"


def test_an_unknown_caller_has_a_sheet_by_one_key(page: MakePage, office: Office, desk: Desk) -> None:
    shown = page()
    shown.gestures[PageGesture.CALLER]()
    shown.outcomes.caller_form.who.setText("06 39 98 77 01")
    shown.outcomes.caller_form.done.emit()
    assert text(shown, "person-about") == "Aucune fiche ne porte ce numéro"
    shown.person.note.setPlainText("Demande une estimation")
    shown.gestures[PageGesture.CALLER]()
    lead = shown.talk.read.lead_id
    assert lead is not None
    assert (desk.last.kind, desk.last.bold) == ("done", "Fiche créée.")
    assert shown.focusWidget() is shown.person.note
    assert shown.person.note.textCursor().atEnd(), "what is typed next goes on with the note"
    assert text(shown, "origin-origin") == "De la personne"
    shown.gestures[PageGesture.CALLER]()
    assert desk.last.bold == "Un appel est en cours avec 06\u00a039\u00a098\u00a077\u00a001."
    shown.outcomes.buttons["talked"].click()
    assert desk.last.sentence.startswith("06\u00a039\u00a098\u00a077\u00a001. ")
    assert of_lead(office, lead) == [("in", "talked", "Demande une estimation")]
    with office.store.read() as r:
        [origin] = leads.origins(r, lead)
        assert (origin.source, origin.supplier) == ("typed", "")


def test_an_opposed_number_that_calls_has_no_sheet(page: MakePage, office: Office, desk: Desk) -> None:
    with office.store.read() as r:
        who = people.find(r, "06 39 98 77 02")
    opposing.oppose(office.store, who, how="call", by=BY, at=NOW)
    shown = page()
    shown.gestures[PageGesture.CALLER]()
    shown.outcomes.caller_form.who.setText("06 39 98 77 02")
    shown.outcomes.caller_form.done.emit()
    assert named(shown, "make-sheet").isHidden()
    shown.gestures[PageGesture.CALLER]()
    assert desk.last.kind == "error"
    assert shown.talk.read.lead_id is None
    assert shown.talk.call is not None


def test_the_queue_is_read_when_the_page_is_shown_and_not_before(
    office: Office, add: Add, agree: Callable[..., int], desk: Desk, qtbot: QtBot
) -> None:
    """Reading it takes a third of the time of opening the page: it is done once."""
    lead = add()
    agree(lead)
    made = put_together(CallsPage, office, qtbot)
    assert made.talk.read.queue == calldesk.CallQueue()
    made.refresh(HEARS)
    assert [one.id for one in made.talk.read.queue.now] == [lead]


def test_a_callback_is_typed_as_it_is_said(page: MakePage, office: Office, add: Add, agree: Callable[..., int]) -> None:
    lead = add()
    agree(lead)
    shown = page()
    shown.callback()
    form = shown.outcomes.callback_form
    form.day.setText("mardi 15 h")
    form.done.emit()
    asked = text(form, "callback-help").replace("\u00a0", " ")
    assert "Mardi 24 novembre ou mardi 1er décembre" in asked, "today is a Tuesday: it is asked"
    form.day.setText("jeudi 15 h")
    assert "Jeudi 26 novembre à 15 h." in text(form, "callback-help").replace("\u00a0", " ")
    form.done.emit()
    with office.store.read() as r:
        [due] = [local(one.due) for one in r.of(Callback, lead_id=lead)]
    assert (due.date().isoformat(), due.hour) == ("2026-11-26", 15)


def test_a_call_that_begins_is_dialled_and_one_refused_is_not(
    office: Office, agree: Callable[..., int], telephone: Telephone, opened: OnePerson
) -> None:
    office.seat.save_text(CHOICE, "tel")
    lead, shown = opened
    shown.call()
    assert telephone.dialled == [], "without a title nothing is handed over"
    agree(lead)
    shown.refresh(frozenset({"*"}))
    shown.open_lead(lead)
    shown.call()
    desk = shown.talk.read.desk
    assert desk is not None
    assert telephone.dialled == [f"tel:{desk.who.phone}"]
