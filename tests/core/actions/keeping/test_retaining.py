"""What was kept long enough goes, rule by rule; what ties a person to the agency keeps them; nothing of them is said in
the journal."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.common.people import find, of_lead
from core.actions.intake.import_rows import take_in
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import backing_up, forgetting, kept_too_long, restoring, retaining
from core.actions.keeping.kept_too_long import PROPOSED
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing, posting
from core.actions.register import opposing, recipients
from core.actions.rights import requests
from core.base.errors import Cancelled
from core.base.moments import kept
from core.base.records import replace
from core.model.batch import TypedOrigin
from core.model.channel import Channel, TitleKind
from core.model.forgetting import Retained
from core.model.request import Outcome, RequestKind
from core.records.contact import Contact
from core.records.listing import Listing
from core.rules.retention import KEYS
from core.store import leads, registers
from core.store.port import Store
from tests.bases import bytes_of
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, PARIS, note_agreement, things_due, who_is
from tests.files.bases.make import AGENCY


def add(store: Store, n: int, obtained: str) -> int:
    """Add a person obtained on a day."""
    row = DRAFT._replace(last_name=f"Personne{n}", phones=(f"063998{n:04d}",), emails=(), reference=f"P{n}",
                  address=f"{n} rue du Lac", seen="")  # fmt: skip
    take_in(store, [row], replace(BATCH, collected=obtained, name=f"{n}.csv"), by=BY, now=NOW)
    with store.read() as r:
        lead_id = find(r, f"063998{n:04d}").lead_id
    assert lead_id is not None
    return lead_id


def informed(store: Store, lead_id: int) -> None:
    """Send a letter."""
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("notice", {"lead_id": lead_id, "reference": str(lead_id), "versions": "", "sha256": "", "file": "",
                            "day": "2026-01-01", "at": kept(NOW), "by": BY, "posted_at": kept(NOW)})  # fmt: skip
        w.update("lead", lead_id, {"notice_sent": "2026-01-01"})


def counted(store: Store, at: datetime = NOW) -> dict[str, int]:
    """Return what is over, by rule."""
    with store.read() as r:
        return {one.key: one.count for one in kept_too_long.preview(r, at).rules}


def test_nothing_is_over_in_a_young_base(store: Store) -> None:
    add(store, 1, "2026-11-20")
    assert counted(store) == {}
    assert retaining.run(store, by=BY, at=NOW) == Retained(0, 0, whole=True)


def test_people_go_by_rule(store: Store) -> None:
    young, late, old, oldest = (add(store, n, day) for n, day in enumerate(
        ("2026-11-20", "2026-10-01", "2025-10-01", "2022-10-01"), 1))  # fmt: skip
    for lead_id in (old, oldest):
        informed(store, lead_id)
    with store.read() as r:
        seen = kept_too_long.preview(r, NOW)
    assert [(one.key, one.count, one.sample) for one in seen.rules] == [
        ("prospect", 1, ((oldest, "Personne4 Hélène"),)),
        ("listing", 1, ((old, "Personne3 Hélène"),)),
        ("uninformed", 1, ((late, "Personne2 Hélène"),)),
    ]
    assert seen.rules[1].since.isoformat() == "2026-10-02"
    assert (seen.count(PROPOSED), seen.count(KEYS)) == (2, 3)
    assert retaining.run(store, by=BY, at=NOW) == Retained(2, 0, whole=True)
    assert counted(store) == {"uninformed": 1}
    with store.read() as r:
        assert r.of(Listing, "-id", lead_id=oldest) == []
        assert r.count(Listing, lead_id=old) == 1
        assert r.of(Contact, lead_id=old) == []
    retaining.run(store, by=BY, at=NOW, keys=KEYS)
    assert counted(store) == {}
    with store.read() as r:
        assert r.of(Contact, lead_id=young)
        assert r.value(int, "SELECT count(*) FROM erased WHERE why = 'retention' AND swept_at IS NOT NULL") == 3
    assert verify(store).ok


def test_what_ties_a_person_keeps_them(store: Store, tmp_path: Path) -> None:
    people = [add(store, n, "2022-01-01") for n in range(1, 9)]
    for lead_id in people:
        informed(store, lead_id)
    with store.read() as r:
        agreed, mandated, asking, ended, calling_in, called, frozen, closed = (of_lead(r, one) for one in people)
    proof = tmp_path / "p.pdf"
    proof.write_bytes(b"%PDF")
    note_agreement(store, agreed, proof, collected=NOW, wording="v1")
    day = NOW.date()
    contract, request = TitleKind.CONTRACT, TitleKind.REQUEST
    open_title = partial(consenting.open_title, store, object_="vente", by=BY, at=NOW, proof=proof)
    open_title(mandated, contract, starts=day, ends=day + timedelta(30), number="1")
    open_title(asking, request, starts=NOW, how="e-mail")
    # A mandate that ended last week was a contact: its three years begin then; the property alone stays tied no more.
    open_title(ended, contract, starts=day - timedelta(90), ends=day - timedelta(7), number="2")
    gone = open_title(closed, contract, starts=day, number="3")
    calling.log(store, calling_in, direction="in", outcome="callback", by=BY, at=NOW)
    with store.write("test", by=BY, at=NOW) as w:
        w.update("title", gone, {"closed_at": kept(NOW)})
        w.insert("call", {"lead_id": called.lead_id, "hash": called.hash, "phone": "", "direction": "out",
                          "started": kept(NOW), "verdict": "{}", "by": BY})  # fmt: skip
        w.update("lead", frozen.lead_id or 0, {"restricted_at": kept(NOW)})
    with store.read() as r:
        seen = {one.key: {lead for lead, _ in one.sample} for one in kept_too_long.preview(r, NOW).rules}
    assert seen == {
        # An outgoing call, even answered, is no sign of the person.
        "prospect": {called.lead_id, closed.lead_id},
        "listing": {ended.lead_id, calling_in.lead_id},
    }


def test_rows_go_with_their_proofs(store: Store, tmp_path: Path) -> None:
    lead_id = add(store, 1, "2026-11-20")
    who = who_is(store, lead_id)
    proof = tmp_path / "p.pdf"
    proof.write_bytes(b"%PDF preuve-marqueur")
    old = NOW - timedelta(days=1200)
    consenting.record(store, who, channels=[Channel.CALL], collected=old, wording="v1", proof=proof, by=BY, at=old)
    consenting.open_title(
        store, who, TitleKind.REQUEST, object_="vente", starts=old, how="e-mail", by=BY, at=old, proof=proof
    )
    with store.write("test", by=BY, at=old) as w:
        call = {"hash": "h", "phone": "", "direction": "in", "started": kept(old), "verdict": "{}", "by": BY}
        first = w.insert("call", {**call, "lead_id": lead_id})
        w.insert("call", {**call, "lead_id": None})
        w.insert(
            "oral_notice", {"call_id": first, "version": "1", "points": "", "complete": 1, "at": kept(old), "by": BY}
        )
    assert counted(store) == {"consent_proof": 1, "request_proof": 1, "call": 2}
    assert retaining.run(store, by=BY, at=NOW) == Retained(0, 4, whole=True)
    assert counted(store) == {}
    assert b"preuve-marqueur" not in b"".join(bytes_of(one) for one in store.path.parent.iterdir() if one.is_file())
    with store.read() as r:
        for table in ("consent", "title", "call", "proof", "oral_notice"):
            assert r.value(int, f"SELECT count(*) FROM {table}") == 0
        assert r.of(Contact, lead_id=lead_id)
        [payload] = r.column(str, "SELECT payload FROM journal WHERE what = 'retention'")
    assert all(word in payload for word in ("RET-04: 1", "RET-06: 1", "RET-07: 2"))
    assert "Personne" not in payload


def test_what_persons_asked_goes_three_years_later_once_answered(store: Store) -> None:
    """« Demandes reçues : 3 ans au plus », says the notice; a name typed of somebody unknown goes with them."""
    lead_id = add(store, 1, "2026-11-20")
    asked = []
    for who, kind in (("Jean Inconnu", RequestKind.ACCESS), ("Jean Autre", RequestKind.ERASURE)):
        asked.append(requests.note(store, who, kind, received=NOW.date(), how="letter", by=BY, at=NOW).id)
    with store.read() as r:
        frozen = of_lead(r, lead_id)
    asked.append(
        requests.note(store, frozen, RequestKind.RESTRICTION, received=NOW.date(), how="letter", by=BY, at=NOW).id
    )
    requests.answer(store, asked[0], Outcome.NOTHING, how="letter", by=BY, at=NOW)
    requests.answer(store, asked[2], Outcome.DONE, how="letter", by=BY, at=NOW)
    last_day = NOW.replace(year=2029)
    assert "request_proof" not in counted(store, last_day), "three years are not over"
    after = last_day + timedelta(days=1)
    assert counted(store, after)["request_proof"] == 1, "neither the one that waits nor the one frozen"
    with store.read() as r:
        [one] = [one for one in kept_too_long.preview(r, after).rules if one.key == "request_proof"]
    assert (one.since, one.sample) == (after.date(), ())
    assert retaining.run(store, by=BY, at=after, keys=("request_proof",)).rows == 1
    with store.read() as r:
        assert {one.id for one in requests.every(r)} == set(asked[1:])
        assert r.value(int, "SELECT count(*) FROM journal_value WHERE after LIKE '%Inconnu%'") == 0


def test_the_notice_outlives_the_person_three_years(store: Store, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead_id = add(store, 1, "2026-11-20")
    made = noticing.make(store, [lead_id], tmp_path / "ailleurs", by=BY, at=NOW).made[0]
    with store.read() as r:
        letter = posting.letter_of(r, made.reference)
    posting.posted(store, [letter], by=BY, at=NOW)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    assert counted(store, NOW + timedelta(days=3 * 365)) == {}
    later = NOW + timedelta(days=3 * 366)
    with store.read() as r:
        marks = r.value(int, "SELECT count(*) FROM erased_mark")
    assert counted(store, later) == {"notice": 1, "erased_mark": marks}
    assert retaining.run(store, by=BY, at=later, keys=("notice",)).rows == 1
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM notice") == 0


def test_what_erases_again_goes_three_years_later_and_the_sheet_number_still_does(store: Store, tmp_path: Path) -> None:
    """An older backup put back after that brings nobody back."""
    lead_id = add(store, 1, "2026-11-20")
    old = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    later = NOW + timedelta(days=3 * 366)
    assert retaining.run(store, by=BY, at=later).rows > 0
    with store.read() as r:
        assert r.column(int, "SELECT id FROM erased_mark") == []
        assert r.value(int, "SELECT count(*) FROM erased") == 1
    folder = store.path.parent
    store.close()
    assert restoring.restore(folder, old, by=BY, at=later).erased == 1


def test_a_message_goes_three_years_after_it_left(store: Store) -> None:
    lead_id = add(store, 1, "2026-11-20")
    who = who_is(store, lead_id)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    later = NOW + timedelta(days=3 * 366)
    with store.read() as r:
        [message] = r.column(int, "SELECT id FROM recipient_task")
    assert "message" not in counted(store, later), "one that waits is still to be sent"
    with store.write("messages", by=BY, at=NOW) as w:
        w.update("recipient_task", message, {"sent": kept(NOW)})
    assert "message" not in counted(store, NOW + timedelta(days=3 * 365))
    assert counted(store, later)["message"] == 1
    retaining.run(store, by=BY, at=later, keys=("message",))
    with store.read() as r:
        assert r.column(int, "SELECT id FROM recipient_task") == []
    assert verify(store).ok


def test_a_stop_keeps_what_is_done_and_sweeps_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "SLICE", 1)
    for n in range(1, 4):
        informed(store, add(store, n, "2025-01-01"))

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        retaining.run(store, by=BY, at=NOW, progress=stop)
    assert counted(store) == {"listing": 1}
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM erased WHERE swept_at IS NULL") == 0


def oppose(store: Store, lead_id: int, at: datetime = NOW) -> None:
    """Record a refusal heard on the telephone."""
    who = who_is(store, lead_id)
    opposing.oppose(store, who, how="call", by=BY, at=at)


def erasable(store: Store, at: datetime) -> tuple[int, int]:
    """Return how many persons their refusal erases, and how many Aujourd’hui counts."""
    with store.read() as r:
        todo = {one.kind: one.count for one in things_due(r, law_of(settings(r)), at=at)}
    return counted(store, at).get("opposed", 0), todo.get("erase", 0)


def test_who_refuses_is_erased_once_the_supplier_is_told(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead_id = add(store, 1, "2026-11-20")
    oppose(store, lead_id)
    later = NOW + timedelta(days=3)
    assert erasable(store, later) == (0, 0)
    with store.read() as r:
        [task] = recipients.of_lead(r, lead_id)
    recipients.mark_sent(store, task.id, proof="e-mail du 27 novembre", by=BY, at=later)
    assert erasable(store, later) == (0, 0)
    later += timedelta(days=1)
    assert erasable(store, later) == (1, 1)
    assert retaining.run(store, by=BY, at=later).people == 1
    assert erasable(store, later) == (0, 0)
    with store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []
        assert r.of(Listing, "-id", lead_id=lead_id) == []
        assert r.records("SELECT why, property FROM erased") == [{"why": "opposition", "property": 0}]
        # The number still answers, and no file brings the person back.
        assert registers.opposed(r, [find(r, "06 39 98 00 01").hash])
    row = DRAFT._replace(
        last_name="Personne1", phones=("0639980001",), emails=(), reference="P1", address="1 rue du Lac"
    )
    report = take_in(store, [row], replace(BATCH, name="suite.csv", sha256="9" * 64), by=BY, now=later)
    assert (report.added, report.opposed) == (0, 1)


def test_a_message_that_waits_delays_the_erasure_a_month_at_most(store: Store) -> None:
    lead_id = add(store, 1, "2026-11-20")
    oppose(store, lead_id)
    assert erasable(store, datetime(2026, 12, 24, 12, tzinfo=PARIS)) == (0, 0)
    assert erasable(store, datetime(2026, 12, 25, 12, tzinfo=PARIS)) == (1, 1)


def test_nobody_to_tell_is_erased_the_next_day(store: Store) -> None:
    type_lead(store, DRAFT, came=TypedOrigin.PERSON, by=BY, now=NOW)
    with store.read() as r:
        [lead_id] = leads.search(r)
    oppose(store, lead_id)
    assert (erasable(store, NOW), erasable(store, NOW + timedelta(days=1))) == ((0, 0), (1, 1))


def test_a_contract_running_keeps_who_refuses(store: Store, tmp_path: Path) -> None:
    proof = tmp_path / "mandat.pdf"
    proof.write_bytes(b"%PDF")
    mandated, company = (add(store, n, "2026-11-20") for n in (1, 2))
    with store.read() as r:
        one, two = of_lead(r, mandated), of_lead(r, company)
    last = NOW.date() + timedelta(365)
    consenting.open_title(store, one, TitleKind.CONTRACT, object_="vente", number="1", starts=NOW.date(), ends=last,
                          proof=proof, by=BY, at=NOW)  # fmt: skip
    consenting.open_title(store, two, TitleKind.PROFESSIONAL, object_="négoce", number="123456782", how="Négoce SARL",
                          proof=proof, by=BY, at=NOW)  # fmt: skip
    for lead_id in (mandated, company):
        oppose(store, lead_id)
    with store.read() as r:
        found = {one.key: one.sample for one in kept_too_long.preview(r, NOW + timedelta(days=60)).rules}
    assert found["opposed"] == ((company, "Personne2 Hélène"),)


def test_a_property_kept_without_its_person_has_nothing_to_erase(store: Store) -> None:
    row = DRAFT._replace(title="Maison, agences s’abstenir")
    take_in(store, [row], BATCH, by=BY, now=NOW)
    with store.read() as r:
        assert r.records("SELECT name, opposed_how FROM lead") == [{"name": "", "opposed_how": "listing"}]
    assert erasable(store, NOW + timedelta(days=60)) == (0, 0)
