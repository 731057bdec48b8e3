"""Who may be the same person, on a real base: found by each block, bounded, never again once told apart."""

from datetime import timedelta
from functools import partial

import pytest

from core.actions.common import people
from core.actions.intake import batch_undo
from core.actions.leads import duplicates
from core.actions.leads.comparing import LeadProfile
from core.actions.leads.duplicates import (
    Proposal,
    proposals,
    survey,
    told_again,
    told_apart,
)
from core.actions.register import opposing
from core.base.errors import Cancelled, UserError
from core.base.moments import kept
from core.records.lead import Alike
from core.store import alike
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take

TWIN: dict[str, object] = {"emails": (), "address": "", "reference": "", "price": "", "area": "", "rooms": ""}


def found(store: Store, lead_id: int) -> list[Proposal]:
    with store.read() as r:
        return proposals(r, lead_id)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        (
            {"phones": ("06 99 98 12 41",)},
            ("même nom", "téléphones à un chiffre près (06\u00a039\u00a098\u00a012\u00a041 et "
             "06\u00a099\u00a098\u00a012\u00a041)"),
        ),
        (
            {"phones": ("06 39 98 12 48",), "last_name": "Moreaux"},
            ("téléphones à un chiffre près (06\u00a039\u00a098\u00a012\u00a041 et 06\u00a039\u00a098\u00a012\u00a048)",
             "noms presque semblables"),
        ),
        (
            {"phones": ("01 99 00 00 01",), "address": "14 r. des Mûriers", "last_name": "Morau"},
            ("même adresse", "noms presque semblables"),
        ),
        (
            {"phones": ("01 99 00 00 01",), "price": "342000", "area": "128", "rooms": "5"},
            ("même nom", "même bien\u202f: prix, surface et commune"),
        ),
        (
            {"phones": ("01 99 00 00 01",), "emails": ("h.moreau@exemple.com",), "first_name": "H."},
            ("même nom", "e-mails chez deux hébergeurs (h.moreau@exemple.fr et h.moreau@exemple.com)"),
        ),
        (
            {"phones": ("01 99 00 00 01",), "address": "14 allée des Mûriers bleus", "last_name": "", "first_name": "",
             "price": "342000", "area": "128", "rooms": "5"},
            (),
        ),
    ],
)  # fmt: skip
def test_each_way_to_be_one(store: Store, changes: dict[str, object], reasons: tuple[str, ...]) -> None:
    one = add(store)
    other = add(store, **{**TWIN, **changes})
    if not reasons:
        assert found(store, one) == found(store, other) == []
        assert survey(store, None, by=BY, at=NOW).pairs == 0
        return
    [told] = found(store, one)
    assert (told.lead_id, told.town, told.hidden) == (other, "Uzès", False)
    assert told.reasons == reasons
    assert [back.lead_id for back in found(store, other)] == [one]
    # The survey of everything finds the same.
    assert survey(store, None, by=BY, at=NOW).pairs == 1


def test_a_town_without_its_postcode_is_looked_at_too(store: Store) -> None:
    one = add(store, postcode="", address="")
    other = add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    assert [told.lead_id for told in found(store, one)] == [other]
    assert [told.lead_id for told in found(store, other)] == [one]


def test_neighbours_are_found_by_their_number(store: Store) -> None:
    one = add(store, address="12B avenue Foch", last_name="", first_name="")
    other = add(store, **{**TWIN, "address": "12 bis av. du Maréchal Foch", "last_name": "", "first_name": "",
                          "phones": ("06 39 98 12 48",)})  # fmt: skip
    assert [told.lead_id for told in found(store, one)] == [other]


def test_one_place_by_postcode_for_the_one_by_town_for_the_other(store: Store) -> None:
    one = add(store, postcode="", town="30700", address="")
    assert found(store, one) == []


def test_told_apart_is_remembered_until_taken_back(store: Store) -> None:
    one = add(store)
    other = add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    told_apart(store, other, one, by=BY, at=NOW)
    assert found(store, one) == found(store, other) == []
    assert survey(store, None, by=BY, at=NOW).pairs == 0
    told_again(store, one, other, by=BY, at=NOW)
    assert [told.lead_id for told in found(store, one)] == [other]
    for pair in ((one, one), (one, 1), (1, one)):
        with pytest.raises(UserError):
            told_apart(store, *pair, by=BY, at=NOW)
    with store.read() as r, pytest.raises(UserError):
        proposals(r, 1)


