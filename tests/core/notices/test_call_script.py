"""The words to say: complete when the facts are, shorter or honest when they are not, never with a hole."""

import re
from datetime import UTC, date, datetime

from core.base.records import replace
from core.model.agency import Agency
from core.model.channel import Channel
from core.model.lead import LeadRow, LeadSheet, Origin
from core.model.step import NextStep, Step
from core.model.verdict import Light, Reason, Verdict
from core.notices import call_script
from core.records.listing import Listing
from tests.tables import table

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
AGENCY = Agency(name="Agence du Mail", town="Angers", phone="02 61 91 00 00", short_url="agencedumail.fr/vos-donnees")
CLAIRE = call_script.Speaker("Claire Moreau", AGENCY)
FILE = Origin(
    "file", "Fichier Immo Conseil", "PAP", "REF4", "", date(2026, 11, 20), date(2026, 11, 21), 1, "a.csv", 3, "Claire"
)
FORBIDDEN_WORDS = ("urgent", "dernière chance", "sélectionné", "j’ai un acheteur", "gratuit", "opportunité")


STEP = NextStep(Step.CALL, "NEXT_CALL_NOW")


def verdict(code: str, **values: object) -> Verdict:
    reason = Reason(code, "TEL-26-01", "C. consom., art. L223-1", "A", False, values)
    return Verdict(Channel.CALL, NOW, True, Light.ALLOWED, (reason,))


def sheet(origin: Origin | None = FILE, deal: str = "sale") -> LeadSheet:
    row = LeadRow(1, "Lefèvre", "Angers", "+33639980001", "PAP", Light.ALLOWED, verdict("CALL_CONSENT"), None, STEP)
    listing = Listing(
        1,
        2,
        "PAP",
        "REF4",
        kind="maison",
        deal=deal,
        price=34200000,
        area=128.0,
        rooms=5,
        town="Angers",
        postcode="49000",
        seen="2026-11-20",
    )
    origins = (origin,) if origin else ()
    return LeadSheet(row, "", "Lefèvre", "Madame", "49000", (), origins, (listing,), (), {})


def said(parts: tuple[call_script.ScriptPart, ...]) -> dict[str, str]:
    return {part.key: part.sentence for part in parts}


CONSENT = verdict("CALL_CONSENT", date=date(2026, 11, 12), object="", consent_end=date(2027, 5, 11))


def test_the_opening_of_a_call_by_consent_says_the_seven_points_in_order() -> None:
    parts = call_script.opening(CLAIRE, sheet(), CONSENT)
    assert tuple(part.key for part in parts) == call_script.POINTS
    assert [part.name for part in parts] == ["Qui", "Nature", "Source", "But", "Opposition", "Information", "Accord"]
    words = said(parts)
    assert words["who"] == (
        "«\u202fBonjour, ici Claire Moreau. J’appelle pour l’Agence du Mail, agence immobilière, à Angers.\u202f»"
    )
    assert words["source"] == (
        "«\u202fVous avez accepté d’être appelé le 12\u00a0novembre 2026. Votre annonce nous venait de "
        "Fichier Immo Conseil, qui dit l’avoir relevée sur PAP.\u202f»"
    )
    assert words["aim"] == "«\u202fJe vous appelle pour l’estimation et la vente de votre bien.\u202f»"
    assert "agencedumail.fr/vos-donnees" in words["information"]


@table(
    "code, values, source, aim",
    [
        (
            "CALL_CONTRACT",
            {"mandate": "412", "mandate_end": date(2027, 1, 1)},
            "le mandat n°\u00a0412, en cours jusqu’au 1er\u00a0janvier 2027",
            "au sujet de ce mandat",
        ),
        (
            "CALL_REQUEST",
            {"date": date(2026, 11, 20), "object": "une estimation"},
            "Vous nous avez demandé, le 20\u00a0novembre 2026",
            "C’est au sujet de\u202f: une estimation. Je m’en tiendrai là.",
        ),
        (
            "CALL_PROFESSIONAL",
            {},
            "le numéro de votre société dans un fichier de Fichier Immo Conseil, le 20\u00a0novembre 2026",
            "J’appelle la société Gardon pour l’estimation",
        ),
    ],
)
def test_each_title_has_its_own_source_and_aim(code: str, values: dict[str, object], source: str, aim: str) -> None:
    words = said(call_script.opening(CLAIRE, sheet(), verdict(code, **values), company="Gardon"))
    assert source in words["source"]
    assert aim in words["aim"]


def test_a_call_that_nothing_opens_has_no_words() -> None:
    blocked = Reason("CONSENT_NONE", "TEL-26-01", "C. consom., art. L223-1", "A", True)
    assert call_script.opening(CLAIRE, sheet(), replace(CONSENT, reasons=(blocked,))) == ()


