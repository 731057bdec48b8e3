"""Says what happens when a base cannot be opened, which copies could take its place, and how old the last backup is."""

from datetime import datetime, timedelta

from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import day, moment, number
from core.model.backup import BackupStanding, Loss
from core.words.errors import user_text
from core.words.terms import term, terms

LOCKED = N_("Scellée\u202f: elle demande les 24 mots de sa feuille")


def state_words(state: str) -> list[str]:
    """Return the title and the sentence for the state of a base, by the value of its
    :class:`core.store.engine.soundness.Soundness`; the sentence is left out where nothing is to be done."""
    return [_(text) for text in terms()["states"][state]]


def refused_title(code: str) -> str:
    """Return the title for an error that keeps the base from being opened."""
    return term("unopened", code) if code in terms()["unopened"] else _("La base ne s’ouvre pas")


def brings_words(sound: bool, leads: int, oppositions: int) -> str:
    """Return what a copy gives back."""
    if not sound:
        return _("Abîmée\u202f: elle ne peut pas être remise")
    return ", ".join(
        (
            n_("{n} prospect", "{n} prospects", leads).format(n=number(leads)),
            n_("{n} refus", "{n} refus", oppositions).format(n=number(oppositions)),
        )
    )


def lacks_words(loss: Loss | None) -> str:
    """Return what the present base has that a copy has not, besides the refusals, which are carried over."""
    if loss is None:
        return _("Ne peut pas être compté")
    counts = (
        (loss.leads, n_("{n} prospect", "{n} prospects", loss.leads)),
        (loss.calls, n_("{n} appel", "{n} appels", loss.calls)),
        (loss.letters, n_("{n} lettre", "{n} lettres", loss.letters)),
        (loss.agreements, n_("{n} accord", "{n} accords", loss.agreements)),
    )
    lacking = [words.format(n=number(count)) for count, words in counts if count]
    return ", ".join(lacking) or _("Rien")


def older_base_words(opposed: int, erased: int, withdrawn: int, since: datetime | None) -> tuple[str, str]:
    """Return the title and the sentence for an older base put back by hand: how many persons ``opposed`` and
    ``erased``, and agreements ``withdrawn``, were written into it again; ``since``: when its journal ended."""
    counts = (
        (opposed, n_("{n} refus", "{n} refus", opposed)),
        (erased, n_("{n} effacement", "{n} effacements", erased)),
        (withdrawn, n_("{n} accord retiré", "{n} accords retirés", withdrawn)),
    )
    text = ", ".join(words.format(n=number(count)) for count, words in counts if count)
    until = _(" Elle s’arrête le {when}.").format(when=moment(since.astimezone(AGENCY_ZONE))) if since else ""
    return (
        _("Cette base est plus ancienne que ce poste ne le sait."),
        (
            _("Repris de la mémoire de ce poste\u202f: {what}.").format(what=text)
            if text
            else _("Aucun refus n’y manque.")
        )
        + until
        + _(" Ce qui a été fait ensuite n’y est pas\u202f: remettez une sauvegarde plus récente si vous en avez une."),
    )


def backup_words(standing: BackupStanding, now: datetime) -> str:
    """Return the sentence that tells the age of the last backup, or that it is late."""
    if standing.late:
        return user_text("BACKUP_LATE", days=standing.late)
    if standing.last is None:
        return _("Aucune sauvegarde")
    age = now - standing.last
    if age < timedelta(0):
        return _("Sauvegarde du {date}").format(date=day(standing.last.date()))
    if age < timedelta(hours=1):
        minutes = age // timedelta(minutes=1)
        return _("Sauvegarde il y a {n} min").format(n=minutes) if minutes else _("Sauvegarde à l’instant")
    if age < timedelta(days=1):
        return _("Sauvegarde il y a {n} h").format(n=age // timedelta(hours=1))
    return n_("Sauvegarde il y a {n} jour", "Sauvegarde il y a {n} jours", age.days).format(n=age.days)
