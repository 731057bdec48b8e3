"""The registers of two bases under one key become one, whichever way the file goes; under two keys, nothing passes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.common.people import find
from core.actions.keeping import forgetting, verifying
from core.actions.letters import noticing
from core.actions.register import entries, key_phrase, opposing, other_register, recipients
from core.actions.register.refusal_lists import ImportList, import_list
from core.base.errors import UserError
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.register import ListTaken
from core.model.verdict import Light
from core.records.consent import Consent
from core.store import leads, registers
from core.store.port import Store
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

DAY = timedelta(days=1)
PEOPLE = (
    DRAFT._replace(line=2),
    DRAFT._replace(line=3, last_name="Bœuf", first_name="Cédric", phones=("0639981243",), emails=(), reference="TD3",
            address="8 impasse des Lilas"),
    DRAFT._replace(line=4, last_name="Payet", first_name="Inès", phones=("0692990001",), emails=("ines@exemple.fr",),
            reference="TD4", address="2 rue de l’Église", postcode="97400", town="Saint-Denis"),
    DRAFT._replace(line=5, last_name="Besson", first_name="Luc", phones=("0639981248",), emails=(), reference="TD5",
            address="3 rue Neuve"),
)  # fmt: skip


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two new bases; the second was given the key of the first from its phrase."""
    with closing(new_base(tmp_path / "a")) as one, closing(new_base(tmp_path / "b", another_key)) as other:
        words = key_phrase.phrase(one, by=BY, at=NOW)
        key_phrase.restore_key(other, " ".join(words), by=BY, at=NOW)
        yield one, other


def hand_over(one: Store, other: Store) -> ListTaken:
    """Export the register of one base and import it in the other."""
    file = one.path.parent / "registre.csv"
    with one.read() as r:
        entries.export_register(r, file)
    return import_list(other, ImportList(other.path.parent, file, BY, NOW + DAY))


def counts(found: ListTaken) -> tuple[int, int, int, int]:
    assert found.read == found.added + found.already + found.rejected + found.blank + found.lifted
    return found.added, found.already, found.rejected, found.lifted


def registered(store: Store) -> set[tuple[str, str, str, str]]:
    with store.read() as r:
        return {
            (one.hash, one.signature, one.at, one.how) for one in registers.after(r, 0, 10_000) if one.lifted_at is None
        }


def light(store: Store, typed: str) -> Light:
    with store.read() as r:
        found = find(r, typed)
        return judged_who(r, found, law_of(settings(r)), channel=Channel.CALL, at=NOW + 2 * DAY).light


