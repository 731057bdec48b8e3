"""Two leads made one: every fact moves, the sheet is completed, nothing opens, and all is given back for 30 days."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common import people
from core.actions.common.judging import law_of, verdict
from core.actions.leads import duplicates
from core.actions.leads.join_preview import differences
from core.actions.leads.join_undo import disjoin, undoable
from core.actions.leads.joining import join
from core.actions.leads.lead_views import lead_sheet
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.moments import kept
from core.model.channel import Channel, TitleKind
from core.model.joining import Difference
from core.model.lead import LeadSheet
from core.model.settings import Settings
from core.records.call import Callback
from core.records.consent import Consent
from core.records.lead import Alike, Joining, Lead
from core.store import alike, leads
from core.store.engine import journal
from core.store.port import Store, Value
from tests.core.actions.conftest import BY, NOW, add, note_agreement
from tests.failing import fails_with

LAW = law_of(Settings(caller_number="01 99 00 10 20"))
LATER = NOW + timedelta(minutes=5)
PLAIN: dict[str, object] = {
    "phones": ("06 39 98 12 48",), "emails": (), "address": "14 r. des Muriers", "reference": "TD9", "last_name": "",
    "first_name": "", "name": "H. Moreau",
}  # fmt: skip


def both(store: Store, **changes: object) -> tuple[int, int]:
    """Two sheets of one person: the second less complete."""
    return add(store), add(store, **{**PLAIN, **changes})


def sheet(store: Store, lead_id: int, at: datetime = LATER) -> LeadSheet:
    with store.read() as r:
        return lead_sheet(r, lead_id, LAW, at=at)


def whole(store: Store) -> dict[str, list[dict[str, Value]]]:
    """Everything the base says of persons, but the journal, joins and what is told of versions."""
    tables = dict.fromkeys(("contact", "listing", "origin", "consent", "title", "call", "callback", "notice"), "*")
    tables |= {"mark": "lead_id, head, kind, hash", "alike": "*", "opposition": "id, hash", "lead_search": "rowid"}
    tables["lead"] = "*"
    order = {"mark": "1, 2", "lead_search": "1"}
    with store.read() as r:
        return {
            table: r.records(f"SELECT {columns} FROM {table} {_standing(table)} ORDER BY {order.get(table, 'id')}")
            for table, columns in tables.items()
        }


def _standing(table: str) -> str:
    return "WHERE lifted_at IS NULL" if table == "opposition" else ""


def typed(store: Store, number: str) -> people.Who:
    with store.read() as r:
        return people.find(r, number)


def proof(tmp_path: Path) -> Path:
    file = tmp_path / "coupon.png"
    file.write_bytes(b"\x89PNG coupon")
    return file


def agree(store: Store, lead_id: int, file: Path, *channels: Channel) -> int:
    """A proven agreement that names no number."""
    return consenting.record(
        store, people.Who(lead_id), channels=channels or [Channel.CALL], collected=NOW - timedelta(days=3),
        wording="v1", proof=file, by=BY, at=NOW,
    )  # fmt: skip


def may_call(store: Store, lead_id: int, phone: str, at: datetime = LATER) -> bool:
    with store.read() as r:
        key = people.phone_hash(r, phone)
        return verdict(r, lead_id, LAW, channel=Channel.CALL, at=at, key=key).allowed


def test_every_fact_follows_and_the_sheet_is_completed(store: Store, tmp_path: Path) -> None:
    keep = add(store, last_name="", first_name="", emails=(), postcode="", town="", address="", civility="")
    other = add(store, phones=("06 39 98 12 48",), reference="TD9", emails=("h@exemple.fr",))
    who = people.Who(other)
    agree(store, other, proof(tmp_path))
    consenting.open_title(store, who, TitleKind.CONTRACT, object_="vente", number="12", by=BY, at=NOW)
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("callback", {"lead_id": other, "due": kept(NOW + timedelta(days=2)), "note": "", "by": BY})
    done = join(store, keep, other, by=BY, at=LATER)
    assert (done.keep, done.other, done.opposed) == (keep, other, False)
    assert done.until == LATER + timedelta(days=30)
    found = sheet(store, keep)
    assert found.row.name == "Moreau Hélène"
    assert (found.civility, found.row.town, found.postcode) == ("Madame", "Uzès", "30700")
    assert {one.value for one in found.contacts if one.kind == "phone"} == {"+33639981241", "+33639981248"}
    assert len(found.origins) == len(found.listings) == 2
    with store.read() as r:
        assert r.get(Lead, other) is None
        assert len(r.of(Consent, lead_id=keep)) == 1 == r.count(Callback, lead_id=keep, done_at=None, cancelled_at=None)
        assert list(leads.search(r, text="06 39 98 12 48")) == list(leads.search(r, text="moreau uzes")) == [keep]
        assert not journal.check(r).problems
    with fails_with("LEAD_UNKNOWN"):
        join(store, keep, other, by=BY, at=LATER)


def test_what_both_hold_is_held_once(store: Store) -> None:
    keep, other = both(store)
    join(store, keep, other, by=BY, at=LATER)
    assert [one.kind for one in sheet(store, keep).contacts] == ["phone", "email", "address", "phone"]


def test_the_earliest_dates_hold(store: Store) -> None:
    keep, other = both(store)
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"obtained": "2026-11-02", "notice_due": "2026-12-02", "notice_sent": "2026-11-10"})
        w.update("lead", other, {"restricted_at": kept(NOW)})
    join(store, keep, other, by=BY, at=LATER)
    with store.read() as r:
        found = r.get(Lead, keep)
    assert found is not None
    assert (found.obtained, found.notice_due, found.notice_sent) == ("2026-11-02", "2026-12-02", "2026-11-10")
    assert found.restricted_at == kept(NOW)


@pytest.mark.parametrize("opposed_first", [True, False])
def test_a_refusal_of_one_closes_both(store: Store, tmp_path: Path, opposed_first: bool) -> None:
    keep, other = both(store)
    refused, agreed = (keep, other) if opposed_first else (other, keep)
    opposing.oppose(store, people.Who(refused), how="letter", by=BY, at=NOW - timedelta(days=10))
    # An agreement signed after that refusal answers it on its own sheet; joined, it must not.
    consent = agree(store, agreed, proof(tmp_path), Channel.CALL, Channel.EMAIL)
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("callback", {"lead_id": agreed, "due": kept(NOW + timedelta(days=2)), "note": "", "by": BY})
    add(store, phones=("06 39 98 12 49",), emails=(), reference="X", last_name="Moreaux", address="")
    assert duplicates.survey(store, None, by=BY, at=NOW).pairs

    before = whole(store)
    assert join(store, keep, other, by=BY, at=LATER).opposed
    found = sheet(store, keep)
    assert found.row.opposed_at == NOW - timedelta(days=10)
    assert found.row.opposed_how == "letter"
    assert {said.light.value for said in found.verdicts.values()} == {"opposed"}
    assert all(one.opposed_at for one in found.contacts if one.kind != "address")
    with store.read() as r:
        [row] = [row for row in r.of(Consent, lead_id=keep) if row.id == consent]
        assert row.withdrawn == kept(LATER)
        [(join_id, *_)] = r.of(Joining, "-id", lead_id=keep)
    assert disjoin(store, int(join_id), by=BY, at=LATER + timedelta(days=1)) == other
    assert whole(store) == before


def test_an_agreement_without_a_number_opens_only_the_numbers_of_its_sheet(store: Store, tmp_path: Path) -> None:
    keep, other = both(store, phones=("06 39 98 12 48", "01 99 00 12 48"), emails=("h@exemple.fr",))
    agree(store, other, proof(tmp_path), Channel.CALL, Channel.EMAIL)
    assert may_call(store, other, "+33639981248")
    before = whole(store)
    done = join(store, keep, other, by=BY, at=LATER)
    assert may_call(store, keep, "+33639981248")
    assert may_call(store, keep, "+33199001248")
    assert not may_call(store, keep, "+33639981241")
    disjoin(store, done.id, by=BY, at=LATER)
    assert whole(store) == before


def test_an_agreement_of_a_sheet_without_a_number_opens_none(store: Store, tmp_path: Path) -> None:
    keep, other = both(store, phones=())
    agree(store, other, proof(tmp_path))
    join(store, keep, other, by=BY, at=LATER)
    assert not may_call(store, keep, "+33639981241")


def test_a_contract_does_not_open_what_a_withdrawal_closed(store: Store, tmp_path: Path) -> None:
    keep, other = both(store)
    consenting.withdraw(store, agree(store, keep, proof(tmp_path)), by=BY, at=NOW)
    consenting.open_title(
        store, people.Who(other), TitleKind.CONTRACT, object_="vente", number="12", starts=NOW.date(),
        ends=NOW.date() + timedelta(days=60), proof=proof(tmp_path), by=BY, at=NOW,
    )  # fmt: skip
    before = whole(store)
    for at in (LATER, LATER.replace(hour=23)):  # At night, what would be open in the morning is no less.
        with fails_with("JOIN_OPENS"):
            join(store, keep, other, by=BY, at=at)
        assert whole(store) == before


def test_a_join_is_taken_back_whole(store: Store, tmp_path: Path) -> None:
    keep, other = both(store, town="", postcode="")
    third = add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X", last_name="Roux")
    agree(store, keep, proof(tmp_path))
    duplicates.told_apart(store, other, third, by=BY, at=NOW)
    missed = {"hash": "", "phone": "", "direction": "out", "verdict": "", "by": BY, "outcome": "no_answer"}
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("call", {**missed, "lead_id": other, "started": kept(NOW), "ended": kept(NOW)})
    before = whole(store)
    done = join(store, keep, other, by=BY, at=LATER)
    with store.read() as r:
        assert r.one(Alike, lead_a=min(keep, third), lead_b=max(keep, third)) is not None
    assert disjoin(store, done.id, by=BY, at=LATER + timedelta(days=29)) == other
    after = whole(store)
    # Who was told apart from the one is told apart from the other: that is not taken back.
    after["alike"] = [row for row in after["alike"] if keep not in (row["lead_a"], row["lead_b"])]
    assert after == before
    with store.read() as r:
        assert list(leads.search(r, text="06 39 98 12 48")) == [other]
        row = r.get(Joining, done.id)
        assert row is not None
        assert row.changes == "{}"
        assert not journal.check(r).problems
    with fails_with("JOIN_UNKNOWN"):
        disjoin(store, done.id, by=BY, at=LATER)


def test_what_happened_since_stays_with_the_kept_lead(store: Store, tmp_path: Path) -> None:
    keep, other = both(store, town="Nîmes", postcode="30000")
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", keep, {"town": "", "town_key": "", "postcode": ""})
    done = join(store, keep, other, by=BY, at=LATER)
    consent = agree(store, keep, proof(tmp_path))
    with store.write("test", by=BY, at=LATER) as w:
        w.update("lead", keep, {"town": "Alès", "town_key": "ales"})
    disjoin(store, done.id, by=BY, at=LATER)
    with store.read() as r:
        assert [row.id for row in r.of(Consent, lead_id=keep)] == [consent]
        assert [row.town for row in (r.get(Lead, keep), r.get(Lead, other)) if row] == ["Alès", "Nîmes"]


def test_a_refusal_said_since_closes_both_when_a_join_is_taken_back(store: Store) -> None:
    keep, other = both(store)
    done = join(store, keep, other, by=BY, at=LATER)
    opposing.oppose(store, people.Who(keep), how="call", by=BY, at=LATER + timedelta(days=1))
    disjoin(store, done.id, by=BY, at=LATER + timedelta(days=2))
    for lead_id in (keep, other):
        assert sheet(store, lead_id, LATER + timedelta(days=3)).row.opposed_at == LATER + timedelta(days=1)


def test_what_went_away_since_is_not_missed_when_a_join_is_taken_back(store: Store, tmp_path: Path) -> None:
    keep, other = both(store)
    third = add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X", last_name="Roux")
    duplicates.told_apart(store, other, third, by=BY, at=NOW)
    note_agreement(store, typed(store, "0639981248"), proof(tmp_path), collected=NOW, wording="v1")
    done = join(store, keep, other, by=BY, at=LATER)
    with store.write("test", by=BY, at=LATER) as w:
        row = w.get(Joining, done.id)
        assert row is not None
        for table in ("contact", "listing", "origin", "mark", "alike"):
            column = "lead_a" if table == "alike" else "lead_id"
            w.delete_many(table, (column,), [(third,)])
        w.delete_many("alike", ("lead_b",), [(third,)])
        w.delete("lead", third)
    disjoin(store, done.id, by=BY, at=LATER)
    with store.read() as r:
        assert r.count(Alike, lead_a=other) + r.count(Alike, lead_b=other) == 0
        [agreement] = r.of(Consent, lead_id=other)
    assert agreement.channels == "call"


def test_a_sheet_opposed_otherwise_since_closes_both(store: Store) -> None:
    keep, other = both(store)
    opposing.oppose(store, people.Who(keep), how="letter", by=BY, at=NOW)
    done = join(store, keep, other, by=BY, at=LATER)
    disjoin(store, done.id, by=BY, at=LATER)
    assert sheet(store, keep).row.opposed_at == NOW
    assert sheet(store, other).row.opposed_at is None


def test_a_refusal_heard_again_in_a_call_keeps_both_closed(store: Store) -> None:
    keep, other = both(store)
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW)
    done = join(store, keep, other, by=BY, at=LATER)
    heard = {"hash": "", "phone": "", "direction": "in", "verdict": "", "by": BY, "outcome": "opposed"}
    with store.write("test", by=BY, at=LATER) as w:
        moment = kept(LATER + timedelta(hours=1))
        w.insert("call", {**heard, "lead_id": keep, "started": moment, "ended": moment})
    disjoin(store, done.id, by=BY, at=LATER + timedelta(days=2))
    for lead_id in (keep, other):
        assert sheet(store, lead_id, LATER + timedelta(days=3)).row.opposed_at


def test_a_join_is_taken_back_for_thirty_days_then_forgotten(store: Store) -> None:
    keep, other = both(store)
    done = join(store, keep, other, by=BY, at=LATER)
    late = LATER + timedelta(days=30, minutes=1)
    with fails_with("JOIN_UNDO_LATE"):
        disjoin(store, done.id, by=BY, at=late)
    third = add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X", last_name="Roux")
    join(store, keep, third, by=BY, at=late)
    with store.read() as r:
        row = r.get(Joining, done.id)
        assert row is not None
        assert row.changes == "{}"


def test_the_last_join_is_told_while_it_can_be_taken_back(store: Store) -> None:
    keep, other = both(store)
    done = join(store, keep, other, by=BY, at=LATER)
    with store.read() as r:
        assert undoable(r, keep, LATER) == done
        assert undoable(r, keep, done.until + timedelta(seconds=1)) is None
    disjoin(store, done.id, by=BY, at=LATER)
    with store.read() as r:
        assert undoable(r, keep, LATER) is None


def test_joins_are_taken_back_the_last_first(store: Store) -> None:
    keep, other = both(store)
    third = add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X", last_name="Roux")
    before = whole(store)
    first = join(store, keep, other, by=BY, at=LATER)
    second = join(store, third, keep, by=BY, at=LATER)
    with fails_with("JOIN_UNDO_FIRST"):
        disjoin(store, first.id, by=BY, at=LATER)
    disjoin(store, second.id, by=BY, at=LATER)
    disjoin(store, first.id, by=BY, at=LATER)
    assert whole(store) == before


def test_a_lead_is_not_joined_with_itself_nor_with_an_erased_one(store: Store) -> None:
    keep, other = both(store)
    with fails_with("JOIN_ITSELF"):
        join(store, keep, keep, by=BY, at=LATER)
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"erased_at": kept(NOW)})
    for one, two in ((keep, other), (keep, 1)):
        with fails_with("LEAD_UNKNOWN"):
            join(store, one, two, by=BY, at=LATER)
    with store.read() as r, pytest.raises(UserError):
        differences(r, keep, 1)


def test_what_a_join_would_change(store: Store, tmp_path: Path) -> None:
    bare = {"last_name": "", "first_name": "", "postcode": "", "town": "", "address": "", "phones": ()}
    keep = add(store, **bare, emails=("autre@exemple.fr",))
    other = add(store, phones=("06 39 98 12 48",), reference="TD9")
    agree(store, other, proof(tmp_path))
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"notice_due": "2026-12-02"})
    with store.read() as r:
        found = {one.what: (one.before, one.after) for one in differences(r, keep, other)}
    assert found == {
        "Nom": ("–", "Moreau Hélène"),
        "Commune": ("–", "30700 Uzès"),
        "Téléphones": ("–", "06\u00a039\u00a098\u00a012\u00a048"),
        "E-mails": ("autre@exemple.fr", "autre@exemple.fr, h.moreau@exemple.fr"),
        "Adresses": ("–", "14 rue des Mûriers, 30700 Uzès"),
        "Annonces": ("1", "2"),
        "Accords": ("0", "1"),
        "Information avant le": ("20/12/2026", "02/12/2026"),
    }
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", other, {"notice_sent": "2026-11-10"})
    with store.read() as r:
        found = {one.what: (one.before, one.after) for one in differences(r, keep, other)}
    assert found["Information envoyée le"] == ("–", "10/11/2026")


def test_a_sheet_that_lacks_nothing_takes_dates_and_little_else(store: Store) -> None:
    keep, other = both(store, phones=("06 39 98 12 48", "06 39 98 12 49"))
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", keep, {"postcode": "", "civility": "", "quote": ""})
        w.update("lead", other, {"last_name": "Moreau", "quote": "pas d’agence"})
    with store.read() as r:
        found = {one.what: (one.before, one.after) for one in differences(r, keep, other)}
    assert found["Commune"] == ("Uzès", "30700 Uzès")
    assert "Nom" not in found
    join(store, keep, other, by=BY, at=LATER)
    third = add(store, phones=("06 39 98 77 00",), emails=(), address="3 rue Pasteur", reference="X", last_name="Roux")
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", third, {"quote": "autre"})
    join(store, keep, third, by=BY, at=LATER)
    with store.read() as r:
        person = r.get(Lead, keep)
    assert person is not None
    assert (person.civility, person.postcode, person.quote) == ("Madame", "30700", "pas d’agence")


def test_an_opposed_person_is_told_by_nothing_but_that(store: Store) -> None:
    keep, other = both(store)
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW)
    with store.read() as r:
        assert differences(r, keep, other) == (Difference("Opposition", "non", "oui, tous les canaux"),)
        assert differences(r, other, keep)[0] == Difference("Opposition", "oui", "oui, tous les canaux")


def test_every_table_that_names_a_lead_is_known_to_a_join(store: Store) -> None:
    with store.read() as r:
        tables = r.column(str, "SELECT name FROM sqlite_master WHERE type = 'table'")
        named = {table: r.column(str, f"SELECT \"table\" FROM pragma_foreign_key_list('{table}')") for table in tables}
        naming = {table for table, others in named.items() if "lead" in others}
        assert naming == ({*alike.OWNED} - {"opposition", "request", "recipient_task"}) | {"mark", "alike", "step"}
        for reading in (alike.rows_of_lead, lambda r, table, lead: alike.still(r, table, [1], lead)):
            with pytest.raises(ValueError, match="lead"):
                reading(r, "lead", 1)
