"""A print run: what was sent is asked about, only what came out is printed, nobody is printed twice or in vain."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.actions.common import people
from core.actions.common.agency import save_agency
from core.actions.common.kept_files import letters_folder
from core.actions.keeping import verifying
from core.actions.letters import handing_over, noticing, posting, print_runs
from core.actions.register import opposing
from core.base.errors import Cancelled, UserError
from core.model.draft import Draft
from core.model.print_run import LetterPlace, ShownRun, WhyLeft
from core.records.notice import Notice
from core.store import leads, notices
from core.store.port import Store
from core.words.errors import error
from core.words.printing import answered_said, held_said, left_said, run_said
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, take
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.lengths import some
from tests.tables import table


def _twelve(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    take(store, *(
        Draft(line=n, last_name=f"Nom{n}", first_name="Lou", phones=(f"06 39 98 {n // 100:02d} {n % 100:02d}",),
              address=f"{n} rue Neuve", postcode="30700", town="Uzès", reference=f"R{n}", seen="18/11/2026",
              cells=("x",))
        for n in range(1, 13)
    ))  # fmt: skip
    with store.read() as r:
        ids = sorted(leads.search(r))
    noticing.make(store, ids, letters_folder(store), by=BY, at=NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A base with twelve letters ready."""
    with closing(new_base(tmp_path / "base", _twelve)) as made:
        yield made


class Printer:
    """A printer that keeps what it got; ``jams``: how many it takes before it refuses."""

    def __init__(self, jams: int = 10_000, code: str = "PRINTER_REFUSED") -> None:
        self.got: list[tuple[str, bytes]] = []
        self.jams, self.code = jams, code

    def give(self, pdf: bytes, title: str) -> None:
        """Take one letter."""
        if len(self.got) >= self.jams:
            raise error(self.code, printer="Accueil")
        self.got.append((title.split()[-1], pdf))


def clock() -> datetime:
    return NOW + timedelta(hours=1)


def ready(store: Store) -> list[int]:
    """Return the letters to print, by where they stand."""
    return standing(store, "ready")


def standing(store: Store, state: str) -> list[int]:
    with store.read() as r:
        ids = notices.by_state(r)[state]
        return sorted(line.letter_id or 0 for line in notices.letter_lines(r, ids))


def begun(store: Store, letters: list[int]) -> int:
    run, held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert held == ()
    assert run is not None
    return run


def send(store: Store, run: int, give: Callable[[bytes, str], None], **more: object) -> ShownRun:
    return print_runs.send_run(store, run, give, by=BY, clock=clock, **more)  # type: ignore[arg-type]


def oppose(store: Store, letter: int) -> None:
    with store.read() as r:
        row = r.get(Notice, letter)
        assert row is not None
        who = people.of_lead(r, row.lead_id)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)


def test_a_jam_at_seven(store: Store) -> None:
    letters, printer = ready(store), Printer()
    assert len(letters) == 12
    run = send(store, begun(store, letters), printer.give)
    assert len(printer.got) == 12
    assert ready(store) == []
    assert standing(store, "sent") == letters
    assert standing(store, "printed") == [], "sent is not printed"
    done = print_runs.answer_run(store, run.id, run.letters[6].reference.lower().replace("-", ""), by=BY, at=clock())
    assert (len(done.out), len(done.again)) == (7, 5)
    assert list(answered_said(done)) == [
        "7 lettres imprimées. Postez-les, puis notez le jour.", "5 lettres restent à imprimer."
    ]  # fmt: skip
    assert standing(store, "printed") == letters[:7]
    assert ready(store) == letters[7:]
    assert posting.posted(store, standing(store, "printed"), by=BY, at=clock()).letters == tuple(letters[:7])
    again = Printer()
    rest = send(store, begun(store, ready(store)), again.give)
    assert [name for name, _pdf in again.got] == [name for name, _pdf in printer.got[7:]], "same letters, same order"
    assert [pdf for _name, pdf in again.got] == [pdf for _name, pdf in printer.got[7:]], "the same sheets"
    print_runs.answer_run(store, rest.id, "all", by=BY, at=clock())
    assert standing(store, "printed") == letters[7:]
    assert verifying.verify(store).ok


