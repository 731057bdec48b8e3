"""Recording an agreement as the coupon says it: complete with its proof, or nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.calling import calldesk
from core.actions.letters import noticing
from core.model.verdict import Light
from core.records.consent import Consent
from tests.tables import each
from tests.ui.finding import words
from tests.ui.office_fixture import BY, Add, Desk
from ui.common.office import Office
from ui.pages.calls.consent_form import ConsentForm
from ui.widgets.fields import Choice

GOOD = {
    "way": "coupon",
    "signature": "1",
    "tick": "1",
    "day": "12/11/2026",
    "hour": "14:30",
    "call": "1",
    "until": "11/05/2027",
}


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A scanned coupon."""
    path = tmp_path / "coupon.pdf"
    path.write_bytes(b"%PDF-1.4 coupon")
    return path


def opened(office: Office, lead: int, qtbot: QtBot) -> ConsentForm:
    form = ConsentForm(office, lead)
    qtbot.addWidget(form)
    form.show()
    return form


def fill(form: ConsentForm, values: dict[str, str], phone: str = "") -> None:
    form.form.show_values(values)
    if phone:
        choice = form.form.field("phone")
        assert isinstance(choice, Choice)
        choice.choose(phone)


def agreements(office: Office, lead: int) -> int:
    with office.store.read() as r:
        return len(r.of(Consent, lead_id=lead))


def test_the_end_is_the_printed_one_or_sooner_and_is_asked_of_what_was_not_printed(
    office: Office, add: Add, proof: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    lead = add(phones=("06 39 98 20 07",))
    form = opened(office, lead, qtbot)
    fill(form, GOOD | {"proof": str(proof), "until": ""}, "+33639982007")
    form.save.click()
    assert "la fin que dit ce texte" in form.form.notes["until"].text()
    assert noticing.make(office.store, [lead], tmp_path, by=BY, at=office.now() - timedelta(days=13)).made
    form.form.show_values({"until": "12/05/2027"})
    form.save.click()
    assert "au plus tard" in form.form.notes["until"].text()
    form.form.show_values({"until": ""})
    form.save.click()
    assert form.result() == int(ConsentForm.DialogCode.Accepted)
    with office.store.read() as r:
        [row] = r.of(Consent, lead_id=lead)
    assert row.until == "2027-05-11"


def test_a_complete_coupon_opens_the_call(office: Office, add: Add, desk: Desk, proof: Path, qtbot: QtBot) -> None:
    lead = add(phones=("06 39 98 20 07", "01 99 00 20 07"))
    form = opened(office, lead, qtbot)
    fill(form, GOOD | {"proof": str(proof), "email": "1"}, "+33639982007")
    form.save.click()
    assert form.result() == int(ConsentForm.DialogCode.Accepted)
    assert desk.last.bold == "Accord enregistré, preuve jointe."
    assert "Jusqu’au 11\u00a0mai 2027." in desk.last.sentence
    with office.store.read() as r:
        shown = calldesk.desk(r, lead, office.law, at=office.now())
        other = calldesk.desk(r, lead, office.law, at=office.now(), phone="+33199002007")
    assert (shown.who.phone, shown.verdict.light, str(shown.given)) == ("+33639982007", Light.ALLOWED, "2026-11-12")
    assert other.verdict.light is Light.FORBIDDEN
    assert other.given is None


WRONG = {
    "no day": ({"day": ""}, "day"),
    "day to come": ({"day": "25/11/2026"}, "day"),
    "no hour": ({"hour": ""}, "hour"),
    "hour that is none": ({"hour": "26:00"}, "hour"),
    "nothing ticked": ({"call": ""}, "call"),
    "end before": ({"until": "01/11/2026"}, "until"),
    "no proof": ({"proof": ""}, "proof"),
    "proof gone": ({"proof": "/nulle/part.pdf"}, "proof"),
}


def test_an_incomplete_coupon_is_not_recorded_and_the_field_says_why(
    office: Office, add: Add, proof: Path, qtbot: QtBot
) -> None:
    lead = add(phones=("06 39 98 20 07",))
    shown = []

    def refused(name: str) -> None:
        change, key = WRONG[name]
        form = opened(office, lead, qtbot)
        shown.append(form)  # In sight until the end: Python alone would throw it away while it is painted.
        fill(form, GOOD | {"proof": str(proof)} | change, "+33639982007")
        form.save.click()
        assert form.result() != int(ConsentForm.DialogCode.Accepted)
        assert agreements(office, lead) == 0
        assert form.form.notes[key].text().startswith("✕")

    each(tuple(WRONG), refused)


def test_a_call_needs_the_number_written_on_the_coupon(office: Office, add: Add, proof: Path, qtbot: QtBot) -> None:
    lead = add(phones=("06 39 98 20 07",))
    form = opened(office, lead, qtbot)
    fill(form, GOOD | {"proof": str(proof)})
    form.save.click()
    assert agreements(office, lead) == 0
    assert form.form.notes["phone"].text().startswith("✕")


def test_an_empty_proof_is_refused_in_a_sentence(office: Office, add: Add, tmp_path: Path, qtbot: QtBot) -> None:
    lead = add(phones=("06 39 98 20 07",))
    empty = tmp_path / "vide.pdf"
    empty.write_bytes(b"")
    form = opened(office, lead, qtbot)
    fill(form, GOOD | {"proof": str(empty)}, "+33639982007")
    form.save.click()
    assert agreements(office, lead) == 0
    assert "est vide ou ne s’ouvre pas" in words(form, form.objectName().replace("-form", "-wrong"))


def test_nothing_is_ticked_or_filled_beforehand(office: Office, add: Add, qtbot: QtBot) -> None:
    form = opened(office, add(), qtbot)
    assert {key: value for key, value in form.form.values().items() if value} == {"wording": "consent-3"}
