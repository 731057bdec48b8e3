"""What may be done now with a lead: the answer of a list, beside the next step, from the same verdicts.

It promises nothing that the channel's own verdict refuses (:func:`core.rules.channels.judge`): a call is asked again
before dialling, a letter before it is registered. A letter is never the way to an address that is held or refused.
"""

from core.model.verdict import Light
from core.model.way_now import WayNow
from core.rules.next_step import JudgedSituation, completes


def way_now(view: JudgedSituation) -> WayNow | None:
    """Return what may be done at the moment of ``view``; None when nothing may: the person was erased, is frozen, is
    kept too long, has answered without agreeing to anything, or the register cannot be asked."""
    facts = view.has.facts
    if view.opposed:
        return WayNow.OPPOSED
    if any((facts.erased, facts.restricted, facts.register_closed, facts.as_of)):
        return None
    if view.held is not None or view.has.twin is not None:
        return WayNow.DECIDE
    if view.has.reachable and view.call.allowed:
        return WayNow.CALL
    if view.has.reachable and view.call.light is Light.WAIT and view.call.until is not None:
        return WayNow.WAIT
    return _by_letter(view)


def _by_letter(view: JudgedSituation) -> WayNow | None:
    notice = view.has.facts.notice
    if notice.sent and view.informed:
        return WayNow.SENT if notice.answered is None else None
    if view.letter.allowed:
        return WayNow.LETTER
    return WayNow.LACK if completes(view.lacks) else None
