"""Which letters made no longer say what their sheet says."""

from core.actions.common.agency import save_agency
from core.actions.letters.changed_letters import changed_leads
from core.actions.letters.redrawing import changed_since, facts_of, registered_pdf
from core.base.records import replace
from core.model.letter import LetterTexts
from core.notices.binding import words
from core.notices.render import render
from core.store import notices
from core.store.port import Store, Value
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
