"""« Ce qui permet d’appeler » on the call desk: each title shown with its flaw, added with its proof, taken back in a
word; and the information kept point by point as it is said."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.calling import calldesk, consenting, oral_notice, titles
from core.actions.common.judging import verdict as law_verdict
from core.actions.common.people import Who
from core.model.channel import Channel, TitleKind
from core.model.consent import ConsentTerms, ConsentWay
from core.records.consent import Consent
from core.records.title import Title
from tests.tables import each
from tests.ui.chosen_files import choose
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.calls.consent_form import OTHER, ConsentForm
from ui.pages.calls.page import HEARS, CallsPage
from ui.pages.calls.titles_card import ShortDialog, TitleForm, TitlesCard
from ui.widgets.fields import CheckBox, Choice


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A scanned paper."""
    path = tmp_path / "preuve.pdf"
    path.write_bytes(b"%PDF-1.4 preuve")
    return path


@pytest.fixture
def card(office: Office, qtbot: QtBot) -> Iterator[TitlesCard]:
    """The card by itself, as a sheet would place it."""
    made = TitlesCard(office)
    qtbot.addWidget(made)
    made.show()
    yield made


def agree(office: Office, lead: int, proof: Path, **more: object) -> int:
    with office.store.read() as r:
        who = calldesk.desk(r, lead, office.law, at=office.now()).who
        who = calldesk.telephone(r, lead, who.phone)
    values: dict[str, object] = {
        "channels": [Channel.CALL, Channel.EMAIL], "collected": office.now() - timedelta(days=2),
        "wording": "consent-1", "given": ConsentTerms(way="counter", place="Uzès"),
    }  # fmt: skip
    return consenting.record(office.store, who, proof=proof, by=BY, at=office.now(), **(values | more))  # type: ignore[arg-type]


def button(card: TitlesCard, name: str) -> QPushButton:
    return child(card, QPushButton, f"titles-{name}")


def kinds(office: Office, lead: int) -> list[str]:
    with office.store.read() as r:
        return sorted(title.kind for title in r.of(Title, "-id", lead_id=lead))


def press(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], kind: type[QDialog]) -> None:
    """Fill the next dialog with ``values`` and press its primary."""

    def ran(self: QDialog) -> int:
        self.form.show_values(values)  # type: ignore[attr-defined]
        for field in values:
            control = self.form.field(field)  # type: ignore[attr-defined]
            if isinstance(control, Choice):
                control.setCurrentIndex(control.findData(values[field]))
        (self.save if hasattr(self, "save") else self.keep).click()  # type: ignore[attr-defined]
        return self.result()

    monkeypatch.setattr(kind, "exec", ran)


def test_nothing_yet_says_where_an_agreement_comes_from(card: TitlesCard, add: Add) -> None:
    card.show_lead(add())
    assert card.findChild(QWidget, "titles-none") is not None
    assert [one.text() for one in card.menu.actions() if one.text()] == [
        "Accord signé…", "Mandat en cours…", "Demande de la personne…", "Professionnel…", "Imprimer un formulaire…",
    ]  # fmt: skip


FORMS: dict[str, tuple[TitleKind, dict[str, str]]] = {
    "contract": (
        TitleKind.CONTRACT,
        {"number": "2026-041", "object": "vente", "start": "01/10/2026", "end": "31/03/2027"},
    ),
    "request": (TitleKind.REQUEST, {"object": "estimation", "day": "23/11/2026", "hour": "14:30", "how": "e-mail"}),
    "professional": (
        TitleKind.PROFESSIONAL,
        {"siren": "123 456 782", "company": "SARL Pierre", "object": "vente de lots", "end": "31/12/2027"},
    ),
}


