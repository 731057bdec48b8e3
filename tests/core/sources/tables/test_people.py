"""Each person of a row has what is theirs: by the heading of a column, by the name beside it in a cell; what nothing
tells of one is each one's."""

from pathlib import Path

from core.model.draft import Draft
from core.sources.tables.people import people_in
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

TWO = "Propriétaire 1;Tél 1;Propriétaire 2;Tél 2;Email 2;Adresse;CP;Ville;Note;Opposition propriétaire 2"
ONE = "Nom;Téléphone;Email;Adresse;CP;Ville;Note"
BARE = "Usufruitier;Nu-propriétaire;Téléphone;Adresse;CP;Ville"
SPOUSE = "Nom;Prénom;Téléphone;Nom conjoint;Prénom conjoint;Adresse;CP;Ville"
NUMBERED = "Propriétaire 1;Tél 1;Propriétaire 2;Tél 2;Opposition 1;Opposition 2;Adresse;CP;Ville"
HOME = "2 rue du Moulin;30700;Uzès"


def row_of(head: str, rank: int, surname: str) -> str:
    """Return one more row, so that the columns are known by their cells too."""
    phone, home = f"06 39 98 10 {rank:02d}", f"{rank + 3} rue Haute;30700;Uzès"
    if head == BARE:
        return f"Mme {surname.upper()} Rose;M. {surname.upper()} Guy;{phone};{home}"
    if head == NUMBERED:
        return f"{surname} Guy;{phone};Roux Eve;;;;{home}"
    if head == SPOUSE:
        return f"{surname.upper()};Guy;{phone};ROUX;Eve;{home}"
    return f"{surname} Guy;{phone};Roux Eve;;;{home};;" if head == TWO else f"{surname} Guy;{phone};;{home};"


def told(draft: Draft) -> str:
    """Return the people of a draft: name, telephones, e-mails, and what each refuses."""
    return " + ".join(
        f"{one.last_name or one.name} {one.first_name}".strip()
        + "".join(f" {phone[-2:]}" for phone in one.phones)
        + "".join(f" {mail.partition('@')[0]}" for mail in one.emails)
        + (" refuses" if one.heard or one.refuses else "")
        for one in (draft, *draft.others)
    )


