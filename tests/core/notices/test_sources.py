"""Where the data come from, as the letter says it: every origin, each tied to what it gave, and none other."""

from datetime import date

from core.base.records import replace
from core.model.letter import Audience, LetterFacts, LetterOrigin
from core.notices.letter_text import compose, origin_missing
from tests.core.notices.samples import (
    BOUGHT,
    FACTS,
    FIVE,
    FOUND,
    MAIL,
    MAILED,
    OTHER,
    PAGE,
    READ,
    SAMPLES,
    SIGN,
    TOLD,
    TWO,
)  # fmt: skip
from tests.tables import table

NBSP, THIN = "\u00a0", "\u202f"


def source(facts: LetterFacts) -> str:
    return compose(facts).body[2].text


def whence(facts: LetterFacts) -> list[str]:
    """The answer to « D’où viennent-elles ? », line by line."""
    lines = [block.text for block in compose(facts).notice]
    first = next(at for at, line in enumerate(lines) if line.startswith("2. "))
    last = next(at for at, line in enumerate(lines) if line.startswith("3. "))
    return lines[first + 1 : last]


DAY = f"20{NBSP}novembre 2026"
BY_FILE = f"d’un fichier acheté à Fichier Immo Conseil, reçu le 21{NBSP}novembre 2026"
HERS = BY_FILE.replace("Conseil,", "Conseil (20 rue Neuve, 69001 Lyon),")
SAYS = f"{HERS}{THIN}; Fichier Immo Conseil dit avoir relevé l’annonce REF4 sur PAP le {DAY}"
THEIRS = f"d’un fichier acheté à Pige Ouest, reçu le 22{NBSP}novembre 2026"
SAY = f"{THEIRS}{THIN}; Pige Ouest dit avoir relevé l’annonce PV-77 sur ParuVendu le 19{NBSP}novembre 2026"
ALL_OF_IT = f"Votre annonce, votre nom, votre numéro de téléphone et votre adresse postale{THIN}: "
THEN_READ = f"de l’annonce REF4, lue par notre agence sur PAP le {DAY}"
BY_VISIT = f"relevée par notre agence le 22{NBSP}novembre 2026, d’après une visite de la rue"
SPENT = f"Aussi, sans qu’il en reste rien ici{THIN}: "
BY_SIGN = f"du panneau posé sur le bien, vu par notre agence le 22{NBSP}novembre 2026"
SEVERAL = f"Votre annonce nous est parvenue par plusieurs sources{THIN}: un fichier vendu par Fichier Immo Conseil"
AD_ONLY = replace(BOUGHT, data=("listing",))
SEEN_BY_ALL = "Cette annonce était visible par tous sur internet."


@table(
    "facts, sentence, lines",
    [
        (
            FACTS,
            f"Votre annonce nous vient d’un fichier acheté à Fichier Immo Conseil, qui dit l’avoir relevée sur PAP le"
            f" {DAY} (référence{NBSP}REF4).",
            [f"{ALL_OF_IT}{SAYS}.", SEEN_BY_ALL],
        ),
        (
            PAGE,
            f"Nous avons lu votre annonce sur PAP, le {DAY} (adresse page 2).",
            [
                f"{ALL_OF_IT}de l’annonce REF4, lue par notre agence sur PAP le {DAY}, à l’adresse {READ.url}.",
                SEEN_BY_ALL,
            ],
        ),
        (
            MAIL,
            f"Votre annonce nous est parvenue le {DAY} par une alerte e-mail de PAP.",
            [
                f"{ALL_OF_IT}d’une alerte e-mail envoyée par PAP le {DAY}, annonce REF4.",
                "Nous ne savons pas si cette annonce était visible par tous.",
            ],
        ),
        (
            TWO,
            f"{SEVERAL} et un fichier vendu par Pige Ouest (détail page 2).",
            [
                f"Votre annonce{THIN}: {SAYS}{THIN}; puis {SAY}.",
                f"Votre nom et votre adresse postale{THIN}: {BY_FILE}.",
                f"Votre numéro de téléphone{THIN}: {THEIRS}.",
                "L’annonce sur PAP était visible par tous sur internet.",
                "Pige Ouest ne nous a pas précisé si l’annonce sur ParuVendu était visible par tous.",
            ],
        ),
        (
            FIVE,
            f"{SEVERAL}, un fichier vendu par Pige Ouest, une lecture de l’annonce par notre agence sur SeLoger,"
            " une alerte e-mail de Bien’ici, vous-même et une adresse complétée par nous (détail page 2).",
            [
                f"Votre annonce{THIN}: {SAYS}{THIN}; puis {SAY}{THIN}; puis de l’annonce SL-1, lue par notre agence sur"
                f" SeLoger le {DAY}{THIN}; puis d’une alerte e-mail envoyée par Bien’ici le {DAY}.",
                f"Votre nom{THIN}: {BY_FILE}.",
                f"Votre numéro de téléphone{THIN}: {BY_FILE}{THIN}; ou {THEIRS}.",
                f"Votre adresse e-mail{THIN}: de vous-même, le 23{NBSP}novembre 2026.",
                f"Votre adresse postale{THIN}: {BY_VISIT}.",
                "L’annonce sur PAP était visible par tous sur internet.",
                "Pige Ouest ne nous a pas précisé si l’annonce sur ParuVendu était visible par tous.",
                "L’annonce sur SeLoger était visible par tous sur internet.",
                "Nous ne savons pas si l’annonce sur Bien’ici était visible par tous.",
            ],
        ),
        (
            SAMPLES["sign"],
            f"Nous avons vu, le 22{NBSP}novembre 2026, le panneau posé sur ce bien.",
            [f"Les informations sur votre bien et votre adresse postale{THIN}: {BY_SIGN}."],
        ),
    ],
)
def test_the_source_is_said_on_both_pages(facts: LetterFacts, sentence: str, lines: list[str]) -> None:
    assert source(facts) == sentence
    assert whence(facts) == lines
    assert origin_missing(facts) == ()


