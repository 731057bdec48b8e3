"""Work done in the background at each start: interrupted erasures are finished, and the daily copy is made."""

from core.actions.keeping import keeping_jobs
from core.actions.keeping.keeping_jobs import Keeping
from core.actions.register import key_phrase
from core.base.i18n import _
from core.model.forgetting import Retained
from core.model.register_key import KeyPlace
from core.store import safe
from core.words.keeping import retained_words
from ui.common.office import Office
from ui.shell.backup_age import tell_backup
from ui.widgets.status_bar import StatusItem


def begin_chores(office: Office, item: StatusItem) -> None:
    """Do the work of a start in the background; ``item`` then shows the age of the last backup."""

    def done(retained: Retained | None) -> None:
        if retained is not None and (retained.people or retained.rows):
            words = _("Gardé trop longtemps, effacé au démarrage comme le veulent les réglages.")
            office.say("done", retained_words(retained), words)
        tell_backup(office, item)

    if office.reads_only:
        return
    with office.store.read() as r:
        asks = safe.place(r) is KeyPlace.KEYRING
    if asks:
        office.jobs.run(
            key_phrase.warm, office.folder, done=lambda _none: None, failed=office.complain, lane="thread"
        )  # fmt: skip
    office.jobs.run(
        keeping_jobs.begin_job,
        Keeping(office.folder, office.by, office.now()),
        done=done,
        failed=office.complain,
        lane="quiet",
    )
