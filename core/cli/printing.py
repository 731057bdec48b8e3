"""Verbs of print runs: letters sent to a printer together, what came out of it, and letters handed over as files."""

from functools import partial
from pathlib import Path

import click

from core.actions.common import agency
from core.actions.common.step_cache import leading, standing
from core.actions.letters import handing_over, mail_service, posting, print_runs
from core.actions.letters.print_command import check_paper, print_with_cups, printers_of_cups
from core.base import moments
from core.base.i18n import _
from core.base.records import asdict
from core.base.screen_shapes import listed
from core.cli.desk import Shape, VerbDesk, on_base, pairs_of
from core.cli.steps_made import steps_now
from core.model.print_run import LetterPlace, ShownRun, SkippedLetter
from core.model.step import Step
from core.store import notices
from core.words.errors import error, user_text
from core.words.printing import answered_said, held_said, left_said, run_said


@click.command("print")
@click.argument("references", metavar="RÉFÉRENCE…", nargs=-1)
@click.option("--due", is_flag=True, help="Toutes les lettres prêtes, la plus pressée d’abord.")
@click.option("--printer", default="", metavar="NOM", help="L’imprimante (CUPS).")
@click.option("--one-side", is_flag=True, help="Une face par feuille.")
@click.option("--pdf", type=click.Path(path_type=Path), help="À la place, un seul PDF.")
@click.option("--folder", type=click.Path(path_type=Path), help="À la place, un PDF chacune et leurs adresses.")
@on_base
def print_(
    at: VerbDesk,
    references: tuple[str, ...],
    due: bool,
    printer: str,
    one_side: bool,
    pdf: Path | None,
    folder: Path | None,
) -> None:
    """Imprime des lettres préparées : un tirage, ou des fichiers."""
    letters = _asked(at, references, due=due)
    if pdf is not None or folder is not None:
        _hand_over(at, letters, pdf, folder)
        return
    if not printer:
        raise error("RUN_NO_PRINTER", names=listed(printers_of_cups()) or "—")
    check_paper(printer)
    started, held = print_runs.start_run(
        at.store, letters, printer=printer, both_sides=not one_side, by=at.by, at=at.now
    )
    if started is None:
        at.answer({"run": None, "held": _held(held)}, held_said(held), ok=False)
        return
    run = _send(at, started)
    at.answer(_shape(run) | {"held": _held(held)}, [run_said(run), *held_said(held), *left_said(run)])


@click.command("runs")
@click.option("--open", "only_open", is_flag=True, help="Ceux qui attendent une réponse.")
@on_base
def runs(at: VerbDesk, only_open: bool) -> None:
    """Liste les tirages, le dernier d’abord."""
    with at.store.read() as r:
        found = print_runs.runs(r, only_open=only_open)
    at.answer({"runs": [_shape(run) for run in found]}, [f"{run.id}  {run_said(run)}" for run in found])


@click.command("run")
@click.argument("run_id", metavar="TIRAGE", type=int)
@click.option("--out", default="", metavar="all|none|RÉFÉRENCE|N", help="Jusqu’où les lettres sont sorties.")
@click.option("--resume", is_flag=True, help="Envoyer celles qui ne l’ont pas été.")
@click.option("--stop", is_flag=True, help="Ne plus en envoyer.")
@on_base
def one_run(at: VerbDesk, run_id: int, out: str, resume: bool, stop: bool) -> None:
    """Montre un tirage, le reprend, l’arrête, ou note ce qui en est sorti."""
    if out:
        outcome = print_runs.answer_run(at.store, run_id, out, by=at.by, at=at.now)
        shape: Shape = {"out": len(outcome.out), "opposed": len(outcome.opposed), "again": len(outcome.again)}
        at.answer(_shape(print_runs.run_of(at.store, run_id)) | {"answer": shape}, answered_said(outcome))
        return
    if stop:
        run = print_runs.stop_run(at.store, run_id, by=at.by, at=at.now)
    else:
        run = _send(at, run_id) if resume else print_runs.run_of(at.store, run_id)
    at.answer(_shape(run), [run_said(run), *left_said(run)])


