"""What somebody refused before a file comes goes on closing, whatever the file says of it; and closes nobody else."""

from datetime import timedelta

import pytest

from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdicts
from core.actions.register import opposing
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.verdict import Light
from core.records.lead import Lead
from core.store import leads, registers
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, take
from tests.lengths import some
from tests.tables import table

PHONE, EMAIL = "06 39 98 12 41", "h.moreau@exemple.fr"
HELENE = Draft(line=2, last_name="Moreau", first_name="Hélène", phones=(PHONE,), emails=(EMAIL,), cells=("x",))


def at(last_name: str, first_name: str, street: str, **said: object) -> Draft:
    """Return somebody of Uzès."""
    own = Draft(
        line=2, last_name=last_name, first_name=first_name, address=street, postcode="30700", town="Uzès", cells=("x",)
    )  # fmt: skip
    return own._replace(**said)  # type: ignore[arg-type]


def names_open(store: Store) -> list[str]:
    """Return the names of the sheets that nothing refuses a letter to."""
    with store.read() as r:
        law, later = law_of(settings(r)), NOW + timedelta(minutes=9)
        letters = verdicts(r, list(leads.search(r)), law, channel=Channel.LETTER, at=later)
        found = [one for one, said in letters.items() if said.light is not Light.OPPOSED]
        return sorted(person.name for one in found if (person := r.get(Lead, one)))


