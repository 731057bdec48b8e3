"""The people that a name tells, and those it does not."""

from core.sources.columns.people import people_named
from tests.tables import table

NAMES = [
    ("Paul et Anne DURAND", "DURAND|Paul DURAND|Anne"),
    ("DURAND Paul et Anne", "DURAND|Paul DURAND|Anne"),
    ("Paul et Anne Durand", "Durand|Paul Durand|Anne"),
    ("Durand Paul et Anne", "Durand|Paul Durand|Anne"),
    ("PAUL ET ANNE DURAND", "DURAND|PAUL DURAND|ANNE"),
    ("Paul & Anne DURAND", "DURAND|Paul DURAND|Anne"),
    ("M. et Mme Paul et Anne DURAND", "DURAND|Paul DURAND|Anne"),
    ("M. Paul DURAND et Mme Anne DURAND", "DURAND|Paul DURAND|Anne"),
    ("GIRAULT / PETIT", "GIRAULT| PETIT|"),
    ("Girault / Petit", "Girault| Petit|"),
    ("GIRAULT/PETIT", "GIRAULT| PETIT|"),
    ("Indivision GIRAULT / PETIT", "GIRAULT| PETIT|"),
    ("Consorts GIRAULT et PETIT", "GIRAULT| PETIT|"),
    ("Martin et Girard", "Martin| Girard|"),
    ("M. Vidal et Mme Lemoine", "Vidal| Lemoine|"),
    ("Mme LEMOINE née ROUX et M. VIDAL", "LEMOINE née ROUX| VIDAL|"),
    ("DURAND Paul / PETIT Anne", "DURAND|Paul PETIT|Anne"),
    ("Paul DURAND ou Anne PETIT", "DURAND|Paul PETIT|Anne"),
    ("DURAND Paul, PETIT Anne et ROUX Luc", ""),
    ("DURAND Paul, PETIT Anne", "DURAND|Paul PETIT|Anne"),
    ("Mme DURAND Jeanne (usufruitière) et M. DURAND Luc (nu-propriétaire)", "DURAND|Jeanne DURAND|Luc"),
    ("DURAND Jeanne usufruitière / DURAND Luc nu-propriétaire", "DURAND|Jeanne DURAND|Luc"),
    ("Usufruit : DURAND Jeanne ; nue-propriété : DURAND Luc", "DURAND|Jeanne DURAND|Luc"),
    ("DURAND Paul\nDURAND Anne", "DURAND|Paul DURAND|Anne"),
    ("Marc et Odile Ferrandel", "Ferrandel|Marc Ferrandel|Odile"),
    ("Paul et Zélie Trodigu", "Trodigu|Paul Trodigu|Zélie"),
    ("Trodigu Zélie et Paul", "Trodigu|Zélie Trodigu|Paul"),
    ("Durand et Anne Petit", "Durand| Petit|Anne"),
    ("Marie-Claude et Jean-Pierre LE GOFF", "LE GOFF|Marie-Claude LE GOFF|Jean-Pierre"),
    ("Zélie et Ombeline Trodigu", ""),
    ("Paul et DURAND Anne et PETIT Luc", ""),
    ("Zélie, Ombeline Trodigu", ""),
    ("Zélie / Ombeline Trodigu", ""),
    ("M. et Mme Durand", ""),
    ("M. et Mme Paul DURAND", ""),
    ("Monsieur ou Madame DURAND", ""),
    ("M. DURAND et sa femme", ""),
    ("M. DURAND et fils", ""),
    ("SCI GIRAULT / PETIT", ""),
    ("SARL Durand et Fils", ""),
    ("Indivision Caron", ""),
    ("Famille Durand", ""),
    ("DURAND / Paul", ""),
    ("Durand / Paul", ""),
    ("Paul et Anne", ""),
    ("DURAND-PETIT Anne", ""),
    ("Anne DURAND / 06 39 98 00 01", ""),
    ("DURAND Anne / DURAND Anne", ""),
    ("Durand, Paul", ""),
    ("", ""),
]
COLUMNS = [
    ("DURAND", "Paul et Anne", "DURAND|Paul DURAND|Anne"),
    ("GIRAULT / PETIT", "Paul / Anne", "GIRAULT|Paul PETIT|Anne"),
    ("M. Girault / Mme Petit", "", "Girault| Petit|"),
    ("Marc et Odile Ferrandel", "", "Ferrandel|Marc Ferrandel|Odile"),
    ("GIRAULT / PETIT", "Paul", ""),
    ("DURAND", "Jean-Paul", ""),
    ("DURAND", "Paul et ses enfants", ""),
    ("SCI DURAND", "Paul et Anne", ""),
    ("Mme / Petit", "Anne / Luc", ""),
]


def shown(*told: str) -> str:
    return " ".join(f"{one.last_name or one.name}|{one.first_name}" for one in people_named(*told))


@table("name, people", NAMES)
def test_a_name_tells_its_people(name: str, people: str) -> None:
    assert shown(name) == people


@table("last, first, people", COLUMNS)
def test_two_columns_tell_their_people(last: str, first: str, people: str) -> None:
    assert shown("", last, first) == people


def test_each_has_their_own_civility() -> None:
    assert [one.civility for one in people_named("Mme LEMOINE et M. VIDAL")] == ["Madame", "Monsieur"]
