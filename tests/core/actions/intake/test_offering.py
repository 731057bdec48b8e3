"""What a page offers before anything is written: each ad with what taking it would do, its doubts, what is chosen."""

import json
from pathlib import Path

import pytest

from core.actions.intake import site_terms
from core.actions.intake.capturing import Captured, OfferChoice, Taking, capture, take, within
from core.actions.intake.offering import Offer, OfferFate, OfferPreview, corrected, preview
from core.actions.intake.pages_given import Capture, GivenPage, read
from core.actions.keeping import forgetting
from core.actions.leads import ads_withdrawn
from core.actions.leads.origin_views import origins as lead_sheet_origins
from core.actions.register import opposing
from core.base.errors import Cancelled
from core.base.records import replace
from core.model.site_standing import Terms
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.opposition import Opposition
from core.sources.pages.plausible import doubtful
from core.store import batches, leads
from core.store.batches import PageRead
from core.store.port import Reader, Store
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.tables import table


def card(number: int, price: str, *, words: str = "Vends sans intermédiaire pressé", phone: str = "") -> str:
    """One card of a list of invented ads."""
    return (
        f'<article><a href="https://www.annonces.example/maison/{number}"><h3>Maison 5 pièces 110 m²</h3></a>'
        f"<p>{price}</p><p>Vitré (35500)</p><p>Particulier</p><p>{words} {phone}</p></article>"
    )


def proof_of(r: Reader, batch_id: int, line: int = 1) -> PageRead:
    """Return the proof of the page that gave a line of a batch."""
    found = batches.page_of(r, batch_id, line)
    assert found is not None
    return found


def page_of(
    folder: Path, *cards: str, name: str = "liste.html", host: str = "annonces.example", head: str = ""
) -> Path:
    made = folder / name
    shown = f"<html><head><title>Maisons à vendre</title>{head}</head><body>{''.join(cards)}</body></html>"
    made.write_text(shown.replace("annonces.example", host), "utf-8")
    return made


def asked_of(store: Store, *pages: object) -> Capture:
    return Capture(store.path.parent, tuple(map(str, pages)), BY, NOW)


def seen_of(store: Store, *pages: object) -> OfferPreview:
    asked = asked_of(store, *pages)
    return preview(store, read(store, asked), asked)


def taken(store: Store, seen: OfferPreview, *offers: Offer) -> Captured:
    return take(store, Taking(store.path.parent, seen.pages, offers, BY, NOW))


def test_each_ad_says_what_taking_it_would_do(store: Store, tmp_path: Path) -> None:
    first = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    capture(store, asked_of(store, first))
    second = page_of(
        tmp_path,
        card(7700001, "239 000 €"),
        card(7700002, "180 000 €"),
        card(7700003, "28 500 €"),
        card(7700004, "310 000 €", words="Agences s’abstenir"),
        card(7700005, "400 000 €", words="Agence immobilière, honoraires charge vendeur").replace("Particulier", "Pro"),
        name="suite.html",
    )
    seen = seen_of(store, second)
    assert [(one.draft.reference, one.fate) for one in seen.offers] == [
        ("7700001", OfferFate.KNOWN),
        ("7700002", OfferFate.KNOWN),
        ("7700003", OfferFate.NEW),
        ("7700004", OfferFate.REFUSES),
        ("7700005", OfferFate.PRO),
    ]
    said = [one.said for one in seen.offers]
    assert "prix passé de 249\u202f000\u00a0€ à 239\u202f000\u00a0€" in said[0]
    assert said[1].startswith("Déjà connue depuis le 24\u00a0novembre 2026")
    assert "«\u202fAgences s’abstenir\u202f»" in said[3]
    assert "rien ne sera gardé" in said[4]
    assert [one.doubts for one in seen.offers[:3]] == [(), (), ("price",)]
    assert seen.changed == ()