@table(
    "refused, said",
    some(
        (
            (PHONE, {"phones": ("+33 6 39 98 12 41", "01 99 00 12 12")}),
            (PHONE, {"phones": (PHONE,)}),
            (EMAIL, {"emails": (EMAIL.upper(),)}),
            (EMAIL, {"emails": (EMAIL,)}),
        ),
        of=2,
    ),
)
@table("known", (True, False))
@table(
    "bearers",
    (
        (("Dupont", "Paul"), ("Garnier", "Luc"), ("Moreau", "Hélène")),
        (("Moreau", "Hélène"), ("Dupont", "Paul"), ("Garnier", "Luc")),
        (("Dupont", "Paul"), ("Garnier", "Luc"), ("Faure", "Inès"), ("", "")),
        (("", ""), ("", ""), ("", ""), ("", "")),
    ),
)
def test_a_refused_contact_closes_all_who_bear_it_however_many(
    refused: str,
    said: dict[str, object],
    known: bool,
    bearers: tuple[tuple[str, str], ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = new_base(tmp_path_factory.mktemp("base") / "base")
    if known:
        take(store, HELENE)
    opposing.oppose_typed(store, refused, how="letter", by=BY, at=NOW)
    rows = [at(last, first, f"{rank + 2} rue du Four", **said) for rank, (last, first) in enumerate(bearers)]
    for _month in range(2):
        report = take(store, *rows)
        assert (report.added, report.merged, report.opposed) == (0, 0, len(rows))
    assert names_open(store) == []
    store.close()


KNOWN = at("Moreau", "Hélène", "14 rue des Mûriers", phones=(PHONE,), emails=(EMAIL,), reference="TD1", site="PAP")
LINKED = KNOWN._replace(reference="", url="https://www.pap.fr/annonces/maison-uzes-r415700123")
AD: dict[str, object] = {"reference": "TD1", "site": "PAP"}
LINK: dict[str, object] = {"url": LINKED.url, "site": "PAP"}
MAIL: dict[str, object] = {"emails": (EMAIL,)}
OWN: dict[str, object] = {"phones": ("06 39 98 00 01",)}
STREET = "3 rue du Four"


@table(
    "known, row",
    (
        (KNOWN, at("Dupont", "Paul", STREET, **AD, **OWN)),
        (KNOWN, at("Dupont", "Paul", "", **AD, **OWN)),
        (KNOWN, at("Dupont", "Paul", STREET, **AD)),
        (KNOWN, at("Dupont", "", STREET, **AD, **OWN)),
        (LINKED, at("Dupont", "Paul", STREET, **LINK, **OWN)),
        (KNOWN, at("Dupont", "Paul", STREET, **AD, **OWN, emails=("p.dupont@exemple.fr",))),
        (KNOWN, at("Dupont", "Paul", "14 rue des Mûriers", **AD, **OWN)),
    ),
)
def test_another_person_of_a_refused_ad_is_kept_apart_in_both_orders(
    known: Draft, row: Draft, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for refused_first in (True, False):
        store = new_base(tmp_path_factory.mktemp("base") / "base")
        take(store, known)
        if refused_first:
            opposing.oppose_typed(store, PHONE, how="letter", by=BY, at=NOW)
        report = take(store, row)
        assert (report.added, report.opposed, len(report.apart)) == (1, 0, 1), refused_first
        if not refused_first:
            opposing.oppose_typed(store, PHONE, how="letter", by=BY, at=NOW)
        assert names_open(store) == [f"Dupont {row.first_name}".strip()]
        # The same row comes again next month, and so does whoever lives there.
        again = take(store, row)
        assert (again.added, again.merged, again.opposed) == (0, 1, 0) if row.phones else (again.opposed == 0)
        assert take(store, at("Dupont", "Marie", STREET)).opposed == 0
        # Who refused is still known by all that is theirs.
        assert take(store, known, known._replace(last_name="", first_name="")).opposed == 2
        store.close()


@table(
    "row, spreads",
    (
        # By its own name, by none, by a telephone: the refusing person, and all that the row has is theirs.
        (at("Moreau", "Hélène", STREET, **AD, **OWN), True),
        (at("MOREAU", "H.", STREET, **MAIL, **OWN), True),
        (at("", "", STREET, **AD, **OWN), True),
        (at("Dupont", "Paul", STREET, phones=(PHONE, "06 39 98 00 01")), True),
        (at("Dupont", "Paul", STREET, **AD, phones=(PHONE, "06 39 98 00 01")), True),
        # One e-mail, another name, another telephone: closed, and nothing is said of that telephone. Another address
        # too: held (tests/core/actions/register/test_either_order.py).
        (at("Dupont", "Paul", "", **MAIL, **OWN), False),
        (at("Dupont", "Paul", "14 rue des Mûriers", **MAIL, **OWN), False),
    ),
)
def test_a_refusal_spreads_to_what_is_the_person_s(
    row: Draft, spreads: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = new_base(tmp_path_factory.mktemp("base") / "base")
    take(store, KNOWN)
    opposing.oppose_typed(store, PHONE, how="letter", by=BY, at=NOW)
    assert take(store, row).opposed == 1
    assert (take(store, at("Faure", "Inès", "8 rue Foch", **OWN)).opposed == 1) is spreads
    assert spreads or take(store, at("Dupont", "Marie", STREET)).opposed == 0
    store.close()


def test_what_a_file_says_outlives_a_refusal_taken_back(store: Store) -> None:
    """Marked by mistake, then refused by the ad itself: taking the mistake back leaves what the person said."""
    take(store, HELENE)
    [lead_id] = store_leads(store)
    done = opposing.oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
    take(store, HELENE._replace(text="Agences s’abstenir"))
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=5))
    assert names_open(store) == []
    with store.read() as r:
        for kind, key in (("phone", "0639981241"), ("email", EMAIL)):
            assert registers.opposed(r, [r.keyed_hash(kind, key)])


def test_a_coupon_outlives_a_refusal_taken_back(store: Store) -> None:
    take(store, HELENE)
    [lead_id] = store_leads(store)
    done = opposing.oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
    again = opposing.oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW + timedelta(minutes=1))
    coupon = opposing.oppose_typed(store, str(lead_id), how="letter", by=BY, at=NOW + timedelta(minutes=2))
    assert (again.already, coupon.already) == (True, False)
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=5))
    assert names_open(store) == []


def store_leads(store: Store) -> list[int]:
    with store.read() as r:
        return list(leads.search(r))
