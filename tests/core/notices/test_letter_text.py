"""What the letter says: salutation, source, choice of the letter, both sides of every condition, what is refused."""

from datetime import date
from typing import Any

from core.base import records
from core.base.records import replace
from core.model.agency import Agency
from core.model.letter import Audience, LetterFacts
from core.model.letter_look import LetterLook
from core.notices import agency_gaps, fields
from core.notices.agency_gaps import agency_missing
from core.notices.language import FRENCH
from core.notices.letter_text import compose, missing, origin_missing, recipient_missing, variant
from core.notices.sheet import text_of
from core.notices.template import Block
from tests.core.notices.samples import AGENCY, FACTS, GIVEN, LONG, MAIL, PAGE, REMINDER
from tests.tables import table

NBSP, THIN = "\u00a0", "\u202f"


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks)


def all_said(facts: LetterFacts) -> str:
    sheet = text_of(facts)
    letter = sheet.letter
    front = (letter.body, (letter.signature,), letter.pointer, letter.frame, (sheet.head,), sheet.strip, sheet.reply)
    return "\n".join(map(said, (*front, letter.notice, (sheet.foot,), sheet.strip_back, letter.consent)))


def of_origin(facts: LetterFacts = FACTS, **changes: Any) -> LetterFacts:
    return replace(facts, origins=tuple(replace(one, **changes) for one in facts.origins))


def of_agency(facts: LetterFacts = FACTS, **changes: Any) -> LetterFacts:
    return replace(facts, agency=replace(facts.agency, **changes))


@table(
    "civility, last, first, greeting, envelope",
    [
        ("Madame", "Lefèvre", "Hélène", f"Madame{NBSP}Lefèvre", "Madame Hélène Lefèvre"),
        ("Monsieur", "Lefèvre", "", f"Monsieur{NBSP}Lefèvre", "Monsieur Lefèvre"),
        ("Madame, Monsieur", "Lefèvre", "", "Madame, Monsieur", "Madame, Monsieur Lefèvre"),
        ("", "Lefèvre", "Hélène", "Madame, Monsieur", "Hélène Lefèvre"),
        ("Madame", "", "", "Madame, Monsieur", "Madame, Monsieur"),
        ("", "", "", "Madame, Monsieur", "Madame, Monsieur"),
    ],
)
def test_the_civility_is_never_guessed(civility: str, last: str, first: str, greeting: str, envelope: str) -> None:
    facts = replace(FACTS, civility=civility, last_name=last, first_name=first)
    letter = compose(facts)
    assert letter.body[0].text == f"{greeting},"
    assert text_of(facts).recipient == (envelope, "14 RUE DES MURIERS", "49100 ANGERS")
    formal = compose(replace(facts, look=LetterLook(closing="formal")))
    assert f"agréer, {greeting}, mes" in said(formal.body)


@table(
    "changes, letter",
    [
        ({}, "a"),
        ({"last_name": ""}, "b"),
        ({"sensitive": True}, "c"),
        ({"sensitive": True, "last_name": ""}, "c"),
        ({"deal": "rent", "sensitive": True}, "d"),
        ({"deal": ""}, "f"),
        ({"deal": "", "sensitive": True, "last_name": ""}, "f"),
        ({"deal": "rent", "first_letter": date(2026, 10, 1)}, "e"),
        ({"sensitive": True, "first_letter": date(2026, 10, 1)}, "e"),
    ],
)
def test_the_letter_follows_the_facts(changes: dict[str, Any], letter: str) -> None:
    assert variant(replace(FACTS, **changes)) == letter


def test_an_unread_listing_gets_the_neutral_letter_by_default() -> None:
    assert next(one for one in records.fields(LetterFacts) if one.name == "sensitive").default is True


@table("facts", [FACTS, PAGE, MAIL])
def test_without_a_name_the_listing_is_not_said_to_be_the_readers(facts: LetterFacts) -> None:
    body = said(compose(replace(facts, last_name="")).body)
    assert "otre annonce" not in body
    assert "’annonce de ce bien" in body


