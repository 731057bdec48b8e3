"""A base forged beside its journal is told by its verification; one that only lived is not."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting, titles
from core.actions.common import agency
from core.actions.common.people import Who, find, of_lead
from core.actions.intake import page_proofs, site_terms
from core.actions.keeping import backing_up, forgetting, restoring, verifying
from core.actions.keeping.current_base import open_current
from core.actions.leads import milestones
from core.actions.letters import noticing, posting
from core.actions.papers import references
from core.actions.register import opposing
from core.actions.rights import requests
from core.base.records import replace
from core.model.batch import PageProof
from core.model.channel import Channel
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.request import RequestKind
from core.model.site_standing import Terms
from core.store.engine import sqlite
from core.store.engine.migrations import MIGRATIONS, SIGNED
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.proven import PROVEN
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.subkeys import fingerprint
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.core.life import Life
from tests.failing import fails_with
from tests.faults.forgery import KINDS, sql
from tests.files.bases.make import AGENCY
from tests.lengths import length
from tests.tables import each

LIVES, DEEDS = length(1, long=200), 25
LATER = NOW + timedelta(hours=2)
BASES = Path(__file__).resolve().parents[1] / "files" / "bases"


def person(store: Store, n: int) -> int:
    return add(store, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), emails=(f"a{n}@exemple.fr",),
               address=f"{n} rue du Port", reference=f"R{n}")  # fmt: skip


def live(store: Store, folder: Path) -> None:
    """Play a day in which every table that proves something gets rows."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    people = [person(store, n) for n in range(12)]
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")
    with store.read() as r:
        who = [of_lead(r, lead) for lead in people]
    noticing.make(store, people[:4], folder / "lettres", by=BY, at=NOW)
    with store.read() as r:
        letters = [posting.letter_of(r, reference) for reference in r.column(str, "SELECT reference FROM notice")]
    posting.posted(store, letters[:2], by=BY, at=NOW)
    agreed = [
        consenting.record(
            store, who[n], channels=[Channel.CALL], collected=NOW, wording="consent-1", proof=proof, by=BY, at=NOW
        )
        for n in (0, 1)
    ]
    consenting.withdraw(store, agreed[0], by=BY, at=LATER)
    titles.request(store, who[2], object_="estimation", received=NOW, how="e-mail", proof=proof, by=BY, at=NOW)
    calling.log(store, who[1], direction="out", outcome="talked", by=BY, at=LATER, note="rappeler jeudi")
    calling.log(store, who[2], direction="in", outcome="talked", by=BY, at=LATER)
    for n, how in ((4, "letter"), (5, "call"), (6, "counter")):
        opposing.oppose(store, who[n], how=how, by=BY, at=LATER, note="dit deux fois")
    with store.read() as r:
        stranger = find(r, "06 39 98 77 01")
    opposing.oppose(store, stranger, how="call", by=BY, at=LATER)
    requests.note(store, who[7], RequestKind.RESTRICTION, received=NOW.date(), how="letter", by=BY, at=LATER)
    requests.note(store, "Jean Inconnu", RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=LATER)
    met = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(days=2), "12 rue des Mûriers", "Claire")
    milestones.note_milestone(store, Who(people[8]), met, by=BY, at=LATER)
    references.change(store, "HOURS_OUTSIDE", "art. 2", by=BY, at=LATER)
    page_asked(store)
    forgetting.forget(store, people[9], by=BY, at=LATER)


