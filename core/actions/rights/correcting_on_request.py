"""Corrects the sheet of a person who asks for it, by what is typed: fields, and contact points by their kind (RGPD art.
16 and 19)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.actions.leads import correcting
from core.actions.rights import requests
from core.base import text
from core.base.phones import parse
from core.model.channel import ContactKind
from core.model.editing import Corrected
from core.model.request import RequestKind
from core.records.contact import Contact
from core.store.port import Store
from core.words.errors import error


def correct(
    store: Store, request_id: int, values: Mapping[str, str], removed: Iterable[str] = (), *, by: str, at: datetime
) -> tuple[Corrected, ...]:
    """Correct the sheet of a request and return what changed; its recipients are told. ``values``: a field, or a kind
    of contact point, which replaces the one held or is added where none is; ``removed``: contact points that are not
    the person's. Raises UserError REQUEST_UNKNOWN, REQUEST_ANSWERED, REQUEST_NO_SHEET, REQUEST_IDENTITY, FIELD_VALUE
    for one not held, or where several are, and as :func:`core.actions.leads.correcting.correct` does."""
    with store.read() as r:
        request = requests.waiting(r, request_id)
        if request.lead_id is None or request.kind is not RequestKind.RECTIFICATION:
            raise error("REQUEST_NO_SHEET")
        if not request.identity:
            raise error("REQUEST_IDENTITY")
        points = r.of(Contact, lead_id=request.lead_id)
        contacts = {_contact(points, raw).id: "" for raw in removed}
    added = list[tuple[str, str]]()
    for kind, value in values.items():
        if ContactKind.known(kind) is None:
            continue
        same = [contact for contact in points if contact.kind == kind and contact.id not in contacts]
        if len(same) > 1:
            raise error("FIELD_VALUE", field=kind, value=value)
        contacts |= {contact.id: value for contact in same}
        added += [(kind, value)] if not same else []
    fields = {name: value for name, value in values.items() if ContactKind.known(name) is None}
    return correcting.correct(
        store, request.lead_id, fields=fields, contacts=contacts, added=added, by=by, at=at
    )  # fmt: skip


def _contact(points: Iterable[Contact], raw: str) -> Contact:
    phone = parse(raw)
    wanted = {phone.e164} if phone else {*text.emails(raw), text.clean(raw)}
    point = next((contact for contact in points if contact.value in wanted), None)
    if point is None:
        raise error("FIELD_VALUE", field="--remove", value=raw)
    return point
