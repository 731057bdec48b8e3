"""What a window closes for: the base shared with the team, and the base back on one seat; and what is said of it."""

from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.store.postgres.address import TeamAddress
from core.team.moving import MoveAsked, end_sharing, ended_words, settle, share_and_serve
from core.team.sharing import SharedBase
from ui.common.office import Meanwhile, Office
from ui.widgets.message_band import BandMessage

_PLACE = "settings/section=team"


def sharing_move(office: Office, seat: str, team_key: str, *, accepts: bool, server: TeamAddress | None) -> Meanwhile:
    """Return the sharing of the base from a seat of this name; ``team_key``: that of the recovery sheet, confirmed;
    ``accepts``: a disk that may be in the clear; ``server``: of another computer, by its owner."""
    return Meanwhile(
        share_and_serve,
        MoveAsked(office.folder, office.now(), accepts, seat, team_key, server),
        settle,
        _shared_message,
        _("Partage de la base"),
        _("Une copie est faite d’abord. Si cela s’arrête, tout reste comme avant."),
        _PLACE,
        unless_done=team_key,
    )


def ending_move(office: Office, *, accepts: bool) -> Meanwhile:
    """Return the end of the sharing; ``accepts``: that those who are connected are cut off."""
    return Meanwhile(
        end_sharing,
        MoveAsked(office.folder, office.now(), accepts),
        settle,
        lambda count: BandMessage("done", ended_words(count)),
        _("Retour à un seul poste"),
        _("La base est relue avant de quitter l’équipe. Si cela s’arrête, tout reste comme avant."),
        _PLACE,
    )


def _shared_message(shared: SharedBase) -> BandMessage:
    moved = n_("{n} prospect", "{n} prospects", shared.leads).format(n=number(shared.leads))
    words = n_(
        "{leads} et {m} refus relu\u202f: le compte y est.",
        "{leads} et {m} refus relus\u202f: le compte y est.",
        shared.refusals,
    )
    return BandMessage("done", _("Partagé."), words.format(leads=moved, m=number(shared.refusals)))
