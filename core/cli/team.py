"""Verbs about several seats on one base: share it, serve it, join it, and back. What they need is loaded by the verb
that runs: a seat alone has neither the server nor its driver."""

import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.base import moments
from core.base.i18n import _
from core.base.screen_shapes import labelled
from core.cli.desk import Shape, base_folder, data_dir, print_answer
from core.model.seat import Rights, TypedServer
from core.store.postgres.address import team_address
from core.store.safe.subkeys import new_key
from core.words.errors import error

if TYPE_CHECKING:
    from core.team.overview import Overview
    from core.team.sharing import GivenCode
    from core.team.upkeep import TeamNeed


@click.group("team", invoke_without_command=True)
@data_dir
def team(data_dir: Path | None, as_json: bool) -> None:
    """Les postes de l’équipe ; seul : qui est là, qui appelle, ce qui a été refusé."""
    if click.get_current_context().invoked_subcommand:
        return
    folder = base_folder(data_dir)
    if team_address(folder) is None:
        shape: Shape = {"engine": "sqlite", "serving": False} | dict.fromkeys(("address", "server", "trouble"), "")
        shape |= {kind: [] for kind in ("seats", "calling", "refused")}
        print_answer(shape, [_("La base est sur ce poste seul.")], as_json=as_json, ok=True)
        return
    _needs_team()
    from core.team import overview, places, upkeep  # noqa: PLC0415 - see the head of this file

    seen, needed = overview.overview(folder), upkeep.needs(folder, moments.now()) if places.serves(folder) else ()
    wanted = [need for need in needed if not need.fulfilled]
    needs = [{"need": need.key, "detail": need.detail, "command": need.command} for need in wanted]
    shape = _shape(seen) | {"needs": needs}
    print_answer(shape, chain(_lines(seen), _need_lines(wanted)), as_json=as_json, ok=seen.serving)


