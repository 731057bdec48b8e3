"""A request by a postal address or a contact point that several sheets answer to: the agency says whose it is."""

from datetime import datetime

from core.actions.register.refused_marks import bearing
from core.actions.rights import requests
from core.actions.rights.freezing import freeze
from core.actions.rights.requests import waiting
from core.model.request import PersonRequest, RequestKind
from core.store.port import Reader, Store
from core.words.errors import error


def candidates(r: Reader, asked: PersonRequest) -> list[int]:
    """Return the sheets that answer to a request which is of none yet, oldest first; one of them may be chosen."""
    return bearing(r, [asked.hash]) if asked.lead_id is None and asked.hash and asked.open else []


def choose(store: Store, request_id: int, lead_id: int, *, by: str, at: datetime) -> PersonRequest:
    """Say that a request is of one of the sheets that answer to it; a freeze applies to it at once, and the others wait
    until the answer. Raises UserError REQUEST_UNKNOWN, REQUEST_ANSWERED, REQUEST_NOT_THERE."""
    with store.write("request of a sheet", by=by, at=at) as w:
        request = waiting(w, request_id)
        if lead_id not in candidates(w, request):
            raise error("REQUEST_NOT_THERE")
        w.update("request", request_id, {"lead_id": lead_id, "person": ""})
        if request.kind is RequestKind.RESTRICTION:
            freeze(w, lead_id, request.received, by=by, at=at)
    with store.read() as r:
        return requests.request(r, request_id)
