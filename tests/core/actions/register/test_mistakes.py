"""A refusal that the program read wrong is lifted, with who, when and why; what anybody said never is. Each case has
beside it a twin, read in another row, whom nothing of it concerns."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.people import find
from core.actions.intake import batch_undo
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import backing_up, forgetting, restoring, verifying
from core.actions.keeping.current_base import open_current
from core.actions.leads import editing, joining
from core.actions.register import mistakes, opposing
from core.base.errors import UserError
from core.base.records import replace
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.editing import Change, How, ValueSource
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.bases import copy_elsewhere
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.tables import each

WORDS, OTHER_WORDS = "Agences s’abstenir", "Pas d’agence, merci"
PHONE, TWIN_PHONE = "06 39 98 12 41", "06 39 98 55 01"
READ = DRAFT._replace(heard=WORDS, heard_in="Remarque", line=10)
TWIN = DRAFT._replace(
    line=11, last_name="Ferrand", first_name="Luc", phones=(TWIN_PHONE,), emails=("l.ferrand@exemple.fr",), heard=WORDS,
    heard_in="Remarque", address="3 rue Haute", postcode="34000", town="Montpellier", reference="TD2",
)  # fmt: skip
OTHER_FILE = BatchFacts(
    Source.FILE, "autre.csv", "2026-11-20", supplier="Pige Est", site="Toit Direct", sha256="1" * 64
)
WHY = "Parle d’une banque fermée, ne refuse rien."
LATER = NOW + timedelta(days=2)


def refuses(store: Store, phone: str) -> bool:
    """Whether a telephone is in the register, in force."""
    with store.read() as r:
        who = find(r, phone)
        return bool(r.of(Opposition, hash=list(who.hashes), lifted_at=None))


def lift(store: Store, typed: str = PHONE, at: datetime = LATER, together: int = 1) -> mistakes.Lifting:
    return mistakes.lift(store, typed, why=WHY, by=BY, at=at, together=together)


def said(store: Store, at: datetime = NOW + timedelta(hours=2), typed: str = PHONE) -> None:
    opposing.oppose_typed(store, typed, how="call", by=BY, at=at)


def test_a_reading_is_lifted_with_who_when_and_why(store: Store) -> None:
    report = take(store, READ, TWIN)
    done = lift(store)
    [source] = done.lifted
    assert (source.words, source.place, source.line, source.file) == (WORDS, "Remarque", 10, "pige.csv")
    assert [(row.batch, row.file, row.line) for row in done.rows] == [(report.batch, "pige.csv", 10)]
    assert not refuses(store, PHONE)
    assert refuses(store, TWIN_PHONE)
    with store.read() as r:
        entries = r.of(Opposition, gesture=source.gesture)
        assert {(one.lifted_why, one.lifted_by, one.lifted_note) for one in entries} == {("mistake", BY, WHY)}
        lead = next(one for one in entries if one.lead_id).lead_id
        assert r.row(Lead, lead or 0).opposed_at is None
    assert verifying.verify(store).problems == ()


def test_no_reason_no_lifting(store: Store) -> None:
    take(store, READ)
    with pytest.raises(UserError, match="pourquoi"):
        mistakes.lift(store, PHONE, why="  ", by=BY, at=LATER)
    assert refuses(store, PHONE)


def _take(store: Store, draft: Draft = READ, batch: BatchFacts = BATCH) -> None:
    take(store, draft, batch=batch)


Journey = Sequence[Callable[[Store], None]]
STAYS: dict[str, Journey] = {
    "said alone": [said],
    "said, then read": [partial(said, at=NOW - timedelta(days=3)), _take],
    "read, then said": [_take, said],
    "read, then said within ten minutes": [_take, partial(said, at=NOW + timedelta(minutes=5))],
    "read, then said by e-mail": [_take, partial(said, typed="h.moreau@exemple.fr")],
    "read twice, in other words": [_take, partial(_take, draft=READ._replace(heard=OTHER_WORDS, line=44))],
    "read in the files of two suppliers": [_take, partial(_take, batch=OTHER_FILE)],
}


@pytest.mark.parametrize("case", STAYS)
def test_what_anything_else_says_stays(store: Store, case: str) -> None:
    for step in STAYS[case]:
        step(store)
    done = lift(store)
    assert not done.lifted
    assert done.stays
    assert refuses(store, PHONE)


def test_nobody_refuses_nothing_is_lifted(store: Store) -> None:
    add(store)
    assert lift(store) == mistakes.Lifting()


def test_a_word_taken_back_leaves_the_reading_to_be_lifted(store: Store) -> None:
    take(store, READ)
    done = opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW + timedelta(hours=1))
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(hours=1, minutes=1))
    assert refuses(store, PHONE)
    assert lift(store).lifted
    assert not refuses(store, PHONE)


def test_the_same_words_of_a_supplier_go_together(store: Store) -> None:
    take(store, READ)
    take(store, READ._replace(line=44))
    assert lift(store).lifted
    assert not refuses(store, PHONE)


def test_two_readings_in_different_words_go_with_their_count(store: Store) -> None:
    take(store, READ)
    take(store, READ._replace(heard=OTHER_WORDS, line=44))
    assert not lift(store).lifted
    assert len(lift(store, together=2).lifted) == 2
    assert not refuses(store, PHONE)


@pytest.mark.parametrize("case", STAYS)
def test_what_was_only_read_goes_with_its_count_from_any_of_its_entries(store: Store, case: str) -> None:
    """Whatever the person said holds the rest; two suppliers or two wordings no longer hold each other."""
    for step in STAYS[case]:
        step(store)
    with store.read() as r:
        gestures = sorted({entry.gesture for entry in r.of(Opposition, author="read")})
        plans = [mistakes.found(r, str(gesture), together=0) for gesture in gestures]
    if "said" in case:
        for gesture in gestures:
            lift(store, str(gesture), together=2)
        assert refuses(store, PHONE), "what the person said stays"
        return
    assert [(plan.readings, len(plan.lifted)) for plan in plans] == [(2, 2)] * 2
    assert not lift(store, str(gestures[0]), together=3).lifted, "another count than what was seen"
    done = lift(store, str(gestures[0]), together=2)
    assert {source.gesture for source in done.lifted} == {*gestures}
    assert not refuses(store, PHONE)
    mistakes.undo_mistake(store, *gestures, by=BY, at=LATER)
    assert refuses(store, PHONE)


def test_what_the_reading_reached_is_opened_with_it(store: Store) -> None:
    """A number typed since, a sheet joined since: all that only extended the reading."""
    lead = add(store)
    take(store, READ)
    sign = ValueSource(How.SIGN, NOW.date())
    editing.edit(store, lead, [Change("phone", "06 39 98 12 99")], told=sign, by=BY, at=NOW + timedelta(minutes=3))
    other = add(store, last_name="Moreau", phones=("06 39 98 12 77",), emails=(), address="9 rue Neuve", reference="Z")
    joining.join(store, lead, other, by=BY, at=NOW + timedelta(minutes=4))
    assert refuses(store, "06 39 98 12 77")
    assert lift(store).lifted
    each([PHONE, "06 39 98 12 99", "06 39 98 12 77"], lambda phone: _is_free(store, phone))
    with store.read() as r:
        assert r.row(Lead, lead).opposed_at is None


def _is_free(store: Store, phone: str) -> None:
    assert not refuses(store, phone)


def test_an_agreement_that_only_the_reading_withdrew_is_given_back(store: Store, tmp_path: Path) -> None:
    lead = add(store)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    with store.read() as r:
        who = find(r, PHONE)
    given = NOW - timedelta(days=1)
    consenting.record(store, who, channels=[Channel.CALL], collected=given, wording="v1", proof=proof, by=BY, at=given)
    take(store, READ)
    with store.read() as r:
        assert [one.withdrawn is None for one in r.of(Consent, lead_id=lead)] == [False]
    lift(store)
    with store.read() as r:
        assert [one.withdrawn is None for one in r.of(Consent, lead_id=lead)] == [True]


def test_lifted_then_imported_again_it_is_a_lead(store: Store) -> None:
    """The same words of the same supplier about the same person are not read again; those of the twin are."""
    take(store, READ, TWIN)
    lift(store)
    report = take(store, READ, TWIN)
    assert (report.opposed, report.added + report.merged) == (1, 1)
    with store.read() as r:
        lead = find(r, PHONE).lead_id
        assert verdict(r, lead or 0, law_of(settings(r)), channel=Channel.LETTER, at=LATER).light.value != "opposed"
    assert refuses(store, TWIN_PHONE)


def test_lifted_then_refused_again_in_other_words_it_is_a_refusal(store: Store) -> None:
    take(store, READ)
    lift(store)
    take(store, READ._replace(heard=OTHER_WORDS))
    assert refuses(store, PHONE)


def test_lifted_then_said_it_is_a_refusal(store: Store) -> None:
    take(store, READ)
    lift(store)
    said(store, LATER)
    assert refuses(store, PHONE)
    assert not lift(store, at=LATER + timedelta(hours=1)).lifted


def test_erased_then_lifted_by_what_was_typed(store: Store) -> None:
    add(store)
    take(store, READ)
    with store.read() as r:
        lead = find(r, PHONE).lead_id
    forgetting.forget(store, lead or 0, why="request", by=BY, at=NOW + timedelta(hours=1))
    with store.read() as r:
        assert {(one.note, one.place) for one in r.of(Opposition)} == {("", "")}
    assert lift(store).lifted
    assert not refuses(store, PHONE)


def test_lifted_then_erased_nothing_of_the_words_is_left(store: Store) -> None:
    lead = add(store)
    take(store, READ)
    lift(store)
    forgetting.forget(store, lead, why="request", by=BY, at=LATER)
    with store.read() as r:
        assert {(one.note, one.place, one.lifted_note) for one in r.of(Opposition)} == {("", "", "")}
        assert not r.column(int, "SELECT id FROM journal_value WHERE after LIKE '%banque%' OR after LIKE '%abstenir%'")
    assert verifying.verify(store).problems == ()


def test_a_mistake_taken_back_refuses_again(store: Store) -> None:
    take(store, READ)
    [source] = lift(store).lifted
    assert mistakes.undo_mistake(store, source.gesture, by=BY, at=LATER) > 0
    assert refuses(store, PHONE)
    with pytest.raises(UserError):
        mistakes.undo_mistake(store, source.gesture, by=BY, at=LATER)


def test_a_batch_is_lifted_only_with_its_count(store: Store) -> None:
    report = take(store, READ, TWIN)
    said(store)
    with pytest.raises(UserError, match="2 refus"):
        mistakes.lift_batch(store, report.batch, count=1, why=WHY, by=BY, at=LATER)
    done = mistakes.lift_batch(store, report.batch, count=2, why=WHY, by=BY, at=LATER)
    assert [bool(one.lifted) for one in done.done] == [False, True], "the first one was said too"
    assert refuses(store, PHONE)
    assert not refuses(store, TWIN_PHONE)


def refused(store: Store) -> tuple[bool, bool]:
    """Whether the first person, and the twin, are in the register."""
    return refuses(store, PHONE), refuses(store, TWIN_PHONE)


def test_a_copy_from_before_the_lift_follows_it(store: Store, tmp_path: Path) -> None:
    """So does one in which it was lifted, and is not any more; the twin's refusal never moves."""
    add(store)
    take(store, READ, TWIN)
    before = backing_up.back_up(store, tmp_path / "copies", by=BY, at=NOW + timedelta(hours=1)).path
    [source] = lift(store).lifted
    after = backing_up.back_up(store, tmp_path / "copies", by=BY, at=LATER + timedelta(hours=1)).path
    folder = store.path.parent
    store.close()
    restoring.restore(folder, before, by=BY, at=LATER + timedelta(hours=2))
    with closing(open_store(folder)) as restored:
        assert refused(restored) == (False, True)
        with restored.read() as r:
            assert {one.opposed_at for one in r.of(Lead, name="Moreau Hélène")} == {None}
        mistakes.undo_mistake(restored, source.gesture, by=BY, at=LATER + timedelta(hours=3))
    restoring.restore(folder, after, by=BY, at=LATER + timedelta(hours=4))
    with closing(open_store(folder)) as restored:
        assert refused(restored) == (True, True)
        assert verifying.verify(restored).problems == ()


