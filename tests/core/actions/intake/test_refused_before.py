"""What somebody refused before a file comes goes on closing, whatever the file says of it; and closes nobody else."""

from dataclasses import replace

import pytest

from core.actions.register import opposing
from core.model.draft import Draft
from core.store import leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, take
from tests.tables import table

PHONE, EMAIL = "06 39 98 12 41", "h.moreau@exemple.fr"
HELENE = Draft(line=2, last_name="Moreau", first_name="Hélène", phones=(PHONE,), emails=(EMAIL,), cells=("x",))


def at(last_name: str, first_name: str, street: str, **said: object) -> Draft:
    """Return somebody of Uzès."""
    own = Draft(
        line=2, last_name=last_name, first_name=first_name, address=street, postcode="30700", town="Uzès", cells=("x",)
    )  # fmt: skip
    return replace(own, **said)  # type: ignore[arg-type]


def names_open(store: Store) -> list[str]:
    """Return the names of the sheets that may still be written to."""
    with store.read() as r:
        found = [one for one in leads.search(r) if leads.opposed_at(r, one) is None]
        return sorted(person.name for one in found if (person := leads.person(r, one)))


@table(
    "refused, said",
    (
        (PHONE, {"phones": (PHONE,)}),
        (PHONE, {"phones": ("+33 6 39 98 12 41", "01 99 00 12 12")}),
        (EMAIL, {"emails": (EMAIL,)}),
        (EMAIL, {"emails": (EMAIL.upper(),)}),
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
