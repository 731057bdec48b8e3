"""The law's own test cases (law file, section 13) as the call desk shows them: the word, the reason, the button."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.calling import calling, consenting
from core.actions.register import opposing
from core.base.moments import AGENCY_ZONE
from core.model.channel import Channel
from core.store import leads
from tests.core.actions.conftest import who_is
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Desk, put_together, row, take
from ui.common.office import Office
from ui.pages.calls.page import CallsPage
from ui.widgets.button import Button


def paris(text: str) -> datetime:
    """Return a local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=AGENCY_ZONE)


@pytest.fixture
def lead_id(office: Office) -> int:
    """Somebody of a file bought on 1 November."""
    take(office, row(1, seen="2026-10-20"), collected="2026-11-01")
    with office.store.read() as r:
        return leads.search(r)[0]


def agree(office: Office, lead_id: int, folder: Path, collected: str) -> None:
    """Record a complete coupon."""
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    who = who_is(office.store, lead_id)
    consenting.record(
        office.store, who, channels=[Channel.CALL], collected=paris(collected), wording="consent-1", proof=proof, by=BY,
        at=max(office.now(), paris(collected)),
    )  # fmt: skip


def shown(office: Office, qtbot: QtBot, lead_id: int) -> tuple[str, str, bool]:
    """Return the word of the light, everything the panel says, and whether « Appeler » can be pressed."""
    page = put_together(CallsPage, office, qtbot)
    page.resize(1274, 676)
    page.show()
    page.open_lead(lead_id)
    panel = page.person.panel
    said = " ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())
    dial = child(page, Button, "call")
    return child(panel, QLabel, "verdict-word").text(), said, dial.isEnabled()


@pytest.mark.parametrize(
    ("at", "collected", "word", "reason"),
    [
        ("2026-11-24T13:00", "2026-11-02T10:00", "Attendre", "entre 10\u00a0h et 13\u00a0h"),
        ("2026-11-24T14:00", "2026-11-02T10:00", "Appelable", "accord du 2\u00a0novembre 2026"),
        ("2026-11-11T10:30", "2026-11-02T10:00", "Attendre", "férié"),
        ("2026-11-28T11:00", "2026-11-02T10:00", "Attendre", "samedi"),
        ("2026-11-24T14:00", "2026-08-15T10:00", "Appelable", "accord du 15\u00a0août 2026"),
    ],
)
def test_hours_and_days(
    office: Office,
    qtbot: QtBot,
    lead_id: int,
    desk: Desk,
    tmp_path: Path,
    at: str,
    collected: str,
    word: str,
    reason: str,
) -> None:
    agree(office, lead_id, tmp_path, collected)
    desk.now = paris(at)
    seen, said, callable_ = shown(office, qtbot, lead_id)
    assert seen == word
    assert reason in said
    assert callable_ is (word == "Appelable")


def test_no_consent_no_call(office: Office, qtbot: QtBot, lead_id: int) -> None:
    word, said, callable_ = shown(office, qtbot, lead_id)
    assert (word, callable_) == ("Ne pas appeler", False)
    assert "aucun accord prouvé" in said
    assert "L223-1" in said


def test_the_fifth_attempt(office: Office, qtbot: QtBot, lead_id: int, desk: Desk, tmp_path: Path) -> None:
    agree(office, lead_id, tmp_path, "2026-11-02T10:00")
    who = who_is(office.store, lead_id)
    for minute in range(4):
        calling.log(office.store, who, direction="out", outcome="no_answer", by=BY, at=NOW + timedelta(minutes=minute))
    desk.now = NOW + timedelta(hours=1)
    word, said, callable_ = shown(office, qtbot, lead_id)
    assert (word, callable_) == ("Attendre", False)
    assert "4 appels ou tentatives" in said.replace("\u00a0", " ")


def test_an_ad_that_refuses_and_a_number_that_comes_back(office: Office, qtbot: QtBot, lead_id: int) -> None:
    who = who_is(office.store, lead_id)
    opposing.oppose(office.store, who, how="call", by=BY, at=NOW)
    word, said, callable_ = shown(office, qtbot, lead_id)
    assert (word, callable_) == ("Opposé", False)
    assert "s’oppose" in said
    again = take(office, row(1, reference="AUTRE"), row(77, text="Agences s’abstenir"))
    assert (again.added, again.opposed) == (0, 2)
