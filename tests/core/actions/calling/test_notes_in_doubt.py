"""What is noted after a call or on a sheet and may be a refusal holds the person until somebody says whether it is."""

from core.actions.calling import calling
from core.actions.common import people
from core.actions.leads import editing
from core.actions.register import refusal_answers
from core.model.editing import Change
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.tables import table

DOUBTFUL = "Souhaite vendre seul"


def asks(store: Store, lead_id: int) -> bool:
    with store.read() as r:
        return refusal_answers.in_doubt(r, lead_id) is not None


def somebody(store: Store, at: int) -> int:
    """Add a lead that shares nothing with another of these."""
    return add(store, last_name=f"Moreau{'abcdefgh'[at]}", phones=(f"06 39 98 12 {at:02d}",), emails=(),
               address=f"{at + 1} rue des Mûriers", reference=f"N{at}", url="")  # fmt: skip


@table(
    "at, note, outcome, asked",
    [
        (1, DOUBTFUL, "talked", True),
        (2, "ne veut pas être démarché", "talked", True),
        (3, "ne veut pas être démarché", "opposed", False),
        (4, "frais d’agence trop hauts, rappeler mardi", "talked", False),
        (5, "", "no_answer", False),
    ],
)
def test_the_note_of_a_call(store: Store, at: int, note: str, outcome: str, asked: bool) -> None:
    lead_id = somebody(store, at)
    with store.read() as r:
        who = people.of_lead(r, lead_id)
    calling.log(store, who, direction="in", outcome=outcome, by=BY, at=NOW, note=note)
    assert asks(store, lead_id) == asked


def test_the_note_of_a_sheet(store: Store) -> None:
    held, free = somebody(store, 1), somebody(store, 2)
    editing.edit(store, held, [Change("notes", DOUBTFUL)], told=None, by=BY, at=NOW)
    editing.edit(store, free, [Change("notes", "frais d’agence trop hauts")], told=None, by=BY, at=NOW)
    assert (asks(store, held), asks(store, free)) == (True, False)
    assert refusal_answers.is_none(store, held, by=BY, at=NOW) == 1
    editing.edit(store, held, [Change("notes", DOUBTFUL.upper())], told=None, by=BY, at=NOW)
    assert not asks(store, held), "the same words are not asked about twice"