@table(
    "deal, concerns",
    [
        ("sale", "au sujet d’une maison"),
        ("rent", "au sujet de la location d’une maison"),
        ("", "au sujet d’une maison"),
    ],
)
def test_who_gave_the_data_is_named_as_their_source(deal: str, concerns: str) -> None:
    letter = compose(replace(GIVEN, deal=deal, sensitive=deal == "sale"))
    body, notice = said(letter.body), said(letter.notice)
    assert f"Vous nous avez donné vos coordonnées, le 21{NBSP}novembre 2026." in body
    assert concerns in body and "nnonce" not in body.replace("annoncer", "")
    assert f"{THIN}: de vous-même, le 21{NBSP}novembre 2026." in notice
    assert "visible par tous" not in notice
    assert origin_missing(GIVEN) == ()


def test_the_address_of_a_page_is_printed_on_page_two_only() -> None:
    url = "https://www.pap.example/maison"
    letter = compose(of_origin(PAGE, url=url))
    assert "(adresse page 2)." in said(letter.body) and url not in said(letter.body)
    assert url in said(letter.notice)


@table(
    "name, called",
    [
        ("Martin", "l’agence Martin"),
        ("Agence du Mail", "l’Agence du Mail"),
        ("AGENCE DU MAIL", "l’AGENCE DU MAIL"),
        ("Cabinet Martin", "le Cabinet Martin"),
        ("Étude Durand", "l’Étude Durand"),
        ("L'Agence", "L'Agence"),
        ("L’Agence d’Uzès", "L’Agence d’Uzès"),
        ("La Maison d’Uzès", "La Maison d’Uzès"),
        ("Les Agences du Gard", "Les Agences du Gard"),
        ("Agencement Sud", "l’agence Agencement Sud"),
        ("Orpi Uzès", "l’agence Orpi Uzès"),
    ],
)
def test_the_name_of_the_agency_has_its_article(name: str, called: str) -> None:
    assert fields.agency_the(name) == called
    front, nameless = said(compose(of_agency(name=name)).body), of_agency(replace(FACTS, last_name=""), name=name)
    assert f"à Angers{THIN}; {called} aimerait vous proposer ses services." in front
    assert f"Je m’oppose à ce que {called} utilise mes données" in said(text_of(of_agency(name=name)).strip)
    assert f". {called[:1].upper()}{called[1:]} aimerait" in said(compose(nameless).body)


@table(
    "town, at",
    [
        ("Angers", "à Angers"),
        ("Le Mans", "au Mans"),
        ("LES SABLES-D’OLONNE", "aux SABLES-D’OLONNE"),
        ("La Rochelle", "à La Rochelle"),
        ("Lessay", "à Lessay"),
    ],
)
def test_the_article_of_a_town_is_contracted(town: str, at: str) -> None:
    body = said(compose(of_agency(replace(FACTS, property_town=town), town=town)).body)
    assert f"une maison {at}{THIN}; l’Agence" in body


@table(
    "place, of",
    [
        ("Maine-et-Loire", "de Maine-et-Loire"),
        ("Évry", "d’Évry"),
        ("du Rhône", "du Rhône"),
        ("d'Angers", "d'Angers"),
        ("CCI du Gard", "du Gard"),
        ("CCIT Nantes", "de Nantes"),
    ],
)
def test_the_chamber_is_named_in_french(place: str, of: str) -> None:
    sheet = text_of(of_agency(card_cci=place))
    assert f"délivrée par la CCI {of}, «" in sheet.head.text and f"CCI {of}\u202f: 8 boulevard" in sheet.foot.text


def test_the_reminder_elides_before_the_property() -> None:
    assert "vous a écrit au sujet d’une maison à Angers." in said(compose(REMINDER).body)


def test_the_data_are_those_really_held() -> None:
    assert FRENCH.data_categories(frozenset({"phone", "name"})) == "Votre nom et votre numéro de téléphone"
    assert FRENCH.data_categories(frozenset({"email"})) == "Votre adresse e-mail"


