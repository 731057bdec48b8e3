"""What may be read of an ad is one list of fields, and each has its word."""

from core.sources.pages import extracted, keys, readers
from core.sources.pages.records import records
from core.words.offers import field_word
from core.words.terms import terms

ASIDE = {"adkind"}
"""Keys that are known only so that they are not taken for something else."""


def test_each_field_of_an_ad_has_a_word() -> None:
    assert set(terms()["ad_fields"]) == set(extracted.NAMES)
    assert all(field_word(name) for name in extracted.NAMES)


def test_what_a_page_may_say_is_a_field_of_an_ad() -> None:
    assert set(keys.WORDS["keys"]) - ASIDE == set(extracted.NAMES) & set(keys.WORDS["keys"])
    assert set(readers.READERS) <= set(extracted.NAMES)


def test_a_state_with_a_change_and_a_status_gives_fields_that_have_words() -> None:
    tree = {
        "price": "342000", "surface": "128", "city": "Uzès", "zipcode": "30700", "title": "Maison à Uzès", "id": "4118",
        "propertyType": "maison", "rooms": "5", "updatedAt": "2026-11-20T09:00:00", "listingStatus": "private",
    }  # fmt: skip
    [(_path, ad)] = records([(extracted.STATE, tree)])
    assert ad.one("modified") and "adkind" not in ad.fields
    assert all(field_word(name) for name in ad.fields)
