"""A window on a base whose key is not on this computer: everything is read, nothing is written."""

from core.base.i18n import _
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.port import Changed
from ui.common.office import Office
from ui.shell.frame import Frame


def tell_reading(window: Frame, office: Office) -> None:
    """Say, where the key is absent, that nothing is written; until something is, because the key came back."""
    with office.store.read() as r:
        office.reads_only = safe.place(r) is KeyPlace.ABSENT
    if not office.reads_only:
        return
    title = window.windowTitle()

    def written(_changed: Changed) -> None:
        office.reads_only = False
        window.setWindowTitle(title)

    window.setWindowTitle(_("{title} (lecture seule)").format(title=title))
    told = _("La clé du registre manque\u202f: rien ne s’enregistre. Remettez-la dans Réglages, Registre d’opposition.")
    window.say("caution", _("Lecture seule."), told)
    office.store.listen(written)
