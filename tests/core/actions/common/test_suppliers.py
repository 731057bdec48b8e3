"""The sheet of a supplier: asked once, kept field by field, and shown as the risk of what it sold."""

from datetime import date, timedelta

import pytest

from core.actions.common import suppliers
from core.actions.common.judging import facts, law_of
from core.actions.leads import lead_views
from core.base.errors import UserError
from core.base.records import replace
from core.model.batch import Source
from core.model.channel import Channel
from core.model.settings import Settings
from core.model.supplier import Severity, SiteLicence
from core.records.batch import Batch
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.failing import fails_with

SHEET = {
    "legal_name": "Pige Ouest SARL",
    "siren": "123 456 782",
    "address": "1 rue du Pont, 30700 Uzès",
    "email": "Oppositions@pige-ouest.example",
    "contract": "2026-118 du 3 mars 2026",
    "method": "Relevé à la main\n des annonces publiques ",
    "notice_day": "18/11/2026",
    "notice_text": "Bonjour,\n\n vos coordonnées seront transmises à des agences. ",
    "objections": "Retirées du fichier du lendemain",
}
LICENCES = {"Toit Direct": "licence 2026-12"}
LAW = law_of(Settings())


def save(store: Store, name: str = "Pige Ouest", **values: str) -> int:
    return suppliers.save_named(store, name, values, by=BY, at=NOW)


def sheet_of(store: Store, name: str = "Pige Ouest") -> suppliers.Judged:
    with store.read() as r:
        found = suppliers.named(r, name)
    assert found is not None
    return found


def test_a_whole_sheet_is_kept_tidied(store: Store) -> None:
    supplier_id = suppliers.save_named(store, " Pige  Ouest ", SHEET, licences=LICENCES, by=BY, at=NOW)
    found = sheet_of(store, "PIGE OUEST")
    assert found.severity is Severity.NONE
    sheet = found.sheet
    assert (sheet.id, sheet.name, sheet.siren) == (supplier_id, "Pige Ouest", "123456782")
    assert (sheet.email, sheet.notice_day) == ("oppositions@pige-ouest.example", date(2026, 11, 18))
    assert sheet.method == "Relevé à la main des annonces publiques"
    assert sheet.notice_text == "Bonjour,\nvos coordonnées seront transmises à des agences."
    assert (sheet.sites, sheet.at) == ((SiteLicence("Toit Direct", "licence 2026-12"),), NOW)


def test_a_field_is_kept_alone_and_may_be_emptied(store: Store) -> None:
    suppliers.save_named(store, "Pige Ouest", SHEET, by=BY, at=NOW)
    supplier_id = save(store, notice_day="", contract="2027-1")
    sheet = sheet_of(store).sheet
    assert (sheet.notice_day, sheet.contract, sheet.legal_name) == (None, "2027-1", "Pige Ouest SARL")
    suppliers.save(store, supplier_id, {"contract": ""}, by=BY, at=NOW)
    assert sheet_of(store).sheet.contract == ""


def test_what_does_not_change_is_not_written(store: Store) -> None:
    suppliers.save_named(store, "Pige Ouest", SHEET, licences=LICENCES, by=BY, at=NOW)
    again = NOW + timedelta(days=1)
    suppliers.save_named(store, "Pige Ouest", SHEET, licences=LICENCES, by=BY, at=again)
    assert sheet_of(store).sheet.at == NOW
    changed: list[frozenset[str]] = []
    store.listen(changed.append)
    suppliers.save_named(store, "Pige Ouest", {}, licences={"toit direct": "licence 2027-1"}, by=BY, at=again)
    assert changed == [frozenset({"supplier", "supplier_site"})]
    assert sheet_of(store).sheet.sites == (SiteLicence("Toit Direct", "licence 2027-1"),)
    assert sheet_of(store).sheet.at == again


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("siren", "123456789"),
        ("siren", "12 34"),
        ("email", "pas une adresse"),
        ("email", "a@b.fr c@d.fr"),
        ("notice_day", "bientôt"),
        ("notice_day", "25/11/2026"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_kept(store: Store, field: str, value: str) -> None:
    with pytest.raises(UserError) as refused:
        save(store, contract="2026-118", **{field: value})
    assert refused.value.code == "FIELD_VALUE"
    assert value in refused.value.text
    with store.read() as r:
        assert suppliers.judged(r) == []


def test_what_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="n’existe pas"):
        save(store, nom="Pige")
    with fails_with("SUPPLIER_MISSING"):
        save(store, " — ")
    with fails_with("SUPPLIER_UNKNOWN"):
        suppliers.save(store, 1, {"contract": "2026-118"}, by=BY, at=NOW)
    with fails_with("FIELD_VALUE"):
        suppliers.save_named(store, "Pige Ouest", {}, licences={" ! ": "licence"}, by=BY, at=NOW)
    with store.read() as r:
        assert suppliers.named(r, "Pige Ouest") is None


def test_each_site_of_a_file_asks_for_its_licence_once(store: Store) -> None:
    rows = [DRAFT._replace(line=line, reference=f"R{line}", phones=(f"06 39 98 00 {line:02d}",)) for line in (2, 3, 4)]
    take(store, rows[0], rows[1]._replace(site="TOIT DIRECT"), rows[2]._replace(site="Le Bon Toit"))
    suppliers.save_named(store, "Pige Ouest", {}, licences=LICENCES, by=BY, at=NOW)
    take(store, DRAFT._replace(line=5, reference="R5", phones=("06 39 98 00 05",)))
    assert sheet_of(store).sheet.sites == (SiteLicence("Le Bon Toit"), SiteLicence("Toit Direct", "licence 2026-12"))


def test_a_typed_lead_has_no_supplier(store: Store) -> None:
    typed = replace(BATCH, source=Source.TYPED, supplier="")
    take(store, DRAFT, batch=typed)
    with store.read() as r:
        assert suppliers.judged(r) == []
        [state] = suppliers.batch_states(r, [(r.one(Batch, "-id") or Batch()).id]).values()
    assert state == (None, None)


def test_the_risk_of_a_supplier_colours_its_batches(store: Store) -> None:
    first = take(store, DRAFT).batch
    second = take(
        store, DRAFT._replace(line=3, phones=("06 39 98 00 03",)), batch=replace(BATCH, supplier="Autre")
    ).batch
    suppliers.save_named(store, "Pige Ouest", SHEET, licences=LICENCES, by=BY, at=NOW)
    with store.write("undo", by=BY, at=NOW) as w:
        w.update("batch", second, {"undone_at": "2026-11-24T09:42:00.000+00:00"})
    with store.read() as r:
        states = suppliers.batch_states(r, [first, second, 12])
        assert [one.sheet.name for one in suppliers.judged(r)] == ["Autre", "Pige Ouest"]
        assert suppliers.judged_among(r, []) == {}
    assert states == {
        first: (Severity.NONE, None),
        second: (Severity.RED, NOW),
    }


def test_a_gap_is_said_beside_the_letter_and_locks_nothing(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        found = facts(r, [lead_id], LAW)[lead_id]
        letter = lead_views.lead_sheet(r, lead_id, LAW, at=NOW).verdicts[Channel.LETTER.value]
    assert (found.supplier, found.supplier_missing[0]) == ("Pige Ouest", "le contrat")
    assert letter.reasons[-1].code == "SUPPLIER_INCOMPLETE"
    assert not letter.reasons[-1].blocks
    suppliers.save_named(store, "Pige Ouest", SHEET, licences=LICENCES, by=BY, at=NOW)
    with store.read() as r:
        assert facts(r, [lead_id], LAW)[lead_id].supplier_missing == ()