def test_an_appointment_agreed_out_of_hours_names_the_day_of_the_agreement() -> None:
    off_hours = verdict("CALL_OFF_HOURS", hour=NOW)
    words = said(call_script.opening(CLAIRE, sheet(), off_hours, given=date(2026, 11, 12)))
    assert words["source"].startswith("«\u202fVous avez accepté d’être appelé le 12\u00a0novembre 2026.")


def test_a_rented_property_is_not_called_a_sale() -> None:
    assert "la location de votre bien" in said(call_script.opening(CLAIRE, sheet(deal="rent"), CONSENT))["aim"]


def test_without_a_web_address_the_information_comes_by_post() -> None:
    speaker = call_script.Speaker("Claire", replace(AGENCY, short_url=""))
    words = said(call_script.opening(speaker, sheet(), CONSENT))
    assert words["information"] == "«\u202fJe peux vous envoyer l’information complète par courrier.\u202f»"


ORIGINS = {
    "file": (FILE, "vendu par Fichier Immo Conseil, qui dit l’avoir relevé dans votre annonce REF4, sur PAP."),
    "bare": (replace(FILE, reference=""), "qui dit l’avoir relevé dans votre annonce sur PAP."),
    "page": (replace(FILE, source="page"), "Dans votre annonce sur PAP. Nous l’avons lue nous-mêmes le 20"),
    "mail": (replace(FILE, source="mail"), "D’une alerte e-mail de PAP, le 20\u00a0novembre 2026, qui"),
    "typed": (replace(FILE, source="typed"), "Dans votre annonce sur PAP."),
    "given": (replace(FILE, source="typed", site=""), "Vous nous l’avez donné vous-même, le"),
}


@table("origin, start", ORIGINS.values())
def test_where_the_number_comes_from(origin: Origin, start: str) -> None:
    part = call_script.where_from(sheet(origin))
    assert part.name == "Où avez-vous eu mon numéro\u202f?"
    assert start in part.sentence
    assert part.sentence.endswith("Voulez-vous que je l’efface\u202f? Un mot suffit.\u202f»")


@table(
    "origin",
    [
        None,
        replace(FILE, supplier=""),
        replace(FILE, source="page", seen=None),
    ],
)
def test_an_origin_that_is_not_certain_is_admitted(origin: Origin | None) -> None:
    part = call_script.where_from(sheet(origin))
    assert part.key == "unknown"
    assert part.sentence.startswith("«\u202fJe ne peux pas vous répondre avec certitude.")
    assert call_script.where_from(None) == part


def test_a_number_written_on_the_coupon_comes_from_the_person() -> None:
    part = call_script.where_from(sheet(), given=date(2026, 11, 12))
    assert part.key == "person"
    assert "Vous l’avez écrit vous-même sur votre coupon du 12\u00a0novembre 2026." in part.sentence


def test_the_words_after_an_opposition_and_on_other_occasions() -> None:
    assert call_script.after_opposition().sentence.startswith("«\u202fC’est noté à l’instant.")
    assert "?" not in call_script.after_opposition().sentence
    hello, *cases = call_script.incoming(CLAIRE)
    assert hello.sentence.startswith("«\u202fAgence du Mail, Claire Moreau, bonjour.")
    assert [case.key for case in cases] == ["copy", "callback", "agrees", "sold"]
    assert call_script.voicemail(CLAIRE, requested=False).sentence.startswith("Ne laissez aucune proposition")
    assert "au 02\u00a061\u00a091\u00a000\u00a000." in call_script.voicemail(CLAIRE, requested=True).sentence
    assert call_script.confirmation_offer() == "«\u202fJe vous l’envoie. À quelle adresse\u202f?\u202f»"


def test_nobody_is_named_who_did_not_say_their_name() -> None:
    """Neither the signer of the letters, who may be another, nor the name of the session."""
    speaker = call_script.Speaker("", replace(AGENCY, signer_name="Paul Roy"))
    who = said(call_script.opening(speaker, sheet(), CONSENT))["who"]
    assert who == "«\u202fBonjour, j’appelle pour l’Agence du Mail, agence immobilière, à Angers.\u202f»"
    hello, *_cases = call_script.incoming(speaker)
    assert hello.sentence.startswith("«\u202fAgence du Mail, bonjour.")
    message = call_script.voicemail(speaker, requested=True).sentence
    assert message.startswith("«\u202fBonjour, ici Agence du Mail, au ")


def test_the_opening_is_short_and_has_none_of_the_forbidden_words() -> None:
    parts = call_script.opening(CLAIRE, sheet(), CONSENT)
    text = " ".join(part.sentence for part in parts)
    assert len(re.findall(r"\w[\w’'-]*", text)) <= 90
    assert not [word for word in FORBIDDEN_WORDS if word in text.lower()]
    assert not re.search(r"[ \u00a0][:;!?»]|« ", text), "a thin space stands before high punctuation"
    assert call_script.version() == "script-2"