def test_a_preview_writes_nothing(store: Store, tmp_path: Path) -> None:
    seen_of(store, page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €")))
    with store.read() as r:
        assert (leads.count_leads(r), batches.recent(r)) == (0, [])
        assert batches.taken_on(r, "annonces.example", "2026-11-24") == 0


def test_what_is_chosen_is_taken_and_a_value_corrected(store: Store, tmp_path: Path) -> None:
    seen = seen_of(store, page_of(tmp_path, card(7700001, "249 000 €"), card(7700003, "28 500 €")))
    fixed = corrected(seen.offers[1], {"price": "285 000", "town": ""}, by=BY)
    assert (fixed.doubts, fixed.ad.fields["price"].where) == ((), f"corrigé par {BY}")
    with pytest.raises(KeyError):
        corrected(fixed, {"phones": "06 39 98 01 01"}, by=BY)
    found = taken(store, seen, fixed)
    assert (found.report.added, found.report.read) == (1, 1)
    with store.read() as r:
        [lead_id] = leads.search(r)
        [listing] = r.of(Listing, "-id", lead_id=lead_id)
        proof = proof_of(r, found.report.batch)
    assert (listing.reference, listing.price) == ("7700003", 28_500_000)
    places = json.loads(proof.places)
    assert places["1"]["price"] == f"corrigé par {BY}"
    assert places["1"]["area"].startswith("page affichée")


def test_none_chosen_is_nothing_written(store: Store, tmp_path: Path) -> None:
    seen = seen_of(store, page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €")))
    assert taken(store, seen).report.batch == 0
    with store.read() as r:
        assert batches.recent(r) == []


def test_an_ad_that_is_back_says_so(store: Store, tmp_path: Path) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    capture(store, asked_of(store, page))
    with store.read() as r:
        lead_id = next(one for one in leads.search(r) if r.of(Listing, "-id", lead_id=one)[0].reference == "7700001")
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW)
    asked = Capture(store.path.parent, (str(page),), BY, NOW.replace(day=NOW.day + 4))
    [first, *_rest] = preview(store, read(store, asked), asked).offers
    assert (first.fate, first.lead, first.said) == (
        OfferFate.KNOWN,
        lead_id,
        "Déjà connue\u202f: de nouveau en ligne, après 4 jours.",
    )


def test_the_same_ad_twice_and_somebody_in_the_register(store: Store, tmp_path: Path) -> None:
    page = page_of(
        tmp_path, card(7700001, "249 000 €", phone="06 39 98 01 01"), card(7700002, "180 000 €", phone="06 39 98 01 02")
    )
    refusing = page_of(
        tmp_path,
        card(7700009, "99 000 €", words="Pas de démarchage d’agence", phone="06 39 98 01 02"),
        card(7700010, "89 000 €"),
        name="refus.html",
    )
    capture(store, asked_of(store, refusing))
    seen = seen_of(store, page, page_of(tmp_path, card(7700001, "249 000 €"), card(7, "1 €"), name="encore.html"))
    assert [one.fate for one in seen.offers[:2]] == [OfferFate.NEW, OfferFate.OPPOSED]
    assert seen.offers[1].said == "Au registre des oppositions\u202f: rien ne sera gardé."
    assert seen.offers[2].said == "La même annonce est déjà plus haut."


def test_a_site_shown_otherwise_is_said(store: Store, tmp_path: Path) -> None:
    cards = [card(7700000 + rank, "249 000 €").replace("Vitré (35500)", "") for rank in range(3)]
    seen = seen_of(store, page_of(tmp_path, *cards))
    [said] = seen.changed
    assert said.startswith("La présentation de annonces.example a changé\u202f: aucune annonce ne dit commune.")


def test_a_reading_stopped_keeps_what_was_read_and_says_what_is_left(store: Store, tmp_path: Path) -> None:
    pages = [
        page_of(
            tmp_path, card(7700000 + 10 * rank, "249 000 €"), card(7700001 + 10 * rank, "1 000 €"), name=f"{rank}.html"
        )
        for rank in range(3)
    ]

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    found = read(store, asked_of(store, *pages), stop)
    assert (len(found.pages), found.rest) == (2, (str(pages[2]),))
    again = read(store, asked_of(store, *found.rest))
    assert len(again.pages) == 1

    def at_once(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(store, asked_of(store, *pages), at_once)


LBC = "leboncoin.fr"


def test_a_site_that_refuses_gives_one_ad_at_a_time(store: Store, tmp_path: Path) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), host=LBC)
    refused = capture(store, asked_of(store, page))
    assert refused.report.batch == 0
    assert refused.said == (
        "leboncoin refuse d’être relevé\u202f: nous n’en prenons qu’une annonce à la fois. Rien n’en a été ajouté. "
        "Choisissez laquelle.",
    )
    one = capture(store, asked_of(store, page), OfferChoice(frozenset({"7700002"})))
    assert (one.report.added, one.said) == (1, ())
    # The same page saved twice shows the same ad twice.
    twin = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), name="copie.html", host=LBC)
    both = capture(store, asked_of(store, page, twin), OfferChoice(frozenset({"7700001"})))
    assert (both.report.added, both.report.merged) == (1, 1)


