"""Under which letter somebody is filed."""

from core.base.names import NAMELESS, sort_key
from core.base.text import fold
from tests.tables import table


@table(
    "name, last, first, key",
    (
        ("M. et Mme Dupont", "", "", "dupont"),
        ("M. et Mme DUPONT Jean", "DUPONT", "Jean", "dupont jean"),
        ("Mme ou M. Lefèvre", "", "", "lefevre"),
        ("M. & Mme Roux", "", "", "roux"),
        ("Mr Roux", "", "", "roux"),
        ("MR ET MME ROUX", "", "", "roux"),
        ("Monsieur et Madame de La Tour", "", "", "de la tour"),
        ("Mlle Zoé Petit", "Petit", "Zoé", "petit zoe"),
        ("Me Alba", "", "", "alba"),
        ("Dr. Alba Jean", "", "", "alba jean"),
        ("Mme Veuve Brun", "", "", "brun"),
        ("Jean Dupont", "Dupont", "Jean", "dupont jean"),
        ("Dupont Jean", "Dupont", "Jean", "dupont jean"),
        ("Jean Dupont", "", "", "jean dupont"),
        ("Meunier Paul", "", "", "meunier paul"),
        ("Drouet", "", "", "drouet"),
        ("Mme", "", "", "mme"),
        ("M. et Mme", "", "", "mme"),
        ("Etienne", "", "", "etienne"),
        ("Martin et Fils", "", "", "martin et fils"),
        ("SCI Les Oliviers", "", "", "sci les oliviers"),
        ("Νίκος", "", "", fold("Νίκος")),
        ("", "", "", NAMELESS),
        ("…", "", "", NAMELESS),
    ),
)
def test_people_are_filed_under_their_last_name(name: str, last: str, first: str, key: str) -> None:
    assert sort_key(name, last, first) == key
    assert sort_key(name, last, first, fold(name)) == key
