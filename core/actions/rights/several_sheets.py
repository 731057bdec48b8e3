"""A request that several sheets answer to, by a postal address, a contact point or a name: the agency says whose it is,
or that it is of none of them."""

from datetime import datetime

from core.actions.common.people import of_lead
from core.actions.register import opposing
from core.actions.rights import requests
from core.actions.rights.candidates import candidates, named_alone
from core.actions.rights.freezing import freeze
from core.actions.rights.requests import waiting
from core.model.request import PersonRequest, RequestKind
from core.store.port import Store
from core.words.errors import error


def choose(store: Store, request_id: int, lead_id: int, *, by: str, at: datetime) -> PersonRequest:
    """Say that a request is of one of the sheets that answer to it; a freeze and an objection apply to it at once, and
    the others wait until the answer where they share what it was made under. Raises UserError REQUEST_UNKNOWN,
    REQUEST_ANSWERED, REQUEST_NOT_THERE."""
    with store.write("request of a sheet", by=by, at=at) as w:
        request = waiting(w, request_id)
        answering = candidates(w, request)
        if lead_id not in answering:
            raise error("REQUEST_NOT_THERE")
        aside = " ".join(str(other) for other in answering if other != lead_id)
        w.update("request", request_id, {"lead_id": lead_id, "person": "", "aside": aside})
        if request.kind is RequestKind.RESTRICTION:
            freeze(w, lead_id, request.received, by=by, at=at)
        if request.kind is RequestKind.OBJECTION:
            opposing.record(w, of_lead(w, lead_id), how=request.how, by=by, at=at, said=request.received)
    with store.read() as r:
        return requests.request(r, request_id)


def choose_none(store: Store, request_id: int, why: str, *, by: str, at: datetime) -> PersonRequest:
    """Say that a request is of none of the sheets that bear its name, and how that is known (« autre adresse, dite au
    téléphone »): for a name that others bear, the person was asked for one thing more. They wait no longer. A sheet
    that bears what the person gave cannot be set aside: it holds it. Raises UserError REQUEST_UNKNOWN,
    REQUEST_ANSWERED, REQUEST_NO_NAME where no sheet answers by its name alone, REQUEST_WHY_NONE."""
    if not why.strip():
        raise error("REQUEST_WHY_NONE")
    with store.write("request of no sheet", by=by, at=at) as w:
        request = waiting(w, request_id)
        namesakes = named_alone(w, request)
        if not namesakes:
            raise error("REQUEST_NO_NAME")
        aside = " ".join(map(str, (*request.aside, *namesakes)))
        note = "\n".join(filter(None, (request.note, why.strip())))
        w.update("request", request_id, {"aside": aside, "note": note})
    with store.read() as r:
        return requests.request(r, request_id)