ROWS = [
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;elle@exemple.fr;{HOME};;",
     "Roux Luc 01 + Ferrandel Odile 02 elle"),
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile (ne veut pas d'agence);06 39 98 00 02;;{HOME};;",
     "Roux Luc 01 + Ferrandel Odile 02 refuses"),
    (TWO, f"Roux Luc (ne veut pas d'agence);06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;;{HOME};;",
     "Roux Luc 01 refuses + Ferrandel Odile 02"),
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;;{HOME};Agences s'abstenir;",
     "Roux Luc 01 refuses + Ferrandel Odile 02 refuses"),
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;;{HOME};Odile ne veut pas d'agence;",
     "Roux Luc 01 + Ferrandel Odile 02 refuses"),
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;;{HOME};;oui",
     "Roux Luc 01 + Ferrandel Odile 02 refuses"),
    (NUMBERED, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;;oui;{HOME}",
     "Roux Luc 01 + Ferrandel Odile 02 refuses"),
    (NUMBERED, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;06 39 98 00 02;oui;;{HOME}",
     "Roux Luc 01 refuses + Ferrandel Odile 02"),
    (TWO, f"Roux Luc;06 39 98 00 01;Ferrandel Odile;;;{HOME};;", "Roux Luc 01 + Ferrandel Odile"),
    (TWO, f"Roux Luc;06 39 98 00 01;;;;{HOME};;", "Roux Luc 01"),
    (TWO, f"Roux Luc;06 39 98 00 01;GIRAULT / PETIT;;;{HOME};;", "Roux Luc 01 + GIRAULT + PETIT"),
    (SPOUSE, f"DURAND;Paul;06 39 98 00 01;PETIT;Anne;{HOME}", "DURAND Paul 01 + PETIT Anne 01"),
    (SPOUSE, f"DURAND;Paul et Anne;06 39 98 00 01;;;{HOME}", "DURAND Paul 01 + DURAND Anne 01"),
    (ONE, f"Paul et Anne DURAND;Paul : 06 39 98 00 01 / Anne : 06 39 98 00 02;;{HOME};",
     "DURAND Paul 01 + DURAND Anne 02"),
    (ONE, f"Paul et Anne DURAND;06 39 98 00 01 / 06 39 98 00 02;anne.durand@exemple.fr;{HOME};",
     "DURAND Paul 01 02 + DURAND Anne 01 02 anne.durand"),
    (ONE, f"Luc et Irène LACHAUD;06 39 98 00 01 (Luc) - 06 39 98 00 02 (Irène);;{HOME};",
     "LACHAUD Luc 01 + LACHAUD Irène 02"),
    (ONE, f"Luc et Irène LACHAUD;Luc - 06 39 98 00 01 - Irène - 06 39 98 00 02;;{HOME};",
     "LACHAUD Luc 01 + LACHAUD Irène 02"),
    (ONE, f"Luc et Irène LACHAUD;06 39 98 00 01 - Irène 06 39 98 00 02;;{HOME};",
     "LACHAUD Luc 01 02 + LACHAUD Irène 01 02"),
    (ONE, f"Luc et Irène LACHAUD née Petit;06 39 98 00 01;;{HOME};", "LACHAUD Luc 01 + LACHAUD née Petit Irène 01"),
    (ONE, f"M. Vidal et Mme Lemoine;06 39 98 00 01 (M.), 06 39 98 00 02 (Mme);;{HOME};", "Vidal 01 + Lemoine 02"),
    (ONE, f"GIRAULT / PETIT (ne veut pas d'agence);06 39 98 00 01;;{HOME};", "GIRAULT 01 + PETIT 01 refuses"),
    (ONE, f"GIRAULT / PETIT;06 39 98 00 01;;{HOME};ne veut pas d'agence", "GIRAULT 01 refuses + PETIT 01 refuses"),
    (ONE, f"GIRAULT / PETIT;06 39 98 00 01;;{HOME};M. Petit ne veut pas d'agence. A rappeler",
     "GIRAULT 01 + PETIT 01 refuses"),
    (ONE, f"M. Vidal et Mme Lemoine;06 39 98 00 01;;{HOME};Madame ne veut pas d'agence",
     "Vidal 01 + Lemoine 01 refuses"),
    (ONE, f"VIDAL / UZES;06 39 98 00 01;;{HOME};", "VIDAL / UZES 01"),
    (BARE, f"Mme DURAND Jeanne;M. DURAND Luc;06 39 98 00 01;{HOME}", "DURAND Jeanne 01 + DURAND Luc 01"),
    (ONE, f"M. et Mme Vidal;06 39 98 00 01;;{HOME};", "Vidal 01"),
    (ONE, f"SCI Girault / Petit;06 39 98 00 01;;{HOME};", "SCI Girault / Petit 01"),
]  # fmt: skip


@table("head, row, people", ROWS)
def test_each_has_what_is_theirs(tmp_path: Path, head: str, row: str, people: str) -> None:
    file = tmp_path / "pige.csv"
    more = [row_of(head, rank, surname) for rank, surname in enumerate(("Morel", "Blanc", "Perrin"))]
    file.write_text("\n".join((head, *more, row)), "utf-8")
    source = open_table(file)
    *_others, last = drafts(source, fields_of(source, {}))
    assert told(last) == people


def test_a_page_and_what_is_typed_tell_their_people() -> None:
    typed = Draft(name="Marc et Odile Ferrandel", phones=("06 39 98 00 01",), heard="Odile ne veut pas d'agence")
    assert told(people_in(typed)) == "Ferrandel Marc 01 + Ferrandel Odile 01 refuses"
    alone = Draft(name="Odile Ferrandel", heard="pas d'agence")
    assert people_in(alone) == alone
