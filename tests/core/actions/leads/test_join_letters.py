"""Of the letters that wait on two sheets made one, a single one leaves; undoing the join gives both back."""

import pytest

from core.actions.common.agency import save_agency
from core.actions.leads.join_undo import disjoin, undoable
from core.actions.leads.joining import join
from core.actions.leads.timeline import events
from core.actions.letters import noticing, posting, print_runs
from core.base.moments import kept
from core.records.lead import Lead
from core.records.notice import Notice
from core.store import notices
from core.store.port import Store, Value
from core.words.printing import answered_said, joined_letters, posted_said
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.leads.test_joining import LATER, both, whole
from tests.files.bases.make import AGENCY
from tests.tables import table

STANDS = {"ready": (), "printed": ("printed_at",), "posted": ("printed_at", "posted_at")}
STANDS["returned"] = (*STANDS["posted"], "returned_at")


def letter(store: Store, lead_id: int, stands: str) -> int:
    """Keep a letter of a lead that ``stands`` somewhere in its life, and return it; 0 for none."""
    if not stands:
        return 0
    values: dict[str, Value] = {"reference": f"T{lead_id}", "versions": "letter-2", "sha256": "", "file": ""}
    values |= {"day": NOW.date().isoformat(), "at": kept(NOW), "by": BY, **dict.fromkeys(STANDS[stands], kept(NOW))}
    with store.write("notice", by=BY, at=NOW) as w:
        found = w.insert("notice", {"lead_id": lead_id, **values})
        w.update("lead", lead_id, {"notice_sent": notices.day_posted(w, lead_id)})
    return found


@table(
    "first, second, leaves",
    [
        ("printed", "printed", 2),
        ("ready", "printed", 2),
        ("printed", "ready", 2),
        ("printed", "", 1),
        ("", "printed", 2),
        ("posted", "printed", 0),
        ("printed", "posted", 0),
        ("posted", "posted", 0),
        ("printed", "returned", 0),
    ],
)
def test_a_single_letter_leaves(tmp_path_factory: pytest.TempPathFactory, first: str, second: str, leaves: int) -> None:
    store = new_base(tmp_path_factory.mktemp("base"))
    save_agency(store, AGENCY, by=BY, at=NOW)
    keep, other = both(store)
    made = [letter(store, keep, first), letter(store, other, second)]
    before = whole(store)
    done = join(store, keep, other, by=BY, at=LATER)
    posted = posting.posted(store, [one for one in made if one], by=BY, at=LATER)
    assert posted.letters == tuple(made[leaves - 1 : leaves] if leaves else ())
    waited = [one for one, at in zip(made, (first, second), strict=True) if at not in ("", "posted", "returned")]
    assert set(posted.replaced) == set(waited) - set(posted.letters)
    assert len(done.letters) == len(posted.replaced)
    posting.unposted(store, posted.letters, by=BY, at=LATER)
    disjoin(store, done.id, by=BY, at=LATER)
    after = whole(store)
    for row in (*before["notice"], *after["notice"]):
        row["printed_at"] = None  # What was posted is printed, whatever becomes of it.
    assert after == before
    store.close()


def test_it_is_said_wherever_the_letter_would_leave(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    keep, other = both(store)
    [made] = noticing.make(store, [keep], store.path.parent / "lettres", by=BY, at=NOW).made
    with store.read() as r:
        gone = posting.letter_of(r, made.reference)
    started, _held = print_runs.start_run(store, [gone], printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert started is not None
    print_runs.send_run(store, started, lambda _pdf, _title: None, by=BY, clock=lambda: NOW)
    stays = letter(store, other, "printed")
    done = join(store, keep, other, by=BY, at=LATER)
    with store.read() as r:
        row = r.get(Notice, gone)
        assert row is not None
        assert undoable(r, keep, LATER) == done
        assert f"Lettre {row.reference} remplacée par une autre" in [one.text for one in events(r, keep)]
    assert joined_letters(done.letters) == f"Ne postez pas la lettre {row.reference}\u202f: une seule suffit."
    answered = print_runs.answer_run(store, started, "all", by=BY, at=LATER)
    said = "1 lettre ne part plus, une autre suffit\u202f: ne la postez pas, détruisez-la."
    assert (answered.out, answered.replaced) == ((), (gone,))
    assert list(answered_said(answered)) == [said]
    assert list(posted_said(posting.posted(store, [gone], by=BY, at=LATER))) == ["Aucun envoi noté.", said]
    assert print_runs.start_run(store, [gone], printer="A", both_sides=True, by=BY, at=LATER)[0] is None
    assert posting.posted(store, [stays], by=BY, at=LATER).letters == (stays,)
    disjoin(store, done.id, by=BY, at=LATER)
    with store.read() as r:
        assert [r.row(Lead, one).notice_sent for one in (keep, other)] == [None, LATER.date().isoformat()]
        assert notices.by_state(r)["printed"] == [keep]
