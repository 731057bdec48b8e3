"""What is typed prints as typed, or the letter is retained with a sentence: never a hole, never a crash."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import UserError
from core.base.records import replace
from core.base.text import fold
from core.model.letter import LetterFacts
from core.notices.render import render
from tests.core.notices.reading import pages
from tests.core.notices.samples import AGENCY, BOUGHT, FACTS
from tests.lengths import length
from tests.tables import table
from tests.texts import ANY


@table(
    "facts, code, said",
    [
        (replace(FACTS, agency=replace(AGENCY, card_number="")), "AGENCY_INCOMPLETE", "carte professionnelle"),
        (replace(FACTS, agency=replace(AGENCY, holds_funds=None)), "AGENCY_INCOMPLETE", "maniement de fonds"),
        (replace(FACTS, agency=replace(AGENCY, siren="", capital="")), "AGENCY_INCOMPLETE", "SIREN et le capital"),
        (replace(FACTS, origins=(replace(BOUGHT, supplier=""),)), "ORIGIN_MISSING", "fournisseur"),
        (replace(FACTS, address=""), "ADDRESS_MISSING", "la rue"),
        (replace(FACTS, last_name="王小明"), "FONT_MISSING", "王小明"),
        (replace(FACTS, address="3 rue 🏠"), "FONT_MISSING", "🏠"),
        (replace(FACTS, last_name="Le\u202eroy"), "FONT_MISSING", "roy"),
        (replace(FACTS, last_name="Long" * 20), "ADDRESS_TOO_LONG", "38 signes"),
        (replace(FACTS, last_name="Long" * 300), "ADDRESS_TOO_LONG", "38 signes"),
        (replace(FACTS, address="3 rue Николая"), "FONT_MISSING", "Николая"),
        (replace(FACTS, town="باريس"), "FONT_MISSING", "باريس"),
        (replace(FACTS, address="12 rue " + "interminable" * 4), "ADDRESS_TOO_LONG", "INTERMINABLE"),
        (replace(FACTS, agency=replace(AGENCY, email="x" * 4000)), "LETTER_TOO_LONG", "trop long"),
        (replace(FACTS, reference=""), "FIELD_MISSING", "letter_ref"),
    ],
)
def test_a_letter_that_would_be_wrong_is_refused(facts: LetterFacts, code: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        render(facts)
    assert refused.value.code == code


@table(
    "name",
    [
        "<b>gras",
        "SARL <Dupont & Fils>",
        "&amp;",
        "Łukasz Șerban Đorđe",
        "{letter_ref}",
        "**x** [[fin]]",
        "O'Neil \\(1)",
    ],
)
def test_names_print_as_typed(name: str) -> None:
    document = render(replace(FACTS, last_name=name, origins=(replace(BOUGHT, supplier=name),)))
    first, notice = pages(document)
    assert f"Madame Hélène {name} 14 RUE" in first
    assert f"Madame {name}," in first
    assert f"acheté à {name} (20 rue" in notice


typed = st.text(ANY, max_size=60)


@given(last=typed, first=typed, address=typed, town=typed, site=typed, supplier=typed)
@settings(max_examples=length(12, long=60))
def test_anything_typed_prints_or_is_refused_with_a_sentence(
    last: str, first: str, address: str, town: str, site: str, supplier: str
) -> None:
    origin = replace(BOUGHT, site=site, supplier=supplier)
    facts = replace(FACTS, last_name=last, first_name=first, address=address, town=town, origins=(origin,))
    try:
        document = render(facts)
    except UserError as refused:
        assert refused.text.endswith((".", "?"))
        return
    assert document.pages == 2


_LATIN = [bytes([byte]).decode("iso8859-15") for byte in range(256)]
latin = st.text(
    [char for char in _LATIN if unicodedata.category(char)[0] in "LNPZ" and char not in "ÐðÞþµ"],
    min_size=1,
    max_size=28,
)


@given(last=latin, address=latin, town=latin)
@settings(max_examples=length(5, long=30))
def test_french_names_always_fit(last: str, address: str, town: str) -> None:
    facts = replace(FACTS, last_name=f"a{last}", address=f"1 rue b{address}", town=f"c{town}")
    first = re.sub(r"\s+", "", pages(render(facts))[0])
    assert re.sub(r"\s+", "", unicodedata.normalize("NFC", facts.last_name.replace("\u00ad", ""))) in first
    for value in (facts.address, facts.town):
        assert fold(value).split()[-1].upper() in first, value
