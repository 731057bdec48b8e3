"""The information of who gave their own data: the elements of RGPD art. 13 on one page, only what they gave."""

from core.base.records import replace
from core.notices.given_sheet import GivenFacts, render_given
from tests.core.notices.reading import flat, texts
from tests.core.notices.samples import AGENCY, FACTS, GIVEN, LONG_AGENCY
from tests.failing import fails_with
from tests.tables import table

ARTICLE_13 = (
    "SARL Agence du Mail, 12 rue du Mail, 49000 Angers",
    "pour toute question : Claire Moreau",
    "Base légale : les démarches faites à votre demande avant un contrat.",
    "Base légale : notre intérêt légitime, qui est de faire connaître notre métier",
    "Les personnes de notre agence chargées de votre demande",
    "3 ans après votre dernier message ou appel",
    "une copie de vos données, leur correction, leur effacement ou le gel",
    "retirer un accord à tout moment",
    "Réclamation : CNIL",
    "Rien ne vous oblige à les donner",
    "aucune machine ne décide à votre sujet : une personne de l’agence décide.",
    "Je m’oppose à toute proposition commerciale.",
    "suppose votre consentement préalable",
    "Texte notice-given-3.",
)


def read(facts: GivenFacts) -> str:
    [page] = texts(render_given(facts))
    return flat(page).replace("\u202f", " ")


@table(
    "agency",
    [
        AGENCY,
        LONG_AGENCY,
        replace(AGENCY, has_dpo=None, privacy_contact="", dpo_contact="Maître Durand, dpo@x.example"),
    ],
)
def test_it_holds_on_one_page(agency: object) -> None:
    said = read(GivenFacts(replace(GIVEN, agency=agency), "à notre agence", "l’estimation de votre maison"))  # type: ignore[arg-type]
    assert (
        "l’estimation de votre maison" in said
        and "Feuille préparée le 24 novembre 2026, pour vous être remise à notre agence, référence K7P-4MD." in said
    )


@table("words", ARTICLE_13)
def test_it_has_every_element_of_article_13(words: str) -> None:
    assert words in read(GivenFacts(GIVEN, "par courrier", "l’estimation de votre maison"))


def test_it_names_only_what_the_person_gave() -> None:
    person = replace(GIVEN.origins[0], data=("name", "phone"))
    said = read(GivenFacts(replace(GIVEN, origins=(person,)), "chez vous", "un rendez-vous"))
    assert "Votre nom et votre numéro de téléphone, que vous nous avez donnés." in said


def test_the_property_is_told_by_what_the_person_said_of_it() -> None:
    said = read(GivenFacts(GIVEN, "chez vous", ""))
    assert "les informations sur votre bien (commune et prix), que vous nous avez donnés." in said
    bare = (replace(GIVEN.origins[0], columns=frozenset()),)
    told = read(GivenFacts(replace(GIVEN, origins=bare, fields=FACTS.fields), "chez vous", ""))
    assert "les informations sur votre bien, que vous nous avez donnés." in told


@table(
    "phone, words",
    [
        ("01 99 00 10 20", "dites-le, appelez le 01 99 00 10 20 ou écrivez à contact@agencedumail.fr."),
        ("3639", "sans motif : dites-le ou écrivez à contact@agencedumail.fr."),
    ],
)
def test_each_way_to_object_is_a_whole_sentence(phone: str, words: str) -> None:
    agency = replace(AGENCY, objection_phone=phone)
    said = read(GivenFacts(replace(GIVEN, agency=agency), "chez vous", ""))
    assert words in said.replace("\u00a0", " ")


def test_who_gave_nothing_has_no_such_sheet() -> None:
    with fails_with("ORIGIN_MISSING"):
        render_given(GivenFacts(FACTS, "à notre agence", "l’estimation"))
