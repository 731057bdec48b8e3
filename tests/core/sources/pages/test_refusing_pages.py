"""A refusal is heard in every text that a card or a page of one listing shows, and in none of another listing."""

import json

from core.sources.pages import cards, paths
from core.sources.pages.reading import PageKind
from tests.core.sources.pages.test_hostile_pages import next_data, read

CARD = (
    "<li itemtype='http://schema.org/Offer'><b itemprop=name>{title}</b>"
    "<a class=list_item href=/ventes_immobilieres/{n}.htm>voir</a>{rest}"
)


def test_each_card_is_heard_whole_and_by_itself() -> None:
    cells = [
        ("Villa", ""),
        ("Maison", "<p><b>Agences</b> s'abstenir</p>"),
        ("T2, pas d'agence", ""),
        ("T3", "<i>calme</i>"),
    ]
    page = "".join(CARD.format(n=n, title=title, rest=rest) + "</li>" for n, (title, rest) in enumerate(cells, 1))
    found = read(f"<ul>{page}</ul>")
    assert found.kind is PageKind.LIST
    assert [one.heard for one in found.drafts] == ["", "Agences s'abstenir", "pas d'agence", ""]


def test_any_text_of_a_listing_in_a_state_is_heard() -> None:
    ads = [
        {"list_id": n, "category_id": "9", "subject": "Villa", "attributes": [{"key": "x", "value_label": said}]}
        for n, said in enumerate(("calme", "démarchage interdit"), 1)
    ]
    found = read(next_data(json.dumps({"props": {"pageProps": {"searchData": {"ads": ads}}}}))).drafts
    assert [one.heard for one in found] == ["", "démarchage interdit"]


def test_the_page_of_one_listing_is_heard_without_its_forms_and_links() -> None:
    ad = json.dumps({"props": {"pageProps": {"ad": {"list_id": 1, "category_id": "9", "subject": "Villa"}}}})
    aside = "<a href=/2>Maison, agences s'abstenir</a><label>Pas de démarchage</label><style>pas d'agence</style>"
    assert [one.heard for one in read(next_data(ad) + aside).drafts] == [""]
    assert [one.heard for one in read(next_data(ad) + aside + "<p>Vendeur : pas d'agence").drafts] == ["pas d'agence"]


def test_everything_below_a_node_is_reached() -> None:
    assert paths.texts({"a": ["x", {"b": "y"}], "c": None, "d": "z"}, ".") == ["x", "y", "z"]
    assert cards.visible_text(cards.tree("<p>un<!-- non --><script>deux</script> <b>trois</b>")) == "un\ntrois"  # type: ignore[arg-type]