def test_an_older_base_put_back_by_hand_follows_the_lift(store: Store, tmp_path: Path) -> None:
    take(store, READ, TWIN)
    folder = store.path.parent
    older = tmp_path / "older"
    older.mkdir()
    copy_elsewhere(folder / NAME, older / NAME)
    lift(store)
    store.close()
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    current, _caught = open_current(folder, at=LATER + timedelta(minutes=1))
    with closing(current):
        assert refused(current) == (False, True)
    again, caught = open_current(folder, at=LATER + timedelta(minutes=2))
    with closing(again):
        assert caught is None
        assert take(again, READ).opposed == 0, "the memory knows which words were read wrong of them"


def test_a_whole_batch_read_wrong_is_lifted_though_it_says_it_twice(store: Store) -> None:
    report = take(store, READ, READ._replace(heard=OTHER_WORDS, line=44), TWIN)
    with store.read() as r:
        count = len(mistakes.read_in_batch(r, report.batch))
    assert count == 3
    done = mistakes.lift_batch(store, report.batch, count=count, why=WHY, by=BY, at=LATER)
    assert mistakes.lifted_and_kept(done.done) == (3, 0)
    assert refused(store) == (False, False)


def test_the_owners_of_a_row_that_says_it_once_are_opened_together(store: Store, tmp_path: Path) -> None:
    """The remark of a row is one reading, of each of its owners; what stands beside one name is hers alone."""
    file = tmp_path / "couples.csv"
    file.write_text(
        "Propriétaire 1;Tél 1;Propriétaire 2;Tél 2;Adresse;CP;Ville;Site;Vue le;Remarque\n"
        "Morel Paul;06 39 98 10 11;Lachaud Irène;06 39 98 10 12;2 rue Haute;30700;Uzès;PAP;20/11/2026;"
        f"{WORDS}\n"
        "Roux Luc;06 39 98 10 01;Ferrandel Odile (ne veut pas d’agence);06 39 98 10 02;1 rue Haute;30700;Uzès;PAP;"
        "20/11/2026;\n",
        encoding="utf-8",
    )
    asked = ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    import_into(store, asked)
    couple = ("06 39 98 10 11", "06 39 98 10 12", "06 39 98 10 02")
    assert [refuses(store, phone) for phone in couple] == [True, True, True]
    assert lift(store, couple[0]).lifted
    assert [refuses(store, phone) for phone in couple] == [False, False, True]
    import_into(store, replace(asked, now=LATER))
    assert [refuses(store, phone) for phone in couple] == [False, False, True]


def test_a_batch_undone_after_the_lift_keeps_nothing_for_it(store: Store) -> None:
    """What was read wrong is no reason to keep a row; the twin's refusal is."""
    report = take(store, READ, TWIN)
    lift(store)
    done = batch_undo.undo(store, report.batch, by=BY, at=LATER)
    assert (done.removed, done.kept_count) == (1, 1)
    assert refused(store) == (False, True)
    assert verifying.verify(store).problems == ()
