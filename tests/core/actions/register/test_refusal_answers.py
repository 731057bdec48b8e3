"""Somebody whose row only sounds like a refusal is held, known or not, until a person says whether it is one."""

from pathlib import Path

from core.actions.common import people
from core.actions.common.judging import law_of, verdict
from core.actions.intake.checking import expect
from core.actions.intake.import_rows import take_in
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import forgetting
from core.actions.register import opposing, refusal_answers
from core.actions.register.entries import registered
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.problem_codes import MAY_REFUSE
from core.model.settings import Settings
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.tables import table

SAID = "Souhaite vendre seul"
OTHER = "Transaction directe exclusivement"
HEAD = "Nom;Téléphone;CP;Ville;Vue sur;Vue le;Note"
KNOWN, TWIN, SECOND = "06 39 98 00 41", "06 39 98 00 42", "06 39 98 00 43"
LAW = law_of(Settings(caller_number="01 99 00 10 10"))
WAYS = (Channel.CALL, Channel.LETTER, Channel.EMAIL, Channel.SMS, Channel.PORTAL, Channel.VISIT)


def row(name: str, phone: str, note: str = "") -> str:
    return f"{name};{phone};30000;Nîmes;PAP;03/11/2026;{note}"


def asked(store: Store, tmp_path: Path, *rows: str, fixes: Fixes | None = None) -> ImportFile:
    file = tmp_path / "pige.csv"
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    return ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, fixes=fixes or Fixes())


def of(store: Store, phone: str) -> int:
    with store.read() as r:
        return people.known(r, phone)


def held(store: Store, lead_id: int) -> set[Channel]:
    with store.read() as r:
        said = {way: verdict(r, lead_id, LAW, channel=way, at=NOW) for way in WAYS}
    return {way for way, one in said.items() if "REFUSAL_IN_DOUBT" in {reason.code for reason in one.reasons}}


def test_somebody_known_is_held_and_the_twin_is_not(store: Store, tmp_path: Path) -> None:
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN), row("Petit", TWIN)))
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN, SAID), row("Petit", TWIN, "à voir")))
    assert held(store, of(store, KNOWN)) == set(WAYS)
    assert held(store, of(store, TWIN)) == set()
    with store.read() as r:
        shown = refusal_answers.in_doubt(r, of(store, KNOWN))
        assert shown is not None
        assert shown.quotes == (SAID,)
        assert refusal_answers.in_doubt(r, of(store, TWIN)) is None


@table(
    "later, same",
    [
        (row("Moreau", KNOWN), False),  # another row of the same file
        (row("Moreau", KNOWN), True),
        (row("Moreau", f"{SECOND} / {KNOWN}"), False),
    ],
)
def test_whoever_comes_by_another_row_is_held_too(
    store: Store, tmp_path: Path, later: str, same: bool
) -> None:  # fmt: skip
    first = [row("Moreau", KNOWN, SAID), *([later] if same else [])]
    import_into(store, asked(store, tmp_path, *first))
    if not same:
        import_into(store, asked(store, tmp_path, later))
    assert held(store, of(store, KNOWN)) == set(WAYS)


def test_yes_is_a_refusal_and_undone_it_is_asked_again(store: Store, tmp_path: Path) -> None:
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN)))
    import_into(store, asked(store, tmp_path, row("Moreau", f"{KNOWN} / {SECOND}", SAID)))
    lead_id = of(store, KNOWN)
    gesture = refusal_answers.is_refusal(store, lead_id, by=BY, at=NOW)
    assert held(store, lead_id) == set()
    with store.read() as r:
        for phone in (KNOWN, SECOND):
            known = registered(r, phone)
            assert known is not None
            assert known.at is not None, "the second number of the row is the same person's"
        assert r.value(str, "SELECT quote FROM doubt") == ""
    opposing.undo(store, gesture, by=BY, at=NOW)
    assert held(store, lead_id) == set(WAYS)
    with store.read() as r:
        shown = refusal_answers.in_doubt(r, lead_id)
    assert shown is not None
    assert shown.quotes == ()