def page_asked(store: Store) -> None:
    """Answer about the terms of a site, and read a page of it."""
    site_terms.answer(store, "annonces.example", Terms.ALLOWED, page="https://annonces.example/cgu", by=BY, at=NOW)
    with store.read() as r:
        [answered] = r.column(int, "SELECT id FROM site_terms")
        [batch] = r.column(int, "SELECT max(id) FROM batch")
    url, places = "https://annonces.example/a/8800001", ({"prix": "page affichée : prix"},)
    proof = PageProof("annonces.example", url, "web", NOW, "1" * 64, 200, "allowed", "allowed", answered)
    visit = page_proofs.visited(store, proof, by=BY)
    with store.write("capture", by=BY, at=NOW) as w:
        page_proofs.attach(w, batch, [replace(proof, visit=visit, first=99, places=places)])


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a base, closed, with its letters."""
    folder = tmp_path_factory.mktemp("journee")
    with closing(new_base(folder / "base")) as store:
        live(store, folder / "base")
        assert verifying.verify(store).problems == ()
    return folder / "base"


def told(folder: Path) -> tuple[str, ...]:
    with opened(folder) as store:
        return verifying.verify(store).problems


def test_every_forgery_is_told(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        KINDS[kind](folder)
        problems = told(folder)
        print(kind, "→", *problems[:3])
        assert problems, "nothing was told"

    each(list(KINDS), check)


def called(store: Store) -> None:
    """Note one more call, of a number without a sheet."""
    with store.read() as r:
        who = find(r, "06 39 98 77 02")
    calling.log(store, who, direction="in", outcome="talked", by=BY, at=LATER)


def ways_back() -> dict[str, Callable[[Path, Path], object]]:
    """What puts an older state back, given the folder of the base and that of a day before."""

    def older(folder: Path, before: Path) -> None:
        shutil.copyfile(before / NAME, folder / NAME)

    def downgraded(folder: Path, _before: Path) -> None:
        KINDS["chain of an older program"](folder)
        KINDS["head without a signature"](folder)

    return {"an older base": older, "a journal made again": downgraded}


@pytest.mark.parametrize("way", ways_back())
def test_an_older_base_put_back_is_told(lived: Path, tmp_path: Path, way: str) -> None:
    """This computer noted where the journal ended; putting a backup back by the program is no fault."""
    before, folder = tmp_path / "before", tmp_path / "base"
    shutil.copytree(lived, before)
    shutil.copytree(lived, folder)
    with opened(folder) as store:
        backing_up.back_up(store, tmp_path / "disque", by=BY, at=LATER)
        called(store)
        backup = backing_up.automatic_copy(store, at=LATER).path
    assert told(folder) == ()
    ways_back()[way](folder, before)
    with fails_with("BASE_OLDER"), opened(folder):
        pytest.fail("an older base was opened as if nothing were missing")
    store, caught = open_current(folder, at=LATER)
    store.close()
    assert caught
    problem = told(folder)[0]
    assert "cette fin n’y est plus" in problem
    with opened(folder) as store:
        store.remember()
    assert told(folder)[0] == problem, "what was seen stays noted"
    restoring.restore(folder, backup, by=BY, at=LATER)
    assert told(folder) == ()


def test_a_head_read_elsewhere_is_looked_for(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    with opened(tmp_path / "base") as store:
        head = verifying.verify(store).head
        called(store)
        found = verifying.verify(store, head=head[:12].upper())
        assert found.ok
        assert any("est celle de la ligne" in note for note in found.notes)
        assert "n’y est pas" in verifying.verify(store, head="f" * 12).problems[0]


def test_a_finding_names_its_rows(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    with opened(tmp_path / "base") as store, store.read() as r:
        [call] = r.column(int, "SELECT id FROM call WHERE direction = 'in'")
        [lead] = r.column(int, "SELECT lead_id FROM call WHERE direction = 'in'")
    KINDS["a call deleted"](tmp_path / "base")
    [problem] = told(tmp_path / "base")
    assert problem.replace("\u202f", " ").replace("\u00a0", " ") == (
        f"Appels : 1 ligne supprimée hors du programme (n° {call}, fiche F{lead})."
    )


def test_a_base_that_is_only_opened_again_is_itself(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    assert told(tmp_path / "base") == ()
    with opened(tmp_path / "base") as store, store.read() as r:
        empty = [table for table in PROVEN if r.records(f"SELECT 1 FROM {table} LIMIT 1") == []]
    assert set(empty) <= {"oral_notice", "reply", "doubt", "doubt_mark", "wording"}, "these are forged by nobody"


def test_a_base_that_lived_has_nothing_to_tell(tmp_path: Path) -> None:
    """Honest lives, whatever happens in them: merges, joins, lists, erasures, restorations."""
    done: Counter[str] = Counter()

    def check(seed: int) -> None:
        life = Life(seed, tmp_path / str(seed))
        for deed in ("take", "take", "save", "erase", *[""] * DEEDS, "erase", "restore", "take"):
            # What must hold of people is asked elsewhere: here lives are only lived.
            name = deed or life.drawn()
            life.do("call" if name.startswith("nobody") else name)
            life.call()
            life.edit()
        with closing(life.store):
            found = verifying.verify(life.store)
        assert found.problems == ()
        done.update(life.done)

    each(range(1000, 1000 + LIVES), check)
    print(dict(done.most_common()))
    assert done["restore"]
    assert done["erase"]


def test_an_older_base_is_proven_from_its_first_opening(tmp_path: Path) -> None:
    shutil.copy(BASES / "m026.db", tmp_path / NAME)
    with closing(open_store(tmp_path)) as store:
        found = verifying.verify(store)
    assert found.problems == ()
    assert found.notes[0].startswith("Les lignes plus anciennes sont prouvées depuis le ")
    KINDS["agreements deleted"](tmp_path)
    assert told(tmp_path)[0].startswith("Accords")


def test_the_pages_read_with_an_older_program_are_proven_from_its_first_opening(tmp_path: Path) -> None:
    """Without its key nothing is sealed, nor the schema changed."""
    shutil.copy(BASES / "m029.db", tmp_path / NAME)
    sql(
        "INSERT INTO site_terms VALUES (1, 'annonces.example', 'allowed', 'https://annonces.example/cgu', '2026', 'x')",
        """INSERT INTO page_read (site, url, way, at, day, sha256, robots, terms, terms_id)
           VALUES ('annonces.example', 'https://annonces.example/1', 'web', '2026', '2026', '1', 'x', 'allowed', 1)""",
    )(tmp_path)
    secret = key_let_go(tmp_path)
    with fails_with("KEY_ABSENT"):
        told(tmp_path)
    homes.keep(secret)
    assert told(tmp_path) == ()
    KINDS["a page that robots let read"](tmp_path)
    assert told(tmp_path)[0].startswith("Preuves des pages lues")


def key_let_go(folder: Path) -> str:
    """Take the key out of a closed base, kept on no computer, and return it."""
    with closing(sqlite3.connect(folder / NAME)) as tool, tool:
        [secret] = tool.execute("DELETE FROM safe WHERE name = 'register' RETURNING secret").fetchone()
        tool.execute("INSERT INTO safe VALUES ('register-apart', ?)", (fingerprint(bytes.fromhex(secret)),))
    return str(secret)


def test_a_step_of_the_schema_that_changes_rows_seals_them_again(lived: Path, tmp_path: Path) -> None:
    """Only those it changes: a forgery elsewhere is told all the same."""
    shutil.copytree(lived, tmp_path / "base")
    KINDS["calls deleted"](tmp_path / "base")
    statements = ("UPDATE notice SET by = upper(by)", "ALTER TABLE request ADD COLUMN x TEXT")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MIGRATIONS, "m999_test", statements)
        [problem] = told(tmp_path / "base")
    assert problem.startswith("Appels")


def test_a_step_of_the_schema_cut_before_its_seal_is_taken_again(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived, tmp_path / "base")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MIGRATIONS, "m999_test", ("UPDATE notice SET by = upper(by)",))
        with patch.context() as cut:
            cut.setattr(sqlite.SqliteStore, "_close_entry", lambda *_asked: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                open_store(tmp_path / "base")
        assert told(tmp_path / "base") == ()
        with opened(tmp_path / "base") as store, store.read() as r:
            assert set(r.column(str, "SELECT by FROM notice")) == {BY.upper()}


def test_a_base_whose_steps_are_not_its_own_is_told(lived: Path, tmp_path: Path) -> None:
    """To be taken for that of an older program, it would have to be one to the last column."""
    shutil.copytree(lived, tmp_path / "base")
    sql(f"DELETE FROM _sqlite_migrations WHERE name = '{SIGNED}'")(tmp_path / "base")
    with fails_with("BASE_UNREADABLE"), opened(tmp_path / "base"):
        pass
