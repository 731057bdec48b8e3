"""The papers of a team: what one seat made or scanned, every other has, whatever happened to the sheet since; nobody
but a manager deletes any; one seat alone again has all of them as files."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import agency as own
from core.actions.common import kept_files
from core.actions.common.proofs import keep_proof, proof_of
from core.actions.keeping import verifying
from core.actions.letters import noticing, redrawing
from core.actions.register import key_phrase
from core.records.notice import Notice
from core.store import safe
from core.store.engine.opening import open_store, opened
from core.store.engine.packing import LETTERS, lay_out
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.sealed_files import is_sealed_file
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.core.team.shared_base import SeatProcess, put_shared, served
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

SCAN = os.urandom(2 << 20)


class LetterAgency:
    """An agency whose host made a letter before it shared its base, and one seat of an agent."""

    def __init__(self, root: Path) -> None:
        self.sharing = put_shared(root, base_with_a_letter)
        self.host, self.agent = self.sharing.seat, SeatProcess(root / "bureau")


def base_with_a_letter(seat: SeatProcess) -> None:
    """Make a base whose key is on paper, with the letter to its one person."""
    put_base(seat.folder)
    with opened(seat.folder) as store:
        own.save_agency(store, AGENCY, by=BY, at=NOW)
        key_phrase.set_apart(store, by=BY, at=NOW)
        file = seat.folder / LETTERS / letter_to(store, add(store)).file
        assert is_sealed_file(file.read_bytes())


def letter_to(store: Store, lead: int) -> Notice:
    """Make the letter to a lead, from the window of a seat, and return it."""
    made = noticing.make(store, [lead], kept_files.letters_folder(store), by=BY, at=NOW)
    with store.read() as r:
        [letter] = r.of(Notice, reference=made.made[0].reference)
    return letter


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[LetterAgency]:
    """The agency, served."""
    made = LetterAgency(tmp_path)
    with served(made.host), made.host.at_work():
        made.sharing.join(made.agent, "Bureau")
        yield made


def test_each_seat_has_what_any_other_made(agency: LetterAgency, tmp_path: Path) -> None:
    with closing(open_store(agency.agent.folder)) as bureau, closing(open_store(agency.host.folder)) as accueil:
        with accueil.read() as r:
            [before] = r.of(Notice)
        lead = add(bureau, last_name="Kerbrat", phones=("06 39 98 12 99",), emails=(), address="2 quai Vauban")
        letter = letter_to(bureau, lead)
        with bureau.write("scan", by=BY, at=NOW) as w:
            scan = keep_proof(w, "coupon.jpg", SCAN)
            for contact in (before.lead_id, lead):
                w.update("lead", contact, {"last_name": "Corrigé"})
        for store, folder in ((bureau, agency.agent.folder), (accueil, agency.host.folder)):
            for made in (before, letter):
                pdf = redrawing.registered_pdf(store, made)
                assert pdf is not None and hashlib.sha256(pdf).hexdigest() == made.sha256
                assert kept_files.seen_file(store, folder / LETTERS / made.file).read_bytes() == pdf
            with store.read() as r:
                assert proof_of(r, scan) == ("coupon.jpg", SCAN)
                assert verifying.letters(store, r) == ([], [])
            assert not [*(folder / LETTERS).glob("*")], "no seat keeps a file of them"
        assert bureau.shelf is not None and accueil.shelf is not None
        with fails_with("TEAM_RIGHTS"):
            bureau.shelf.drop([letter.file])
        bureau.shelf.put(letter.file, b"%PDF- another")
        with accueil.read() as r:
            [said], absent = verifying.letters(accueil, r)
        assert letter.reference in said and not absent
        assert redrawing.registered_pdf(accueil, letter) is None, "what was changed is not printed"
        code, copy = agency.host.here("backup", "--out", str(tmp_path / "cle"))
        assert code == 0
        (tmp_path / "lu").mkdir()
        lay_out(Path(copy["file"]), tmp_path / "lu")
        assert {path.name for path in (tmp_path / "lu" / LETTERS).iterdir()} == {before.file, letter.file}
        assert agency.host.here("forget", str(lead), "--why", "request")[0] == 0
        assert [*accueil.shelf.listed()] == [before.file]
    assert agency.host.here("team", "alone", "--force")[0] == 0
    with opened(agency.host.folder) as store:
        file = agency.host.folder / LETTERS / before.file
        assert is_sealed_file(file.read_bytes()), "as it was before the sharing"
        pdf = redrawing.registered_pdf(store, before)
        assert pdf is not None and hashlib.sha256(pdf).hexdigest() == before.sha256
        with store.read() as r:
            assert proof_of(r, scan) == ("coupon.jpg", SCAN)
            assert safe.is_apart(r) and homes.find(safe.key_id(r))
