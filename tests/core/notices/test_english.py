"""The letter in English: the same elements, the same coupons, every origin named; addresses abroad as the post reads
them."""

import re
from io import BytesIO

import pypdfium2
from pypdf import PdfReader

from core.base.countries import country_of
from core.base.records import fields, replace
from core.model.letter import TODAY, LetterFacts
from core.model.letter_look import LetterLook
from core.model.reply import Box
from core.notices import fields as shapes
from core.notices.consent_form import FormFacts, months_of, render_form
from core.notices.given_sheet import GivenFacts, render_given
from core.notices.render import render
from core.notices.scans import read_page
from core.notices.sheet import address_lines
from core.rules.coupons import meaning
from tests.core.notices.reading import flat, pages
from tests.core.notices.samples import AGENCY, FACTS, GIVEN, SAMPLES
from tests.lengths import some
from tests.tables import table

ABROAD = replace(FACTS, address="Flat 2, 12 Baker Street", town="London, Royaume-Uni", postcode="NW1 6XE", english=True)
_FRENCH = re.compile(
    r"\b(?:[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous|[Nn]otre|nos|le|les|des|une|est|sont|pour|avec|dans|annonce|courrier)\b"
)
ELEMENTS = {
    1: "SARL Agence du Mail, 12 rue du Mail, 49000 Angers, +33 1 99 00 10 20, contact@agencedumail.fr.",
    2: "We have no data protection officer; for any question: Claire Moreau",
    6: "Do they leave the European Union? No, as far as we have checked.",
    3: "To write to you to offer you our services",
    4: "Your name, your postal address",
    5: "The people of our agency in charge of canvassing",
    7: "on 21 November 2027 at the latest, that is 12 months after they were received",
    8: "Legal basis: our legitimate interest.",
    9: "copy of your data, their correction, their erasure or the freezing of their use",
    10: "you can withdraw that agreement at any time",
    11: "complaint with the CNIL",
    12: "from a file bought from Fichier Immo Conseil (20 rue Neuve, 69001 Lyon), received on 21 November 2026",
    13: "Our software checks that we have the right to contact you; a person of the agency decides.",
}


def untyped(text: str, facts: LetterFacts) -> str:
    """Return a text without what the agency or a file typed, which stays as typed."""
    kept = [str(getattr(facts.agency, one.name)) for one in fields(facts.agency)]
    kept += [part for one in facts.origins for part in (one.supplier, one.supplier_address, one.site, one.condition)]
    kept += [facts.property_town, "Transactions sur immeubles et fonds de commerce", *address_lines(facts)]
    for one in sorted(filter(None, map(flat, kept)), key=len, reverse=True):
        text = text.replace(one, " ")
    return text


@table("name", some([*SAMPLES], of=2))
def test_every_letter_has_its_english_one(name: str) -> None:
    facts = replace(SAMPLES[name], english=True)
    document = render(facts)
    assert document.pages == render(SAMPLES[name]).pages == 2
    assert document.versions[:2] == (f"{TODAY.letter}-en", f"{TODAY.notice}-en")
    front, back = pages(document)
    for one in facts.origins:
        named = one.supplier or one.site
        assert not named or named in front or named in back
    assert _FRENCH.findall(untyped(f"{front} {back}", facts)) == []
    assert str(PdfReader(BytesIO(document.pdf)).root_object["/Lang"]) == "en-GB"


def test_the_elements_of_article_14_are_there() -> None:
    notice = pages(render(replace(FACTS, english=True)))[1]
    assert {number: said for number, said in ELEMENTS.items() if said not in notice} == {}


def test_who_may_object_is_told_as_in_french_and_the_own_paragraph_stays_in_its_language() -> None:
    look = LetterLook(paragraph="Nous vendons à Angers depuis 1987.")
    front, back = pages(render(replace(ABROAD, look=look)))
    assert "Dear Ms Lefèvre," in front
    assert "London NW1 6XE ROYAUME UNI" in front
    assert "(GDPR, art. 21)" in front and "I OBJECT" in front and "I object to Agence du Mail" in front
    assert "depuis 1987" not in front
    assert "49000 ANGERS FRANCE" in back