def test_an_opposed_person_is_not_named_by_another_sheet(store: Store) -> None:
    one = add(store)
    other = add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW)
    [told] = found(store, one)
    assert told == Proposal(other, "", "", told.score, ("téléphones à un chiffre près",), hidden=True)
    # The opposed person's own sheet names the other one, whom nothing hides.
    assert [(back.name, back.hidden) for back in found(store, other)] == [("Moreau Hélène", False)]


def test_an_erased_person_is_not_proposed(store: Store) -> None:
    one = add(store)
    other = add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"erased_at": kept(NOW)})
    assert found(store, one) == []


def test_a_batch_is_compared_with_all_and_told_once(store: Store) -> None:
    add(store)
    strangers = [DRAFT._replace(line=line, **stranger(line)) for line in range(3, 40)]  # type: ignore[arg-type]
    take(store, *strangers)
    twin = DRAFT._replace(line=50, **{**TWIN, "phones": ("06 39 98 12 48",)})  # type: ignore[arg-type]
    batch = take(store, twin).batch
    told: list[tuple[int, int]] = []
    look = partial(duplicates.survey, store, batch, by=BY, at=NOW)
    assert look(progress=lambda done, total: told.append((done, total))) == duplicates.Surveyed(1, 1)
    assert told == [(1, 1)]
    assert look() == duplicates.Surveyed(1, 0)
    with store.read() as r:
        [pair] = r.of(Alike, "-score, lead_a", 10, apart_at=None)
        assert alike.unsettled_of_batch(r, batch) == 1
    told_apart(store, pair.lead_a, pair.lead_b, by=BY, at=NOW)
    with store.read() as r:
        assert alike.unsettled_of_batch(r, batch) == 0


def stranger(line: int) -> dict[str, object]:
    """Return what makes a row another person's."""
    return {
        "last_name": f"Étranger{chr(96 + line % 26)}{line}", "phones": (f"01 99 {line:02d} 55 {line:02d}",),
        "emails": (), "address": f"{line} rue Pasteur", "reference": f"S{line}", "price": f"{line}00 000",
    }  # fmt: skip


def test_a_survey_given_up_keeps_the_towns_done(store: Store) -> None:
    add(store)
    add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    add(store, **{**TWIN, "phones": ("01 99 00 00 01",), "town": "Vauvert", "postcode": "30600"})

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        survey(store, None, by=BY, at=NOW + timedelta(days=1), progress=stop)
    with store.read() as r:
        assert r.count(Alike, apart_at=None) == 1


def test_what_changes_while_a_town_is_compared(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the reading and the writing a lead goes with its batch, and a pair is told apart by somebody."""
    one = add(store)
    other = add(store, **TWIN, phones=("06 39 98 12 48",))
    third = take(store, DRAFT._replace(**TWIN, phones=("06 39 98 12 49",))).batch  # type: ignore[arg-type]
    compare = duplicates.pairs

    def meanwhile(
        people: list[LeadProfile], batch: int | None, known: set[tuple[int, int]]
    ) -> dict[tuple[int, int], int]:
        found = compare(people, batch, known)
        assert len(found) == 3
        batch_undo.undo(store, third, by=BY, at=NOW)
        told_apart(store, one, other, by=BY, at=NOW)
        return found

    monkeypatch.setattr(duplicates, "pairs", meanwhile)
    assert survey(store, None, by=BY, at=NOW).pairs == 0
    with store.read() as r:
        assert r.of(Alike, "-score, lead_a", 10, apart_at=None) == []


def test_a_block_too_big_tells_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store)
    add(store, **{**TWIN, "phones": ("06 39 98 12 48",)})
    monkeypatch.setattr(duplicates, "BLOCK", 1)
    assert survey(store, None, by=BY, at=NOW).pairs == 0


def test_foreign_numbers_are_compared_as_kept(store: Store) -> None:
    one = add(store, phones=("+32 470 12 34 56",))
    other = add(store, **{**TWIN, "phones": ("+32 470 12 34 57",)})
    assert [told.lead_id for told in found(store, one)] == [other]