def test_no_sets_free_and_is_remembered_of_the_same_words(store: Store, tmp_path: Path) -> None:
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN)))
    doubtful = row("Moreau", KNOWN, SAID)
    import_into(store, asked(store, tmp_path, doubtful))
    lead_id = of(store, KNOWN)
    assert refusal_answers.is_none(store, lead_id, by=BY, at=NOW) == 1
    assert refusal_answers.is_none(store, lead_id, by=BY, at=NOW) == 0
    assert refusal_answers.is_refusal(store, lead_id, by=BY, at=NOW) == 0, (
        "nothing is asked any more, by another seat neither"
    )
    with fails_with("LEAD_UNKNOWN"):
        refusal_answers.is_refusal(store, 12, by=BY, at=NOW)
    assert held(store, lead_id) == set()
    found = expect(store, asked(store, tmp_path, doubtful, row("Petit", TWIN, SAID.upper())))
    assert [one.code for one in found.groups if one.code == MAY_REFUSE] == []
    assert (found.report.added, found.report.merged, found.report.rejected) == (1, 1, 0)
    other = expect(store, asked(store, tmp_path, row("Petit", TWIN, OTHER)))
    assert [group.code for group in other.groups if group.code == MAY_REFUSE] == [MAY_REFUSE]


@table("answer, second", [("keep", (1, 0, 0)), ("refuse", (0, 1, 0))])
def test_the_answer_of_the_check_is_remembered(
    store: Store, tmp_path: Path, answer: str, second: tuple[int, int, int]
) -> None:
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN, SAID)))
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN, SAID), fixes=Fixes({MAY_REFUSE: answer})))
    assert answer == "refuse" or held(store, of(store, KNOWN)) == set()
    report = import_into(store, asked(store, tmp_path, row("Petit", TWIN, f" {SAID}  ")))
    assert (report.added, report.opposed, report.rejected) == second


def test_the_same_row_again_asks_once(store: Store, tmp_path: Path) -> None:
    for _time in range(3):
        import_into(store, asked(store, tmp_path, row("Moreau", KNOWN, SAID), row("Moreau", KNOWN, SAID)))
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM doubt") == 1


def test_erased_the_words_are_gone_and_the_person_is_still_held(store: Store, tmp_path: Path) -> None:
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN)))
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN, SAID)))
    forgetting.forget(store, of(store, KNOWN), by=BY, at=NOW)
    with store.read() as r:
        assert r.column(str, "SELECT quote FROM doubt") == [""]
        assert r.value(int, "SELECT count(*) FROM doubt_mark WHERE lead_id IS NOT NULL") == 0
    import_into(store, asked(store, tmp_path, row("Moreau", KNOWN)))
    assert held(store, of(store, KNOWN)) == set(WAYS)


@table(
    "draft, source",
    [
        (Draft(line=1, phones=(KNOWN,), title="Maison 5 pièces", text=SAID, url="https://pap.example/a1"), Source.PAGE),
        (Draft(line=1, phones=(SECOND,), title="Maison 5 pièces", doubt=SAID, reference="a2"), Source.PAGE),
        (Draft(line=1, phones=(TWIN,), last_name="Moreau", cells=("Moreau", TWIN, SAID)), Source.TYPED),
    ],
)
def test_a_page_or_what_is_typed_makes_a_sheet_that_is_held(store: Store, draft: Draft, source: Source) -> None:
    whole = draft._replace(cells=draft.cells or (draft.title,), seen="03/11/2026")
    report = take_in(store, [whole], BatchFacts(source, "essai", "2026-11-20", site="PAP"), by=BY, now=NOW)
    assert report.added == 1
    lead_id = of(store, draft.phones[0])
    assert held(store, lead_id) == set(WAYS)
    with store.read() as r:
        shown = refusal_answers.in_doubt(r, lead_id)
    assert shown is not None
    assert shown.quotes == (SAID,)
