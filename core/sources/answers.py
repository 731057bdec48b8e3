"""What a site answered, and what is said of an answer that is no page."""

from core.base.i18n import _
from core.base.records import Struct
from core.sources.pages import sites
from core.words.errors import error

BUSY = frozenset({429, 503})
_GONE = frozenset({404, 410})
_SILENT = frozenset({204, 205})
_REFUSED = frozenset({400, 402, 403, 405, 406, 407, 418, 451})


class Answer(Struct, frozen=True):
    """One answer of a site, read to its end. ``target``: the address of a redirect, empty when it is not one;
    ``reserved``: its headers reserve it against text and data mining."""

    status: int
    data: bytes
    target: str
    reserved: bool = False


def check_answer(answer: Answer, url: str) -> None:
    """Raise for an answer that is no page, or one that its headers reserve."""
    _check_status(answer.status, url)
    if answer.reserved:
        raise error("PAGE_RESERVED", site=site_of(url))
    if answer.status in _SILENT or not answer.data.strip():
        raise error("PAGE_NO_ANSWER", site=site_of(url))


def _check_status(status: int, url: str) -> None:
    """Raise for an answer that is no page, each for what it says (RFC 9110, 15)."""
    if 200 <= status < 300:
        return
    if status in _GONE:
        raise error("PAGE_GONE")
    if status == 401:
        raise error("PAGE_LOGIN")
    if status in BUSY:
        raise error("PAGE_WAIT", site=site_of(url))
    if status >= 500:
        raise error("PAGE_TROUBLE", site=site_of(url))
    if status in _REFUSED:
        raise error("PAGE_BLOCKED", site=site_of(url))
    raise error("PAGE_ODD", site=site_of(url), status=str(status))


def site_of(url: str) -> str:
    """Return how a site is called in a sentence."""
    return sites.shown(url) or _("Le site")