def test_dates_and_numbers_are_french() -> None:
    assert fields.long_date(date(2027, 5, 1)) == f"1er{NBSP}mai 2027"
    assert fields.by_pairs("+33 1 99 00 10 20") == NBSP.join(("01", "99", "00", "10", "20"))
    assert fields.by_thousands("1250000") == NBSP.join(("1", "250", "000"))
    assert fields.by_thousands("10 000,50") == "10 000,50"
    assert fields.one_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


CONDITIONS: list[tuple[str, LetterFacts, str, LetterFacts, str]] = [
    (
        "short_url",
        FACTS,
        "ou encore agencedumail.fr",
        of_agency(page_online=None),
        "contact@agencedumail.fr. Référence",
    ),
    (
        "management_card",
        of_agency(LONG, management_card=True),
        f"«{THIN}Gestion immobilière{THIN}»",
        FACTS,
        f"commerce{THIN}». Ne reçoit",
    ),
    ("prepaid", LONG, "enveloppe jointe, sans timbre", FACTS, "Nous ne vous facturons rien."),
    (
        "other_name",
        of_agency(legal_name="Mail Immobilier"),
        "Mail Immobilier, nom commercial Agence du Mail, SARL au capital",
        of_agency(legal_name="agence du mail"),
        "agence du mail, SARL au capital",
    ),
    ("capital", FACTS, "SARL au capital de 10", of_agency(capital="", legal_form="EI"), "EI, RCS Angers"),
    ("vat", FACTS, "TVA FR12 123456782", of_agency(vat=""), "49100 Angers. Assurance"),
    ("holds_funds", LONG, "Garantie financière", FACTS, "Ne reçoit ni ne détient aucun fonds"),
    ("insurer", FACTS, "Assurances du Val", of_agency(insurer_name=""), "FR12 123456782. Médiateur"),
    ("mediator", FACTS, "Médiation Immo", of_agency(mediator_name=""), "France entière. Textes"),
    (
        "commercial_agent",
        of_agency(commercial_agent=True, rsac_town="Angers", rsac_number="987654321"),
        "Claire Moreau, agent commercial, RSAC Angers 987654321, agissant pour SARL Agence du Mail.",
        FACTS,
        "Claire Moreau, négociatrice",
    ),
    ("network", LONG, "membre du réseau Les Agences du Littoral", FACTS, "mediation-immo.example. Textes"),
    ("representative", LONG, "Notre représentant dans l’Union", FACTS, "en répond.\nNous n’avons pas"),
    ("dpo", LONG, f"délégué à la protection des données{THIN}: Maître", FACTS, "Nous n’avons pas de délégué"),
    ("source_public", FACTS, "était visible par tous sur internet", LONG, f"visible par tous{THIN}: elle demandait"),
    ("commercial_agents", LONG, "prospection, nos agents commerciaux", FACTS, "de la prospection. Si"),
    ("mail_provider", LONG, "Postale de l’Ouest, qui imprime", FACTS, "de la prospection. Si"),
    ("software_host", LONG, "qui héberge notre logiciel", FACTS, "de la prospection. Si"),
    ("supplier", FACTS, "nous en avertissons Fichier Immo Conseil", PAGE, "de la prospection. Notre"),
    ("other_recipients", LONG, f"Aussi{THIN}: notre cabinet comptable.", FACTS, "Conseil. Notre"),
    (
        "transfers",
        LONG,
        f"européenne{THIN}: Nuage Atlantique Inc., États-Unis.",
        FACTS,
        "Non, d’après ce que nous avons vérifié.",
    ),
    ("scoring", LONG, "classe les annonces selon leur date", FACTS, "Nous n’attribuons aucune note"),
    ("consent", LONG, "contacté par téléphone, par e-mail et par SMS", FACTS, "Si vous acceptez un jour"),
    ("third_party", LONG, "ou SARL Appels du Sud, qui appelle en son nom", FACTS, "20, pour vous proposer"),
    (
        "reference",
        FACTS,
        "que votre annonce REF4, une maison",
        of_origin(PAGE, reference=""),
        "concerne qu’une maison",
    ),
    ("rent", replace(REMINDER, deal="rent"), "une mission de location, nos", REMINDER, "un jour la vente, nos"),
    ("sale", REMINDER, "un jour la vente, nos", replace(REMINDER, deal=""), "un jour une mission, nos"),
    ("untold", replace(REMINDER, deal=""), "est vendu ou loué,", REMINDER, "est vendu,"),
]