def test_a_refusal_that_the_agency_recorded_counts_as_much(store: Store, tmp_path: Path) -> None:
    site_terms.answer(store, "annonces.example", Terms.REFUSED, by=BY, at=NOW)
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    assert capture(store, asked_of(store, page)).report.batch == 0


def test_the_cap_of_a_day_counts_every_way(store: Store, tmp_path: Path) -> None:
    cards = [card(7710000 + rank, f"{200 + rank} 000 €") for rank in range(120)]
    page = page_of(tmp_path, *cards)
    more = page_of(tmp_path, *(card(7720000 + rank, f"{300 + rank} 000 €") for rank in range(120)), name="suite.html")
    assert capture(store, asked_of(store, page)).report.added == 120
    over = capture(store, asked_of(store, more))
    assert over.report.added == 80
    assert over.said[0].startswith("200 annonces de annonces.example aujourd’hui")
    assert capture(store, asked_of(store, page)).report.batch == 0
    tomorrow = Capture(store.path.parent, (str(more),), BY, NOW.replace(day=NOW.day + 1))
    assert capture(store, tomorrow).report.added == 40


@table(
    "head",
    [
        '<meta name="tdm-reservation" content="1">',
        '<META content="1" NAME="TDM-Reservation"/>',
        '<meta name="robots" content="index, noai, noimageai">',
        '<meta name="PremierContact" content="noai">',
        '<meta http-equiv="X-Robots-Tag" content="noai">',
    ],
)
def test_a_page_that_reserves_itself_is_not_read(store: Store, tmp_path: Path, head: str) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), head=head)
    [read_one] = capture(store, asked_of(store, page)).pages
    assert (read_one.code, read_one.drafts) == ("PAGE_RESERVED", ())


@table(
    "head",
    [
        '<meta name="tdm-reservation" content="0">',
        '<meta name="robots" content="noindex, nofollow, noimageai">',
        '<meta name="otherbot" content="noai">',
        '<meta http-equiv="X-Robots-Tag" content="otherbot: noai">',
        '<!-- <meta name="tdm-reservation" content="1"> -->',
        '<script>var x = \'<meta name="robots" content="noai">\'</script>',
        '<meta name="description" content="tdm-reservation noai">',
    ],
)
def test_what_is_no_reservation_stops_nothing(store: Store, tmp_path: Path, head: str) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), head=head)
    [read_one] = read(store, asked_of(store, page)).pages
    assert len(read_one.drafts) == 2


@table(
    "name, part",
    [
        (name, part)
        for name in ("tdm-reservation: 1", "X-Robots-Tag: noai", "X-Robots-Tag: noindex, premiercontact: noai")
        for part in (True, False)
    ],
)
def test_a_saved_page_or_message_keeps_its_reservation(store: Store, tmp_path: Path, name: str, part: bool) -> None:
    shown = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €")).read_text("utf-8")
    head, own = ("", f"{name}\n") if part else (f"{name}\n", "")
    file = tmp_path / "page.mhtml"
    file.write_text(
        f"From: <Saved by Blink>\nSnapshot-Content-Location: https://www.annonces.example/liste\n{head}"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; '
        f"charset=utf-8\nContent-Location: https://www.annonces.example/liste\n{own}\n{shown}\n--b--\n",
        "utf-8",
    )
    [read_one] = capture(store, asked_of(store, file)).pages
    assert (read_one.code, read_one.what) == ("PAGE_RESERVED", "mhtml")
    free = tmp_path / "libre.mhtml"
    free.write_text(file.read_text("utf-8").replace(f"{name}\n", ""), "utf-8")
    [read_one] = read(store, asked_of(store, free)).pages
    assert len(read_one.drafts) == 2


