"""The origins of a sheet, each with the proof of the page it was read on."""

import json
from datetime import date

from core.base.moments import local, read_day
from core.model.batch import Source
from core.model.lead import Origin, OriginPage
from core.store import batches, leads
from core.store.port import Reader

_PAGES = (Source.PAGE, Source.MAIL)


def origins(r: Reader, lead_id: int) -> tuple[Origin, ...]:
    """Return each origin of a lead, oldest first, with the proof of its page."""
    own: dict[int, list[str]] = {}
    for datum in leads.own_data(r, lead_id):
        own.setdefault(datum.origin_id, []).append(datum.field)
    return tuple(_origin(r, row, tuple(dict.fromkeys(own.get(row.id, ())))) for row in leads.origins(r, lead_id))


def _origin(r: Reader, row: leads.OriginRow, data: tuple[str, ...]) -> Origin:
    return Origin(
        source=row.source,
        supplier=row.supplier,
        site=row.site,
        reference=row.reference,
        url=row.url,
        seen=read_day(row.seen),
        obtained=date.fromisoformat(row.obtained),
        batch=row.batch_id,
        batch_name=row.batch_name,
        line=row.line,
        by=row.by,
        extra=tuple((str(heading), str(said)) for heading, said in json.loads(row.extra)) if row.extra else (),
        how=row.how,
        way=row.way,
        data=data,
        page=_page(r, row),
    )


def _page(r: Reader, row: leads.OriginRow) -> OriginPage | None:
    found = batches.page_of(r, row.batch_id, row.line) if row.source in _PAGES else None
    if found is None:
        return None
    places: dict[str, dict[str, str]] = json.loads(found.places) if found.places else {}
    return OriginPage(
        *(found.way, local(found.at), found.status, found.sha256, found.robots, found.terms),
        local(found.answered).date() if found.answered else None,
        *(found.answered_by or "", tuple(places.get(str(row.line), {}).items())),
    )
