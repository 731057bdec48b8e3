"""The terms of a site: asked once, kept with who and when, above them what its sheet says."""

import tomllib

import pytest

from core.actions.intake import site_terms
from core.base.errors import UserError
from core.base.resources import resource
from core.model.site_standing import SiteStanding, Terms
from core.sources.pages.drafting import corrected
from core.sources.pages.extracted import Ad, ExtractedValue
from core.sources.pages.sites import CAP, DELAY, from_sheet
from core.store.port import Store
from core.words.offers import left_words, terms_words
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.tables import table

DAY = NOW.date()


def code_of(store: Store, site: str) -> str:
    with store.read() as r:
        problem = site_terms.refusal(site_terms.site_standing(r, site, DAY))
    return problem.code if problem else ""


@table(
    "site, code",
    [
        ("leboncoin", "PAGE_TERMS"), ("Gens de Confiance", "PAGE_ACCOUNT"), ("PAP", "PAGE_TERMS_UNREAD"),
        ("annonces.example", "PAGE_TERMS_UNREAD"),
    ],
)  # fmt: skip
def test_no_page_is_asked_of_a_site_before_somebody_read_its_terms(store: Store, site: str, code: str) -> None:
    assert code_of(store, site) == code


def test_the_last_answer_counts_and_says_who_gave_it(store: Store) -> None:
    found = site_terms.answer(store, "https://www.pap.fr/annonce/1", Terms.ALLOWED, page=" https://x ", by=BY, at=NOW)
    assert (found.site, found.terms, found.page, found.by, found.day) == ("PAP", Terms.ALLOWED, "https://x", BY, DAY)
    assert code_of(store, "PAP") == ""
    site_terms.answer(store, "PAP", Terms.REFUSED, by="Jean", at=NOW)
    assert code_of(store, "PAP") == "PAGE_TERMS_NO"
    site_terms.answer(store, "pap.fr", Terms.UNREAD, by="Jean", at=NOW)
    assert code_of(store, "PAP") == "PAGE_TERMS_UNREAD"
    with store.read() as r:
        every = site_terms.every(r, DAY)
    assert [one.site for one in every if one.day] == ["PAP"]
    assert len(every) == 17


def test_a_site_closed_by_a_judgment_is_opened_by_nobody(store: Store) -> None:
    with pytest.raises(UserError, match=r"21-16\.307") as raised:
        site_terms.answer(store, "leboncoin", Terms.ALLOWED, by=BY, at=NOW)
    assert raised.value.code == "PAGE_TERMS"
    with fails_with("SITE_UNNAMED"):
        site_terms.answer(store, " ", Terms.ALLOWED, by=BY, at=NOW)


def test_a_site_is_told_in_words(store: Store) -> None:
    site_terms.answer(store, "PAP", Terms.ALLOWED, by=BY, at=NOW)
    site_terms.answer(store, "Superimmo", Terms.REFUSED, by=BY, at=NOW)
    with store.read() as r:
        told = [
            terms_words(site_terms.site_standing(r, site, DAY))
            for site in ("PAP", "Superimmo", "leboncoin", "Gens de Confiance")
        ]
    assert told[0].startswith("PAP\u202f: lecture par un programme permise, réponse de")
    assert told[0].endswith("Encore 200 annonces aujourd’hui.")
    assert "refusée, réponse de" in told[1]
    assert "n° 21-16.307" in told[2]
    assert told[2].endswith(
        "Une annonce à la fois, enregistrée ou copiée par vous\u202f; celles d’une alerte ensemble."
    )
    assert "réservées aux membres" in told[3]


def test_a_cap_reached_is_told(store: Store) -> None:
    over = SiteStanding("PAP", Terms.ALLOWED, cap=5, taken=7)
    problem = site_terms.refusal(over)
    assert problem is not None
    assert (problem.code, over.left) == ("PAGE_CAP", 0)
    assert left_words(over) == "Plafond du jour atteint\u202f: reprenez demain."


def test_every_sheet_says_its_cap_and_its_delay() -> None:
    for path in sorted(resource("sites").glob("*.toml")):
        sheet = tomllib.loads(path.read_text("utf-8"))
        if path.name != "columns.toml":
            assert 0 < sheet["cap"] <= CAP, path
            assert sheet["delay"] >= DELAY, path
            assert sheet["terms"]["verdict"] in ("unread", "refused"), path


def test_what_a_sheet_never_takes_is_not_read() -> None:
    site = from_sheet("x", {"name": "X", "hosts": ["x.example"], "terms": {"verdict": "unread"}, "never": ["name"]})
    ad = Ad({"name": ExtractedValue("Dupont", "page", 0.9), "price": ExtractedValue("1000", "page", 0.9)})
    assert set(corrected(ad, site, "X", single=True).fields) == {"price"}
    assert (site.cap, site.delay) == (CAP, DELAY)
