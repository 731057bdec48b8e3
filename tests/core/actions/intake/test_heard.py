"""A refusal is heard in any cell of a file, and followed the whole way: no letter, no call, for it; both for a twin."""

from pathlib import Path

import pytest

from core.actions.intake.parse import normalise
from core.actions.intake.rows import ParsedRow
from core.model.batch import BatchFacts, RejectedRow, Source
from core.model.checking import Fixes
from core.model.draft import Draft
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store.engine.opening import NAME
from tests.bases import put_base
from tests.core.actions.conftest import NOW
from tests.core.cli.test_cli import WEEK_AGO, Terminal
from tests.files.bases.make import AGENCY
from tests.lengths import LONG, some
from tests.readable import readable
from tests.tables import each, table

HEADINGS = (
    "Nom;Téléphone;E-mail;Adresse;Code postal;Commune;Titre;Prix;Référence;Vue le;Statut;Notes;Opposition démarchage"
)
CELLS = ("{name}", "{phone}", "{name}@exemple.fr", "{rank} rue du Puits", "30700", "Uzès", "Maison", "210000")
LAST = ("R{rank}", "18/11/2026", "", "", "")
PLACES: tuple[tuple[str, str], ...] = (
    ("Téléphone", "{phone} PAS D'AGENCE"),
    ("Téléphone", "pas d'agence ! {phone}"),
    ("Téléphone", "{phone} (ne pas démarcher svp)"),
    ("Nom", "{name} (ne pas démarcher)"),
    ("Nom", "AGENCES S'ABSTENIR - {name}"),
    ("Adresse", "{rank} rue du Puits - pas d'agence"),
    ("Adresse", "{rank} rue du Puits, agences s'abstenir merci"),
    ("E-mail", "{name}@exemple.fr no agency"),
    ("Commune", "Uzès / démarchage interdit"),
    ("Titre", "Maison de bourg, agence s abstenir"),
    ("Prix", "210000 agences exclues"),
    ("Référence", "pas de mandataires"),
    ("Vue le", "non datée, agences s'abstenir"),
    ("Statut", "NE PLUS APPELER"),
    ("Statut", "Opposée"),
    ("Notes", "inscrit Bloctel"),
    ("Notes", "Sollicitations exclues de professionnels"),
    ("Notes", "dÃ©marchage interdit"),
    ("Notes", "Pas dâ€™agence"),
    ("Opposition démarchage", "oui"),
    ("Opposition démarchage", "12/03/2026"),
)


