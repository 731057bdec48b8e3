"""Postcodes and towns: what agrees, what does not, and all of which nothing is said."""

import json
import tarfile
from pathlib import Path

import pytest

from core.base import places
from tests.files.places import make
from tests.tables import table


@table(
    "postcode, town, said",
    [
        ("30700", "Uzès", True),
        ("30700", "UZES", True),
        ("30700", "Nîmes", False),
        ("30700", "", None),
        ("", "Uzès", None),
        ("307", "Uzès", None),
        ("1000", "Bourg-en-Bresse", True),
        ("01000", "Bourg en Bresse", True),
        ("01000", "Bourg", True),
        ("13100", "Aix", True),
        ("13100", "AIX EN PROVENCE", True),
        ("13100", "Marseille", False),
        ("30800", "St Gilles", True),
        ("30800", "Saint-Gilles Cedex", True),
        ("30029", "Nîmes Cedex 1", None),
        ("30700", "Nîmes Cedex 1", None),
        ("99999", "Uzès", None),
        ("75011", "Paris", True),
        ("75011", "Paris 11e", True),
        ("75011", "PARIS 11EME ARRONDISSEMENT", True),
        ("75116", "Paris 16", True),
        ("69003", "Lyon 3e", True),
        ("13008", "Marseille 8ème arr.", True),
        ("69003", "Paris", False),
        ("75011", "Lyon 3e", False),
        ("95290", "L'Isle-Adam", True),
        ("95290", "Isle Adam (L')", True),
        ("76600", "Havre", True),
        ("76600", "LE HAVRE", True),
        ("51000", "Châlons-en-Champagne", True),
        ("71100", "Chalon s/ Saône", True),
        ("97400", "Saint-Denis", True),
        ("97490", "Saint-Denis", True),
        ("97490", "Sainte-Clotilde", None),
        ("97110", "Pointe-à-Pitre", True),
        ("97200", "Fort de France", True),
        ("97300", "Cayenne", True),
        ("97600", "Mamoudzou", True),
        ("97500", "Saint-Pierre", True),
        ("97133", "Saint-Barthélemy", True),
        ("97150", "Saint Martin", True),
        ("98800", "Nouméa", True),
        ("97400", "Saint-Paul", None),
        ("01300", "Arbignieu", True),
        ("30700", "Saint-Martin", None),
        ("30700", "Les Hauts du Mas", None),
        ("67000", "Strasbourg", True),
        ("67000", "Mulhouse", False),
    ],
)
def test_a_town_and_its_postcode(postcode: str, town: str, said: bool | None) -> None:
    assert places.agrees(postcode, town) is said


def test_towns_and_postcodes() -> None:
    assert "Uzès" in places.towns_of("30700")
    assert places.towns_of("99999") == places.towns_of("x") == ()
    assert places.postcodes_of("UZES") == ("30700",)
    assert len(places.postcodes_of("Nîmes")) > 1
    assert len(places.postcodes_of("Paris")) == 21
    assert places.postcodes_of("Les Hauts du Mas") == places.postcodes_of("") == ()
    assert "L’Isle-Adam" in places.towns_of("95290")


def test_a_name_of_particles_keeps_them() -> None:
    assert places.town_key("Le") == "le"
    assert places.town_key("Paris Plage") == "paris plage"


def test_every_commune_agrees_with_its_own_postcode() -> None:
    known = places.known_places()
    wrong = [
        (code, town)
        for code, towns in known.towns.items()
        for town in towns.split("|")
        if not places.agrees(code, town) or not places.agrees(code, town.upper())
    ]
    assert not wrong
    assert len(known.towns) > 6000
    assert len(known.postcodes) > 30_000


def test_the_file_is_made_from_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    communes = [
        {
            "code": "30334",
            "nom": "Uzès",
            "type": "commune-actuelle",
            "codesPostaux": ["30700"],
            "anciensCodes": ["30998", "30997"],
        },
        {"code": "30999", "nom": "L'Ancienne", "type": "commune-deleguee", "chefLieu": "30334"},
        {"code": "98404", "nom": "Archipel des Kerguelen", "type": "commune-actuelle"},
    ]
    older = [{"code": "30998", "nom": "La Disparue", "type": "commune-actuelle"}]
    data = tmp_path / "communes.json"
    for name, content in (("paquet.tgz", communes), ("avant.tgz", older)):
        data.write_text(json.dumps(content), "utf-8")
        with tarfile.open(tmp_path / name, "w:gz") as archive:
            archive.add(data, "package/data/communes.json")
    for module in (make, places):
        monkeypatch.setattr(module, "resource", lambda *parts: tmp_path.joinpath("resources", *parts))
    monkeypatch.setattr("sys.argv", ["make", *(str(tmp_path / name) for name in ("paquet.tgz", "avant.tgz"))])
    (tmp_path / "resources" / "places").mkdir(parents=True)
    make.main()
    found = places.known_places.__wrapped__()
    assert found.towns == {"30700": "Uzès"}
    assert found.postcodes == {"uzes": "30700", "ancienne": "30700"}
    merged = places.merged_places.__wrapped__()
    assert merged.taken_over == {"ancienne": "uzes", "disparue": "uzes"}
    assert merged.took_over == {"uzes": ("ancienne", "disparue")}


@table(
    "town, postcode, merged",
    [
        ("cran gevrier", "74960", ("annecy",)),
        ("annecy", "74000", ("annecy vieux", "balmont", "cran gevrier", "ferrieres", "meythet", "pringy", "seynod",
                             "vieugy")),
        ("cran gevrier", "30700", ()),
        ("cran gevrier", "", ("annecy",)),
        ("uzes", "30700", ()),
    ],
)  # fmt: skip
def test_a_former_commune_and_the_one_that_took_it_over(town: str, postcode: str, merged: tuple[str, ...]) -> None:
    assert places.merged_with(town, postcode) == merged