@table(
    "origins, sentence",
    [
        ((BOUGHT, SIGN), "qui dit l’avoir relevée sur PAP"),
        ((BOUGHT, FOUND), f"(référence{NBSP}REF4). Nous avons complété l’adresse nous-mêmes (page 2)."),
        ((BOUGHT, replace(BOUGHT, day=date(2026, 11, 22), reference="REF9")), f"le {DAY} (référence{NBSP}REF4)."),
        ((BOUGHT, OTHER, SIGN), "vendu par Pige Ouest et le panneau posé sur le bien (détail page 2)."),
        ((BOUGHT, OTHER, FOUND), "vendu par Pige Ouest et une adresse complétée par nous (détail page 2)."),
        ((replace(TOLD, added=False), BOUGHT), "sources\u202f: vous-même et un fichier vendu par Fichier Immo Conseil"),
        ((replace(BOUGHT, day=None),), f"qui dit l’avoir relevée sur PAP (référence{NBSP}REF4)."),
        ((replace(BOUGHT, day=None, reference=""),), "qui dit l’avoir relevée sur PAP."),
        ((replace(READ, url=""),), f"sur PAP, le {DAY}."),
        ((replace(READ, url="", reference=""),), f"sur PAP, le {DAY}."),
        ((replace(MAILED, reference=""),), "par une alerte e-mail de PAP."),
    ],
)
def test_page_one_says_what_is_known_and_no_more(origins: tuple[LetterOrigin, ...], sentence: str) -> None:
    assert sentence in source(replace(FACTS, origins=origins))


@table(
    "origins, lines",
    [
        (
            (replace(BOUGHT, supplier_address="", day=None, reference=""),),
            [f"{ALL_OF_IT}{BY_FILE}{THIN}; Fichier Immo Conseil dit avoir relevé l’annonce sur PAP.", SEEN_BY_ALL],
        ),
        (
            (replace(READ, url="", reference=""),),
            [f"{ALL_OF_IT}de l’annonce lue par notre agence sur PAP le {DAY}.", SEEN_BY_ALL],
        ),
        ((BOUGHT, replace(OTHER, data=())), [f"{ALL_OF_IT}{SAYS}.", f"{SPENT}{THEIRS}.", SEEN_BY_ALL]),
        (
            (
                replace(BOUGHT, data=("listing", "name")),
                replace(BOUGHT, data=("email",)),
                replace(SIGN, data=("phone",)),
            ),
            [
                f"Votre annonce et votre nom{THIN}: {SAYS}.",
                f"Votre numéro de téléphone{THIN}: {BY_SIGN}.",
                f"Votre adresse e-mail{THIN}: {BY_FILE}.",
                SEEN_BY_ALL,
            ],
        ),
        (
            (AD_ONLY, replace(FOUND, data=("name", "phone"), words="")),
            [
                f"Votre annonce{THIN}: {SAYS}.",
                f"Votre nom et votre numéro de téléphone{THIN}: relevés par notre agence le 22{NBSP}novembre 2026.",
                SEEN_BY_ALL,
            ],
        ),
        (
            (AD_ONLY, replace(OTHER, data=("name",), audience=None), replace(TOLD, data=("name",))),
            [
                f"Votre annonce{THIN}: {SAYS}.",
                f"Votre nom{THIN}: {THEIRS}{THIN}; puis de vous-même, le 23{NBSP}novembre 2026.",
                SEEN_BY_ALL,
            ],
        ),
        (
            (replace(BOUGHT, data=("listing", "name")), replace(OTHER, data=(), perhaps=("name",), audience=None)),
            [
                f"Votre annonce{THIN}: {SAYS}.",
                f"Votre nom{THIN}: {BY_FILE}{THIN}; peut-être aussi {THEIRS}.",
                SEEN_BY_ALL,
            ],
        ),
    ],
)
def test_each_datum_is_tied_to_what_gave_it(origins: tuple[LetterOrigin, ...], lines: list[str]) -> None:
    assert whence(replace(FACTS, origins=origins)) == lines


@table(
    "audience, said",
    [
        (Audience.EVERYONE, SEEN_BY_ALL),
        (Audience.SAID, "Selon Fichier Immo Conseil, cette annonce était visible par tous sur internet."),
        (Audience.LIMITED, f"Cette annonce n’était pas visible par tous{THIN}: il fallait un compte."),
        (Audience.UNTOLD, "Fichier Immo Conseil ne nous a pas précisé si cette annonce était visible par tous."),
        (Audience.UNKNOWN, "Nous ne savons pas si cette annonce était visible par tous."),
    ],
)
def test_who_could_see_the_ad_is_said_as_it_is_known(audience: Audience, said: str) -> None:
    facts = replace(FACTS, origins=(replace(BOUGHT, audience=audience, condition="il fallait un compte"),))
    assert whence(facts)[-1] == said