@pytest.mark.parametrize(("kind", "values"), FORMS.values(), ids=FORMS)
def test_each_title_has_its_form(
    office: Office, add: Add, desk: Desk, card: TitlesCard, proof: Path, kind: TitleKind, values: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lead = add()
    card.show_lead(lead)
    press(monkeypatch, values | {"proof": str(proof)}, TitleForm)
    {one.text(): one for one in card.menu.actions()}[
        {"contract": "Mandat en cours…", "request": "Demande de la personne…", "professional": "Professionnel…"}[kind]
    ].trigger()
    assert kinds(office, lead) == [kind.value]
    assert desk.last.kind == "done"
    assert card.findChild(QWidget, "titles-state-0") is not None
    with office.store.read() as r:
        assert calldesk.desk(r, lead, office.law, at=office.now()).verdict.allowed


@pytest.mark.parametrize(("kind", "values"), FORMS.values(), ids=FORMS)
def test_an_incomplete_title_is_refused_in_the_words_of_the_law(
    office: Office, add: Add, proof: Path, kind: TitleKind, values: dict[str, str], qtbot: QtBot
) -> None:
    lead = add()
    # Each is kept until the end: a window in sight that Python alone throws away may be destroyed while it is painted.
    shown = []
    for lacking in values:
        if lacking == "end" and kind is TitleKind.PROFESSIONAL:
            continue
        form = TitleForm(office, lead, kind)
        shown.append(form)
        qtbot.addWidget(form)
        form.show()
        form.form.show_values(values | {"proof": str(proof), lacking: ""})
        form.save.click()
        assert form.isVisible()
        assert "Rien n’a été enregistré (Prudence)." in words(form, form.objectName().replace("-form", "-wrong")), (
            lacking
        )
    form.form.show_values({"proof": ""})
    form.save.click()
    assert form.form.notes["proof"].text().startswith("✕")
    assert kinds(office, lead) == []


def test_a_wrong_way_is_shown_and_refused(office: Office, add: Add, qtbot: QtBot) -> None:
    lead, shown = add(), []

    def refused(way: str) -> None:
        form = ConsentForm(office, lead)
        shown.append(form)
        qtbot.addWidget(form)
        choice = form.form.field("way")
        assert isinstance(choice, Choice)
        assert choice.itemText(choice.findData(way)).startswith("Pas un accord")
        form.form.show_values({"way": way})
        form.save.click()
        said = form.form.notes["way"].text()
        assert said.startswith("✕ Vous ne pouvez pas")
        assert form.result() != int(QDialog.DialogCode.Accepted)

    each(tuple(way.value for way in ConsentWay if not way.counts), refused)


def test_another_text_must_bear_the_five_mentions(office: Office, add: Add, proof: Path, qtbot: QtBot) -> None:
    lead = add(phones=("06 39 98 20 07",))
    form = ConsentForm(office, lead)
    qtbot.addWidget(form)
    form.show()
    form.form.show_values({
        "way": "visit", "day": "12/11/2026", "hour": "14:30", "call": "1", "phone": "+33639982007", "signature": "1",
        "tick": "1", "proof": str(proof), "exact": "28/11/2026 19:30",
    })  # fmt: skip
    wording = form.form.field("wording")
    assert isinstance(wording, Choice)
    wording.setCurrentIndex(wording.findData(OTHER))
    assert form.mentions.isVisible()
    form.save.click()
    assert form.form.notes["place"].text().startswith("✕")
    assert "la fin que dit ce texte" in form.form.notes["until"].text()
    form.form.show_values({"place": "Uzès", "until": "11/05/2027"})
    form.hours.days[1].setChecked(True)
    form.mentions.show_values(dict.fromkeys(("identity", "object", "duration", "withdrawal"), "1"))
    form.save.click()
    assert "il y manque la preuve" in form.mentions.notes["proof"].text()
    form.mentions.show_values({"proof": "1"})
    form.save.click()
    assert form.result() == int(QDialog.DialogCode.Accepted)
    with office.store.read() as r:
        [made] = r.of(Consent, "-collected, -id", lead_id=lead)
    assert (made.way, made.place, made.mentions) == ("visit", "Uzès", True)
    assert made.hours == ((2, "10:00", "13:00"), (2, "14:00", "17:00"), (2, "17:00", "20:00"))
    assert made.exact == '["2026-11-28T19:30:00"]'


def test_off_hours_in_general_are_refused(office: Office, add: Add, qtbot: QtBot) -> None:
    form = ConsentForm(office, add())
    qtbot.addWidget(form)
    for vague in ("le soir", "28/11/2026"):
        form.form.show_values({"exact": vague})
        form.save.click()
        assert "hors horaires" in form.form.notes["exact"].text()
    form.hours.parts[0].setChecked(True)
    assert form.hours.slots() == tuple((day, "10:00", "13:00") for day in (1, 2, 3, 4, 5))


def test_an_agreement_is_taken_back_in_a_word(
    office: Office, add: Add, desk: Desk, card: TitlesCard, proof: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = add()
    agree(office, lead, proof)
    card.show_lead(lead)
    press(monkeypatch, {"scope": "calls", "how": "call"}, ShortDialog)
    desk.wait(minutes=1)
    button(card, "withdraw-0").click()
    assert desk.last.bold == "Accord retiré."
    with office.store.read() as r:
        [agreement] = r.of(Consent, "-collected, -id", lead_id=lead)
        assert not calldesk.desk(r, lead, office.law, at=office.now()).verdict.allowed
    assert (agreement.withdrawn, agreement.withdrawn_how) == (None, "call")
    assert agreement.calls_withdrawn is not None
    monkeypatch.setattr(ShortDialog, "exec", lambda _self: int(QDialog.DialogCode.Rejected))
    button(card, "withdraw-0").click()
    with office.store.read() as r:
        assert r.of(Consent, "-collected, -id", lead_id=lead) == [agreement]


@pytest.mark.parametrize("scope", ["calls", "all"])
def test_an_agreement_is_taken_back_in_the_middle_of_the_call(
    office: Office, add: Add, desk: Desk, proof: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, scope: str
) -> None:
    lead = add()
    agree(office, lead, proof)
    page = put_together(CallsPage, office, qtbot)
    page.show()
    page.open_lead(lead)
    page.call()
    word = child(page.person.panel, QLabel, "verdict-word")
    assert word.text() == "Appelable"
    desk.wait(minutes=1)
    press(monkeypatch, {"scope": scope, "how": "call"}, ShortDialog)
    button(page.person.titles, "withdraw-0").click()
    assert word.text() == "Ne pas appeler"
    assert page.talk.call is not None
    with office.store.read() as r:
        asked = {one: law_verdict(r, lead, office.law, channel=one, at=office.now()) for one in Channel}
    assert not asked[Channel.CALL].allowed
    assert asked[Channel.EMAIL].allowed is (scope == "calls")


def test_the_copy_is_one_click_and_a_place(
    office: Office, add: Add, desk: Desk, card: TitlesCard, proof: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lead = add()
    agree(office, lead, proof)
    card.show_lead(lead)
    out = tmp_path / "copie.pdf"
    choose(monkeypatch)
    button(card, "copy-0").click()
    assert not out.exists()
    choose(monkeypatch, out)
    button(card, "copy-0").click()
    assert out.read_bytes().startswith(b"%PDF")
    assert desk.last.bold == "Copie de la preuve prête à remettre."


def test_a_form_is_printed_from_the_card(
    office: Office, add: Add, desk: Desk, card: TitlesCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card.show_lead(add())
    out = tmp_path / "formulaire.pdf"
    monkeypatch.setattr(ShortDialog, "exec", lambda _dialog: 0)
    choose(monkeypatch, out)
    card.menu.actions()[-1].trigger()
    press(monkeypatch, {"kind": "visit", "place": "Uzès"}, ShortDialog)
    choose(monkeypatch)
    card.menu.actions()[-1].trigger()
    assert (out.exists(), desk.said) == (False, []), "given up, of the form then of its place"
    choose(monkeypatch, out)
    card.menu.actions()[-1].trigger()
    assert out.read_bytes().startswith(b"%PDF")
    assert desk.last.bold == "Formulaire prêt à imprimer."
    choose(monkeypatch, tmp_path / "nulle part" / "f.pdf")
    card.menu.actions()[-1].trigger()
    assert desk.last.kind == "error"


def test_a_request_is_answered_and_a_mandate_stopped(
    office: Office, add: Add, card: TitlesCard, proof: Path, qtbot: QtBot
) -> None:
    lead = add()
    now = office.now()
    titles.contract(
        office.store, Who(lead), number="12", object_="vente", start=date(2026, 10, 1), end=date(2026, 12, 1),
        proof=proof, by=BY, at=now,
    )  # fmt: skip
    titles.request(
        office.store, Who(lead), object_="estimation", received=now - timedelta(hours=1), how="e-mail", proof=proof,
        by=BY, at=now,
    )  # fmt: skip
    card.show_lead(lead)
    assert [one.kind for one in card.in_force] == [TitleKind.REQUEST, TitleKind.CONTRACT]
    for name in ("answered-0", "close-0"):
        with qtbot.waitSignal(card.changed):
            button(card, name).click()
    assert not [one for one in card.in_force if one.alive]


def test_every_control_of_the_card_is_named_and_reached_by_tab(
    office: Office, add: Add, card: TitlesCard, proof: Path
) -> None:
    lead = add()
    agree(office, lead, proof)
    card.show_lead(lead)
    buttons = [one for one in card.findChildren(QPushButton) if one.isVisible()]
    assert {one.focusPolicy() for one in buttons} == {Qt.FocusPolicy.StrongFocus}
    assert all(one.accessibleName() and one.objectName() and one.height() >= 24 for one in buttons)


def test_the_information_is_kept_point_by_point(
    office: Office, add: Add, proof: Path, qtbot: QtBot, press_key: Callable[[QWidget, Qt.Key], None]
) -> None:
    lead = add()
    agree(office, lead, proof)
    page = put_together(CallsPage, office, qtbot)
    page.show()
    page.open_lead(lead)
    boxes: list[CheckBox] = page.person.words.boxes
    boxes[0].setChecked(True)
    page.call()
    call = page.talk.call
    assert call is not None
    assert not boxes[0].isChecked()

    def kept() -> tuple[str, ...]:
        with office.store.read() as r:
            return oral_notice.said(r, call.id)

    assert kept() == ()
    boxes[0].setFocus()
    press_key(boxes[0], Qt.Key.Key_Space)
    assert kept() == ("who",)
    assert page.person.words.note.text().startswith("6 points à dire"), "as many as boxes left"
    for mark in boxes[1:6]:
        mark.setChecked(True)
    assert kept() == oral_notice.FIRST_LAYER
    assert page.person.words.note.text().startswith("information donnée")
    boxes[2].setChecked(False)
    assert "source" not in kept()
    again = put_together(CallsPage, office, qtbot)
    again.refresh(HEARS)
    again.open_lead(lead)
    assert again.talk.call is not None
    assert set(again.person.words.said) == set(oral_notice.FIRST_LAYER) - {"source"}


@pytest.fixture
def press_key() -> Callable[[QWidget, Qt.Key], None]:
    """Press a key on a control."""
    return lambda widget, key: QTest.keyClick(widget, key)


def test_the_keyboard_stays_in_the_card(office: Office, card: TitlesCard, add: Add, proof: Path) -> None:
    lead = add()
    agree(office, lead, proof)
    card.show_lead(lead)
    button(card, "withdraw-0").setFocus()
    consenting.withdraw_all(office.store, lead, by=BY, at=office.now(), how="call")
    card.show_lead(lead)
    assert card.window().focusWidget() is card.add_button
