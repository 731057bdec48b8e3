"""Which letters made no longer say what their sheet says."""

from core.actions.common.agency import save_agency
from core.actions.letters.changed_letters import LettersMade, changed_leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.actions.letters.test_posting import made
from tests.files.bases.make import AGENCY


def test_those_that_say_something_else(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    same = add(store)
    other = add(store, last_name="Roux", phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X")
    letters = tuple(made(store, one) for one in (same, other))
    asked = LettersMade(store.path.parent, letters)
    assert changed_leads(asked) == ()
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"last_name": "Rousse"})
    assert changed_leads(asked) == (other,)
    save_agency(store, AGENCY | {"phone": "01 99 00 10 21"}, by=BY, at=NOW)
    assert changed_leads(asked) == (same, other)