@table("name, yes, words, no, other", CONDITIONS)
def test_each_condition_both_ways(name: str, yes: LetterFacts, words: str, no: LetterFacts, other: str) -> None:
    first, second = all_said(yes), all_said(no)
    assert words in first and words not in second
    assert other in second and other not in first


@table(
    "legal_name, form, head",
    [
        ("SARL Agence du Mail", "SARL", "Agence du Mail, SARL au capital"),
        ("Mail Immobilier SARL", "sarl", "Mail Immobilier, nom commercial Agence du Mail, sarl au capital"),
        ("Sarlat Immobilier", "SARL", "Sarlat Immobilier, nom commercial Agence du Mail, SARL au capital"),
        ("SARL", "SARL", "SARL, nom commercial Agence du Mail, SARL au capital"),
        ("S.A.R.L. Agence du Mail", "SARL", "Agence du Mail, SARL au capital"),
        ("Agence du Mail (SARL)", "S.A.R.L.", "Agence du Mail, S.A.R.L. au capital"),
        ("SARL Agence du Mail", "Société à responsabilité limitée", "Agence du Mail, Société à responsabilité limitée"),
        ("Société par actions simplifiée Mail", "SAS", "Mail, nom commercial Agence du Mail, SAS au capital"),
        ("Sasha Immobilier", "SAS", "Sasha Immobilier, nom commercial Agence du Mail, SAS au capital"),
        ("Cabinet (du Mail", "Mutuelle (57", "Cabinet (du Mail, nom commercial Agence du Mail, Mutuelle (57 au"),
    ],
)
def test_the_head_says_the_legal_form_once(legal_name: str, form: str, head: str) -> None:
    printed = text_of(of_agency(legal_name=legal_name, legal_form=form)).head.text
    assert printed.startswith(head)


@table(
    "typed, printed, abroad",
    [
        ("0199001020", "01 99 00 10 20", "+33 1 99 00 10 20"),
        ("+33 (0)1.99.00.10.20", "01 99 00 10 20", "+33 1 99 00 10 20"),
        ("0800001020", "08 00 00 10 20 (appel gratuit)", "+33 8 00 00 10 20 (free call)"),
        ("0892701020", "08 92 70 10 20", "+33 8 92 70 10 20"),
        ("3639", "36 39", "3639"),
        ("118218", "118 218", "118218"),
        ("+32 2 555 12 34", "+32 2 555 12 34", "+32 2 555 12 34"),
    ],
)
def test_the_head_says_the_telephone_in_one_shape_and_its_cost_when_known(
    typed: str, printed: str, abroad: str
) -> None:
    for english, words in ((False, printed), (True, abroad)):
        lines = text_of(replace(of_agency(phone=typed), english=english)).contact
        assert words in [line.replace("\u00a0", " ") for line in lines]


def test_the_sales_are_always_told_with_their_place() -> None:
    sales = {"since_place": "Angers", "since_year": "1998", "sales_place": "Angers", "sales_count": "24"}
    facts = of_agency(FACTS, **sales, sales_year="2025")
    body = said(compose(replace(facts, look=LetterLook(proofs="since,sales"))).body)
    assert "En 2025, nous avons vendu 24 biens à Angers." in body


def test_the_rental_reminder_speaks_of_the_rent() -> None:
    body = said(compose(replace(REMINDER, deal="rent")).body)
    assert "un avis écrit sur le loyer, gratuit et sans engagement, que vous gardez" in body
    assert "Si le bien est loué," in body and "vend" not in body


@table("facts", [replace(FACTS, deal=""), replace(REMINDER, deal=""), replace(PAGE, deal="", last_name="")])
def test_what_nobody_knows_is_neither_a_sale_nor_a_rental(facts: LetterFacts) -> None:
    letter = compose(facts)
    words = said(letter.body).replace("vendu ou loué", "")
    assert [
        word for word in ("vend", "vente", "lou", "loyer", "location", "acheteur", "estimation") if word in words
    ] == []


