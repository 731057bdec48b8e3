"""Invented agency and people for the letters: the samples of the texts, and the longest of each."""

from datetime import date

from core.base.records import replace
from core.model.agency import Agency
from core.model.letter import AD_COLUMNS, Audience, LetterFacts, LetterOrigin, Medium, Way

AGENCY = Agency(
    name="Agence du Mail",
    legal_name="SARL Agence du Mail",
    legal_form="SARL",
    capital="10000",
    address="12 rue du Mail",
    postcode="49000",
    town="Angers",
    phone="0199001020",
    email="contact@agencedumail.fr",
    short_url="agencedumail.fr/vos-donnees",
    siren="123456782",
    rcs_town="Angers",
    vat="FR12 123456782",
    card_number="CPI 4901 2018 000 035 711",
    card_cci="Maine-et-Loire",
    card_cci_address="8 boulevard du Roi-René, 49100 Angers",
    holds_funds=False,
    insurer_name="Assurances du Val",
    insurer_address="3 place Imbach, 49100 Angers",
    insurer_area="France entière",
    mediator_name="Médiation Immo",
    mediator_address="5 rue Haute, 75005 Paris",
    mediator_url="mediation-immo.example",
    privacy_contact="Claire Moreau",
    fee_place="sur agencedumail.fr/tarifs",
    signer_name="Claire Moreau",
    signer_role="négociatrice",
    has_dpo=False,
    sends_abroad=False,
    scores=False,
    sells_data=False,
    free_estimate=True,
    any_day=True,
    lets=True,
    manages=True,
    page_online=True,
    software_place="own",
    comparables="own",
    objection_phone="0199001020",
)
BOUGHT = LetterOrigin(
    Way.FILE, ("listing", "name", "phone", "address"), date(2026, 11, 21), supplier="Fichier Immo Conseil",
    supplier_address="20 rue Neuve, 69001 Lyon", site="PAP", reference="REF4",
    url="https://www.pap.example/annonces/maison-angers-49100-r4400", day=date(2026, 11, 20),
    medium=Medium.WEB,
    audience=Audience.EVERYONE,
)  # fmt: skip
OTHER = LetterOrigin(
    Way.FILE, ("listing", "phone"), date(2026, 11, 22), supplier="Pige Ouest", site="ParuVendu", reference="PV-77",
    day=date(2026, 11, 19), medium=Medium.WEB, audience=Audience.UNTOLD,
)  # fmt: skip
READ = replace(BOUGHT, way=Way.PAGE, supplier="", supplier_address="")
MAILED = replace(READ, way=Way.MAIL, audience=Audience.UNKNOWN)
SIGN = LetterOrigin(Way.SIGN, ("address",), date(2026, 11, 22), added=True, day=date(2026, 11, 22))
FOUND = LetterOrigin(
    Way.AGENCY, ("address",), date(2026, 11, 22), added=True, day=date(2026, 11, 22), words="une visite de la rue"
)
TOLD = LetterOrigin(Way.PERSON, ("email",), date(2026, 11, 23), added=True, day=date(2026, 11, 23))
FACTS = LetterFacts(
    agency=AGENCY,
    reference="K7P-4MD",
    day=date(2026, 11, 24),
    last_name="Lefèvre",
    first_name="Hélène",
    civility="Madame",
    address="14 rue des Mûriers",
    postcode="49100",
    town="Angers",
    origins=(BOUGHT,),
    obtained=date(2026, 11, 21),
    property="une maison",
    property_town="Angers",
    fields=frozenset({"name", "address", "phone", "listing", "letters"}),
    deal="sale",
    sensitive=False,
    ad_seen=date(2026, 11, 20),
    ad_columns=frozenset(AD_COLUMNS),
)
LONG_AGENCY = replace(
    AGENCY,
    name="Cabinet Saint-Laurent et Montgolfier Transactions",
    legal_name="SAS Saint-Laurent Montgolfier Immobilier et Associés",
    legal_form="Société par actions simplifiée",
    capital="1250000",
    address="Résidence Les Terrasses du Vieux-Port, bâtiment B, 128 boulevard du Maréchal-Foch",
    postcode="97180",
    town="Sainte-Anne-de-la-Guadeloupe",
    email="premier.contact@saint-laurent-montgolfier.example",
    short_url="saint-laurent-montgolfier.example/vos-donnees",
    management_card=True,
    holds_funds=True,
    guarantor_name="Compagnie de garantie des professions immobilières",
    guarantor_address="128 avenue de la Grande-Armée, 75017 Paris",
    network_name="Les Agences du Littoral",
    dpo_contact="Maître Anne-Sophie Delacroix-Beaumont, dpo@saint-laurent-montgolfier.example",
    reply_prepaid=True,
    signer_name="Marie-Charlotte de La Rochefoucauld-Beaumont",
    signer_role="responsable des ventes et de la location",
    commercial_agents=True,
    mail_provider="Imprimerie Postale de l’Ouest",
    software_host="Hébergement Sécurisé Français",
    other_recipients="notre cabinet comptable",
    fee_place="sur saint-laurent-montgolfier.example/tarifs et en vitrine",
    transfer_recipient="Nuage Atlantique Inc.",
    transfer_country="États-Unis",
    transfer_safeguard="clauses contractuelles types de la Commission européenne",
    scoring_criteria="leur date et leur commune",
    has_dpo=True,
    sends_abroad=True,
    scores=True,
    sells_data=True,
    software_place="host",
    software_host_country="France",
    mail_provider_country="France",
    objection_phone="0805001020",
    caller_third_party="SARL Appels du Sud",
    representative_contact="M. Paul Durand, 5 rue de la Loi, 1000 Bruxelles",
)
LONG = replace(
    FACTS,
    agency=LONG_AGENCY,
    last_name="de La Rochefoucauld-Montbel",
    first_name="Marie-Antoinette Élisabeth",
    address="Résidence du Château de la Bretonnière, escalier C, appartement 412, 1280 chemin des Hautes-Métairies",
    town="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
    postcode="51290",
    origins=(
        replace(
            BOUGHT,
            data=("listing", "name", "phone", "email", "address"),
            site="Annonces de Particuliers de France",
            reference="2026-REFERENCE-00418207",
            supplier="Fichier Immo Conseil et Documentation",
            supplier_address="Parc d’activités des Trois-Fontaines, 128 avenue de l’Europe, 69100 Villeurbanne",
            audience=Audience.LIMITED,
            condition="elle demandait de se connecter au site",
        ),
    ),
    property="un appartement",
    property_town="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
    fields=frozenset({"name", "address", "phone", "email", "listing", "letters", "note", "calls", "reply", "consent"}),
    noted=True,
    consent_channels=("phone", "email", "sms"),
)
GIVEN = replace(
    FACTS, origins=(LetterOrigin(
        Way.PERSON, ("property", "name", "phone", "address"), FACTS.obtained, columns=frozenset({"town", "price"})
    ),),
    fields=frozenset({"name", "address", "phone", "property"}),
)  # fmt: skip
PAGE = replace(FACTS, origins=(READ,))
MAIL = replace(FACTS, origins=(MAILED,))
TWO = replace(FACTS, origins=(replace(BOUGHT, data=("listing", "name", "address")), OTHER))
FIVE = replace(
    FACTS,
    origins=(
        replace(BOUGHT, data=("listing", "name"), perhaps=("phone",)),
        replace(OTHER, data=("listing",), perhaps=("phone",)),
        replace(READ, data=("listing",), site="SeLoger", reference="SL-1", url=""),
        replace(MAILED, data=("listing",), site="Bien’ici", reference=""),
        FOUND,
        TOLD,
    ),
    fields=FACTS.fields | {"email"},
)
REMINDER = replace(FACTS, first_letter=date(2026, 10, 1))
SAMPLES = {
    "a": FACTS,
    "b": replace(FACTS, last_name="", first_name="", civility=""),
    "c": replace(FACTS, sensitive=True),
    "d": replace(FACTS, deal="rent"),
    "e": REMINDER,
    "e rent": replace(REMINDER, deal="rent"),
    "e untold": replace(REMINDER, deal=""),
    "f": replace(FACTS, deal=""),
    "two": TWO,
    "five": FIVE,
    "sign": replace(FACTS, origins=(replace(SIGN, data=("listing", "address"), added=False),)),
    "page": PAGE,
    "mail": MAIL,
    "long": LONG,
    "long neutral": replace(LONG, sensitive=True),
    "long reminder": replace(LONG, first_letter=date(2026, 10, 1)),
}
"""Every letter and every source, with the samples of the texts, and the longest values."""
