"""French words for retention, erasure and restoration: a rule or a kind of thing goes in, a sentence comes out."""

from collections.abc import Sequence
from datetime import datetime

from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day, moment, number
from core.model.backup import Drill, Loss
from core.model.forgetting import Impact, Retained
from core.words.errors import user_text
from core.words.terms import term
from core.words.verdicts import PRUDENCE

STRAYS_SHOWN = 5
UNFINISHED = N_("Un autre programme lit la base\u202f: la fin se fera au prochain démarrage.")


NOT_YET = N_(
    "Les copies ne sont pas encore scellées\u202f: quiconque les trouve peut les lire. Imprimez d’abord la "
    "feuille de secours."
)
UNSEALED = N_("Elle n’est pas scellée\u202f: imprimez d’abord la feuille de secours (Réglages, Registre d’opposition).")


def sealed_words(count: int) -> str:
    """Return the sentence that says how many older copies were sealed."""
    if not count:
        return _("Aucune copie n’a été scellée.")
    return user_text("COPIES_SEALED", n=count)


def rule_words(key: str) -> str:
    """Return the sentence that says what a retention rule does."""
    return term("retention", key)


def grade_words(reference: str, grade: str) -> str:
    """Return a legal reference as shown: a rule of prudence is never presented as law."""
    return _(PRUDENCE) if grade == "D" else reference


def goes(impact: Impact) -> list[str]:
    """Return the lines that say what an erasure would remove."""
    return [n_(what.word, what.several, count).format(n=number(count)) for what, count in impact.goes.items()]


def stays(impact: Impact) -> list[str]:
    """Return the lines that say what an erasure would leave, until when and why."""
    return [
        _("{what}, jusqu’au {day} ({why})").format(what=stay.what.shown, day=day(stay.until), why=why)
        if stay.until
        else _("{what} ({why})").format(what=stay.what.shown, why=why)
        for stay in impact.stays
        for why in [grade_words(stay.reference, stay.grade)]
    ]


def retained_words(done: Retained) -> str:
    """Return the sentence that says what a run of the retention rules erased."""
    people = n_("{n} personne effacée", "{n} personnes effacées", done.people).format(n=number(done.people))
    rows = n_("{n} trace supprimée", "{n} traces supprimées", done.rows).format(n=number(done.rows))
    if done.files:
        files = n_("{n} fichier supprimé", "{n} fichiers supprimés", done.files).format(n=number(done.files))
        return _("{people}, {rows}, {files}.").format(people=people, rows=rows, files=files)
    return _("{people}, {rows}.").format(people=people, rows=rows)


def strays_words(names: Sequence[str]) -> str:
    """Return the sentence about files that no row of the base knows, by name."""
    text = ", ".join(names[:STRAYS_SHOWN]) + (", …" if len(names) > STRAYS_SHOWN else "")
    return _(
        "Lettres, copies ou listes que la base ne connaît pas, à côté d’elle ({why}) : {names}. Un effacement "
        "emporte les lettres et les copies de données."
    ).format(why=_(PRUDENCE), names=text)


def lost_words(lost: int, since: datetime | None) -> str:
    """Return the sentences that say that the register of a damaged base could not be read to its last row; ``lost``:
    the refusals it still named; ``since``: the last change of the backup put back."""
    known = n_("{n} opposition n’a pas pu être reprise.", "{n} oppositions n’ont pas pu être reprises.", lost).format(
        n=number(lost)
    )
    seek = _(
        "Une partie du registre de l’ancienne base ne se lit plus\u202f: cherchez les refus reçus depuis le {when} "
        "(coupons, e-mails, cahier) et notez-les de nouveau."
    ).format(when=moment(since.astimezone(AGENCY_ZONE)) if since else _("début"))
    return f"{known} {seek}" if lost else seek


def drill_words(done: Drill) -> str:
    """Return the sentence that says what a restoration for trial brought back."""
    counts = (
        n_("{n} prospect", "{n} prospects", done.leads).format(n=number(done.leads)),
        n_("{n} refus", "{n} refus", done.oppositions).format(n=number(done.oppositions)),
        n_("{n} lettre", "{n} lettres", done.letters).format(n=number(done.letters)),
    )
    return _(
        "La sauvegarde se restaure\u202f: {counts}, journal entier. Essai fait sur une copie, rien n’a changé."
    ).format(counts=", ".join(counts))


def drilled_words(drilled: datetime | None) -> str:
    """Return the sentence that says when a backup was last restored for trial."""
    if drilled is None:
        return _("Aucune restauration essayée\u202f: une sauvegarde n’est sûre qu’essayée.")
    return _("Restauration essayée avec succès le {day}.").format(day=day(drilled.astimezone(AGENCY_ZONE).date()))


def loss_words(loss: Loss) -> str:
    """Return the sentence that says what restoring a backup would lose."""
    counts = (
        n_("{n} prospect", "{n} prospects", loss.leads).format(n=number(loss.leads)),
        n_("{n} appel", "{n} appels", loss.calls).format(n=number(loss.calls)),
        n_("{n} lettre", "{n} lettres", loss.letters).format(n=number(loss.letters)),
        n_("{n} accord", "{n} accords", loss.agreements).format(n=number(loss.agreements)),
    )
    when = moment(loss.moment.astimezone(AGENCY_ZONE)) if loss.moment else ""
    return _(
        "La base reviendra à son état du {when}. Seront perdus : {counts}, et tout autre changement fait depuis. Les "
        "oppositions, les retraits d’accord, les demandes et les effacements sont gardés."
    ).format(when=when, counts=", ".join(counts))
