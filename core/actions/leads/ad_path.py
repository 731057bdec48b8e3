"""The path of an ad seen again: its price, and its return after it was said to be withdrawn. It is read from what each
later row changed on the sheet."""

import json
from collections.abc import Iterator
from datetime import date

from core.base.i18n import _
from core.base.moments import made
from core.base.screen_shapes import day_short
from core.model.joining import Difference
from core.model.lead import Event
from core.records.listing import Listing
from core.store import undoing
from core.store.port import Reader
from core.words.errors import user_text
from core.words.properties import change_line, price_words


def ad_events(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield what later rows showed of the ads of a lead, oldest first; a row taken back showed nothing."""
    deals = {listing.id: listing.deal for listing in r.of(Listing, "-id", lead_id=lead_id)}
    gone = {listing.id: listing.gone_on for listing in r.of(Listing, lead_id=lead_id) if listing.gone_on}
    for merge in undoing.merges_of_lead(r, lead_id):
        if merge.undone_at is not None:
            continue
        moment = made(merge.batch_id)
        changed = [load for load in json.loads(merge.changes) if load["table"] == "listing" and "field" in load]
        seen = {one["id"]: str(one["after"]) for one in changed if one["field"] == "seen"}
        for one in changed:
            listing_id, field, before, after = one["id"], one["field"], one["before"], one["after"]
            if field == "price" and before is not None and listing_id in deals:
                deal = deals[listing_id]
                day = date.fromisoformat(seen.get(listing_id, moment.date().isoformat()))
                change = Difference(_("Prix"), price_words(int(before), deal), price_words(int(after), deal))
                where = _("Vu le {date}").format(date=day_short(day))
                yield Event(moment, "listing", change_line([change]), "", change=change, where=where)
            elif field == "seen" and str(before or "") <= gone.get(listing_id, "") < str(after):
                back = date.fromisoformat(str(after))
                days = (back - date.fromisoformat(gone[listing_id])).days
                words = user_text("AD_ONLINE_AGAIN", n=days, date=day_short(back))
                yield Event(moment, "listing", words, "")
