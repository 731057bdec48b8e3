"""Headings read by their words, in the spellings of many programs: what each is of, and whose."""

from core.sources.columns.grammar import words_of
from core.sources.columns.headings import field_of
from tests.tables import table

HEADINGS = {
    "phone": """
        Tél. vendeur | Téléphone du vendeur 2 | vendeur_telephone | TelVendeur | telVendeur1 | TÉL. PROPRIÉTAIRE |
        Num tél | Numéro de portable | N° de mobile | Portable 2 | GSM vendeur | Phone 1 - Value | Phone 2 - Value |
        Home Phone | Home Phone 2 | Business Phone | Mobile Phone | Primary Phone | Other Phone | Car Phone |
        Téléphone (domicile) | Téléphone 2 (bureau) | Tél. mobile | Téléphone principal | Autre téléphone |
        Work Phone | phone_number | phoneNumber | contact.phone | contact.phones.number | seller_phone |
        owner phone | OwnerPhone | Owner's phone | lead_phone | Cell Phone | Tél perso | Tél pro |
        Tél. du propriétaire | Téléphone contact | Téléphone du client | numero_telephone | numéro_de_téléphone |
        Mobile Number | LANDLINE_NUMBER | SMS | TEL_MANDANT_1 | mandant_tel | Téléphone fixe |
        Telephone - domicile | Tel portable proprietaire | Coordonnées téléphoniques | portable_vendeur |
        Person - Phone - Mobile | Contact : téléphone | Téléphone Madame | Tel M. | Tel1 | Tél. 1 vendeur |
        TEL_FIXE_PROP | téléphone du mandant n°2 | num_tel_port | Vendeur GSM | Tel.Port. | Tel. Dom. |
        Tél domicile vendeur | Mobile 1 | Phone (Mobile) | Phone (Home) | Téléphone mobile du propriétaire |
        N° téléphone 1 | telephone_fixe_vendeur | N_TEL | Téléphone - Portable | proprietaire.telephones.numero |
        phones.0.number | Whatsapp Number | Vendeur_Portable1 | Numéro de téléphone du contact | Numéro tél. |
        Contact Number | Mob. | Phone No. | Phone# | Tél Mr | Tél Mme
    """,
    "email": """
        E-mail 1 - Value | E-mail Address | E-mail 2 Address | Adresse de messagerie | Adresse de messagerie 2 |
        Courriel vendeur | Email propriétaire | emailVendeur | seller.email | Primary Email | Secondary Email |
        Adresse électronique | Première adresse électronique | Mail | MAIL_MANDANT | contact_email | EMAIL |
        Person - Email - Home | Adresse mail du vendeur | e-mail pro | Mél | eMail | E mail | adresse_mail |
        Contact Email | Owner Email | Email 1 | Courriel 2 | Vendeur mail | adresseMail | MailProprietaire |
        proprietaires.emails | e-mail vendeur 2 | Email (perso) | Mail 2 | Adr. mail |
        adresse de courrier électronique
    """,
    "address": """
        Rue (domicile) | Rue (bureau) 2 | Home Street | Business Street | Other Street | Address 1 - Street |
        Address 2 - Street | Mailing Street | Street Address | street_address | Adresse du bien |
        Adresse du propriétaire | Adresse vendeur | vendeur.adresse.rue | Adresse ligne 1 | Adresse ligne 2 |
        Address Line 1 | addressLine2 | Adresse postale | adresse_postale | ADR_MANDANT | ADR_BIEN |
        Adresse complète | Adresse privée | Home Address | Home Address 2 | Work Address | Adresse 1 vendeur |
        N° et nom de voie | Numéro et voie | Libellé de la voie | Nom de la rue | Voie | Type de voie |
        Complément d’adresse | Complément adresse 2 | Owner Address | property.address.street | Rue du bien |
        Adresse de correspondance | Adresse personnelle | Bâtiment | Lieu-dit | Adresse (rue) | Address |
        Adresse 1 | Adresse2 | Adr. vendeur | Adresse (domicile) | Adresse du logement | Adresse de l’annonce |
        Rue et numéro | Street 1 | Street (Home) | Rue du propriétaire | proprietaire.adresse |
        localisation.adresse | Adresse résidence principale | Home Address - Street | Adresse fiscale |
        Adresse perso | numVoie
    """,
    "postcode": """
        Code postal (domicile) | Home Postal Code | Business Postal Code | Address 1 - Postal Code |
        Mailing Zip/Postal Code | post_code | Zip | ZipCode | zipCode | codePostal | CodePostal | code_postal | CP |
        C.P. | CP vendeur | CP_BIEN | Code postal du bien | Home ZipCode | vendeur.cp | contact.address.zipCode |
        Adresse - Code postal | Adresse : CP | Postal Code | codepostal_vendeur | CODE POSTAL PROPRIETAIRE |
        Code Postal 2 | Code Post. | CP (bien) | ZIP/Postal | Code postal - domicile | Home Zip | Zip (Home) |
        adresse.codePostal | Cpostal vendeur | code_postal_du_bien
    """,
    "town": """
        Ville (domicile) | Home City | Address 1 - City | Mailing City | City | city | Ville | Ville du bien |
        VILLE_MANDANT | villeVendeur | Commune | Localité | contact.address.city | vendeur.ville | Adresse - Ville |
        Ville propriétaire | Nom de la commune | Nom commune | property.address.city.name | Town | Commune du bien |
        Ville (travail) | Ville/commune | Commune (bien) | City (Home) | adresse.ville | Ville - domicile |
        VILLE DU PROPRIETAIRE | Localité vendeur | Town/City
    """,
    "first_name": """
        Prénom | First Name | Given Name | firstName | FIRSTNAME | prenom_vendeur | PRENOM_MANDANT |
        Prénom du propriétaire | contact.firstname | Contact First Name | Prénom 1 | Prénoms
    """,
    "last_name": """
        Nom de famille | Last Name | Family Name | lastName | LASTNAME | last_name | Surname | Nom d’usage |
        contact.lastName | Owner Last Name
    """,
    "name": """
        Nom | Nom du vendeur | Nom complet | Name | Full Name | full_name | fullName | Nom et prénom |
        Nom / Prénom | NomPrenom | NOM_MANDANT | Nom propriétaire 1 | Seller Name | Contact Name | Saved Name |
        Display Name | Nom à afficher | Person - Name | Propriétaire | Vendeur | Vendeurs | nomVendeur |
        Nom du client | Nom contact | owner_name | Civilité Nom Prénom | Nom 1 | NOM DU MANDANT |
        Nom et prénom du vendeur | Vendeur 1 | Propriétaire(s) | Nom du propriétaire du bien | Identité |
        Dénomination | Contact principal | Propriétaire / Mandant | Nom(s)
    """,
    "civility": """
        Civilité | Civilité vendeur | Salutation | Name Prefix | Titre civilité | CIVILITE_MANDANT
    """,
    "ignore": """
        NOM RESPONSABLE DOSSIER | Tel agence | Téléphone de l’agence | Nom négociateur | Négociateur - Portable |
        EMAIL_NEGOCIATEUR | Téléphone de l'assistant(e) | Assistant's Phone | Manager's Name | Company Main Phone |
        Téléphone société | Organization 1 - Name | Organization Name | Nom société | Télécopie (bureau) |
        Business Fax | Home Fax | Pager | Télex | RNIS | TTY/TDD Phone | Récepteur de radiomessagerie | Callback |
        Contact owner | Contact Owner Email | Lead Owner | Person - Owner | Propriétaire du contact |
        Propriétaire de la fiche | Type de messagerie | Nom complet de l'adresse de messagerie | E-mail 1 - Type |
        E-mail 1 - Label | Phone 1 - Type | Phone 1 - Label | Address 1 - Label | Phone 1 - Country |
        Pays de naissance | Pays agence | Indicatif pays | Dép/Région (domicile) | Home State |
        Email verified | ad_name | campaign_name | form_name | adset_name | Group Name | Middle Name | Name Suffix |
        Nickname | Yomi Name | Phonetic First Name | Maiden Name | Nom de jeune fille | Deuxième prénom |
        Account Name | Account Phone | agence.telephone | agency.phone | user.email | Créé par | Created By |
        Suivi par | Assigné à | Tel notaire | Syndic - téléphone | Tél acquéreur | Acquéreur nom |
        Ville de naissance | Nom du fichier | Fournisseur | Téléphone du fournisseur | Spouse | Code client |
        Téléphone vérifié | Nombre d'appels téléphone | Lead Source | Contact ID | Lead Status | Page Web |
        Personal Web Page | Emergency contact phone | Commercial | Tél. commercial | conseiller.nom |
        Referent | Gestionnaire | Nom du gestionnaire | Mandataire | E-mail Display Name | Date de naissance |
        Nom de la résidence | PO Box | Address 1 - PO Box | Boîte postale du domicile | Tel. de l'agence |
        Agence - Email | Agence_tel | Nom du commercial | Chargé de clientèle | Tel apporteur | Négo | Mail négo |
        Email agent | Agent immobilier | Agent name | Listing agent phone | Photographe | Notaire acquéreur |
        Banque | Gardien - tel | Collaborateur | Nom de l'agence en charge | Conseiller immobilier |
        Téléphone conseiller | Assigned To | Owner ID | Deal owner | Record owner | HubSpot Owner |
        Contact's company | Société du contact | Nom du père | Phone type | Téléphone valide ? |
        Date du premier appel | Dernier email envoyé | Nb d'emails | Ville de l'agence | CP agence |
        Adresse agence | Diffuseur | Nom du programme | Nom du bien | Property name | List name | Tag |
        Nom de la liste | State
    """,
    "country": """
        Pays | Country | Country Code | Code pays | Address 1 - Country | Pays/Région (domicile) | Home Country |
        Pays/Nom du pays | vendeur.adresse.pays | owner_country | Pays du bien | Adresse (domicile) pays
    """,
}
CASES = [(header.strip(), field) for field, said in HEADINGS.items() for header in said.split("|")]
LEAST = 400


def test_there_are_many() -> None:
    assert len(CASES) >= LEAST


@table("header, field", CASES)
def test_what_a_heading_is_of(header: str, field: str) -> None:
    assert field_of(header)[0] == field


def test_a_cell_of_megabytes_is_no_heading() -> None:
    assert field_of("telvendeur" * 500_000) == ("ignore", 0.0)
    assert field_of("tel" * 60)[0] == "ignore"


@table(
    "header, words",
    [
        ("nomVendeur", "nom vendeur"), ("TELPortable", "tel portable"), ("telvendeur", "tel vendeur"),
        ("codePostal", "code postal"), ("Tél1", "tel 1"), ("contact.address.zipCode", "contact address zip code"),
        ("N° de voie", "n voie"), ("Surface (m²)", "surface m2"), ("TÉL_DOMICILE", "tel domicile"),
    ],
)  # fmt: skip
def test_words_of_a_heading(header: str, words: str) -> None:
    assert " ".join(words_of(header)) == words