def test_two_registers_become_one_both_ways(two: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = two
    for store, typed in ((one, "0639981241"), (one, "0639981243"), (other, "ines@exemple.fr")):
        save_agency(store, AGENCY, by=BY, at=NOW)
        take(store, *PEOPLE)
        opposing.oppose_typed(store, typed, how="call", by=BY, at=NOW)
    slip = opposing.oppose_typed(one, "0199009999", how="call", by=BY, at=NOW)
    opposing.undo(one, slip.gesture, by=BY, at=NOW)
    with one.read() as r:
        lead_id = find(r, "0639981243").lead_id
    assert lead_id is not None
    forgetting.forget(one, lead_id, by=BY, at=NOW)
    mine, theirs = registered(one), registered(other)
    added, already, rejected, lifted = counts(hand_over(one, other))
    assert (added, already, rejected, lifted) == (len(mine), 0, 0, 1)
    assert registered(other) == mine | theirs
    assert counts(hand_over(one, other)) == (0, len(mine), 0, 1), "the same file again adds nothing"
    assert counts(hand_over(other, one)) == (len(theirs), len(mine), 0, 0)
    assert registered(one) == registered(other) == mine | theirs
    for store in two:
        for typed in ("0639981241", "0639981243", "h.moreau@exemple.fr", "0692990001", "+262692990001"):
            assert light(store, typed) is Light.OPPOSED
        again = take(store, *PEOPLE)
        assert (again.opposed, again.merged, again.added) == (3, 1, 0)
        assert light(store, "0639981248") is Light.FORBIDDEN, "the one who never refused"
        near = add(store, last_name="Moreau", first_name="H.", phones=("0639985550",), emails=(), reference="N1",
                   address="14 r. des Murier", line=9)  # fmt: skip
        twin = add(store, last_name="Roux", first_name="Léa", phones=("0639985551",), emails=(), reference="N2",
                   address="14 rue des Mûriers", line=10)  # fmt: skip
        made = noticing.make(store, [near, twin], tmp_path / "lettres", by=BY, at=NOW + DAY)
        assert [letter.lead for letter in made.made] == [twin]
        assert made.refused[0].codes == ("ADDRESS_NEAR_OPPOSED",)
        assert verifying.verify(store).problems == ()


def test_registers_handed_over_again_and_again_add_nothing_that_is_there(two: tuple[Store, Store]) -> None:
    # The older seat signs its addresses without the first names.
    one, other = two
    for store, typed in ((one, "0639981241"), (other, "0639981241"), (one, "0639981243"), (other, "ines@exemple.fr")):
        save_agency(store, AGENCY, by=BY, at=NOW)
        take(store, *PEOPLE)
        opposing.oppose_typed(store, typed, how="call", by=BY, at=NOW)
    file = other.path.parent / "registre.csv"
    with other.read() as r:
        entries.export_register(r, file)
    older = [
        ";".join(part.rpartition("|")[0] if part.count("|") == 5 else part for part in line.split(";"))
        for line in file.read_text("utf-8-sig").splitlines()
    ]
    file.write_text("\n".join(older) + "\n", "utf-8-sig")
    before = len(rows(one))
    taken = import_list(one, ImportList(one.path.parent, file, BY, NOW + DAY))
    assert (taken.refusals, taken.leads) == (1, 1)
    assert len(rows(one)) == before + taken.added
    again = import_list(one, ImportList(one.path.parent, file, BY, NOW + DAY))
    assert (again.added, again.refusals) == (0, 0)
    assert hand_over(one, other).refusals == 1
    both = [rows(store) for store in two]
    for giving, taking in ((one, other), (other, one), (one, other)):
        assert (hand_over(giving, taking).added, [rows(store) for store in two]) == (0, both)
    for store, held in zip(two, both, strict=True):
        assert len(held) == len(set(held)) == len(registered(store))


def rows(store: Store) -> list[tuple[str, str, str, str]]:
    with store.read() as r:
        return [(one.hash, one.signature, one.at, one.how) for one in registers.after(r, 0, 10_000)]


def test_the_sheet_of_the_other_base_is_closed_with_its_other_numbers(two: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = two
    opposing.oppose_typed(one, "0639981241", how="call", by=BY, at=NOW)
    lead_id = add(other)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    with other.read() as r:
        who = find(r, "0639981241")
    note_agreement(other, who, proof, collected=NOW - DAY, wording="v1")
    found = hand_over(one, other)
    assert (found.added, found.leads, found.gesture) == (1, 1, 0)
    with other.read() as r:
        said = verdict(r, lead_id, law_of(settings(r)), channel=Channel.LETTER, at=NOW + 2 * DAY)
        assert (said.light, leads.refusal(r, lead_id)) == (Light.OPPOSED, leads.Refusal(kept_now(), "call"))
        [consent] = r.of(Consent, lead_id=lead_id)
        assert consent.withdrawn is not None
        assert [one.recipient for one in recipients.of_lead(r, lead_id)] == ["Pige Ouest"]
    back = hand_over(other, one)
    assert back.added >= 3, "her e-mail and her address are now known there too"
    assert take(one, DRAFT._replace(phones=(), address="", reference="Z")).opposed == 1


def kept_now() -> str:
    return "2026-11-24T09:42:00.000+00:00"


def test_a_refusal_heard_elsewhere_after_an_agreement_holds(two: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = two
    add(one)
    opposing.oppose_typed(one, "0639981241", how="call", by=BY, at=NOW - 5 * DAY)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    with one.read() as r:
        who = find(r, "0639981241")
    note_agreement(one, who, proof, collected=NOW - 4 * DAY, wording="v1")
    hand_over(one, other)
    assert counts(hand_over(other, one))[0] == 0
    assert light(one, "0639981241") is not Light.OPPOSED, "nothing new was said"
    opposing.oppose_typed(other, "0639981241", how="letter", by=BY, at=NOW)
    hand_over(other, one)
    assert light(one, "0639981241") is Light.OPPOSED


def test_the_register_of_another_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "a")) as one, closing(new_base(tmp_path / "b", another_key)) as other:
        add(one)
        opposing.oppose_typed(one, "0639981241", how="call", by=BY, at=NOW)
        opposing.oppose_typed(other, "0639981241", how="call", by=BY, at=NOW)
        before = registered(other)
        with pytest.raises(UserError) as refused:
            hand_over(one, other)
        assert refused.value.code == "REGISTER_OTHER_KEY"
        assert "register restore" in refused.value.text
        assert registered(other) == before


@table(
    "change, code",
    [
        (lambda text: text.replace(";clé", "").replace("instant", "instan"), "REGISTER_OLD"),
        (lambda text: "\n".join(line.rpartition(";")[0] for line in text.splitlines()), "REGISTER_OLD"),
    ],
)
def test_a_register_without_its_key_is_refused(two: tuple[Store, Store], change: object, code: str) -> None:
    one, other = two
    opposing.oppose_typed(one, "0639981241", how="call", by=BY, at=NOW)
    file = one.path.parent / "registre.csv"
    with one.read() as r:
        entries.export_register(r, file)
    file.write_text(change(file.read_text("utf-8-sig")), "utf-8")  # type: ignore[operator]
    with fails_with(code):
        import_list(other, ImportList(other.path.parent, file, BY, NOW))


def test_a_line_changed_since_is_told_and_the_others_are_taken(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(other_register, "CHUNK", 2)
    monkeypatch.setattr(other_register, "REPORTED", 1)
    for last in range(6):
        opposing.oppose_typed(one, f"063998120{last}", how="call", by=BY, at=NOW)
    file = one.path.parent / "registre.csv"
    with one.read() as r:
        entries.export_register(r, file)
    lines = file.read_text("utf-8-sig").splitlines()
    lines[2] = "1,23E+31" + lines[2][32:]
    lines[4] = lines[4].replace("téléphone", "minitel")
    blank = ";" * lines[0].count(";")
    file.write_text("\n".join([*lines, blank]), "cp1252")
    found = import_list(other, ImportList(other.path.parent, file, BY, NOW))
    assert (counts(found), [one.line for one in found.rejects]) == ((4, 0, 2, 0), [3])
    assert take(other, Draft(line=2, phones=("0639981200",), reference="A", site="PAP", cells=("x",))).opposed == 1
