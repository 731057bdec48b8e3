"""What is said of the last backup: how old it is, or that it is late."""

from datetime import datetime, timedelta

from core.base.french import day
from core.base.i18n import _, n_
from core.model.backup import BackupStanding
from core.words.errors import user_text


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