@table(
    "last, out",
    some(
        [("all", 5), ("5", 5), ("none", 0), ("0", 0), ("3", 3), ("ALL", 5), ("6", -1), ("ZZZ-ZZZ", -1), ("", -1)], of=2
    ),
)
def test_up_to_which(tmp_path_factory: pytest.TempPathFactory, last: str, out: int) -> None:
    store = new_base(tmp_path_factory.mktemp("base"), _twelve)
    run = send(store, begun(store, ready(store)[:5]), Printer().give)
    if out < 0:
        with fails_with("RUN_NOT_IN"):
            print_runs.answer_run(store, run.id, last, by=BY, at=clock())
        assert not print_runs.run_of(store, run.id).closed
    else:
        assert len(print_runs.answer_run(store, run.id, last, by=BY, at=clock()).out) == out
        with fails_with("RUN_CLOSED"):
            print_runs.answer_run(store, run.id, last, by=BY, at=clock())
    store.close()


@pytest.mark.parametrize(("code", "sent"), [("PRINTER_REFUSED", 4), ("PRINTER_GONE", 5), ("PRINTER_SLOW", 5)])
def test_a_printer_that_fails_loses_nothing(store: Store, code: str, sent: int) -> None:
    """Refused: nothing of that letter left. Gone: some of it may have, so it is asked about."""
    letters = ready(store)[:10]
    run = begun(store, letters)
    with fails_with(code):
        send(store, run, Printer(4, code).give)
    found = print_runs.run_of(store, run)
    assert len(found.at_place(LetterPlace.SENT)) == sent
    assert "interrompu" in run_said(found)
    printer = Printer()
    whole = send(store, run, printer.give)
    assert len(printer.got) == 10 - sent, "none is printed twice by itself"
    assert len(whole.at_place(LetterPlace.SENT)) == 10
    print_runs.answer_run(store, run, "all", by=BY, at=clock())
    assert standing(store, "printed") == letters


def test_a_printer_that_takes_nothing_leaves_nothing_to_ask(store: Store) -> None:
    letters = ready(store)[:3]
    with pytest.raises(UserError):
        print_runs.send_run(store, begun(store, letters), Printer(jams=0).give, by=BY, clock=clock)
    with store.read() as r:
        assert print_runs.runs(r, only_open=True) == []
    assert set(letters) <= set(ready(store))
    other = Printer()
    print_runs.send_run(store, begun(store, letters), other.give, by=BY, clock=clock)
    assert len(other.got) == 3


def test_stopped_after_the_third(store: Store) -> None:
    def give_up(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    printer, letters = Printer(), ready(store)[:8]
    run = send(store, begun(store, letters), printer.give, progress=give_up)
    assert len(printer.got) == 3
    assert run.stopped
    assert ready(store) == sorted({*ready(store), *letters[3:]}), "the others are ready again"
    assert send(store, run.id, printer.give) == run, "a stopped run sends no more"
    assert print_runs.stop_run(store, run.id, by=BY, at=clock() + timedelta(hours=1)) == run, "nor is it stopped again"
    assert len(print_runs.answer_run(store, run.id, "all", by=BY, at=clock()).out) == 3


def test_opposed_meanwhile_is_taken_out_and_said(store: Store) -> None:
    letters, printer = ready(store)[:6], Printer()
    run = begun(store, letters)

    def give(pdf: bytes, title: str) -> None:
        if len(printer.got) == 2:
            oppose(store, letters[4])
            oppose(store, letters[0])
        printer.give(pdf, title)

    found = send(store, run, give)
    assert len(printer.got) == 5
    assert left_said(found) == ["1 lettre retirée à l’instant\u202f: la personne s’est opposée."]
    done = print_runs.answer_run(store, run, "all", by=BY, at=clock())
    assert done.opposed == (letters[0],), "its sheet is out, and must be destroyed"
    assert done.out == (letters[1], letters[2], letters[3], letters[5])
    assert "détruisez-la" in list(answered_said(done))[-1]
    after = posting.posted(store, letters, by=BY, at=clock())
    assert after.letters == done.out
    run_id, held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=clock())
    assert run_id is None
    assert {one.why for one in held} == {WhyLeft.OPPOSED, WhyLeft.POSTED}
    assert len(list(held_said(held))) == 2


def test_a_letter_is_in_one_run_at_a_time(store: Store) -> None:
    letters = ready(store)[:4]
    begun(store, letters[:2])
    run, held = print_runs.start_run(store, letters, printer="Bureau", both_sides=False, by="Hugo", at=NOW)
    assert run is not None
    assert [one.letter for one in print_runs.run_of(store, run).letters] == letters[2:]
    assert {one.why for one in held} == {WhyLeft.ELSEWHERE}