@click.group("service", invoke_without_command=True)
@on_base
def service(at: VerbDesk) -> None:
    """Dit le service qui imprime et poste, et ce qu’il manque avant de lui confier des lettres."""
    with at.store.read() as r:
        kept_service = agency.settings(r).service
    lacking = mail_service.missing(kept_service)
    lines = [f"{name} = {value}" for name, value in asdict(kept_service).items() if value]
    lines += [_("Il manque\u202f: {missing}.").format(missing=listed(lacking))] if lacking else []
    at.answer({"service": asdict(kept_service), "missing": lacking}, lines, ok=not lacking)


@service.command("set")
@click.option("--set", "pairs", multiple=True, required=True, metavar="CHAMP=VALEUR")
@on_base
def service_set(at: VerbDesk, pairs: tuple[str, ...]) -> None:
    """Écrit ce que l’agence dit de ce service : profile, name, accepted_on, country, sub_processors…"""
    mail_service.save_service(at.store, pairs_of(pairs), by=at.by, at=at.now)
    with at.store.read() as r:
        kept_service = agency.settings(r).service
    at.answer(
        {"service": asdict(kept_service)},
        [f"{name} = {value}" for name, value in asdict(kept_service).items() if value],
    )


@service.command("trial")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dossier des deux lettres d’essai.")
@on_base
def service_trial(at: VerbDesk, out: Path) -> None:
    """Écrit deux lettres à l’agence elle-même, comme ce service les prend."""
    files = handing_over.make_trial(at.store, out, by=at.by, at=at.now)
    at.answer({"files": [str(file) for file in files]}, [str(file) for file in files])


@service.command("tried")
@click.option("--seen", required=True, metavar="MOTS", help="Ce qui a été vu des deux lettres reçues.")
@on_base
def service_tried(at: VerbDesk, seen: str) -> None:
    """Note que les deux lettres d’essai sont arrivées, et ce qu’on y a vu."""
    mail_service.note_tried(at.store, seen, by=at.by, at=at.now)
    at.answer({"tried": at.now.date().isoformat()}, [_("Service noté comme essayé.")])


def _asked(at: VerbDesk, references: tuple[str, ...], *, due: bool) -> list[int]:
    """Return the letters of these references, or all those that are ready."""
    if not due:
        with at.store.read() as r:
            return [posting.letter_of(r, reference) for reference in references]
    law = steps_now(at)
    with at.store.read() as r:
        ids = leading(r, standing(r, law, at=at.now, most=None), (Step.PRINT,))
        lines = {line.lead_id: line.letter_id for line in notices.letter_lines(r, ids) if line.state == "ready"}
    return [letter for lead in ids if (letter := lines.get(lead)) is not None]


def _send(at: VerbDesk, run_id: int) -> ShownRun:
    run = print_runs.run_of(at.store, run_id)
    give = partial(_give, run)
    return print_runs.send_run(at.store, run_id, give, by=at.by, clock=moments.now)


def _give(asked: ShownRun, pdf: bytes, title: str) -> None:
    print_with_cups(asked.printer, pdf, title, both_sides=asked.both_sides)


def _hand_over(at: VerbDesk, letters: list[int], pdf: Path | None, folder: Path | None) -> None:
    hand = handing_over.bind_letters if pdf is not None else handing_over.hand_to_service
    out = pdf or folder or Path()
    written, held = hand(at.store, letters, out, by=at.by, at=at.now)
    sentences = [user_text("LETTERS_HANDED", n=len(written), file=out.name)] if written else []
    shape = {"letters": len(written), "file": str(out) if written else "", "held": _held(held)}
    at.answer(shape, [*sentences, *held_said(held)], ok=bool(written))


def _held(held: tuple[SkippedLetter, ...] | list[SkippedLetter]) -> list[Shape]:
    return [{"reference": letter.reference, "why": letter.why.value} for letter in held]


def _shape(one: ShownRun) -> Shape:
    return {
        "run": one.id,
        "printer": one.printer,
        "both_sides": one.both_sides,
        "at": one.at.isoformat(),
        "by": one.by,
        "closed": one.closed,
        **{place.value: len(one.at_place(place)) for place in LetterPlace},
        "letters": [
            {
                "number": two.number,
                "reference": two.reference,
                "lead": two.lead,
                "place": two.place.value,
                "why": two.why,
            }
            for two in one.letters
        ],
    }


VERBS = (print_, runs, one_run, service)
