"""What the register shows of one refusal: its counts, who was told, and whether a mistake may be noted."""

from pathlib import Path

from core.actions.intake.import_rows import take_in
from core.actions.register import mistakes, opposing, refusal_lists
from core.actions.register.refusal_lists import ImportList
from core.actions.register.register_entry import entry_shown
from core.records.opposition import Opposition
from core.store.port import Store
from core.words.register import by_words, closes_words, where_words
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add

WORDS = "Agences s’abstenir"


def gestures(store: Store) -> list[int]:
    with store.read() as r:
        return sorted({entry.gesture for entry in r.of(Opposition)})


def test_a_reading_may_be_noted_as_a_mistake_once(store: Store) -> None:
    take_in(store, [DRAFT._replace(heard=WORDS, heard_in="Remarque", line=10)], BATCH, by=BY, now=NOW)
    [gesture] = gestures(store)
    with store.read() as r:
        entry = entry_shown(r, gesture)
    assert entry
    assert closes_words(entry.closes) == "1 téléphone, 1 e-mail, 1 adresse et 1 annonce"
    assert where_words(entry.source) == "pige.csv, ligne 10, colonne «\u202fRemarque\u202f»"
    assert by_words(entry.source.author, entry.source.how, entry.source.file) == "Le fichier, lu par le programme"
    assert entry.kept_until.isoformat() == "2029-11-24"
    assert entry.lifting
    assert entry.lifting.lifted
    mistakes.lift(store, str(gesture), why="Une banque.", by=BY, at=NOW)
    with store.read() as r:
        after = entry_shown(r, gesture)
    assert after
    assert (after.lifting, after.source.lifted_note) == (None, "Une banque.")


def test_what_was_said_tells_its_recipients_and_stays(store: Store) -> None:
    add(store)
    done = opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW)
    with store.read() as r:
        entry = entry_shown(r, done.gesture)
    assert entry
    assert [(who, day) for who, day in entry.told] == [("Pige Ouest", None)]
    assert entry.lifting
    assert not entry.lifting.lifted
    assert by_words(entry.source.author, entry.source.how, "") == "La personne, au téléphone"


def test_a_list_is_not_lifted_as_one_person(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Téléphone;Nom\n06 39 98 12 41;Moreau\n06 39 98 12 42;Petit\n", encoding="utf-8")
    refusal_lists.import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest"))
    [gesture] = gestures(store)
    with store.read() as r:
        entry = entry_shown(r, gesture)
        assert entry
        assert entry.lifting is None
        assert "2 refus" in entry.problem
        assert entry_shown(r, gesture + 1) is None
    assert mistakes.lift(store, "06 39 98 12 42", why="Une autre.", by=BY, at=NOW).lifted
    with store.read() as r:
        lines = {one.line for one in r.of(Opposition, lifted_at=None)}
    assert lines == {2}, "the other person of the list is as before"