def written(rank: int, place: str = "", said: str = "") -> str:
    """Return a line of the file; ``said`` stands instead of the cell under ``place``."""
    cells = [*CELLS, *LAST]
    if place:
        cells[HEADINGS.split(";").index(place)] = said
    name = "".join(chr(97 + int(figure)) for figure in f"{rank:03}") + "ard"
    return ";".join(cells).format(name=name.capitalize(), phone=f"06 39 98 {rank // 100:02} {rank % 100:02}", rank=rank)


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on the base of an agency that lacks nothing."""
    put_base(tmp_path / "base")
    found = Terminal(tmp_path / "base", capsys)
    found.run("agency", *(word for pair in AGENCY.items() for word in ("--set", "=".join(pair))))
    return found


def asked(file: Path) -> tuple[str, ...]:
    return "import", str(file), "--supplier", "Pige", "--collected", WEEK_AGO, "--site", "Toit Direct"


def test_who_refuses_in_any_cell_gets_no_letter_and_no_call(at: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    twins = [written(500 + rank) for rank in range(len(PLACES))]
    refusing = [written(100 + rank, *place) for rank, place in enumerate(PLACES)]
    lines = [HEADINGS, *(line for pair in zip(refusing, twins, strict=True) for line in pair)]
    file.write_text("\n".join(lines), encoding="utf-8")
    expected = at.json(*asked(file), "--dry-run")
    report = at.json(*asked(file))
    assert [report[name] for name in ("read", "added", "merged", "opposed", "rejected", "blank")] == [
        *(2 * len(PLACES), len(PLACES), 0, len(PLACES), 0, 0),
    ]
    assert [(one["line"], one["column"]) for one in report["heard"]] == [
        (2 + 2 * rank, place) for rank, (place, _said) in enumerate(PLACES)
    ]
    assert expected["heard"] == report["heard"]
    [group] = [one for one in expected["groups"] if one["code"] == "OPPOSED"]
    assert "«\u202fNotes\u202f» (4)" in group["example"]
    letters = at.json("notice", "--due", "--out", str(tmp_path / "lettres"))["letters"]
    assert len(letters) == len(PLACES), "the twins, and they only"

    def followed(rank: int) -> None:
        phone, twin = f"0639980{100 + rank}", f"0639980{500 + rank}"
        for channel in ("call", "letter", "email", "sms")[: 4 if LONG or not rank % 7 else 1]:
            assert at.json("may", channel, phone, code=1)["light"] == "opposed"
        assert at.json("may", "call", twin, code=1)["light"] != "opposed"

    each(some(range(len(PLACES)), of=3), followed)


def test_nothing_is_kept_of_them_and_they_do_not_come_back(at: Terminal, tmp_path: Path) -> None:
    first, second = tmp_path / "pige.csv", tmp_path / "suite.csv"
    first.write_text(
        "\n".join([HEADINGS, *(written(100 + n, *place) for n, place in enumerate(PLACES))]), encoding="utf-8"
    )
    at.json(*asked(first))
    held = readable(tmp_path / "base" / NAME).casefold()
    for rank in range(len(PLACES)):
        name = written(100 + rank).split(";")[0].casefold()
        assert name not in held
        assert f"9980{100 + rank}" not in held
        assert f"{100 + rank} rue du puits" not in held
    # The same persons, one time by their number alone, one time by their name and address alone.
    rows = [written(100 + rank) for rank in range(len(PLACES))]
    by_number = [";".join(("", line.split(";")[1], *[""] * 7, "18/11/2026", "", "", "")) for line in rows]
    by_address = [";".join((cells[0], "", "", *cells[3:6], *[""] * 3, "18/11/2026", "", "", "")) for line in rows
                  if (cells := line.split(";"))]  # fmt: skip
    second.write_text("\n".join([HEADINGS, *by_number, *by_address]), encoding="utf-8")
    report = at.json(*asked(second))
    assert (report["added"], report["opposed"], report["heard"]) == (0, 2 * len(PLACES), [])


WHOLE = Draft(
    line=4, name="Roux Anne", last_name="Roux", phones=("06 39 98 00 11",), town="Uzès", site="Toit Direct",
    cells=("Roux", "06 39 98 00 11", "a.roux@exemple.fr"), heard="pas d'agence", heard_in="Notes",
    extra=(("Notes", "chez sa sœur"),),
)  # fmt: skip
PHONE = (("+33639980011", "0639980011"),)


@table(
    "changed",
    [
        {},
        {"site": ""},
        {"seen": "hier"},
        {"seen": "2031-01-01"},
        {"aside": True},
        {"name": "Roux (pas d'agence)", "last_name": "agence)"},
        {"slid": "Prix", "name": "210000", "town": "Roux", "phones": ()},
    ],
)
def test_a_refusal_is_kept_whatever_is_wrong_with_its_row(changed: dict[str, object]) -> None:
    batch = BatchFacts(Source.FILE, "f", "2026-11-20", supplier="Pige")
    ready = normalise(WHOLE._replace(**changed), batch, NOW.date())  # type: ignore[arg-type]
    assert isinstance(ready, ParsedRow)
    assert (ready.refusal, ready.heard_in, ready.extra, ready.phones) == ("pas d'agence", "Notes", "", PHONE)
    assert ready.seen is None
    if "slid" in changed:
        assert (ready.name, ready.town, ready.emails) == ("", "", ("a.roux@exemple.fr",))


def test_a_professional_is_still_rejected() -> None:
    found = normalise(WHOLE._replace(seller="pro"), BatchFacts(Source.FILE, "f", "2026-11-20"), NOW.date())
    assert isinstance(found, RejectedRow)
    assert found.code == "ROW_AGENCY"


def test_a_refusal_typed_at_the_check_counts_and_one_typed_over_still_does(tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    rows = ("Roux;0639980011;pas d'agence", "Brun;0639980012;calme", "Noir;0639980013;calme")
    file.write_text("\n".join(("Nom;Téléphone;Notes", *rows)), encoding="utf-8")
    found = open_table(file)
    fixes = Fixes(cells={(2, 2): "calme", (3, 2): "agences s'abstenir", (4, 9): "démarchage interdit"})
    heard = [(one.heard, one.heard_in, one.cells[2]) for one in drafts(found, fields_of(found, {}), fixes=fixes)]
    assert heard == [
        ("pas d'agence", "Notes", "pas d'agence"),
        ("agences s'abstenir", "Notes", "calme"),
        ("démarchage interdit", "", "calme"),
    ]


def test_the_words_of_an_address_of_the_web_are_nobody_s(tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    link = "https://www.exemple.fr/particulier-uniquement/pas-d-agence"
    file.write_text(f"Nom;Téléphone;Lien;E-mail\nRoux;0639980011;{link};stop-pub@exemple.fr", encoding="utf-8")
    found = open_table(file)
    assert [one.heard for one in drafts(found, fields_of(found, {}))] == [""]


def repeated(tmp_path: Path, heading: str, said: list[str]) -> Path:
    file = tmp_path / "pige.csv"
    rows = [f"{chr(65 + rank % 26)}ard;06399800{rank:02};{words}" for rank, words in enumerate(said)]
    file.write_text("\n".join((f"Nom;Téléphone;{heading}", *rows)), encoding="utf-8")
    return file


PRIVATE = "Particuliers uniquement"


@table(
    "heading, said, heard",
    [
        ("Catégorie", [PRIVATE] * 20, 0),
        ("Catégorie", [PRIVATE] * 27 + ["Villa"] * 3, 0),
        ("Type d'annonce", ["Vente directe uniquement"] * 30, 0),
        ("Catégorie", [PRIVATE] * 29 + ["particuliers uniquement, agences s'abstenir"], 1),
        ("Catégorie", [PRIVATE] * 19, 19),
        ("Catégorie", [PRIVATE] * 30 + ["Villa"] * 10, 30),
        ("Notes", ["Ne plus appeler"] * 40, 40),
        ("Notes", ["Agences s'abstenir"] * 40, 40),
        ("Refuse les agences", [PRIVATE] * 30, 30),
        ("Refuse les agences", ["oui"] * 30, 30),
    ],
)
def test_what_a_file_says_of_itself_refuses_for_nobody(
    heading: str, said: list[str], heard: int, tmp_path: Path
) -> None:
    found = open_table(repeated(tmp_path, heading, said))
    assert sum(bool(one.heard) for one in drafts(found, fields_of(found, {}))) == heard
    assert (found.guesses[2].remark == "Dit de tout le fichier, pas d’une personne") is (heard < 2)


def test_a_column_said_to_be_of_refusals_is_one_whatever_it_repeats(tmp_path: Path) -> None:
    found = open_table(repeated(tmp_path, "Catégorie", [PRIVATE] * 30))
    assert len([one for one in drafts(found, fields_of(found, {"Catégorie": "refuses"})) if one.heard]) == 30
