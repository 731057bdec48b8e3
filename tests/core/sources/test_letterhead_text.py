"""What is read in letterheads, legal notices and signatures, all invented; what is not surely there is left out."""

from core.sources.letterhead_text import read_letterhead
from tests.tables import table

WHOLE = """Agence des Tilleuls
SARL Tilleuls Immobilier au capital de 10 000 €
3 place aux Herbes, 30700 Uzès
Tél. 01 99 00 10 20 – Fax 01 99 00 10 21
contact@tilleuls.exemple.fr · www.tilleuls.exemple.fr
RCS Nîmes 123 456 782 – TVA FR 00 123456782
Carte professionnelle CPI 3001 2026 000 000 001 délivrée par la CCI du Gard, 12 rue de la République, 30000 Nîmes
Garantie financière : Garantie Exemple, 1 rue des Essais, 75008 Paris
RC Pro : Assurance Exemple, 2 rue des Essais, 75001 Paris
Médiateur de la consommation : Médiation Exemple, 5 rue Haute, 75005 Paris, mediation.exemple.fr"""
SIGNATURE = """Claire Vasseur
Négociatrice
Agence du Mail
12, rue du Mail - 49000 Angers
T : +33 (0)1 99 00 10 20
claire@agencedumail.fr"""
FOOT = (
    "Mail Transactions, société par actions simplifiée au capital social de 8.000,00 euros | 12 bis avenue du Mail "
    "| 49100 Saint-Barthélemy-d’Anjou | 732 829 320 RCS Angers | contact@mail.exemple.fr | 01.99.00.10.30 | "
    "carte CPI 4901 2018 000 035 711 (CCI de Maine-et-Loire) | non-détention de fonds"
)


@table(
    "raw, values",
    [
        (
            WHOLE,
            {
                "name": "Agence des Tilleuls", "legal_name": "Tilleuls Immobilier", "legal_form": "SARL",
                "capital": "10000", "address": "3 place aux Herbes", "postcode": "30700", "town": "Uzès",
                "phone": "01 99 00 10 20", "email": "contact@tilleuls.exemple.fr", "siren": "123456782",
                "rcs_town": "Nîmes", "vat": "FR00123456782", "card_number": "CPI 3001 2026 000 000 001",
                "card_cci": "Gard", "card_cci_address": "12 rue de la République, 30000 Nîmes",
                "guarantor_name": "Garantie Exemple", "guarantor_address": "1 rue des Essais, 75008 Paris",
                "insurer_name": "Assurance Exemple", "insurer_address": "2 rue des Essais, 75001 Paris",
                "mediator_name": "Médiation Exemple", "mediator_address": "5 rue Haute, 75005 Paris",
                "mediator_url": "mediation.exemple.fr", "holds_funds": "1",
            },
        ),
        (
            SIGNATURE,
            {
                "name": "Agence du Mail", "signer_name": "Claire Vasseur", "signer_role": "négociatrice",
                "address": "12, rue du Mail", "postcode": "49000", "town": "Angers", "phone": "+33 (0)1 99 00 10 20",
                "email": "claire@agencedumail.fr",
            },
        ),
        (
            FOOT,
            {
                "legal_name": "Mail Transactions", "legal_form": "SAS", "capital": "8000",
                "address": "12 bis avenue du Mail", "postcode": "49100", "town": "Saint-Barthélemy-d’Anjou",
                "siren": "732829320", "rcs_town": "Angers", "email": "contact@mail.exemple.fr",
                "phone": "01.99.00.10.30", "card_number": "CPI 4901 2018 000 035 711", "card_cci": "Maine-et-Loire",
                "holds_funds": "0",
            },
        ),
        ("Siret 123 456 783 00012", {}),
        ("Agence du Parc\nTVA : FR00123456782", {"name": "Agence du Parc", "vat": "FR00123456782",
                                                 "siren": "123456782"}),
        ("Bonjour,\nje vous écris au sujet de ma maison.\n", {}),
        ("", {}),
        ("0" * 100_000, {}),
        ("rue " * 20_000, {}),
    ],
)  # fmt: skip
def test_what_is_surely_there_is_read_and_nothing_else(raw: str, values: dict[str, str]) -> None:
    assert read_letterhead(raw) == values
