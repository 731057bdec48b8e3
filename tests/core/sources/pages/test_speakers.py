"""Only the seller's words refuse: what the site says around their ad is nobody's refusal, wherever it stands."""

from collections import Counter

from core.sources.pages.reading import read_page
from tests.core.sources.pages.chromed import ChromedAd, mails, pages, put_around, put_beside
from tests.core.sources.pages.test_invented_pages import AT
from tests.tables import table


def answer(document: ChromedAd) -> str:
    """Return what is made of the one ad of a document: "refuses", "asked" or "free"."""
    [draft] = read_page(document.data, url=document.url, at=AT).drafts
    return "refuses" if draft.heard or draft.refuses else "asked" if draft.doubt else "free"


def test_the_refusals_of_sellers_are_heard_and_the_words_of_their_sites_are_not() -> None:
    made = Counter((document.case, answer(document)) for document in (*pages(), *mails()))
    assert {key: count for key, count in made.items() if key[0] != "unknown"} == {
        ("clean", "free"): 21, ("text", "refuses"): 13, ("flag", "refuses"): 8, ("seller", "refuses"): 8,
    }  # fmt: skip
    assert ("unknown", "free") not in made


@table("words", ["Agences s’abstenir", "Je refuse tout démarchage commercial", "Se désinscrire"])
def test_a_real_refusal_said_by_the_site_alone_is_nobody_s(words: str) -> None:
    assert Counter(map(answer, put_around(words))) == {"free": 40}


@table("words", ["Les agences s’abstiennent ici", "Site réservé aux particuliers, démarchage interdit"])
def test_a_line_of_the_site_in_the_frame_of_an_ad_is_a_question(words: str) -> None:
    """Where no place of the page is known for its seller's, as in the shape of obscure names, it is still heard."""
    made = Counter((document.shape == "obscure", answer(document)) for document in put_beside(words))
    assert made[False, "refuses"] == 0, made
    assert made[False, "asked"] >= 13, made
