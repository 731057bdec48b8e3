"""The verification of the base and its journal, asked from the menus or the palette."""

from functools import partial

from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from ui.common.office import Office


def verify_base(office: Office) -> None:
    """Verify in a process, and say in the band what was found."""
    office.say("note", _("Vérification en cours…"))
    office.jobs.run(verifying.check, office.folder, done=partial(_verified, office), failed=office.complain)


def _verified(office: Office, found: Verification) -> None:
    if found.ok:
        rows = n_("{n} événement au journal", "{n} événements au journal", found.rows).format(n=number(found.rows))
        full_text = _("{rows}, rien n’a été touché après coup.").format(rows=rows)
        office.say("done", _("La base est intacte."), " ".join((full_text, *found.notes)))
    else:
        office.say("error", _("La base ne se vérifie plus."), " ".join(found.problems[:3]))
