"""Which letters made no longer say what their sheet says."""

from core.actions.common.agency import save_agency
from core.actions.common.kept_files import letters_folder
from core.actions.letters.changed_letters import changed_leads
from core.actions.letters.looks import save_look
from core.actions.letters.redrawing import changed_since, facts_of, registered_pdf
from core.base.records import replace
from core.model.letter import LetterTexts
from core.notices.binding import words
from core.notices.render import render
from core.store import notices
from core.store.port import Store, Value
from core.store.settings import saved_settings
from tests.core.actions.conftest import BY, NOW, add
from tests.core.actions.letters.test_posting import made
from tests.files.bases.make import AGENCY


def test_those_that_say_something_else(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    same = add(store)
    other = add(store, last_name="Roux", phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X")
    letters = tuple(made(store, one) for one in (same, other))
    assert changed_leads(store, letters) == ()
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"last_name": "Rousse"})
    assert changed_leads(store, letters) == (other,)
    save_agency(store, AGENCY | {"phone": "01 99 00 10 21"}, by=BY, at=NOW)
    assert changed_leads(store, letters) == (same, other)


def test_a_letter_made_with_former_texts_is_drawn_as_it_was_and_said_to_change(store: Store) -> None:
    """The agency had not answered whether it handles funds: its letter said that it does not, and stays the proof of
    what it said."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead_id = add(store)
    letter_id = made(store, lead_id)
    save_agency(store, {"holds_funds": ""}, by=BY, at=NOW)
    with store.read() as r:
        [now] = notices.letters_by_ids(r, [letter_id])
    former = render(replace(facts_of(store, now), texts=LetterTexts("letter-2", "notice-2", "consent-1")))
    row: dict[str, Value] = {"versions": " ".join(former.versions), "sha256": former.sha256}
    with store.write("test", by=BY, at=NOW) as w:
        w.update("notice", letter_id, row)
        [old] = notices.letters_by_ids(w, [letter_id])
    assert registered_pdf(store, old) == former.pdf, "its file says other words, and is drawn again"
    assert "Ne reçoit ni ne détient aucun fonds" in " ".join(words(former.pdf).split())
    assert changed_since(store, old, former.pdf)
    with store.write("test", by=BY, at=NOW) as w:
        w.update("notice", letter_id, {"versions": "letter-1 notice-1 reply-1", "sha256": "0" * 64})
        [oldest] = notices.letters_by_ids(w, [letter_id])
    assert registered_pdf(store, oldest) is None, "the control: the texts say which letter it was"


def test_a_letter_is_drawn_again_to_the_byte_after_the_agency_changed_its_mind(store: Store) -> None:
    """What it said of the agency is kept once, under its digest, and outlives other answers and choices."""
    save_agency(store, AGENCY | {"since_year": "1998", "since_place": "Uzès"}, by=BY, at=NOW)
    save_look(store, {"proofs": "since", "closing": "plain"}, by=BY, at=NOW)
    lead_id, other_id = (
        add(store),
        add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X"),
    )
    letter_id, _other = made(store, lead_id), made(store, other_id)
    with store.read() as r:
        [letter] = notices.letters_by_ids(r, [letter_id])
        kept = [key for key in saved_settings(r) if key.startswith("faits-")]
    assert kept == [next(version for version in letter.versions.split() if version.startswith("faits-"))]
    path = letters_folder(store) / letter.file
    before = path.read_bytes()
    save_agency(store, {"since_year": "2001", "scores": "", "phone": "01 99 00 10 21"}, by=BY, at=NOW)
    save_look(store, {"proofs": "", "closing": "formal"}, by=BY, at=NOW)
    path.unlink()
    assert registered_pdf(store, letter) == before
    assert changed_since(store, letter, before), "the control: one made now would say something else, or be held"
