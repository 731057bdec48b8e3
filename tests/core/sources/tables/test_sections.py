"""Files pasted one under another: what is under a second line of headings is read by it, or told as not read."""

from pathlib import Path

import openpyxl

from core.model.draft import Draft
from core.sources.tables.reading import drafts, fields_of, open_table, records
from tests.tables import table

FIRST = (
    "Nom;Téléphone;Adresse;CP;Ville",
    "Dupont;06 39 98 00 01;1 rue Haute;30700;Uzès",
    "Noël;0639980002;2 rue;30000;Nîmes",
)


def read(tmp_path: Path, *lines: str) -> list[Draft]:
    file = tmp_path / "a.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    opened = open_table(file)
    return list(drafts(opened, fields_of(opened, {})))


def told(one: Draft) -> tuple[str, ...]:
    name = one.name or " ".join(filter(None, (one.first_name, one.last_name)))
    ways = " ".join("".join(said.split()) for said in (*one.phones, *one.emails))
    return (name, ways, one.address, one.postcode, one.town)


LEBLANC = ("Leblanc", "0639980003", "3 rue Basse", "34000", "Montpellier")
ALL = "Montpellier;34000;3 rue Basse;0639980003;Leblanc"


@table(
    "name, lines, changed",
    [
        ("the other way round", ("Ville;CP;Adresse;Téléphone;Nom", ALL), {}),
        ("the first the same", ("Nom;Ville;CP;Adresse;Tél", "Leblanc;Montpellier;34000;3 rue Basse;0639980003"), {}),
        ("other words", ("Commune;Code postal;Rue;Tél. mobile;Vendeur", ALL), {}),
        ("English", ("Town;Zip code;Street;Phone;Name", ALL), {}),
        ("capitals", ("VILLE;CP;ADRESSE;TÉLÉPHONE;NOM", ALL), {}),
        ("after a blank line", ("", "Ville;CP;Adresse;Téléphone;Nom", ALL), {}),
        ("after a title", ("Fichier d’avril;;", "Ville;CP;Adresse;Téléphone;Nom", ALL), {}),
        (
            "a name in two",
            ("Ville;CP;Adresse;Téléphone;Prénom;Nom", ALL.replace(";Le", ";Anne;Le")),
            {0: "Anne Leblanc"},
        ),
        (
            "two telephones",
            ("Ville;CP;Adresse;Mobile;Fixe;Nom", ALL.replace(";Le", ";0199000003;Le")),
            {1: "0639980003 0199000003"},
        ),
        ("an e-mail", ("E-mail;Ville;CP;Adresse;Téléphone;Nom", f"a@exemple.fr;{ALL}"), {1: "0639980003 a@exemple.fr"}),
        (
            "a town with its postcode",
            ("CP Ville;Adresse;Téléphone;Nom", "34000 Montpellier;3 rue Basse;0639980003;Leblanc"),
            {},
        ),
        ("fewer columns", ("Téléphone;Nom", "0639980003;Leblanc"), {2: "", 3: "", 4: ""}),
        (
            "the same order, more columns",
            ("Nom;Téléphone;Adresse;CP;Ville;Étage", "Leblanc;0639980003;3 rue Basse;34000;Montpellier;4"),
            {},
        ),
        (
            "the same words, other case",
            ("nom;TÉLÉPHONE;adresse;cp;ville", "Leblanc;0639980003;3 rue Basse;34000;Montpellier"),
            {},
        ),
    ],
)
def test_rows_are_read_by_the_headings_above_them(
    tmp_path: Path, name: str, lines: tuple[str, ...], changed: dict[int, str]
) -> None:
    found = [one for one in read(tmp_path, *FIRST, *lines) if one.phones]
    assert [told(one) for one in found[:2]] == [
        ("Dupont", "0639980001", "1 rue Haute", "30700", "Uzès"),
        ("Noël", "0639980002", "2 rue", "30000", "Nîmes"),
    ]
    expected = tuple(changed.get(at, said) for at, said in enumerate(LEBLANC))
    assert [told(one) for one in found[2:]] == [expected], name


def test_headings_above_again_bring_back_the_first_order(tmp_path: Path) -> None:
    lines = (*FIRST, "Ville;CP;Adresse;Téléphone;Nom", "Montpellier;34000;3 rue Basse;0639980003;Leblanc", *FIRST)
    assert [told(one)[0] for one in read(tmp_path, *lines)] == ["Dupont", "Noël", "Leblanc", "Dupont", "Noël"]


def test_a_column_without_a_place_is_told_and_still_listened_to(tmp_path: Path) -> None:
    lines = ("Prix;Nom;Téléphone;Remarque", "210 000 €;Leblanc;0639980003;PAS D’AGENCE", "1 €;Roux;0639980004;Le soir")
    found = read(tmp_path, *FIRST, *lines)
    assert [one.headings for one in found] == [(), (), ("Prix", "Remarque"), (), ()]
    assert found[2].cells == tuple(lines[0].split(";")), "the line itself is shown"
    assert found[3].heard, "a refusal in a column without a place"
    assert not found[4].heard and found[4].cells[-1] == "1 € / Le soir"


