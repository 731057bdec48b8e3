"""Headings whose words are cut short, glued or turned round; questions to the person; units said in a heading."""

from core.sources.columns.asked_answers import may_refuse
from core.sources.columns.columns import guess
from core.sources.columns.deals import deal
from core.sources.columns.headings import field_of
from core.sources.tables.mapping import mapper
from tests.tables import table

FIELDS = {
    "refuses": "Opp. démarchage | Opp démarch. | OPPOS_DEMARCH | Ne souhaite pas être contacté | "
    "Ne veut plus être appelé | Ne désire pas être démarché | Does not want to be contacted | "
    "N’accepte pas les agences | Pas d’agence | Sans agence SVP | Agences refusées | Agence non souhaitée | "
    "Non démarchable | Je refuse d’être contacté par des agences | Ne plus démarcher depuis",
    "accepts": "Souhaitez-vous être rappelé par une agence ? | Contact accepté par un professionnel (O/N) | "
    "Would you like to be called by an agent? | Démarchage OK | Agence OK ? | Ouvert aux agences | "
    "Accepte les agences immobilières | Êtes-vous d’accord pour être contacté par nos partenaires ?",
    "kind": "TYP_BIEN | TYPBIEN | Nat. bien | bien_type",
    "deal": "TRANSAC | transaction_type | Nature de la transaction | marketingType | TYP_TRANSAC",
    "price": "Px FAI | PRIXVENTE | listing_price_eur | Price (asking) | Prix net vend.",
    "area": "SURFHAB | Surf. habit.",
    "rooms": "NB_PCES | NBPIECES",
    "name": "NOMVEND | Nom prop. 1",
    "phone": "TELVEND | TelVend2 | TEL_PROP | Coord. vendeur",
    "address": "ADRVEND1 | ADRVEND2 | Compl. adr.",
    "postcode": "CPVEND",
    "ignore": "TEL_ACQ | TELACQ | NOM_LOC | Tel gest. | Tél. resp. | Surf. terr. | Prix m² | Cité | Étage | Souhaite | "
    "Nom du programme | N° agence | Agence (oui/non) | Tél. agence non joignable | Appel non abouti | "
    "Nb appels sans réponse",
}
CASES = [(header.strip(), field) for field, said in FIELDS.items() for header in said.split("|")]


@table("header, field", CASES)
def test_what_a_heading_means(header: str, field: str) -> None:
    assert field_of(header)[0] == field


def test_a_no_to_being_called_back_is_asked_about_when_nobody_is_named() -> None:
    says = may_refuse("Souhaitez-vous être rappelé ?")
    assert says is not None and says("Non") and not says("Oui")
    assert may_refuse("Date de rappel") is None
    assert may_refuse("Ne souhaite pas être rappelé") is None, "its yes is a refusal, heard as one"


def test_an_abbreviated_refusal_is_heard_and_is_no_name() -> None:
    headers = ("Localité", "Coord. vendeur", "Opp. démarchage")
    rows = [("Rezé", "06 39 98 29 01", "N"), ("Rezé", "06 39 98 29 02", "O"), ("Orvault", "06 39 98 29 03", "N")]
    fields = {one.index: one.field for one in guess(headers, rows, has_header=True)}
    assert fields == {0: "town", 1: "phone", 2: "refuses"}
    to_draft = mapper(fields, headers)
    assert [to_draft(2, row).refuses for row in rows] == [False, True, False]


def test_answers_of_one_letter_are_no_names() -> None:
    rows = [("06 39 98 29 01", "N"), ("06 39 98 29 02", "O"), ("06 39 98 29 03", "M")]
    assert guess(("Tél", "Zzz"), rows, has_header=True)[1].field == "ignore"


def test_cells_tell_a_deal_and_a_kind() -> None:
    headers = ("Tél", "Votre projet ?", "Nature", "Phone 1 - Label")
    rows = [("06 39 98 29 01", "Vendre", "Maison", "Maison"), ("06 39 98 29 02", "Louer", "Appartement", "Bureau")]
    assert [one.field for one in guess(headers, rows, has_header=True)] == ["phone", "deal", "kind", "ignore"]


def test_a_column_of_sales_and_rents_is_no_column_of_rents() -> None:
    headers = ("Nom", "Nature de la transaction", "Prix / Loyer")
    rows = [("Ory", "A vendre", "159000"), ("Pavy", "A louer", "520"), ("Pic", "", "610"), ("Sourd", "V", "205000")]
    fields = {one.index: one.field for one in guess(headers, rows, has_header=True)}
    to_draft = mapper(fields, headers)
    assert [to_draft(2, row).deal for row in rows] == ["sale", "rent", "", "sale"]


@table(
    "cell, expected",
    [("Vente / Location", ""), ("Vente ou location", ""), ("Location-vente", "sale"), ("V", "sale"), ("l", "rent")],
)
def test_a_deal_that_says_either_says_none(cell: str, expected: str) -> None:
    assert deal(cell) == expected


@table(
    "header, cell, price",
    [
        ("Prix (k€)", "245", "245 k€"),
        ("PRIX_KE", "312,5", "312,5 k€"),
        ("Prix en K€", "245 €", "245 k€"),
        ("Prix (k€)", "245 000 €", "245 000 €"),
        ("Prix (k€)", "sur demande", "sur demande"),
        ("Prix (€)", "245", "245"),
    ],
)
def test_the_unit_of_a_price_stands_in_its_heading(header: str, cell: str, price: str) -> None:
    headers = ("Nom", header)
    assert mapper({0: "name", 1: "price"}, headers)(2, ("Durand", cell)).price == price


def test_prices_in_thousands_are_no_rents() -> None:
    rows = [("Durand", "245"), ("Petit", "312,5"), ("Roux", "98")]
    assert not guess(("Nom", "Prix (k€)"), rows, has_header=True)[1].rents
