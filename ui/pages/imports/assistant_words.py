"""What the assistant says at its foot: the fact of each step, what its primary does, what a stopped import kept."""

from datetime import date

from core.base.french import day_month, number
from core.base.i18n import _, n_
from core.model.batch import Report
from ui.pages.imports.past import Past


def import_words(report: Report) -> str:
    """Return « Importer 1 132 lignes »."""
    count = report.added + report.merged
    return n_("I&mporter {n} ligne", "I&mporter {n} lignes", count).format(n=number(count))


def added_words(report: Report) -> str:
    """Return « 918 prospects ajoutés. »."""
    return n_("{n} prospect ajouté.", "{n} prospects ajoutés.", report.added).format(n=number(report.added))


def check_fact(past: Past, *, counting: bool) -> str:
    """Return the fact of the check: the count under way, a file that came in before or is like one that did, or how it
    can be undone."""
    undone = _("L’import s’annule pendant 30 jours.")
    if counting:
        return _("Le compte se met à jour…")
    if past.imported:
        return " ".join((imported_words(past.imported), undone))
    if past.recalled:
        words = _("Lu comme le dernier fichier de {supplier}.").format(supplier=past.recalled.supplier)
        return f"{words} {undone}"
    return " ".join((_("Rien n’est encore enregistré."), undone))


def imported_words(since: date) -> str:
    """Say that the very same file came in on ``since``."""
    return _("Fichier déjà importé le {day}\u202f: rien ne vient en double.").format(day=day_month(since))


def stopped_words(kept: int) -> str:
    """Say that the user stopped the import, what it kept, and how to go on."""
    if not kept:
        return _("Import arrêté à votre demande. Rien n’a été importé.")
    again = _("Pour reprendre, importez de nouveau ce fichier : les fiches connues sont réunies.")
    return " ".join((_("Import arrêté à votre demande."), kept_words(kept), again))


def kept_words(kept: int) -> str:
    """Return « 400 fiches sont enregistrées. »."""
    return n_("{n} fiche est enregistrée.", "{n} fiches sont enregistrées.", kept).format(n=number(kept))
