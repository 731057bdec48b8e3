"""The first days of an agency, in the real window and in order: one test, because each step stands on the one
before."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.actions.common import kept_files
from core.actions.keeping import verifying
from core.actions.letters import noticing
from core.base.moments import AGENCY_ZONE
from core.base.resources import resource
from core.records.call import Call
from core.records.consent import Consent, Proof
from core.records.lead import Lead
from core.records.notice import Notice
from core.store import leads, steps
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.journeys.agency import Agency
from tests.journeys.pages import Coupon, Importing, Leads, Start
from tests.journeys.window import CTRL, Screen, Shots, on_screen
from tests.lengths import LONG
from tests.pause import pause
from tests.ui.near_jobs import run_beside
from tests.ui.office_fixture import BY, IDENTITY
from ui.shell.window import Window

TUESDAY = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
FILE = resource("demo") / "pige_uzes.csv"
WHO = "Sicard Zoé"

# Said by the pretended screen, which has one window in front and one keyboard.
pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", "does not support grabbing the keyboard")


@pytest.fixture
def agency(qapp: QApplication, tmp_path: Path) -> Iterator[Agency]:
    """An agency that has never opened the program."""
    made = Agency(qapp, tmp_path / "base", Shots(tmp_path / "shots"))
    yield made
    made.stop()


@pytest.fixture
def witness(agency: Agency) -> Iterator[Store]:
    """A second connection to the base: it only sees what was committed."""
    store = open_store(agency.folder)
    yield store
    store.close()


def test_from_the_first_start_to_an_opposition_that_lasts(
    agency: Agency, witness: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not LONG:  # Each process takes a second to load; tests/ui/common/test_jobs.py runs jobs in theirs.
        run_beside(monkeypatch)
    screen = agency.start()
    first_start(screen)
    assert import_file(screen) == {"read": 62, "added": 54, "merged": 1, "opposed": 6, "rejected": 0, "blank": 1}
    lead = find_and_read(screen, witness)
    say_what_letters_state(screen)
    send_letter(screen, witness, lead)
    agency.now = TUESDAY
    record_coupon(screen, agency.shots, witness, lead, tmp_path)
    call_and_refuse(screen, witness, lead)
    import_again(screen, witness, lead)
    other = another_seat(agency, screen, witness)
    start_a_call_and_stop(agency, other)
    find_everything_again(agency, witness, lead)


def first_start(screen: Screen) -> None:
    """The way in, the identity of the agency, who works here; then straight to the imports."""
    start = Start(screen)
    screen.shot("premier-demarrage")
    start.enter()
    assert screen.text("start-footer-fact") == "Encore 5 minutes avant la première lettre."
    screen.type("agency-who-user", BY)
    start.fill_agency(IDENTITY)
    assert screen.text("start-footer-fact").startswith("La fiche est complète.")
    screen.shot("agence-remplie")
    start.next()
    screen.shot("commencer")
    screen.click("start-footer-cancel")
    screen.wait(lambda: screen.shows("rail-today"))
    screen.shot("aujourd-hui-vide")


def import_file(screen: Screen, *, known: bool = False) -> dict[str, int]:
    """Drop the sample file on the imports; what the check announces is what the import does. A known file asks
    nothing."""
    screen.go("imports")
    screen.shot("imports")
    assistant = Importing(screen)
    assistant.drop(FILE)
    if known:
        expected = assistant.recognised()
    else:
        assistant.describe(supplier="Pige Ouest", collected="19/11/2026")
        screen.shot("import-colonnes")
        expected = assistant.check()
    screen.shot("import-verifier")
    done = assistant.run()
    screen.shot("import-fait")
    assert done == expected
    screen.click("import-footer-forward")
    screen.page("leads")
    return done


def find_and_read(screen: Screen, witness: Store) -> int:
    """Find a person by a few letters and read the first question everyone asks."""
    page = Leads(screen)
    screen.shot("prospects")
    page.search("sicard uz")
    screen.wait(lambda: page.names() == [WHO])
    page.open_first()
    screen.shot("fiche")
    answer = screen.text("sheet-answer")
    assert answer.startswith("À répondre\u202f: «\u202f") or "Pige Ouest" in answer
    assert screen.text("sheet-name") == WHO
    assert not screen.shows("sheet-call"), "nobody found in a file may be called"
    with witness.read() as r:
        [lead] = leads.search(r, text="sicard")
        return lead


def say_what_letters_state(screen: Screen) -> None:
    """The questions asked once, from the line of the first page that letters wait behind."""
    assert isinstance(screen.widget, Window)
    screen.widget.go_to("settings/section=claims")
    screen.wait(lambda: screen.shows("claims-held"))
    assert screen.text("claims-held") == "Aucune lettre ne part sans ces réponses."
    for name, place in (("data-sends_abroad", 1), ("data-scores", 1), ("offer-free_estimate", 2), ("offer-lets", 2)):
        screen.pick(f"claims-{name}", place)
    assert screen.text("claims-held") == "Vos lettres peuvent partir."
    screen.shot("affirmations")
    screen.go("leads")


def send_letter(screen: Screen, witness: Store, lead: int) -> None:
    """Prepare the letter of this person, and say that it left."""
    screen.click("step-go")
    page = screen.page("letters")
    screen.shot("lettre-a-preparer")
    page.click("prepare-one")
    screen.wait(lambda: screen.band().startswith("1 lettre prête."))
    screen.shot("lettre-prete")
    screen.wait(lambda: page.shows("print-mailed"))
    page.click("print-mailed")
    page.click("post-note")
    screen.wait(lambda: screen.band().startswith("1 lettre postée le "))
    screen.shot("lettre-postee")
    with witness.read() as r:
        [letter] = r.of(Notice, lead_id=lead)
    assert letter.posted_at, "the letter left"
    assert (kept_files.letters_folder(screen.window.office.store) / letter.file).is_file()


def record_coupon(screen: Screen, shots: Shots, witness: Store, lead: int, folder: Path) -> None:
    """The coupon came back: its reference, what is written on it, the scan."""
    with witness.read() as r:
        reference = r.of(Notice, lead_id=lead)[0].reference
    scan = folder / "coupon.pdf"
    scan.write_bytes(b"%PDF-1.4 coupon signe")
    page = screen.go("letters")
    page.tab("letters-tabs", "Réponses")
    page.type("replies-reference", reference.lower())
    screen.key(Qt.Key.Key_Backtab)
    screen.key(Qt.Key.Key_Return)
    Coupon(screen, shots).record(lambda: page.click("reply-agrees"), day="23/11/2026", hour="18h30", proof=scan)
    screen.wait(lambda: screen.band().startswith("Accord enregistré"))
    screen.shot("accord-enregistre")
    with witness.read() as r:
        [consent] = r.of(Consent, lead_id=lead)
        assert r.row(Proof, consent.proof_id).name == "coupon.pdf"
    assert consent.collected.startswith("2026-11-23T17:30"), "kept in universal time"


def call_and_refuse(screen: Screen, witness: Store, lead: int) -> None:
    """Call at 10:42, hear a refusal: one key. A slip is undone by another, and the refusal stands again."""
    page = screen.go("calls")
    screen.shot("appelable-a-10-h-42")
    assert page.text("person-name") == WHO
    assert page.text("verdict-word") == "Appelable"
    screen.key(Qt.Key.Key_F9)
    assert page.text("timer") == "00:00"
    screen.shot("appel-en-cours")
    assert outcome(witness, lead) == [""]
    before = on_screen(screen.window).toImage()
    screen.key(Qt.Key.Key_F8)
    assert opposed(witness, lead), "committed before the key is let go"
    pause(30)
    assert on_screen(screen.window).toImage() != before, "painted, not only kept"
    assert page.text("verdict-word") == "Opposé"
    assert screen.band().startswith("Opposition enregistrée à 10\u00a0h\u00a042.")
    screen.shot("oppose-pendant-l-appel")
    assert outcome(witness, lead) == ["opposed"]
    screen.key(Qt.Key.Key_Z, CTRL)
    assert not opposed(witness, lead)
    assert page.text("verdict-word") == "Appelable"
    assert outcome(witness, lead) == [""], "the call is open again"
    screen.shot("opposition-annulee")
    screen.key(Qt.Key.Key_F8)
    assert opposed(witness, lead)
    assert page.text("verdict-word") == "Opposé"
    screen.shot("oppose-de-nouveau")


def import_again(screen: Screen, witness: Store, lead: int) -> None:
    """The same file a second time: the person who refused stays out, and nobody is doubled."""
    with witness.read() as r:
        held = leads.count_leads(r)
    again = import_file(screen, known=True)
    assert again == {"read": 62, "added": 0, "merged": 54, "opposed": 7, "rejected": 0, "blank": 1}
    assert opposed(witness, lead)
    page = screen.go("calls")
    assert page.text("verdict-word") == "Opposé", "whoever was in sight still is"
    screen.key(Qt.Key.Key_F9)
    assert page.shows("calls-empty"), "the next person is nobody"
    screen.shot("personne-a-appeler")
    with witness.read() as r:
        assert leads.count_leads(r) == held
        assert lead not in steps.worth_a_call(r)
        assert lead not in noticing.due(r, at=TUESDAY)


def another_seat(agency: Agency, screen: Screen, witness: Store) -> int:
    """A second window on the base sees what the first one does, without being asked."""
    second = agency.start()
    there = Leads(second)
    second.go("leads")
    there.search("vernet")
    second.wait(lambda: there.names() == ["Vernet Bruno"])
    there.open_first()
    second.shot("second-poste-avant")
    assert second.find_enabled("sheet-oppose")
    screen.come_forward()
    here = Leads(screen)
    screen.go("leads")
    here.search("vernet")
    screen.wait(lambda: here.names() == ["Vernet Bruno"])
    screen.key(Qt.Key.Key_Down)
    here.open_first()
    screen.key(Qt.Key.Key_F8)
    second.wait(lambda: not second.find_enabled("sheet-oppose"))
    second.shot("second-poste-apres")
    with witness.read() as r:
        [lead] = leads.search(r, text="aubert simon")
        return lead


def start_a_call_and_stop(agency: Agency, lead: int) -> None:
    """Somebody forbidden to call is the one who calls: it is noted, and the program stops before it ends."""
    screen, _store = agency.open[0]
    screen.come_forward()
    there = Leads(screen)
    there.search("aubert sim")
    screen.wait(lambda: there.names() == ["Aubert Simon"])
    there.open_first()
    screen.key(Qt.Key.Key_F9)
    page = screen.page("calls")
    assert page.text("verdict-word") == "Ne pas appeler"
    screen.shot("interdit-d-appeler")
    page.click("possible-received")
    assert page.text("timer") == "00:00"
    screen.shot("appel-recu")
    with agency.open[0][1].read() as r:
        assert [call.lead_id for call in r.of(Call, "started", ended=None)] == [lead]
    agency.stop()


def find_everything_again(agency: Agency, witness: Store, lead: int) -> None:
    """Started again, the program offers the call it was stopped in, and has lost nothing."""
    screen = agency.start()
    assert screen.band().startswith("Un appel du 24/11 à 10\u00a0h\u00a042 n’a pas d’issue.")
    screen.shot("appel-a-finir")
    screen.click("message-action")
    page = screen.page("calls")
    assert page.text("person-name") == "Aubert Simon"
    screen.shot("issue-a-choisir")
    page.click("outcome-talked")
    with witness.read() as r:
        assert r.of(Call, "started", ended=None) == []
    there = Leads(screen)
    screen.go("leads")
    assert len(there.names()) == 60, "54 people, and 6 ads whose person is not kept"
    there.search("06 39 98 50 08")
    screen.wait(lambda: there.names() == [WHO])
    there.open_first()
    assert not screen.find_enabled("sheet-oppose")
    screen.shot("tout-est-la")
    assert opposed(witness, lead)
    assert verifying.verify(witness).problems == ()


def opposed(witness: Store, lead: int) -> bool:
    """Tell whether the base holds the opposition of a person."""
    with witness.read() as r:
        return r.row(Lead, lead).opposed_at is not None


def outcome(witness: Store, lead: int) -> list[str]:
    """Return how the calls with a person ended, an empty word for one that did not."""
    with witness.read() as r:
        return [call.outcome for call in r.of(Call, "started", lead_id=lead)]