def test_an_alert_says_that_it_is_one(store: Store, files: Path, tmp_path: Path) -> None:
    alert = files / "pages" / "pap_2026_alert.eml"
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    found = capture(store, asked_of(store, alert, page))
    with store.read() as r:
        sources = {
            (leads.origins(r, lead_id)[0].source, leads.origins(r, lead_id)[0].site) for lead_id in leads.search(r)
        }
        [batch] = batches.recent(r)
    assert sources == {("mail", "PAP"), ("page", "annonces.example")}
    assert (batch.source, batch.id) == ("page", found.report.batch)
    alone = capture(store, asked_of(store, alert))
    with store.read() as r:
        assert [one.source for one in batches.recent(r) if one.id == alone.report.batch] == ["mail"]


def test_pages_without_a_proof_belong_to_no_site(store: Store) -> None:
    with store.read() as r:
        assert within(r, [GivenPage("x")], [], NOW) == ([], ())


def test_a_number_that_is_not_wanted_is_asked_of_the_register_alone(store: Store, tmp_path: Path) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €", phone="06 39 98 01 01"), card(7700002, "180 000 €"))
    found = capture(store, asked_of(store, page), OfferChoice(numbers=False))
    with store.read() as r:
        assert [r.of(Contact, lead_id=lead) for lead in leads.search(r)] == [[], []]
        assert r.search(["0639980101"], 10) == []
    assert found.report.added == 2
    # Somebody who refuses with that number closes the ad all the same.
    opposing.oppose_typed(store, "06 39 98 01 01", how="call", by=BY, at=NOW)
    with store.read() as r:
        assert sum(leads.refusal(r, lead) is not None for lead in leads.search(r)) == 1
    again = capture(store, asked_of(store, page), OfferChoice(numbers=False))
    assert again.report.opposed == 1


def test_an_ad_that_cannot_be_taken_says_why(store: Store, tmp_path: Path) -> None:
    nowhere = tmp_path / "sans.html"
    body = card(7700001, "249 000 €") + card(7700002, "180 000 €")
    nowhere.write_text(f"<html><body>{body.replace('https://www.annonces.example', '')}</body></html>", "utf-8")
    seen = seen_of(store, nowhere)
    assert [(one.fate, one.takeable) for one in seen.offers] == [(OfferFate.REJECTED, False)] * 2
    assert all(one.said for one in seen.offers)
    pros = [card(7700001 + rank, "249 000 €").replace("Particulier", "Professionnel") for rank in range(2)]
    only = seen_of(store, page_of(tmp_path, *pros, name="pros.html"))
    assert [(one.fate, one.keeps_person) for one in only.offers] == [(OfferFate.PRO, False)] * 2


def test_corrections_are_taken_with_the_ad_they_are_of(store: Store, tmp_path: Path) -> None:
    page = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    choice = OfferChoice(corrections={"7700002": {"price": "185000", "town": ""}})
    assert capture(store, asked_of(store, page), choice).report.added == 2
    with store.read() as r:
        found = {
            one.reference: (one.price, one.town)
            for lead in leads.search(r)
            for one in r.of(Listing, "-id", lead_id=lead)
        }
    assert found == {"7700001": (24_900_000, "Vitré"), "7700002": (18_500_000, "")}


def test_the_address_of_a_page_goes_with_the_only_person_it_shows(store: Store, files: Path) -> None:
    found = capture(store, asked_of(store, files / "pages" / "pap_2026_ad.html"))
    with store.read() as r:
        [lead_id] = leads.search(r)
        proof = proof_of(r, found.report.batch)
        [origin] = lead_sheet_origins(r, lead_id)
    assert proof.url.startswith("https://")
    assert (origin.page is not None, origin.page and origin.page.sha256) == (True, proof.sha256)
    forgetting.forget(store, lead_id, by=BY, at=NOW, keep_property=True)
    with store.read() as r:
        proof = proof_of(r, found.report.batch)
    assert proof.url == ""


