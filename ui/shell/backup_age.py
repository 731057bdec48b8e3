"""The items of the status bar that show the age of the last backup, and what of the base is in clear."""

from core.actions.keeping import backup_list
from core.actions.register.at_rest import at_rest
from core.base.i18n import _
from core.store.engine.opening import is_guest
from core.words.backups import backup_words
from ui.common.office import Office
from ui.widgets.status_bar import StatusItem


def tell_backup(office: Office, item: StatusItem) -> None:
    """Show how old the last backup is, in the colour « wait » when it is late."""
    if office.store.away is not None:
        return  # It says since when the server of the team does not answer.
    if is_guest(office.folder):
        item.show_text(_("Équipe connectée"), icon="check", ink="allowed")  # Its base is copied where it stands.
        return
    stands = backup_list.standing(office.store, at=office.now())
    late = bool(stands.late) or stands.last is None
    words = backup_words(stands, office.now())
    item.show_text(words, icon="warning" if late else "check", ink="wait" if late else "allowed")


def tell_key(office: Office, item: StatusItem) -> None:
    """Show, in the colour « wait », that the base is in clear or that its key stands beside it; nothing else."""
    words = "" if is_guest(office.folder) else at_rest(office.store).at_rest.state_shown
    item.show_text(words, icon="warning", ink="wait")
    item.setVisible(bool(words))


def seal_restored(office: Office) -> None:
    """Seal the base that a restoration put in place while this window had it open, unless another one has too: it is
    then at a later opening."""
    with office.trying():
        office.store.seal()
