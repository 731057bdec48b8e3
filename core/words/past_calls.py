"""The result of the control of past calls, in sentences used by the command line and by the screen alike."""

from collections.abc import Iterator

from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.rejudged import Rejudged
from core.words.errors import user_text


def summary(found: Rejudged) -> Iterator[str]:
    """Yield the sentences that tell what a control found."""
    judged = n_("{n} appel relu", "{n} appels relus", found.judged).format(n=number(found.judged))
    broken = n_("{n} infraction", "{n} infractions", found.breaking).format(n=number(found.breaking))
    yield f"{judged}, {broken}."
    if found.prudent:
        yield user_text("CALLS_PRUDENT", n=found.prudent)
    if found.erased:
        yield user_text("CALLS_OF_ERASED", n=found.erased)
    if len(found.breaches) < found.breaking + found.prudent:
        yield _("Seuls les {n} premiers sont listés : relisez une période plus courte.").format(
            n=number(len(found.breaches))
        )