def test_posted_while_it_is_asked_about_answers(store: Store) -> None:
    """Letters posted by their reference before anybody answered are out; the run asks no more."""
    letters = ready(store)[:3]
    run = send(store, begun(store, letters), Printer().give)
    posting.posted(store, letters, by=BY, at=clock())
    assert print_runs.run_of(store, run.id).closed


def test_printed_again_after_a_spoilt_sheet(store: Store) -> None:
    [letter] = ready(store)[:1]
    first = Printer()
    run = send(store, begun(store, [letter]), first.give)
    print_runs.answer_run(store, run.id, "all", by=BY, at=clock())
    again = Printer()
    run = send(store, begun(store, [letter]), again.give)
    assert again.got == first.got
    assert standing(store, "sent") == [letter]
    print_runs.answer_run(store, run.id, "none", by=BY, at=clock())
    assert letter in ready(store)


def test_a_lost_file_is_drawn_again_or_prepared_again(store: Store) -> None:
    lost, altered, changed, unwritten, gone, half = letters = ready(store)[:6]
    with store.read() as r:
        rows = {one.id: one for one in notices.letters_by_ids(r, letters)}
    folder = letters_folder(store)
    (folder / rows[lost].file).unlink()
    (folder / rows[altered].file).write_bytes(b"%PDF-1.7 another")
    (folder / rows[changed].file).unlink()
    with store.write("t", by=BY, at=NOW) as w:
        w.update("lead", rows[changed].lead_id, {"last_name": "Autre"})
        for letter in (unwritten, gone):  # No letter can be drawn in these characters any more.
            w.update("lead", rows[letter].lead_id, {"last_name": "\u7530\u4e2d"})
        w.update("notice", half, {"unfinished": 1})
    (folder / rows[gone].file).unlink()
    printer = Printer()
    run_id, held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run_id is not None
    assert [(one.letter, one.why) for one in held] == [(half, WhyLeft.LOST)], "its file was never written"
    run = send(store, run_id, printer.give)
    assert [name for name, _pdf in printer.got] == [rows[lost].reference, rows[altered].reference]
    assert [one.why for one in run.letters[2:]] == [WhyLeft.LOST, WhyLeft.CHANGED, WhyLeft.LOST]
    with store.read() as r:
        assert rows[changed].lead_id in noticing.due(r, at=NOW)


def test_one_file_to_print_elsewhere(store: Store, tmp_path: Path) -> None:
    letters = ready(store)[:7]
    oppose(store, letters[6])
    out = tmp_path / "tirage.pdf"
    written, held = handing_over.bind_letters(store, letters, out, by=BY, at=NOW)
    assert (written, [one.why for one in held]) == (letters[:6], [WhyLeft.OPPOSED])
    assert len(PdfReader(out).pages) == 12
    assert ready(store) == letters[:6] + ready(store)[6:], "none counts as printed"
    assert handing_over.bind_letters(store, letters[6:], tmp_path / "rien.pdf", by=BY, at=NOW)[0] == []
    assert not (tmp_path / "rien.pdf").exists()


def test_a_letter_drawn_otherwise_by_an_older_program_is_bound_as_it_is(store: Store, tmp_path: Path) -> None:
    first, older = ready(store)[:2]
    with store.read() as r:
        [row] = notices.letters_by_ids(r, [older])
    file = letters_folder(store) / row.file
    drawn = file.read_bytes() + b"% another drawing of the same words\n"
    file.write_bytes(drawn)
    with store.write("t", by=BY, at=NOW) as w:
        w.update("notice", older, {"sha256": hashlib.sha256(drawn).hexdigest()})
    written, held = handing_over.bind_letters(store, [first, older], tmp_path / "tirage.pdf", by=BY, at=NOW)
    assert (written, held) == ([first, older], [])
    said = [page.extract_text() for page in PdfReader(tmp_path / "tirage.pdf").pages]
    assert len(said) == 4
    assert row.reference in said[2]


@table(
    "name, code",
    [("un dossier", "PDF_OPEN"), ("absent/tirage.pdf", "DISK_FULL")],
)
def test_a_file_that_cannot_be_written(tmp_path_factory: pytest.TempPathFactory, name: str, code: str) -> None:
    folder = tmp_path_factory.mktemp("base")
    store = new_base(folder / "base", _twelve)
    (folder / "un dossier").mkdir()
    with pytest.raises(UserError) as refused:
        handing_over.bind_letters(store, ready(store)[:2], folder / name, by=BY, at=NOW)
    assert refused.value.text
    assert len(ready(store)) == 12
    store.close()


def test_a_run_nobody_made(store: Store) -> None:
    with fails_with("RUN_UNKNOWN"):
        print_runs.run_of(store, 12)
