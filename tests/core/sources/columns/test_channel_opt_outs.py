"""Columns that say who refuses one way of being reached: by what their heading says, and by what their cells answer."""

import json
from pathlib import Path

from core.sources.columns.channel_opt_outs import WAYS, way_field, ways_of
from core.sources.columns.headings import field_of
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

EMAIL = """
    Email Opt Out | EMAIL_BLACKLISTED | HasOptedOutOfEmail | Has Opted Out Of Email | Opted out of email: Newsletter |
    Unsubscribed | Unsubscribed from all email | UNSUB_TIME | Unsub Reason | Unsubscribe date | unsubscribed_at |
    Désabonné | Désabonnée ? | Désabonné (O/N) | Date de désabonnement | Désinscrit newsletter | Désinscription e-mail |
    Ne pas envoyer d'e-mail | Ne pas envoyer d’e-mails | Ne plus envoyer de mail | Ne pas contacter par e-mail |
    Refus d'e-mails | Refus e-mail | Refuse les e-mails | Refuse les courriels | Opt-out mail | Opt out courriel |
    Stop mail | Stop newsletter | E-mail : opposition | Do not email | DoNotEMail | donotemail | Do not bulk email |
    DoNotBulkEMail | no_email | Blocklisted for email |
    Liste noire e-mail | Bloqué e-mail | email_opt_out | optOutEmail |
    contact.emailOptOut | Opt Out Emailing | Email Marketing Opt-Out | Opposition mailing | Never email
"""
SMS = """
    SMS_BLACKLISTED | SMS Opt Out | Opt-out SMS | Opted out of SMS | Ne pas envoyer de SMS | Stop SMS | Refus SMS |
    Refuse les textos | Do not text | Désabonné SMS | WHATSAPP_BLACKLISTED | Désinscrit des SMS | smsOptOut | No sms
"""
CALL = """
    Do Not Call | DoNotCall | DO_NOT_CALL | donotcall | DNC |
    Do not phone | DoNotPhone | No call | No calls | Opt-out appels |
    Opt-out téléphone | Refus des appels | Refuse les appels | Phone opt out | Do not call (Y/N) | Opted out of calls |
    phone_blacklisted | Voice opt-out | Ne pas contacter par téléphone | Opposition appels | Call opt out
"""
LETTER = """
    Do not mail | Do Not Mail | DoNotMail |
    DoNotPostalMail | Postal mail opt out | Direct Mail Opt-Out | Opt-out courrier |
    Ne pas envoyer de courrier | Refus du courrier postal | Refuse les courriers | Stop courrier | Do not send letters |
    Ne plus envoyer de lettres | Opposition courrier | Opt-out postal
"""
TOLD = """
    Opt-in e-mail | E-mail opt-in | newsletter.optIn | Consentement e-mail | Statut newsletter | Subscription Status |
    Email subscription status | Abonné newsletter | Email Permission | Opt-in SMS | Consentement SMS | Newsletter |
    opt_in_email | Emailing | Consentement téléphonique | Opt-in téléphone | Accord appel |
    Consentement démarchage téléphonique
"""
WELCOMED = """
    Accepte les e-mails | Accepte e-mail | Accepte les SMS | Autorise les SMS | Accepte le courrier | accepts_email |
    Autorisation e-mailing | Appels autorisés | Appel autorisé ? | Accepte d'être rappelé | Accepte d'être appelé(e) |
    Appelable | can_call | Peut-on appeler ? | Contactable par téléphone | Contactable par courrier | Accepte appels
"""
NEITHER = """
    E-mail | Téléphone | No tel | N° de téléphone | No téléphone |
    N° SMS | Adresse postale | Courrier | Stop bus | Mail |
    Opt-out agence | E-mail de l'agence (opt-out) | Email opt out partenaires | Fax Opt Out | HasOptedOutOfFax |
    Lien de désinscription e-mail | Refus du démarchage téléphonique | Opposition au démarchage téléphonique |
    Ne pas contacter | Ne pas démarcher | Opposé | Opt out | Do not contact | Blacklist | Statut appel | Bloctel |
    Date d'appel | Dernier appel | Newsletter du mois
"""
YES = [
    *(
        "oui",
        "O",
        "OUI",
        "1",
        "x",
        "X",
        "✓",
        "✔",
        "vrai",
        "VRAI",
        "true",
        "TRUE",
        "yes",
        "Y",
        "2026-05-03",
        "03/05/2026",
    ),
    *("unsubscribed", "désabonné", "refusé", "opt-out", "stop", "Do Not Allow", "Ne pas autoriser", "Opted out"),
]
NO = [
    *(
        "non",
        "N",
        "no",
        "0",
        "faux",
        "FALSE",
        "",
        "-",
        "—",
        "Allow",
        "Autoriser",
        "Subscribed",
        "abonné",
        "opt-in",
        "N/A",
    ),
    *("https://exemple.fr/unsubscribe?x=1", "luc@exemple.fr", "✗", "❌"),
]


def said(headers: str) -> list[str]:
    return [one.strip() for one in headers.replace("\n", " ").split("|")]