def test_the_address_of_a_page_of_people_in_the_register_is_not_kept(store: Store, tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.annonces.example/recherche">'
    phones = ("06 39 98 01 02", "06 39 98 01 03")
    refusing = [
        card(7700009 + rank, "99 000 €", words="Pas de démarchage d’agence", phone=phone)
        for rank, phone in enumerate(phones)
    ]
    first = capture(store, asked_of(store, page_of(tmp_path, *refusing, name="refus.html", head=head)))
    again = [card(7700019 + rank, "99 000 €", phone=phone) for rank, phone in enumerate(phones)]
    found = capture(store, asked_of(store, page_of(tmp_path, *again, name="encore.html", head=head)))
    assert (found.report.opposed, found.report.read) == (2, 2)
    with store.read() as r:
        assert proof_of(r, found.report.batch).url == ""
        # The ads that refuse keep their property, hence where it was read.
        assert proof_of(r, first.report.batch).url == "https://www.annonces.example/recherche"


@table(
    "deal, price, area, rooms, kind, odd",
    [
        ("sale", 249_000.0, 110.0, 5.0, "Maison", set()), ("sale", 28_500.0, 110.0, 5.0, "Maison", {"price"}),
        ("sale", 2_490.0, 110.0, 5.0, "Maison", {"price"}),
        ("sale", 249_000.0, 3.0, 1.0, "Appartement", {"area", "price", "rooms"}),
        ("rent", 850.0, 45.0, 2.0, "Appartement", set()), ("rent", 249_000.0, 45.0, 2.0, "Appartement", {"price"}),
        ("rent", 40.0, None, None, "Appartement", {"price"}),
        ("sale", 249_000.0, 110.0, 40.0, "Maison", {"area", "rooms"}),
        ("sale", None, 4_300.0, None, "Maison", {"area"}), ("sale", 60_000.0, 4_300.0, None, "Terrain", set()),
        ("", 850.0, 110.0, 5.0, "Maison", {"price"}), ("", None, None, None, "", set()),
    ],
)  # fmt: skip
def test_figures_that_are_hardly_possible_are_doubts(
    deal: str, price: float | None, area: float | None, rooms: float | None, kind: str, odd: set[str]
) -> None:
    assert doubtful(deal, price, area, rooms, kind=kind) == odd


def test_somebody_says_that_an_ad_refuses_or_does_not(store: Store, tmp_path: Path) -> None:
    """The words read wrong are listened to no more, of that ad alone: its twin's stand."""
    words = "Agences s’abstenir"
    file = page_of(
        tmp_path, card(7700004, "310 000 €", words=words), card(7700006, "320 000 €", words=words),
        card(7700008, "330 000 €"),
    )  # fmt: skip
    answers = {"7700004": {"refuses": "non"}, "7700008": {"refuses": "oui"}}
    found = capture(store, asked_of(store, file), OfferChoice(corrections=answers))
    assert (found.report.added, found.report.opposed) == (1, 2)
    with store.read() as r:
        assert {entry.author for entry in r.of(Opposition)} == {"read"}
        [listing] = [one for one in r.of(Listing) if one.reference == "7700004"]
        assert r.row(Lead, listing.lead_id).opposed_at is None
    again = capture(store, asked_of(store, file)).report
    assert (again.merged, again.opposed) == (1, 2)
    fates = [(OfferFate.REFUSES, "non", OfferFate.NEW), (OfferFate.NEW, "oui", OfferFate.REFUSES)]
    for before, answer, after in (*fates, (OfferFate.OPPOSED, "non", OfferFate.OPPOSED)):
        offer = replace(found.offers[0], fate=before, draft=found.offers[0].draft._replace(heard=words))
        assert corrected(offer, {"refuses": answer}, by=BY).fate is after
    with pytest.raises(ValueError, match="peut-être"):
        corrected(found.offers[0], {"refuses": "peut-être"}, by=BY)


def test_what_an_earlier_capture_read_wrong_is_lifted_with_its_reason(store: Store, tmp_path: Path) -> None:
    words, phone = "Agences s’abstenir", "06 39 98 01 04"
    file = page_of(
        tmp_path, card(7700004, "310 000 €", words=words, phone=phone), card(7700006, "320 000 €", words=words)
    )
    capture(store, asked_of(store, file))
    [first, _twin] = seen_of(store, file).offers
    assert (first.fate, first.earlier, words in first.said) == (OfferFate.REFUSES, 1, True)
    answers = {"7700004": {"refuses": "non"}}
    with fails_with("MISTAKE_WHY"):
        capture(store, asked_of(store, file), OfferChoice(corrections=answers))
    choice = OfferChoice(corrections=answers, why="La phrase parle d’autre chose")
    found = capture(store, asked_of(store, file), choice)
    assert (found.report.merged, found.report.opposed) == (1, 1)
    with store.read() as r:
        [listing] = r.of(Listing, reference="7700004")
        lead = r.row(Lead, listing.lead_id)
        assert (lead.opposed_at, lead.quote) == (None, "")
        assert [one.value for one in r.of(Contact, lead_id=lead.id)] == ["+33639980104"]
        lifted = r.of(Opposition, lifted_why="mistake")
        assert {one.lifted_note for one in lifted} == {choice.why}
        assert {one.line for one in r.of(Opposition, lifted_at=None)} == {2}
    assert capture(store, asked_of(store, file)).report.opposed == 1


def test_what_the_person_said_is_not_lifted_with_what_was_read(store: Store, tmp_path: Path) -> None:
    phone = "06 39 98 01 05"
    file = page_of(tmp_path, card(7700004, "310 000 €", words="Agences s’abstenir", phone=phone), card(7700006, "9 €"))
    capture(store, asked_of(store, file))
    opposing.oppose_typed(store, phone, how="letter", by=BY, at=NOW)
    choice = OfferChoice(frozenset({"7700004"}), {"7700004": {"refuses": "non"}}, why="Autre chose")
    found = capture(store, asked_of(store, file), choice)
    assert (found.report.opposed, found.report.merged) == (1, 0)
    assert "La personne l’a dit" in " ".join(found.said)
    with store.read() as r:
        assert r.of(Opposition, lifted_why="mistake") == []


def test_words_that_may_refuse_are_asked_about_before_the_ad_is_taken(store: Store, tmp_path: Path) -> None:
    doubted = "Je me charge de trouver mon acheteur moi-même"
    page = page_of(tmp_path, card(7700004, "310 000 €", words=doubted), card(7700006, "320 000 €"))
    asked, free = seen_of(store, page).offers
    assert (asked.possible_refusal, asked.doubts, free.doubts) == (doubted, ("refuses",), ())
    freed = corrected(asked, {"refuses": "non"}, by=BY)
    assert (freed.possible_refusal, freed.doubts, freed.fate) == ("", (), OfferFate.NEW)
    closed = corrected(asked, {"refuses": "oui"}, by=BY)
    assert (closed.fate, closed.draft.heard, doubted in closed.said) == (OfferFate.REFUSES, doubted, True)


def test_what_stands_around_several_ads_of_one_site_is_nobody_s_refusal(store: Store, tmp_path: Path) -> None:
    """The site of these pages writes its slogan in the frame of each ad, under no name that tells it."""
    pages = []
    for number in range(7700011, 7700015):
        own = "Agences s’abstenir." if number == 7700011 else "Au calme."
        shown = (
            f'<link rel=canonical href="https://www.annonces.example/maison-{number}"><main><h1>Maison 5 pièces 110 m²'
            f"</h1><p>310 000 €</p><p>Vitré (35500)</p><p>Vendre sans agence, sans démarchage</p>"
            f"<div class=description>{own}</div></main>"
        )
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(f"<html><head><title>Maison</title></head><body>{shown}</body></html>", "utf-8")
    alone = [read(store, asked_of(store, page)).pages[0].drafts[0].heard for page in pages]
    together = [page.drafts[0].heard for page in read(store, asked_of(store, *pages)).pages]
    assert all(alone)
    assert together == ["Agences s’abstenir", "", "", ""]


def test_a_page_that_is_gone_asks_only_of_a_sheet_that_came_from_it(store: Store, tmp_path: Path) -> None:
    capture(store, asked_of(store, page_of(tmp_path, card(7700004, "310 000 €"))))
    told = []
    for number in (7700004, 7700005):
        page = tmp_path / f"{number}.html"
        head = f'<link rel="canonical" href="https://www.annonces.example/maison/{number}">'
        page.write_text(
            f"<html><head>{head}</head><body><p>Cette annonce n’est plus en ligne.</p></body></html>", "utf-8"
        )
        told.append(read(store, asked_of(store, page)).pages[0])
    assert [page.code for page in told] == ["PAGE_GONE", "PAGE_ABSENT"]
    assert ["effacer" in page.said for page in told] == [True, False]
