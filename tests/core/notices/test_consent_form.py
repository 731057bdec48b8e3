"""Each sentence of a form, and of the copy of a proof, is a claim: a fact taken away takes its sentence, and nothing
else stands on the sheet (law file, GDPR-15)."""

import re
from datetime import date, datetime
from typing import Any

from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.base.resources import resource
from core.notices.claims import claims
from core.notices.consent_form import FormFacts, plain, render_form
from core.notices.letter_text import compose, context_of
from core.notices.proof_copy import VERSION, CopyFacts, render_copy
from core.notices.texts import text
from tests.core.notices.reading import flat, texts
from tests.core.notices.samples import AGENCY, BOUGHT, FACTS
from tests.tables import table

READ_NOWHERE = (replace(BOUGHT, reference=""),)
FULL = replace(
    AGENCY, caller_third_party="Appels du Val", commercial_agents=True, software_host="Nuage du Val",
    software_place="host", software_host_country="France", mailbox_host="Poste du Val", mailbox_country="France",
)  # fmt: skip
FORM = FormFacts(FULL, "counter", "une maison", "Angers", "Claire Moreau", "Angers")
DAY = datetime(2026, 11, 24, 10, 30, tzinfo=AGENCY_ZONE)
COPY = CopyFacts(
    FULL, DAY.date(), "Madame Lefèvre", ("call",), DAY, date(2027, 11, 23), date(2029, 11, 24), "consent-3", DAY,
    "Claire", "preuve.txt", "0" * 64, way="Au comptoir", place="Angers", text_sha256="1" * 64,
)  # fmt: skip


PREMIUM, FREE = {"phone": "0892701020"}, {"phone": "0800001020"}
TAKEN: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    # sheets, what changes of it and of its agency, what it says before, and after
    ("counter coupon", {}, PREMIUM, "49000 Angers, 01 99 00 10 20, ou", "49000 Angers, ou Appels"),
    ("counter coupon", {}, PREMIUM, "un appel, au 01 99 00 10 20, à contact", "un appel, à contact"),
    ("counter coupon", {}, PREMIUM, ".fr ou au 01 99 00 10 20.", "à contact@agencedumail.fr. Votre choix"),
    ("counter coupon", {}, FREE, "un appel, au 01", "au 08 00 00 10 20 (appel gratuit), à contact"),
    ("counter coupon", {}, {"caller_third_party": ""}, "ou Appels du Val, qui appelle", "20, pour vous"),
    ("counter coupon", {}, {"caller_third_party": ""}, "commerciaux, Appels du", "commerciaux et Nuage"),
    ("counter coupon", {}, {"commercial_agents": False}, "agence, nos agents commerciaux", "agence, Appels"),
    ("counter coupon", {}, {"software_host": ""}, " et Nuage du Val, qui héberge", " et Appels du Val. Aussi"),
    ("counter coupon visit estimation", {}, {"mailbox_host": ""}, "Aussi : Poste du Val, qui héberge", "logiciel."),
    ("counter", {}, {"page_online": None}, ", ou lisez agencedumail.fr/vos-donnees.", "« Vos données ». Nom"),
    ("counter", {"property": ""}, {}, "qu’une maison à Angers, et", "que le bien situé"),
    ("counter", {"collector": ""}, {}, "Recueilli par Claire Moreau, à", "Recueilli par , à Angers"),
    ("counter", {"place": " "}, {}, "Moreau, à Angers", "Moreau, à 1/1"),
    ("coupon", {"origins": READ_NOWHERE}, {}, "que votre annonce REF4, une maison", "qu’une maison à Angers"),
    ("visit", {"property": ""}, {}, "une maison à Angers", "Bien et adresse"),
    ("visit estimation", {}, PREMIUM, "Angers, 01 99 00 10 20, contact", "Angers, contact"),
    ("visit estimation", {}, PREMIUM, ".fr ou 01 99 00 10 20, ou Claire", ".fr, ou Claire"),
    ("visit estimation", {}, {"commercial_agents": False}, "nos agents commerciaux et Nuage", "agence et Nuage"),
    ("visit estimation", {}, {"software_host": ""}, " et Nuage du Val, qui héberge", "nos agents commerciaux. Aussi"),
    ("visit estimation", {}, {"has_dpo": True, "dpo_contact": "Me Roux"}, "ou Claire Moreau. R", "ou Me Roux. R"),
    ("proof", {}, PREMIUM, "mot : au 01 99 00 10 20, à contact", "mot : à contact"),
    ("proof", {"place": ""}, {}, "au comptoir, à Angers.", "au comptoir."),
    ("proof", {"way": ""}, {}, "; au comptoir, à", "30, à Angers."),
    ("proof", {"text_sha256": ""}, {}, "consent-3, empreinte SHA-256 1", "consent-3. –"),
    ("proof", {"day": date(2027, 11, 24)}, {}, "Cet accord prend fin le", "Cet accord a pris fin le 23 novembre 2027."),
    ("proof", {"day": date(2027, 11, 24)}, {}, "Vous pouvez le retirer avant", "Nous gardons la preuve"),
    ("proof", {"withdrawn": DAY.date()}, {}, "Cet accord prend fin", "Vous avez retiré cet accord le 24"),
    ("proof", {"withdrawn": DAY.date(), "calls_only": True}, {}, "Gardez-la. Cet", "votre accord pour le téléphone"),
]  # fmt: skip


