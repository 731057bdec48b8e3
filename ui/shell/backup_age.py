"""The item of the status bar that shows the age of the last backup."""

from core.actions.keeping import backup_list
from core.base.i18n import _
from core.words.backups import backup_words
from ui.common.office import Office
from ui.widgets.status_bar import StatusItem


def tell_backup(office: Office, item: StatusItem) -> None:
    """Show how old the last backup is, in the colour « wait » when it is late."""
    stands = backup_list.standing(office.store, at=office.now())
    late = bool(stands.late) or stands.last is None
    words = backup_words(stands, office.now())
    if not late and not backup_list.is_sealed_here(office.store):
        words = _("{words}, non scellée").format(words=words)
    item.show_text(words, icon="warning" if late else "check", ink="wait" if late else "allowed")