def closed(folder: Path, header: str, answers: list[str], beside: str = "") -> list[tuple[str, ...]]:
    """The ways each row refuses, with the columns as they are guessed; nobody may be opposed whole."""
    path = folder / "file.csv"
    rows = [f'Durand{n};06 39 98 01 {n:02};d{n}@exemple.fr;"{cell}";' for n, cell in enumerate(answers)]
    path.write_text("\n".join([f'Nom;Téléphone;E-mail;"{header}";{beside}', *rows]), "utf-8")
    opened = open_table(path)
    found = list(drafts(opened, fields_of(opened, {})))
    assert not [one for one in found if one.refuses or one.heard or one.held]
    assert all(one.phones and one.emails for one in found)
    return [one.closed for one in found]


@table(
    "header, way",
    [
        (header, way)
        for way, headers in {"email": EMAIL, "sms": SMS, "call": CALL, "letter": LETTER}.items()
        for header in said(headers)
    ],
)
def test_a_heading_says_which_way_is_refused(header: str, way: str) -> None:
    assert WAYS[field_of(header)[0]] == way
    assert ways_of(header) == (way,)


@table(
    "header, way",
    [
        ("Email Opt Out", "email"),
        ("SMS_BLACKLISTED", "sms"),
        ("DoNotCall", "call"),
        ("Refus du courrier postal", "letter"),
    ],
)
def test_a_yes_refuses_that_way_and_no_other_and_a_no_says_nothing(tmp_path: Path, header: str, way: str) -> None:
    answers = closed(tmp_path, header, YES + NO)
    assert [cell for cell, ways in zip(YES, answers, strict=False) if ways != (way,)] == []
    assert [cell for cell, ways in zip(NO, answers[len(YES) :], strict=True) if ways] == []


@table("header", [*said(TOLD)[:2], "Newsletter", "Consentement téléphonique"])
def test_where_an_agreement_is_asked_for_a_no_refuses_that_way(tmp_path: Path, header: str) -> None:
    cells = ["désabonné", "Unsubscribed", "opt-out", "refusé", "Blacklisted", "non", "0", "jamais", "faux"]
    free = ["oui", "", "1", "Subscribed", "2026-05-03", "x", "NC"]
    way = ways_of(header)
    assert closed(tmp_path, header, cells + free) == [way] * len(cells) + [()] * len(free)


@table("header", ["Optin", "Opt-in", "opt_in", "Double opt-in", "Opt-in marketing", "Marketing opt-in"])
def test_an_opt_in_that_names_no_way_is_of_emails_and_sms(tmp_path: Path, header: str) -> None:
    assert closed(tmp_path, header, ["non", "oui", "0", "1", ""]) == [("email", "sms"), (), ("email", "sms"), (), ()]


@table("header", said(WELCOMED)[:2])
def test_who_does_not_accept_a_way_refuses_it(tmp_path: Path, header: str) -> None:
    answers = closed(tmp_path, header, ["non", "0", "false", "refusé", "✗", "oui", "", "1", "NC"])
    assert [bool(ways) for ways in answers] == [True] * 5 + [False] * 4


@table("header", said(NEITHER))
def test_other_headings_are_about_no_single_way(header: str) -> None:
    assert way_field(header) == ""
    assert field_of(header)[0] not in WAYS


@table("header", [*said(TOLD), *said(WELCOMED)])
def test_a_heading_of_agreements_is_of_one_way_too(header: str) -> None:
    assert field_of(header)[0] in WAYS


def test_two_ways_in_one_heading_are_both_refused(tmp_path: Path) -> None:
    assert closed(tmp_path, "Opt-out e-mail et SMS", ["oui", "non"]) == [("email", "sms"), ()]


def test_a_plain_refusal_of_calls_is_of_calls_alone_beside_other_ways(tmp_path: Path) -> None:
    for header in ("Ne pas appeler", "Ne plus appeler", "Stop appels"):
        assert closed(tmp_path, header, ["oui", "non"], beside="Email Opt Out") == [("call",), ()]
        assert field_of(header)[0] == "refuses"


def test_addresses_under_such_a_heading_are_addresses(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "Nom;E-mail (opt-in);Mobile (stop SMS)\n"
        + "".join(f"Durand{n};d{n}@exemple.fr;06 39 98 01 4{n}\n" for n in range(4))
    )
    opened = open_table(path)
    for one in drafts(opened, fields_of(opened, {})):
        assert one.emails
        assert one.phones
        assert not one.closed


def test_a_remark_there_is_listened_to(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "Nom;Téléphone;Unsub Reason\n"
        "Durand;06 39 98 01 41;Agences s'abstenir, ne plus jamais me contacter\nPetit;06 39 98 01 42;\n"
    )
    opened = open_table(path)
    assert [bool(one.heard) for one in drafts(opened, fields_of(opened, {}))] == [True, False]


def test_keys_of_json_say_it_too(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    people = [{"nom": "Durand", "tel": "0639980101", "emailOptOut": True, "doNotCall": False}]
    people += [{"nom": "Petit", "tel": "0639980102", "emailOptOut": False, "doNotCall": True}]
    path.write_text(json.dumps(people))
    opened = open_table(path)
    assert [one.closed for one in drafts(opened, fields_of(opened, {}))] == [("email",), ("call",)]
