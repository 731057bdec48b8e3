"""The JSON structures printed by ``--json``. They are stable: later versions only add keys. Documented in the
README."""

from collections.abc import Iterable

from core.cli.desk import Shape, iso
from core.model.batch import Coverage, Report
from core.model.checking import Expectation, ProblemGroup
from core.model.lead import LeadRow, LeadSheet, Origin, OriginPage
from core.model.verdict import Reason, Verdict
from core.records.listing import OFFERED, Listing
from core.words import verdicts


def report(found: Report) -> Shape:
    """Return a report: read = added + merged + opposed + rejected + blank."""
    rejects = [
        {"line": reject.line, "code": reject.code, "reason": reject.reason, "cells": list(reject.cells)}
        for reject in found.rejects
    ]
    return {
        "batch": found.batch,
        "read": found.read,
        "added": found.added,
        "people": found.people,
        "merged": found.merged,
        "opposed": found.opposed,
        "rejected": found.rejected,
        "blank": found.blank,
        "rejects": rejects,
        "heard": [{"line": refusal.line, "column": refusal.column, "words": refusal.words} for refusal in found.heard],
        "apart": [
            {
                "line": lookalike.line,
                "other": lookalike.other,
                "shared": list(lookalike.shared),
                "differing": list(lookalike.differing),
            }
            for lookalike in found.apart
        ],
    } | ({"coverage": _coverage(found.coverage)} if found.coverage else {})


def _coverage(found: Coverage) -> Shape:
    return {
        "people": found.people,
        "phone": found.phone,
        "email": found.email,
        "address": found.address,
        "aside": [{"column": header, "sample": sample} for header, sample in found.aside],
        "sheets_not_read": list(found.sheets),
    }


def expectation(found: Expectation) -> Shape:
    """Return the report an import would give, with the groups of problems: « key » of a choice is what ``--fix``
    takes."""
    return report(found.report) | {"groups": groups(found.groups)}


def groups(shown: Iterable[ProblemGroup]) -> list[Shape]:
    """Return the groups of problems of a file."""
    return [
        {
            "code": group.code,
            "sort": group.sort.value,
            "count": group.count,
            "title": group.title,
            "example": group.example,
            "choices": [{"key": choice.key, "words": choice.words} for choice in group.choices if choice.settles],
            "chosen": group.chosen,
            "lines": [problem.line for problem in group.problems],
        }
        for group in shown
    ]


def reason(found: Reason) -> Shape:
    """Return one reason of a verdict."""
    return {
        "code": found.code,
        "sentence": verdicts.sentence(found),
        "rule": found.rule,
        "reference": verdicts.reference(found),
        "original": verdicts.original(found),
        "grade": found.grade,
        "blocks": found.blocks,
        "change": verdicts.change(found),
    }


def verdict(who: str, found: Verdict) -> Shape:
    """Return a verdict with every reason, the strongest first."""
    return {
        "who": who,
        "channel": found.channel.value,
        "at": found.at.isoformat(),
        "allowed": found.allowed,
        "light": found.light.value,
        "word": verdicts.light_word(found),
        "until": iso(found.until),
        "holds": verdicts.holds(found),
        "reasons": [reason(one) for one in found.reasons],
    }


def lead(row: LeadRow, phones: list[str], emails: list[str], letter: Verdict) -> Shape:
    """Return one line of the list."""
    return {
        "id": row.id,
        "name": row.name,
        "phones": phones,
        "emails": emails,
        "town": row.town,
        "source": row.source,
        "opposition": {"at": iso(row.opposed_at), "how": row.opposed_how} if row.opposed_at else None,
        "notice": {"sent": str(row.notice_sent) if row.notice_sent else None, "due": str(row.notice_due)},
        "verdict": {"call": row.call.allowed, "letter": letter.allowed},
        "light": row.light.value,
        "way_now": row.way.value if row.way else None,
        "last_call": iso(row.last_call),
        "last_act": iso(row.last_act),
        "callback": iso(row.callback),
        "status": row.status.value,
        "agent": row.agent,
        "tags": list(row.tags),
    }


def sheet(found: LeadSheet) -> Shape:
    """Return everything known of a lead, with its origins and its history."""
    kinds = {
        kind: [contact.value for contact in found.contacts if contact.kind == kind]
        for kind in ("phone", "email", "address")
    }
    shown = lead(found.row, kinds["phone"], kinds["email"], found.verdicts["letter"])
    return shown | {
        "first_name": found.first_name,
        "last_name": found.last_name,
        "civility": found.civility,
        "postcode": found.postcode,
        "addresses": kinds["address"],
        "origins": [_origin(origin) for origin in found.origins],
        "listings": [_listing(listing) for listing in found.listings],
        "owners": [
            {"id": owner.lead_id, "name": owner.name, "opposed_at": iso(owner.opposed_at)} for owner in found.owners
        ],
        "another_refuses": iso(found.another_refuses),
        "verdicts": {name: verdict(str(found.row.id), one) for name, one in found.verdicts.items()},
        "notes": found.notes,
        "history": [
            {"at": iso(event.at), "kind": event.kind, "text": event.text, "by": event.by} for event in found.events
        ],
    }


def _origin(one: Origin) -> Shape:
    return {
        "source": one.source,
        "supplier": one.supplier,
        "site": one.site,
        "reference": one.reference,
        "url": one.url,
        "seen": str(one.seen) if one.seen else None,
        "obtained": str(one.obtained),
        "batch": one.batch,
        "file": one.batch_name,
        "line": one.line,
        "by": one.by,
        "how": one.how,
        "way": one.way,
        "data": list(one.data),
        "extra": [{"heading": heading, "text": said} for heading, said in one.extra],
        "page": _origin_page(one.page) if one.page else None,
    }


def _origin_page(one: OriginPage) -> Shape:
    return {
        **{"way": one.way, "at": one.at.isoformat(), "status": one.status, "sha256": one.sha256},
        **{"robots": one.robots, "terms": one.terms, "answered_by": one.answered_by},
        **{"answered": str(one.answered) if one.answered else None, "places": dict(one.places)},
    }


def _listing(one: Listing) -> Shape:
    shape = {name: value for name, value in one._asdict().items() if name in OFFERED}
    return shape | {"price": one.price / 100 if one.price is not None else None}