def test_a_coupon_in_english_is_read_and_weighed_as_the_others() -> None:
    document = render(ABROAD)
    picture = pypdfium2.PdfDocument(document.pdf)[0].render(scale=150 / 72, grayscale=True).to_pil()
    [seen] = read_page(1, picture).seen
    assert seen.coupon.reference == "K7P-4MD"
    for version in (document.versions[0], seen.coupon.version):
        assert meaning((), version) == {Box.OPPOSE}
        assert meaning((Box.ESTIMATE,), version) == {Box.ESTIMATE}
        assert meaning((Box.ESTIMATE, Box.OPPOSE), version) == {Box.OPPOSE}


def test_the_other_papers_of_somebody_abroad_are_in_english() -> None:
    sheet = render_given(GivenFacts(replace(GIVEN, english=True), "par courrier", "x"))
    given = flat(PdfReader(BytesIO(sheet)).pages[0].extract_text())
    assert "Sheet prepared on 24 November 2026, to be handed to you by post" in given
    assert "I object to any commercial proposal" in given and "notice-given-3-en" in given
    form = render_form(FormFacts(AGENCY, property="une maison", town="Angers", english=True))
    assert "a house in Angers" in flat(form.text)
    assert months_of(form.text) == AGENCY.consent_months
    both = pages(render(replace(ABROAD, look=LetterLook(consent_form=True))))
    assert len(both) == 3 and "TO BE CALLED: YES OR NO" in both[2] and "consent-3-en" in both[1]


@table(
    "address, town, postcode, lines",
    [
        ("12 Baker Street", "London NW1 6XE, Royaume-Uni", "", "12 Baker Street|London NW1 6XE|ROYAUME UNI"),
        ("12 Baker Street, London NW1 6XE, United Kingdom", "", "", "12 Baker Street|London NW1 6XE|ROYAUME UNI"),
        ("Rue de la Loi 12", "Bruxelles, Belgique", "1000", "Rue de la Loi 12|1000 Bruxelles|BELGIQUE"),
        ("Flat 2, 12 Baker Street", "London, UK", "NW1 6XE", "Flat 2|12 Baker Street|London NW1 6XE|ROYAUME UNI"),
        ("a, b, c, 4 Main St", "Dublin, Ireland", "D02", "a, b|c|4 Main St|Dublin D02|IRLANDE"),
        ("5 Hauptstraße", "10115 Berlin - Deutschland", "", "5 Hauptstraße|10115 Berlin|ALLEMAGNE"),
        ("12 Baker Street, London", "U.S.A.", "", "12 Baker Street|London|ETATS UNIS"),
        ("12 rue d’Espagne", "Angers", "49000", "12 RUE D ESPAGNE|49000 ANGERS"),
        ("12 rue du Mail", "Angers, France", "49000", "12 RUE DU MAIL|49000 ANGERS FRANCE"),
        ("4 place aux Herbes", "Monaco", "98000", "4 PLACE AUX HERBES|98000 MONACO"),
        ("12 rue du Chili", "Chili", "49000", "12 RUE DU CHILI|49000 CHILI"),
    ],
)
def test_an_address_abroad_is_written_as_the_post_reads_it(address: str, town: str, postcode: str, lines: str) -> None:
    found = address_lines(replace(FACTS, address=address, town=town, postcode=postcode))
    assert "|".join(found[1:]) == lines
    assert (country_of(address, town) is None) is (lines == lines.upper())


def test_french_shapes_stay() -> None:
    assert shapes.by_pairs("0199001020") == "01\u00a099\u00a000\u00a010\u00a020"
    assert "Madame Lefèvre," in pages(render(FACTS))[0]
