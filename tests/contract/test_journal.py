"""The journal of any engine: nobody can forget it, nobody can forge it, and it holds no personal data in its chain."""

import pytest

from core.store.engine import journal
from core.store.port import Store
from tests.contract.conftest import LEAD, NOW, Outside, add, name_of


def test_a_write_that_does_nothing_is_not_journaled(store: Store) -> None:
    with store.write("nothing", by="Claire", at=NOW):
        pass
    with store.read() as r:
        assert r.records("SELECT * FROM journal") == []


def test_a_file_s_content_is_told_by_its_hash(store: Store) -> None:
    with store.write("proof", by="Claire", at=NOW) as w:
        w.insert("proof", {"name": "coupon.pdf", "sha256": "", "content": b"%PDF coupon"})
    with store.read() as r:
        [after] = r.column(str, "SELECT after FROM journal_value")
    assert "sha256:" in after
    assert "coupon" not in after.replace("coupon.pdf", "")


def test_the_journal_says_who_when_what_before_and_after(store: Store) -> None:
    lead_id = add(store)
    with store.write("rename", by="Claire", at=NOW) as w:
        w.update("lead", lead_id, {"name": "Moreau H."})
    with store.read() as r:
        [line] = r.records("SELECT by, what, tables FROM journal WHERE id = 2")
        [values] = r.records("SELECT before, after FROM journal_value WHERE journal_id = 2")
    assert line == {"by": "Claire", "what": "rename", "tables": "lead"}
    assert values == {"before": '{"name":"Moreau Hélène"}', "after": '{"name":"Moreau H."}'}


def test_the_sealed_payload_holds_no_personal_data(store: Store) -> None:
    add(store)
    with store.read() as r:
        [payload] = r.column(str, "SELECT payload FROM journal")
    assert "Moreau" not in payload
    assert "Uz" not in payload


def test_a_bulk_insertion_is_one_journal_row(store: Store) -> None:
    columns = ["id", *LEAD]
    with store.write("intake", by="Claire", at=NOW) as w:
        w.insert_many("lead", columns, [(w.new_id(), *LEAD.values()) for _ in range(50)])
        w.insert_many("lead", columns, [])
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM journal") == [1]
        assert journal.check(r).problems == ()


def test_delete_is_journaled(store: Store) -> None:
    lead_id = add(store)
    with store.write("erase", by="Claire", at=NOW) as w:
        w.delete("lead", lead_id)
    with store.read() as r:
        assert name_of(r, lead_id) is None
        [values] = r.records("SELECT before, after FROM journal_value WHERE journal_id = 2")
    assert "Moreau" in str(values["before"])
    assert values["after"] is None


def test_a_setting_that_does_not_change_is_not_journaled(store: Store) -> None:
    for _ in range(2):
        with store.write("settings", by="Claire", at=NOW) as w:
            w.set_value("setting", "user", "Claire")
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM journal") == [1]


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        ("UPDATE journal SET by = 'Personne' WHERE id = 3", "la ligne 3"),
        ("UPDATE journal SET at = '2020-01-01' WHERE id = 1", "la ligne 1"),
        ("DELETE FROM journal WHERE id = 2", "la ligne 2 manque"),
        ("DELETE FROM journal WHERE id = 5", "coupée après la ligne 4"),
        ("UPDATE journal_value SET after = '{}' WHERE journal_id = 4", "valeurs de la ligne 4"),
        ("UPDATE journal SET payload = '[]' WHERE id = 2", "la ligne 2"),
    ],
)
def test_a_forged_journal_is_found(store: Store, forged: str, said: str) -> None:
    for _ in range(5):
        add(store)
    with Outside(store) as outside:
        outside.execute(forged)
    with store.read() as r:
        problems = journal.check(r).problems
    assert said in problems[0]


def test_a_row_forged_with_its_seal_is_betrayed_by_the_next(store: Store) -> None:
    for _ in range(3):
        add(store)
    with Outside(store) as outside:
        read = "SELECT id, at, 'Personne', what, tables, payload, previous FROM journal WHERE id = 2"
        [forged] = outside.execute(read)
        resealed = journal.seal(str(forged[6]), forged[:6])
        outside.execute("UPDATE journal SET by = ?, hash = ? WHERE id = 2", (forged[2], resealed))
    with store.read() as r:
        [problem] = journal.check(r).problems
    assert "la ligne 3" in problem


def test_emptied_values_do_not_break_the_chain(store: Store) -> None:
    add(store)
    with Outside(store) as outside:
        outside.execute("UPDATE journal_value SET salt = NULL, before = NULL, after = NULL")
    with store.read() as r:
        assert journal.check(r).problems == ()
