"""What a start owes the base: erasures that were cut are finished, the copy of the day is made, and the status bar
tells the age of the last backup."""

from core.actions.keeping import backing_up, keeping_jobs
from core.actions.keeping.keeping_jobs import Begun, Keeping
from core.base.i18n import _
from core.words.keeping import backup_words, retained_words
from ui.common.office import Office
from ui.widgets.status_bar import StatusItem


def begin(office: Office, item: StatusItem) -> None:
    """Do in the background what a start owes; tell when it is done."""

    def done(begun: Begun) -> None:
        retained = begun.retained
        if retained is not None and (retained.people or retained.rows):
            words = _("Gardé trop longtemps, effacé au démarrage comme le veulent les réglages.")
            office.say("done", retained_words(retained), words)
        tell(office, item)

    office.jobs.run(
        keeping_jobs.begin,
        Keeping(office.folder, office.by, office.now()),
        done=done,
        failed=office.complain,
        lane="process",
    )


def tell(office: Office, item: StatusItem) -> None:
    """Show how old the last backup is: late ones in the colour of waiting."""
    stands = backing_up.standing(office.store, at=office.now())
    late = bool(stands.late) or stands.last is None
    words = backup_words(stands, office.now())
    item.show_text(words, icon="warning" if late else "check", ink="wait" if late else "allowed")
