"""Tells, in the band, of a refusal that somebody else of the agency noted, when it is about whom the user has before
them: the person shown, one of those to call, or one they follow."""

from collections.abc import Collection
from functools import partial

from core.base.i18n import _
from core.base.moments import local
from core.base.screen_shapes import hour
from core.store import registers
from core.store.registers import RefusalNoted
from core.words.register import PARTING
from ui.common.office import Office
from ui.widgets.message_band import Act


def tell_noted(office: Office, since: int, *, shown: Collection[int], queued: Collection[int]) -> int:
    """Tell of what others noted after the row ``since`` of the journal; return the row of the last refusal. ``shown``:
    the leads in sight; ``queued``: to be called."""
    with office.store.read() as r:
        me, noted = {office.by, r.person}, registers.noted_since(r, since)
    theirs = [refusal for refusal in noted if refusal.by not in me]
    mine = [refusal for refusal in theirs if refusal.lead_id in {*shown, *queued} or refusal.agent in me - {""}]
    if mine:
        talking = next((refusal for refusal in mine if refusal.lead_id == office.talking_with), None)
        _tell(office, talking or mine[-1], 1 if talking else len(mine), queued)
    return noted[-1].row_id if noted else since


def _tell(office: Office, refusal: RefusalNoted, count: int, queued: Collection[int]) -> None:
    """Tell of one refusal, or of how many, of which it is the last."""
    fact = _("{name} s’oppose.").format(name=refusal.name or _("Une personne sans nom"))
    see = Act(_("Voir la fiche"), partial(office.go, "leads", refusal.lead_id), key="", icon="leads")
    words = _("Noté par {user} à {hour}.")
    if count > 1:
        fact = _("{n} personnes s’opposent.").format(n=count)
        see = Act(_("Voir le registre"), partial(office.go, "oppositions"), key="", icon="oppositions")
    elif refusal.lead_id == office.talking_with:
        words = _(PARTING)
    elif refusal.lead_id in queued:
        words = _("Noté par {user} à {hour}\u202f: la personne est sortie de votre liste d’appels.")
    office.say("elsewhere", fact, words.format(user=refusal.by, hour=hour(local(refusal.at))), act=see)
