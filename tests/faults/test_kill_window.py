"""``kill -9`` of the real window, while calls and oppositions are logged by keys: what anybody could see committed is
there afterwards, and the base is whole.

Asks for a machine with Xvfb, openbox and xdotool, and for PREMIER_CONTACT_REAL_WINDOW=1: 20 kills, 200 with
PREMIER_CONTACT_LONG=1 too.
"""

import os
import random
import signal
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import calldesk, titles
from core.actions.common import agency
from core.actions.intake import import_rows
from core.actions.keeping import verifying
from core.model.batch import BatchFacts, Source
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads, steps
from core.store.engine.opening import NAME, open_store
from tests.journeys.program import MORNING
from tests.journeys.real_screen import RealScreen, missing_tools, screen
from tests.lengths import length
from tests.ui.office_fixture import AGENCY, BY, row

KILLS = length(20, long=200)
PEOPLE = 12 * KILLS
ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = missing_tools()
WORK = ("F9", "1", "F9", "F8", "F9")
"""Call and leave a message; call and hear a refusal; go on to the next person."""
Seen = frozenset[tuple[object, ...]]

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="a real window, killed for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a real screen needs {', '.join(LACKING)}"),
]


def test_a_killed_window_loses_nothing_that_was_seen(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    fill(folder, tmp_path / "coupon.pdf")
    draw = random.Random(20261124)
    seen: Seen = frozenset()
    told = []
    with screen() as shown:
        for _kill in range(KILLS):
            before = len(seen)
            seen |= work_until_killed(shown, folder, draw.uniform(0.1, 1.4))
            assert lost(folder, seen) == frozenset()
            told.append(len(seen) - before)
    print(f"{KILLS} kills, {len(seen)} rows seen committed, none lost; {told.count(0)} kills before any action")
    assert len(seen) > 3 * KILLS, "the keys did not reach the window"
    never = ("opposed", 0, "never written")
    assert lost(folder, seen | {never}) == {never}, "the harness would not see a loss"


def fill(folder: Path, proof: Path) -> None:
    """Make a base of people who all asked to be called."""
    proof.write_bytes(b"%PDF-1.4 coupon signe")
    before = MORNING - timedelta(days=3)
    store = open_store(folder)
    agency.save_agency(store, AGENCY, by=BY, at=before)
    agency.save_settings(store, {"user": BY, "started": True}, by=BY, at=before)
    drafts = [row(line, last_name=f"Vendeur{line}") for line in range(1, PEOPLE + 1)]
    facts = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest")
    import_rows.take_in(store, drafts, facts, by=BY, now=before)
    with store.read() as r:
        found = [(lead, r.of(Contact, lead_id=lead)[0].value) for lead in leads.search(r)]
        people = [calldesk.telephone(r, lead, phone) for lead, phone in found]
    for who in people:
        titles.request(store, who, object_="estimation", received=before, how="e-mail", proof=proof, by=BY, at=before)
    store.close()


def work_until_killed(shown: RealScreen, folder: Path, after: float) -> Seen:
    """Start the program, work at the call desk by keys, kill it ``after`` seconds; return what a second connection saw
    committed before that."""
    with shown.start(folder) as program, closing(sqlite3.connect(f"file:{folder / NAME}?mode=ro", uri=True)) as witness:
        shown.key("alt+l")
        end = time.monotonic() + after
        seen = committed(witness)
        place = 0
        while time.monotonic() < end:
            shown.key(WORK[place % len(WORK)])
            place += 1
            seen |= committed(witness)
        program.send_signal(signal.SIGKILL)
        assert program.wait() == -signal.SIGKILL
    return seen


def committed(connection: sqlite3.Connection) -> Seen:
    """Return the calls that began, those that ended and how, and the oppositions."""
    began = connection.execute("SELECT 'began', id, lead_id FROM call").fetchall()
    ended = connection.execute("SELECT 'ended', id, outcome FROM call WHERE outcome <> ''").fetchall()
    opposed = connection.execute("SELECT 'opposed', id, hash FROM opposition").fetchall()
    return frozenset((*began, *ended, *opposed))


def lost(folder: Path, seen: Seen) -> Seen:
    """Return what was seen and is not there any more; the base must verify, and no opposed person wait for a call."""
    store = open_store(folder)
    try:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            assert not [lead for lead in steps.worth_a_call(r) if r.row(Lead, lead).opposed_at]
        with closing(sqlite3.connect(folder / NAME)) as connection:
            return seen - committed(connection)
    finally:
        store.close()
