"""What a note shared by two people refuses is of whoever is named or meant, where the row tells who that is; else both
are asked about. Nobody is noted as refusing who did not."""

from core.model.draft import Draft, RefusalOfRow
from core.sources.tables.hearing import listened
from core.sources.tables.people import people_in
from tests.tables import table

COUPLE, TITLED, WOMEN = "Marc et Odile Ferrandel", "M. Vidal et Mme Lemoine", "Mme Roux et Mme Petit"
NOTES = [
    (COUPLE, "Odile ne veut pas d'agence", "+ refuses"),
    (COUPLE, "Odile refuse", "+ refuses"),
    (COUPLE, "Madame refuse", "+ refuses"),
    (COUPLE, "refus de Madame", "+ refuses"),
    (COUPLE, "Monsieur ne veut pas", "refuses +"),
    (COUPLE, "ma femme ne veut pas", "+ refuses"),
    (COUPLE, "mon mari ne veut plus être appelé", "refuses +"),
    (COUPLE, "elle ne veut pas d'agence", "+ refuses"),
    (COUPLE, "Ne pas contacter Mme", "+ refuses"),
    (COUPLE, "Marc d'accord, Odile ne veut pas d'agence", "+ refuses"),
    (COUPLE, "Marc est d'accord et Odile ne veut pas d'agence", "+ refuses"),
    (COUPLE, "Monsieur OK mais Madame ne veut pas d'agence", "+ refuses"),
    (COUPLE, "Madame veut bien, Monsieur refuse", "refuses +"),
    (TITLED, "Madame refuse", "+ refuses"),
    (TITLED, "M. Vidal ne veut pas d'agence", "refuses +"),
    (WOMEN, "Mme Petit ne veut pas d'agence", "+ refuses"),
    (WOMEN, "Madame ne veut pas d'agence", "asked + asked"),
    (COUPLE, "leur fille ne veut pas d'agence", "asked + asked"),
    (COUPLE, "Sophie ne veut pas d'agence", "asked + asked"),
    (COUPLE, "Mme Petit ne veut pas d'agence", "asked + asked"),
    (COUPLE, "M. Vidal refuse d'être appelé", "asked + asked"),
    ("Claude et Dominique Roux", "Madame refuse", "asked + asked"),
    (COUPLE, "Agences s'abstenir", "refuses + refuses"),
    (COUPLE, "Marc et Odile ne veulent pas d'agence", "refuses + refuses"),
    (COUPLE, "Monsieur et Madame ne veulent pas d'agence", "refuses + refuses"),
    (TITLED, "ne pas m'appeler", "refuses + refuses"),
    (COUPLE, "il ne faut pas appeler", "refuses + refuses"),
    (COUPLE, "Souhaite vendre seul", "asked + asked"),
    (COUPLE, "Madame refuse de baisser le prix", "+"),
    (COUPLE, "Madame veut visiter", "+"),
]


def shared(name: str, note: str) -> Draft:
    """Return the people of a row of this name, with a note that is of nobody in particular."""
    row = Draft(name=name, phones=("06 39 98 00 01",), cells=(name, note))
    refusals, doubts, _private = listened({1: note})
    if refusals:
        row = row._replace(heard=refusals[1], refusals=(RefusalOfRow(refusals[1], (1,), note, "Note"),))
    if doubts:
        row = row._replace(doubt=note, doubt_at=1, held=True)
    return people_in(row)


@table("name, note, fates", NOTES)
def test_a_shared_note_is_of_whoever_it_means(name: str, note: str, fates: str) -> None:
    row = shared(name, note)
    people = (row, *row.others)
    assert len(people) == 2
    assert " + ".join("refuses" * bool(one.heard) or "asked" * one.held for one in people).strip() == fates


def test_each_is_asked_about_by_name() -> None:
    row = shared("Claude et Dominique Roux", "À voir. Madame refuse")
    assert [one.doubt for one in (row, *row.others)] == [
        "Madame refuse · Claude Roux",
        "Madame refuse · Dominique Roux",
    ]


def test_a_tick_of_the_row_and_the_name_of_one() -> None:
    """« Opposition = oui » beside « Odile ne veut pas d'agence » may be hers: the other waits."""
    row = Draft(
        name=COUPLE, phones=("06 39 98 00 01",), cells=(COUPLE, "Odile ne veut pas d'agence", "oui"), refuses=True
    )
    hers = RefusalOfRow("ne veut pas d'agence", (1,), row.cells[1])
    marc = people_in(row._replace(heard=hers.words, refusals=(RefusalOfRow("oui", (2,), "oui", loose=True), hers)))
    [odile] = marc.others
    assert (marc.heard, marc.held, odile.heard, odile.held) == ("", True, hers.words, False)
