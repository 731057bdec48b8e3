"""An ad seen again shows its price's path and its return; one property on two sites is proposed as one."""

from datetime import timedelta
from pathlib import Path

from core.actions.intake import batch_undo
from core.actions.intake.capturing import capture
from core.actions.intake.import_rows import take_in
from core.actions.intake.pages_given import Capture
from core.actions.leads import ads_withdrawn, duplicates
from core.actions.leads.ad_path import ad_events
from core.actions.leads.origin_views import origins
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.records.listing import Listing
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.intake.test_offering import card, page_of


def seen(store: Store, folder: Path, price: str, days: int, *, host: str = "annonces.example", number: int = 77) -> int:
    page = page_of(folder, card(number * 100_000 + 1, price), card(number * 100_000 + 2, "99 000 €"), host=host)
    return capture(store, Capture(folder, (str(page),), BY, NOW + timedelta(days=days))).report.batch


def told(store: Store) -> list[str]:
    with store.read() as r:
        lead_id = next(one for one in leads.search(r) if r.of(Listing, "-id", lead_id=one)[0].reference == "7700001")
        return [event.text + event.where.replace("Vu", ", vu") for event in ad_events(r, lead_id)]


def test_the_path_of_a_price_and_the_return_of_an_ad(store: Store, tmp_path: Path) -> None:
    seen(store, tmp_path, "249 000 €", 0)
    assert told(store) == []
    seen(store, tmp_path, "239 000 €", 2)
    with store.read() as r:
        lead_id = next(one for one in leads.search(r) if r.of(Listing, "-id", lead_id=one)[0].reference == "7700001")
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW + timedelta(days=3))
    last = seen(store, tmp_path, "229 000 €", 8)
    assert told(store) == [
        "Prix\u202f: 249\u202f000\u00a0€ → 239\u202f000\u00a0€, vu le 26/11/2026",
        "Prix\u202f: 239\u202f000\u00a0€ → 229\u202f000\u00a0€, vu le 02/12/2026",
        "Annonce de nouveau en ligne le 02/12/2026, après 5 jours",
    ]
    batch_undo.undo(store, last, by=BY, at=NOW + timedelta(days=8))
    assert told(store) == ["Prix\u202f: 249\u202f000\u00a0€ → 239\u202f000\u00a0€, vu le 26/11/2026"]


def test_one_property_on_two_sites_is_proposed_with_the_evidence(store: Store, tmp_path: Path) -> None:
    seen(store, tmp_path, "249 000 €", 0)
    second = seen(store, tmp_path, "249 000 €", 0, host="immo.example", number=88)
    found = duplicates.survey(store, second, by=BY, at=NOW)
    with store.read() as r:
        by_reference = {r.of(Listing, "-id", lead_id=one)[0].reference: one for one in leads.search(r)}
        proposed = duplicates.proposals(r, by_reference["7700001"])
    assert found.pairs == 2
    assert [one.lead_id for one in proposed] == [by_reference["8800001"]]
    assert proposed[0].reasons == ("même bien sur deux sites\u202f: type, prix, surface, pièces et commune",)
    third = seen(store, tmp_path, "249 000 €", 0, number=99)
    duplicates.survey(store, third, by=BY, at=NOW)
    with store.read() as r:
        mine = next(one for one in leads.search(r) if r.of(Listing, "-id", lead_id=one)[0].reference == "9900001")
        same_site = {one.lead_id for one in duplicates.proposals(r, mine)}
    # Two ads of one site are two properties: it shows one of them once.
    assert by_reference["7700001"] not in same_site


def test_a_page_read_by_an_older_program_has_no_proof(store: Store) -> None:
    facts = BatchFacts(Source.PAGE, "page.html", NOW.date().isoformat(), site="PAP")
    draft = Draft(line=1, reference="7700001", site="PAP", price="249000", cells=("Maison",))
    take_in(store, [draft], facts, by=BY, now=NOW)
    with store.read() as r:
        [lead_id] = leads.search(r)
        [origin] = origins(r, lead_id)
    assert origin.page is None