def says(sheet: str, own: dict[str, Any], agency: dict[str, Any]) -> str:
    """Return what a sheet says, with these changes."""
    of_agency = replace(FULL, **agency)
    if sheet == "coupon":
        return spaced([plain(compose(replace(FACTS, agency=of_agency, **own)).consent)])
    if sheet == "proof":
        return spaced(texts(render_copy(replace(COPY, agency=of_agency, **own), b"?")[0]))
    return spaced(texts(render_form(replace(FORM, kind=sheet, agency=of_agency, **own)).pdf)[:1])


def spaced(parts: list[str]) -> str:
    return flat(" ".join(parts)).replace("\u202f", " ").replace("\u00a0", " ")


@table("sheets, own, agency, words, otherwise", TAKEN)
def test_a_sentence_leaves_with_its_fact(
    sheets: str, own: dict[str, Any], agency: dict[str, Any], words: str, otherwise: str
) -> None:
    for sheet in sheets.split():
        whole, rest = says(sheet, {}, {}), says(sheet, own, agency)
        assert words in whole and words not in rest
        assert otherwise in rest and "08 92" not in rest


NAMES = {"counter": "consent-counter-3", "coupon": "consent-3", "visit": "visit-3", "estimation": "estimation-3"}
FACTS_BY_HAND = {
    "counter": {
        "agency_phone",
        "caller_third_party",
        "collector",
        "commercial_agents",
        "other_recipients",
        "page",
        "place",
        "property",
    },
    "coupon": {"agency_phone", "caller_third_party", "commercial_agents", "other_recipients", "reference"},
    "visit": {"agency_phone", "commercial_agents", "other_recipients", "property"},
    "estimation": {"agency_phone", "commercial_agents", "other_recipients"},
    "proof": {"agency_phone", "apart", "ended", "place", "running", "text_sha256", "way", "withdrawn"},
}
"""Sheet → the facts it states, but for who hosts the software, which each but the proof does."""


@table("sheet", FACTS_BY_HAND)
def test_no_fact_is_forgotten(sheet: str) -> None:
    name = NAMES.get(sheet, VERSION)
    shipped = resource("letters", f"{name}.txt").read_text("utf-8")
    needed = {fact for claim in text(name).claims for fact in claims()[claim].facts}
    needed |= set(re.findall(r"\[\[si (\w+)\]\]", shipped))
    assert needed - {"software_host"} == FACTS_BY_HAND[sheet]


@table("sheet", NAMES)
@table("lines", ["all", "none"])
def test_a_sheet_is_its_claims_and_nothing_else(sheet: str, lines: str) -> None:
    """What is left of a sheet once its sentences are taken out is the name of the agency and its mark."""
    context = context_of(replace(FACTS, agency=FULL))
    values = {"version": NAMES[sheet], "collector": "Claire Moreau", "place": "Angers"}
    facts = {"property": True, "collector": True, "place": True}
    filled = replace(context, values={**context.values, **values}, conditions={**context.conditions, **facts})
    template = text(NAMES[sheet])
    sentences = [one.text for one in template.sentences(filled)]
    if lines == "none":
        assert template.fill(replace(filled, table={})) == ()
    elif sheet == "coupon":
        assert bare([plain(compose(replace(FACTS, agency=FULL)).consent)]) == bare(sentences)
    else:
        pages = texts(render_form(replace(FORM, kind=sheet)).pdf)
        left = bare(pages[:1])
        for words in sorted((bare([part]) for part in (*sentences, FULL.name)), key=len, reverse=True):
            left = left.replace(words, "")
        assert re.fullmatch(r"1/\d(·empreinte[0-9a-f]{12})?", left)


def bare(parts: list[str]) -> str:
    return re.sub(r"[\s☐…]+", "", "".join(parts))