def test_a_complete_agency_lacks_nothing() -> None:
    assert missing(FACTS) == () == agency_missing(LONG.agency)
    assert origin_missing(FACTS) == () == origin_missing(PAGE) == origin_missing(MAIL)


@table("field", [*agency_gaps.ALWAYS, "capital", "signer_role", "privacy_contact"])
def test_each_mention_is_asked_for(field: str) -> None:
    blank: dict[str, Any] = {field: "  "}
    assert len(agency_missing(replace(AGENCY, **blank))) == 1


@table(
    "changes, lacking",
    [
        ({"holds_funds": None}, ("la réponse sur le maniement de fonds",)),
        ({"holds_funds": None, "guarantor_name": "Garantie X", "guarantor_address": "Y"}, ()),
        ({"holds_funds": True}, ("le nom du garant financier", "l’adresse du garant financier")),
        ({"commercial_agent": True}, ("la ville du RSAC", "le numéro RSAC")),
        ({"insurer_area": ""}, ("la zone couverte par l’assurance",)),
        ({"mediator_url": ""}, ("le site du médiateur",)),
        ({"consent_months": 13}, ("la durée de l’accord, de 1 à 12 mois",)),
        ({"capital": "", "legal_form": "EI"}, ()),
        ({"has_dpo": None, "privacy_contact": "", "dpo_contact": "dpo@agencedumail.fr"}, ()),
        ({"privacy_contact": "", "dpo_contact": "dpo@agencedumail.fr"}, ("la personne à joindre pour les données",)),
    ],
)
def test_mentions_depend_on_the_agency(changes: dict[str, Any], lacking: tuple[str, ...]) -> None:
    assert agency_missing(replace(AGENCY, **changes)) == lacking


def test_an_empty_agency_names_everything_once() -> None:
    lacking = agency_missing(Agency())
    assert len(lacking) == len(set(lacking)) >= 17


@table(
    "facts, lacking",
    [
        (of_origin(supplier=""), "le fournisseur du fichier"),
        (replace(FACTS, property="Maison après décès"), "le type de bien"),
        (of_origin(site=" "), "le site de l’annonce"),
        (replace(GIVEN, property_town=""), "la commune du bien"),
        (of_origin(PAGE, data=("listing", "name")), "d’où vient l’adresse postale"),
        (of_origin(audience=Audience.LIMITED), "qui pouvait voir l’annonce"),
        (replace(FACTS, fields=frozenset()), "la liste des données gardées"),
    ],
)
def test_an_origin_the_letter_cannot_say(facts: LetterFacts, lacking: str) -> None:
    assert origin_missing(facts) == (lacking,)


def test_the_post_needs_an_address() -> None:
    assert recipient_missing(replace(FACTS, address="", town="")) == ("la rue", "la commune")


@table(
    "lets, manages, offered",
    [
        (True, True, "Nous cherchons aussi des locataires et gérons des locations"),
        (True, False, f"Nous cherchons aussi des locataires{THIN}: cette mission est payante"),
        (True, None, f"Nous cherchons aussi des locataires{THIN}: cette mission est payante"),
        (False, True, "Nous gérons aussi des locations"),
    ],
)
def test_a_rental_letter_offers_what_the_agency_does(lets: bool, manages: bool | None, offered: str) -> None:
    assert offered in said(compose(of_agency(replace(FACTS, deal="rent"), lets=lets, manages=manages)).body)


@table(
    "changes, deal, said",
    [
        ({"lets": True, "manages": True}, "rent", "nos services (recherche de locataires et gestion de locations)"),
        ({"lets": False, "manages": True}, "rent", "nos services (gestion de locations)"),
        ({"lets": True, "manages": True}, "sale", "nos services (estimation"),
    ],
)
def test_the_notice_tells_the_services_of_this_deal(changes: dict[str, Any], deal: str, said: str) -> None:
    facts = replace(FACTS, deal=deal, agency=replace(FACTS.agency, **changes))
    assert said in " ".join(block.text for block in compose(facts).notice)
