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
        ("Mme", "", "", NAMELESS),
        ("M. et Mme", "", "", NAMELESS),
        ("Mr&Mme Roux", "", "", "roux"),
        ("M./Mme Roux", "", "", "roux"),
        ("Monsieur ou Madame Roux", "", "", "roux"),
        ("M. Ou Yang", "", "", "ou yang"),
        ("Roux (M. et Mme)", "", "", "roux m et mme"),
        ("M. Roux et Mme Brun", "", "", "roux et mme brun"),
        ("Famille Roux", "", "", "roux"),
        ("Les époux Roux", "", "", "roux"),
        ("Indivision ROUX", "", "", "roux"),
        ("Indivision des consorts Roux", "", "", "roux"),
        ("Succession de M. Roux", "", "", "roux"),
        ("Succession de Roux", "", "", "de roux"),
        ("Héritiers Roux", "", "", "roux"),
        ("SCI Roux", "", "", "roux"),
        ("M. d’Ormont", "", "", "d ormont"),
        ("Mme Le Goff", "", "", "le goff"),
        ("M. du Plessis", "", "", "du plessis"),
        ("Les Gaulois", "", "", "les gaulois"),
        ("Maitre Jean", "Maitre", "Jean", "maitre jean"),
        ("M. Jean Maitre", "Maitre", "Jean", "maitre jean"),
        ("Famille", "", "", NAMELESS),
        ("Sarlat", "", "", "sarlat"),
        ("Mercier", "", "", "mercier"),
        ("Etienne", "", "", "etienne"),
        ("Martin et Fils", "", "", "martin et fils"),
        ("SCI Les Oliviers", "", "", "les oliviers"),
        ("Νίκος", "", "", fold("Νίκος")),
        ("", "", "", NAMELESS),
        ("…", "", "", NAMELESS),
    ),
)
def test_people_are_filed_under_their_last_name(name: str, last: str, first: str, key: str) -> None:
    assert sort_key(name, last, first) == key