@team.command("share")
@click.option("--port", type=click.IntRange(1, 65535), default=47846, help="Port où les autres postes se connectent.")
@click.option("--clear-disk", is_flag=True, help="Accepter un disque qui n’est pas chiffré ; le journal le garde.")
@click.option("--printer", default="", metavar="NOM", help="Imprimer la feuille de secours de l’équipe d’abord.")
@click.option("--server", "where", default="", metavar="HÔTE:PORT", help="Un serveur PostgreSQL, au lieu de ce poste.")
@click.option("--database", default="premier_contact", help="Sa base, vide.")
@click.option("--user", default="premier_contact", help="Qui la possède ; son mot de passe est lu à l’entrée.")
@click.option("--authority", type=click.Path(path_type=Path, exists=True), help="Le certificat (PEM) de son autorité.")
@data_dir
def share(
    port: int, clear_disk: bool, printer: str, where: str, database: str, user: str, authority: Path | None,
    data_dir: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Partage la base de ce poste avec l’équipe, et donne un premier code ; ne sert encore personne."""
    _needs_team()
    from core.team import distant, sharing  # noqa: PLC0415 - see the head of this file

    folder, team_key, server = base_folder(data_dir), "", None
    if where:
        password = (
            click.prompt(_("Mot de passe"), hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
        )
        server = distant.address_of(TypedServer(where, database, user, password.strip(), str(authority or "")))
    if printer or (sys.stdin.isatty() and not as_json):
        sharing.refuse_sharing(folder, port=port, clear_disk=clear_disk, server=server)
        team_key = _put_on_paper(folder, printer)
    shared = sharing.share(folder, port=port, clear_disk=clear_disk, team_key=team_key, at=moments.now(), server=server)
    lines = [_("Base partagée et relue : le compte y est. Servez-la maintenant : team serve.")]
    more: Shape = {}
    if shared.words:
        more = {"words": list(shared.words), "sheet_code": shared.sheet_code}
        lines += _sheet_lines(shared.words, shared.sheet_code)
        lines += [_("Quand la feuille est écrite, tapez son code : register confirm --code.")]
    _answer_code(shared.code, as_json, lines, more)


@team.command("serve")
@data_dir
def serve_team(data_dir: Path | None, as_json: bool) -> None:
    """Sert la base de l’équipe jusqu’à ce qu’on l’arrête."""
    _needs_team()
    from core.team import serving  # noqa: PLC0415 - see the head of this file

    def shown(address: str) -> None:
        shape = {"serving": True, "address": address}
        print_answer(shape, [_("Base servie : {address}").format(address=address)], as_json=as_json, ok=True)
        sys.stdout.flush()

    serving.serve(base_folder(data_dir), shown)


@team.command("code")
@click.option("--person", default="", metavar="NOM", help="Qui travaillera à ce poste.")
@click.option("--rights", type=click.Choice(Rights.texts()), default=Rights.AGENT.value, help="Ce que ce poste pourra.")
@data_dir
def code(person: str, rights: str, data_dir: Path | None, as_json: bool) -> None:
    """Donne quatre mots par lesquels un poste rejoint l’équipe : une fois, en dix minutes."""
    _needs_team()
    from core.team import managing  # noqa: PLC0415 - see the head of this file

    request = managing.SeatAsked(base_folder(data_dir), moments.now(), person, Rights(rights))
    _answer_code(managing.give_words(request), as_json, [])


@team.command("join")
@click.argument("words", metavar="CODE", nargs=-1, required=True)
@click.option("--at", "at", default="", metavar="ADRESSE:PORT", help="Où est l’équipe ; cherchée sur le réseau sinon.")
@click.option("--seat", required=True, metavar="NOM", help="Le nom de ce poste, que l’équipe verra.")
@data_dir
def join_team(words: tuple[str, ...], at: str, seat: str, data_dir: Path | None, as_json: bool) -> None:
    """Fait de ce dossier, vide, un poste de l’équipe."""
    _needs_team()
    from core.team import joining  # noqa: PLC0415 - see the head of this file

    check = joining.join(base_folder(data_dir), " ".join(words), seat, at)
    line = _("Poste «\u202f{seat}\u202f» rattaché. L’autre poste affiche aussi : {check}")
    print_answer({"seat": seat, "check": check}, [line.format(seat=seat, check=check)], as_json=as_json, ok=True)


@team.command("remove")
@click.argument("seat", metavar="POSTE")
@data_dir
def remove(seat: str, data_dir: Path | None, as_json: bool) -> None:
    """Retire un poste : il est coupé et ne lit plus rien."""
    _needs_team()
    from core.team import managing  # noqa: PLC0415 - see the head of this file

    words = managing.remove_seat(managing.SeatAsked(base_folder(data_dir), moments.now(), seat))
    print_answer({"removed": seat}, [words, _(managing.KEEPS)], as_json=as_json, ok=True)


@team.command("rights")
@click.argument("seat", metavar="POSTE")
@click.argument("rights", type=click.Choice(Rights.texts()))
@data_dir
def set_rights(seat: str, rights: str, data_dir: Path | None, as_json: bool) -> None:
    """Change ce que peut qui travaille à un poste, où qu’il travaille."""
    _needs_team()
    from core.team import managing  # noqa: PLC0415 - see the head of this file

    words = managing.set_seat_rights(managing.SeatAsked(base_folder(data_dir), moments.now(), seat, Rights(rights)))
    print_answer({"seat": seat, "rights": rights}, [words], as_json=as_json, ok=True)


@team.command("alone")
@click.option("--force", is_flag=True, help="Même si d’autres postes y travaillent : ils sont coupés.")
@data_dir
def alone(force: bool, data_dir: Path | None, as_json: bool) -> None:
    """Ramène la base de l’équipe à un seul poste, celui qui la partage."""
    _needs_team()
    from core.team import moving  # noqa: PLC0415 - see the head of this file

    leads = moving.end_sharing(moving.MoveAsked(base_folder(data_dir), moments.now(), force))
    print_answer({"engine": "sqlite", "leads": leads}, [moving.ended_words(leads)], as_json=as_json, ok=True)


VERBS = (team,)


def _needs_team() -> None:
    """Raise UserError SERVER_ABSENT where what a team needs is not installed."""
    if find_spec("psycopg") is None:
        raise error("SERVER_ABSENT")


def _put_on_paper(folder: Path, printer: str) -> str:
    """Print the recovery sheet of a team, or show it to be copied by hand, and return its key once its code was typed
    back. Raises UserError as what prints, SHEET_CODE, with nothing changed."""
    from core.actions.letters.print_command import check_paper, print_with_cups  # noqa: PLC0415 - see the head
    from core.actions.register import key_phrase, recovery_sheet  # noqa: PLC0415 - see the head of this file
    from core.store.engine.opening import opened  # noqa: PLC0415 - see the head of this file

    secret = new_key()
    drawn = bytes.fromhex(secret)
    lines = _sheet_lines(key_phrase.words_of(drawn), recovery_sheet.code_of(drawn))
    if printer:
        check_paper(printer)
        with opened(folder) as store:
            pdf = recovery_sheet.team_sheet(store, secret, moments.now())
        print_with_cups(printer, pdf, _("Feuille de secours"), both_sides=False)
        lines = [_("Feuille envoyée à « {printer} ».").format(printer=printer)]
    for line in (*lines, _("Tapez le code de la feuille, puis Entrée.")):
        click.echo(line, err=True)
    recovery_sheet.check(secret, sys.stdin.readline())
    return secret


def _sheet_lines(words: Sequence[str], code: str) -> list[str]:
    """Return what the recovery sheet of a team holds, to be copied by hand."""
    return [
        _("Feuille de secours de l’équipe : ces 24 mots ouvrent ses sauvegardes. Sur papier, au coffre."),
        *(f"{place:>2}. {word}" for place, word in enumerate(words, start=1)),
        _("Code de la feuille : {code}").format(code=code),
    ]


def _answer_code(given: "GivenCode", as_json: bool, lines: list[str], more: Shape | None = None) -> None:
    shape: Shape = {"address": given.address, "code": given.code, "check": given.check} | (more or {})
    lines += [
        _("Code, pour un seul poste, dix minutes : {code}").format(code=given.code),
        _("Adresse : {address}").format(address=given.address),
        _("L’autre poste affiche aussi : {check}").format(check=given.check),
    ]
    print_answer(shape, lines, as_json=as_json, ok=True)


def _need_lines(wanted: "Sequence[TeamNeed]") -> Iterator[str]:
    for need in wanted:
        yield f"{labelled(_('Il faut'), need.sentence)}. {need.detail}"
        if need.command:
            yield _("À exécuter une fois, en administrateur de cet ordinateur\u202f:")
            yield need.command


def _shape(seen: "Overview") -> Shape:
    return {
        "engine": "postgresql",
        "serving": seen.serving,
        "address": seen.address,
        "server": seen.server,
        "trouble": seen.trouble,
        "seats": [
            {
                "seat": seat.name,
                "person": seat.person,
                "rights": seat.rights,
                "connected": seat.role in seen.connected,
                "since": seen.connected.get(seat.role, seat.seen),
            }
            for seat in seen.seats
        ],
        "calling": [
            {"seat": seat.name, "user": seat.person, "lead": call.lead, "since": call.since}
            for call in seen.calling
            if (seat := seen.seat_of(call.role))
        ],
        "refused": [kind._asdict() for kind in seen.refused],
    }


def _lines(seen: "Overview") -> Iterator[str]:
    if not seen.serving:
        yield _("L’équipe ne répond pas à l’adresse {address}.").format(address=seen.address)
    if seen.trouble:
        yield seen.trouble
    for seat in seen.seats:
        state = _("connecté") if seat.role in seen.connected else _("éteint")
        yield f"{seat.name}  {seat.person}  {Rights(seat.rights).shown}  {state}"
    for call in seen.calling:
        if caller := seen.seat_of(call.role):
            yield _("{user} appelle, depuis {seat} : fiche {lead}").format(
                user=caller.person, seat=caller.name, lead=call.lead
            )
    for kind in seen.refused:
        yield _("Refusé depuis {address} : {what}, {n} fois").format(address=kind.address, what=kind.what, n=kind.times)