@table(
    "heading, cells, refused",
    [
        ("Opposition", ("oui", "non", "", "x", "0"), "ad"),
        ("Accepte les agences", ("non", "oui", "", "no", "1"), "ad"),
        ("Do not call", ("Y", "N", "", "✓", "false"), "ad"),
        ("Bloctel", ("12/03/2026", "", "", "inscrit", "non"), "ad"),
        ("Étage", ("non", "oui", "", "x", "0"), ""),
    ],
)
def test_an_answer_against_it_is_heard_without_a_column_above(
    tmp_path: Path, heading: str, cells: tuple[str, ...], refused: str
) -> None:
    rows = (f"{cell};Roux{'abcde'[at]};06 39 98 01 0{at}" for at, cell in enumerate(cells))
    found = read(tmp_path, *FIRST, f"{heading};Nom;Téléphone", *rows)
    people = [one for one in found if one.phones and (one.last_name or one.name).startswith("Roux")]
    assert len(people) == len(cells)
    assert "".join((one.last_name or one.name)[-1] for one in people if one.heard) == refused


@table(
    "name, lines",
    [
        ("words that recur", ("Nom;Type;Qui", "Dupont;Mobile;Vendeur", "Noël;Mobile;Vendeur", "Roux;Fixe;Contact")),
        (
            "names that are words",
            ("Nom;Ville;Téléphone", "Rue;Adresse;0639980001", "Ville;Duval;", "Noël;Uzès;0639980002"),
        ),
        ("people without a number", ("Nom;Ville;Site", "Dupont;Uzès;PAP", "Noël;Nîmes;PAP", "Mobile;Contact;PAP")),
    ],
)
def test_rows_of_words_are_rows(tmp_path: Path, name: str, lines: tuple[str, ...]) -> None:
    found = read(tmp_path, *lines)
    assert [one.cells for one in found] == [tuple(line.split(";")) for line in lines[1:]], name


def test_in_a_workbook_and_below_the_rows_looked_at_first(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nom", "Téléphone", "Ville"])
    for n in range(700):
        sheet.append(["Dupont", f"06 39 98 {n // 100:02} {n % 100:02}", "Uzès"])
    sheet.append(["Ville", "Nom", "Téléphone"])
    for n in range(50):
        sheet.append(["Nîmes", "Noël" if n else "Zola", f"06 39 97 00 {n:02}"])
    book.save(tmp_path / "a.xlsx")
    opened = open_table(tmp_path / "a.xlsx")
    found = list(drafts(opened, fields_of(opened, {})))
    assert len(found) == 750 == sum(1 for _row in records(opened))
    assert {one.town for one in found[700:]} == {"Nîmes"}
    assert told(found[700])[:2] == ("Zola", "0639970000")


PEOPLE = ("Leblanc;06 39 98 00 11;;;", "Roux;06 39 98 00 12;;;")
HEADS = FIRST[0]


@table(
    "name, lines, refused",
    [
        ("a title over the last ones", (*FIRST, "Liste d’opposition;;;;", *PEOPLE), "Leblanc Roux"),
        ("and their headings", (*FIRST, "", "Opposés;;;;", HEADS, *PEOPLE), "Leblanc Roux"),
        ("and other headings", (*FIRST, "Ne pas contacter;;", "Téléphone;Nom", "0639980011;Leblanc"), "Leblanc"),
        ("in the middle", (HEADS, "Ne plus appeler;;;;", *PEOPLE, "Prospects;;;;", *FIRST[1:]), "Leblanc Roux"),
        ("a title with its year", (*FIRST, "Opposés 2026;;;;", *PEOPLE), "Leblanc Roux"),
        ("in another column", (*FIRST, ";;Liste rouge, ne pas démarcher;;", *PEOPLE), "Leblanc Roux"),
        ("then a title and headings", (HEADS, "Bloctel;;;;", PEOPLE[0], "Avril;;;;", HEADS, *FIRST[1:]), "Leblanc"),
        ("a title of others", (*FIRST, "À contacter;;;;", *PEOPLE), ""),
        ("opposed ones removed", (*FIRST, "Fichier sans les opposés;;;;", *PEOPLE), ""),
        ("a name alone in its row", (*FIRST, "Leblanc;;;;", *PEOPLE), ""),
    ],
)
def test_a_title_of_refusals_in_the_middle_is_heard(
    tmp_path: Path, name: str, lines: tuple[str, ...], refused: str
) -> None:
    found = read(tmp_path, *lines)
    heard = [one.last_name or one.name for one in found if one.heard and one.phones]
    assert " ".join(heard) == refused, name
    assert {"Dupont", "Noël"} <= {one.last_name or one.name for one in found if not one.heard}
