"""Verbs about letters: make them, record that they were posted or came back; what the agency chooses of its paper; the
information handed to a person who gave their data."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from core.actions.common import agency, people
from core.actions.letters import giving, looks, noticing, posting
from core.actions.letters.choosing import BY_COUNTRY, ENGLISH, FRENCH, NEUTRAL, ONCE, READ, TWICE, USUAL, decide
from core.actions.letters.registering import Letters
from core.actions.register.older_refusals import complete
from core.base.i18n import _, n_
from core.base.records import asdict
from core.cli.desk import Shape, VerbDesk, data_dir, day_if_typed, desk, on_base
from core.cli.steps_made import steps_now
from core.model.letter_look import CLOSINGS, PICTURES
from core.notices.given_sheet import VERSION as GIVEN
from core.words.letters import chosen_words, remark_words
from core.words.printing import posted_said, unposted_said


@click.command()
@click.argument("leads", nargs=-1, metavar="PROSPECT…")
@click.option("--due", is_flag=True, help="Toutes les informations en attente.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@on_base
def notice(at: VerbDesk, leads: tuple[str, ...], due: bool, out: Path) -> None:
    """Prépare les lettres d’information, en PDF."""
    complete(at.store, by=at.by, at=at.now)
    if due:
        steps_now(at)
    with at.store.read() as r:
        ids = noticing.due(r, at=at.now) if due else [people.known(r, lead) for lead in leads]
        undecided = noticing.undecided(r, at=at.now) if due else []
    letters = noticing.make(at.store, ids, out, by=at.by, at=at.now)
    at.answer(
        _letters(letters) | {"undecided": undecided},
        [*letters_said(letters), *_undecided_said(undecided)],
        ok=bool(letters.made),
    )


@click.command("letter")
@click.argument("lead", metavar="PROSPECT")
@click.option("--neutral", "decided", flag_value=NEUTRAL, help="Prendre la lettre neutre.")
@click.option("--ad-read", "decided", flag_value=READ, help="L’annonce a été lue, elle ne dit rien de privé.")
@click.option("--usual", "decided", flag_value=USUAL, help="Reprendre la lettre prévue.")
@click.option("--english", "decided", flag_value=ENGLISH, help="Écrire en anglais.")
@click.option("--french", "decided", flag_value=FRENCH, help="Écrire en français.")
@click.option("--by-country", "decided", flag_value=BY_COUNTRY, help="La langue selon le pays de l’adresse.")
@click.option("--once", "decided", flag_value=ONCE, help="Pas de seconde lettre.")
@click.option("--twice", "decided", flag_value=TWICE, help="Une seconde lettre est de nouveau possible.")
@on_base
def which_letter(at: VerbDesk, lead: str, decided: str | None) -> None:
    """Dit quelle lettre un prospect recevrait, et pourquoi ; en prend une autre."""
    with at.store.read() as r:
        lead_id = people.known(r, lead)
    if decided is not None:
        decide(at.store, lead_id, decided, by=at.by, at=at.now)
    letter = noticing.letter_chosen(at.store, lead_id, at=at.now)
    shape = {
        "lead": lead_id, "letter": letter.variant, "code": letter.code, "decided": letter.decided,
        "english": letter.english, "remarks": list(letter.remarks),
    }  # fmt: skip
    at.answer(shape, [chosen_words(letter), *filter(None, [remark_words(letter)])])


@click.command("posted")
@click.argument("references", metavar="RÉFÉRENCE…", nargs=-1, required=True)
@click.option("--day", default="", metavar="JOUR", help="Le jour de l’envoi ; aujourd’hui par défaut.")
@click.option("--undo", is_flag=True, help="Reprendre : ces lettres sont de nouveau à poster.")
@on_base
def posted(at: VerbDesk, references: tuple[str, ...], day: str, undo: bool) -> None:
    """Note que des lettres sont parties ; leurs personnes sont alors informées."""
    with at.store.read() as r:
        letters = [posting.letter_of(r, reference) for reference in references]
    if undo:
        undone, kept = posting.unposted(at.store, letters, by=at.by, at=at.now)
        shape: Shape = {"undone": len(undone), "kept": len(kept)}
        at.answer(shape, unposted_said(undone, kept), ok=bool(undone))
        return
    done = posting.posted(at.store, letters, by=at.by, at=at.now, day=day_if_typed(day))
    shape = {
        "posted": len(done.letters), "day": done.day.isoformat(), "late": done.late, "opposed": len(done.opposed),
        "waiting": len(done.waiting), "erased": len(done.erased), "replaced": len(done.replaced),
    }  # fmt: skip
    at.answer(shape, posted_said(done), ok=bool(done.letters))


@click.command("returned")
@click.argument("reference", metavar="RÉFÉRENCE")
@on_base
def returned(at: VerbDesk, reference: str) -> None:
    """Note qu’une lettre est revenue ; on n’écrit plus à son adresse."""
    with at.store.read() as r:
        letter = posting.letter_of(r, reference)
    posting.returned(at.store, letter, by=at.by, at=at.now)
    at.answer({"returned": reference}, [_("Lettre notée comme revenue.")])


def letters_said(found: Letters) -> Iterable[str]:
    """Yield each letter made, then each refusal with its reasons."""
    for letter in found.made:
        yield _("Lettre {reference} : {file}").format(reference=letter.reference, file=letter.file)
    for refused in found.refused:
        yield _("Pas de lettre pour {lead} : {reasons}").format(lead=refused.lead, reasons=" ".join(refused.reasons))


def _undecided_said(leads: list[int]) -> Iterable[str]:
    if leads:
        yield n_(
            "{n} fiche attend une décision avant sa lettre : « next --step decide » la montre.",
            "{n} fiches attendent une décision avant leur lettre : « next --step decide » les montre.",
            len(leads),
        ).format(n=len(leads))


def _letters(found: Letters) -> Shape:
    """Return the letters made and those refused."""
    return {
        "letters": [
            {
                "lead": letter.lead,
                "file": str(Path(letter.file)),
                "sha256": letter.sha256,
                "reference": letter.reference,
            }
            for letter in found.made
        ],
        "refused": [
            {"lead": letter.lead, "reasons": list(letter.reasons), "codes": list(letter.codes)}
            for letter in found.refused
        ],
    }


_FLAGS = (("consent_form", "consent_form", "with"), ("sides", "one_sided", "one"), ("reply_by", "by_mail", "mail"))
"""Option of two words → the choice it makes, and its word for yes."""


@click.command()
@click.option("--logo", type=click.Path(path_type=Path), help="Image du logo ; vide pour l’enlever.")
@click.option("--signature", type=click.Path(path_type=Path), help="Image de la signature ; vide pour l’enlever.")
@click.option("--photo", type=click.Path(path_type=Path), help="Photo de qui signe ; vide pour l’enlever.")
@click.option("--photo-of", help="Qui est sur la photo, et l’accepte : imprimée si c’est qui signe.")
@click.option("--accent", help="Couleur, #1d5f4a.")
@click.option("--paragraph", help="Paragraphe de l’agence ; vide pour l’enlever.")
@click.option(
    "--consent-form", type=click.Choice(("with", "apart")), help="Le formulaire d’accord part avec, ou à part."
)
@click.option("--sides", type=click.Choice(("one", "two")), help="Imprimée d’un côté, ou des deux.")
@click.option("--proofs", metavar="MOTS", help="Ce que l’agence dit d’elle : since, sales, team, hours ; deux au plus.")
@click.option("--closing", type=click.Choice(CLOSINGS), help="Pour finir : un vœu, cordialement, ou une formule.")
@click.option("--reply-by", type=click.Choice(("phone", "mail")), help="Avec le coupon : le téléphone, ou l’e-mail.")
@click.option("--second", type=click.Choice(("yes", "no")), help="Une seconde lettre après 30 jours sans réponse.")
@data_dir
def look(second: str | None, data_dir: Path | None, as_json: bool, **chosen: Any) -> None:
    """Ce que l’agence choisit de ses lettres."""
    options = {name: value for name, value in chosen.items() if value is not None}
    pictures = {which: options.pop(which) for which in PICTURES if which in options}
    flags = {name: (field, yes) for name, field, yes in _FLAGS if name in options}
    values = {name: value for name, value in options.items() if name not in flags}
    values |= {field: options[name] == yes for name, (field, yes) in flags.items()}
    with desk(data_dir, as_json) as at:
        for which, file in pictures.items():
            if str(file) in ("", "."):
                looks.save_look(at.store, {which: ""}, by=at.by, at=at.now)
            else:
                looks.save_picture(at.store, which, file, by=at.by, at=at.now)
        if values:
            looks.save_look(at.store, values, by=at.by, at=at.now)
        if second is not None:
            agency.save_settings(at.store, {"second_letter": second == "yes"}, by=at.by, at=at.now)
        with at.store.read() as r:
            settings = agency.settings(r)
        kept = settings.look
        shown = asdict(kept) | {which: bool(getattr(kept, which)) for which in PICTURES}
        shown["second"] = settings.second_letter
        at.answer({"look": shown}, [f"{name} = {value}" for name, value in shown.items() if value not in ("", False)])


@click.command()
@click.argument("lead", metavar="PROSPECT")
@click.option("--how", default="counter", type=click.Choice(list(giving.HOW)), help="Comment elle est remise.")
@click.option("--asked", default="", metavar="MOTS", help="Ce que la personne demande.")
@click.option("--handed", is_flag=True, help="Elle est remise : la personne est informée.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@on_base
def given(at: VerbDesk, lead: str, how: str, asked: str, handed: bool, out: Path) -> None:
    """Écrit l’information à remettre à qui a donné ses coordonnées, en PDF."""
    with at.store.read() as r:
        lead_id = people.known(r, lead)
        if not handed:
            giving.print_given(r, lead_id, out, how=how, at=at.now, asked=asked)
    if handed:
        giving.hand_over(at.store, lead_id, out, how=how, by=at.by, at=at.now, asked=asked)
    at.answer({"file": str(out), "version": GIVEN, "handed": handed}, [str(out)])


VERBS = (notice, which_letter, posted, returned, look, given)
