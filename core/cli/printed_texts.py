"""Texts that several verbs print."""

from collections.abc import Iterable

from core.base import screen_shapes
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import number, phone_pairs
from core.model.batch import Report
from core.model.checking import Expectation, ProblemGroup
from core.model.lead import LeadRow, LeadSheet
from core.model.opposing import RefusalHow
from core.model.verdict import Verdict
from core.words import batches, problems, verdicts
from core.words.batches import apart_from
from core.words.errors import user_text
from core.words.origins import how_words, page_pairs
from core.words.ways_now import way_word


def report_lines(found: Report) -> Iterable[str]:
    """Yield the equation of a batch, then each rejected line with its reason and each refusal with its column."""
    yield user_text(
        "IMPORT_DONE", read=found.read, added=found.added, merged=found.merged, opposed=found.opposed,
        rejected=found.rejected, blank=found.blank,
    )  # fmt: skip
    if found.coverage:
        yield from batches.lines(found.coverage)
    for reject in found.rejects:
        yield _("  ligne {line} : {reason}").format(line=reject.line, reason=reject.reason)
    for refused in found.heard:
        yield _("  ligne {line} : {reason}").format(line=refused.line, reason=problems.heard(refused))
    for two in found.apart:
        yield _("  ligne {line} : {reason}").format(line=two.line, reason=apart_from(two))


def expectation_lines(found: Expectation) -> Iterable[str]:
    """Yield the equation an import would give, then each group of problems with its example and its choices."""
    yield from report_lines(found.report)
    yield from group_lines(found.groups)


def group_lines(shown: Iterable[ProblemGroup]) -> Iterable[str]:
    """Yield each group of problems with its example and its choices."""
    for group in shown:
        settling = ", ".join(choice.key for choice in group.choices if choice.settles)
        fix = f"{group.code}={settling}"
        quoted = f'"{fix}"' if " " in group.code else fix
        options = f" [--fix {quoted}]" if settling else ""
        yield f"{number(group.count)} {group.title}{options}"
        yield f"  {group.example}"


def verdict_lines(found: Verdict) -> Iterable[str]:
    """Yield the word of the light, then every reason with its reference."""
    yield verdicts.light_word(found)
    for reason in found.reasons:
        yield f"  {verdicts.sentence(reason)} ({verdicts.reference(reason)})"
        if reason.blocks:
            yield f"    → {verdicts.change(reason)}"
    if words := verdicts.holds(found):
        yield f"  {words}"


def lead_line(row: LeadRow) -> str:
    """Return one line of the list."""
    phone = phone_pairs(row.phone) if row.phone else "—"
    opposition = RefusalHow(row.opposed_how).shown.lower() if row.opposed_at and row.opposed_how else "—"
    cells = (
        str(row.id),
        way_word(row.way),
        row.name or "—",
        row.town or "—",
        phone,
        row.source,
        opposition,
    )
    widths = (20, 15, 28, 20, 15, 24, 0)
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def sheet_lines(found: LeadSheet) -> Iterable[str]:
    """Yield the sheet of a lead, the source of the data first."""
    yield found.row.name or _("Annonce sans coordonnées")
    yield _("D’où vient cette donnée ?")
    for origin in found.origins:
        parts = (
            origin.supplier,
            origin.site,
            origin.reference,
            origin.url,
            _("ligne {line}").format(line=origin.line) if origin.line else "",
            how_words(origin.how, origin.way),
        )
        yield "  " + ", ".join(part for part in parts if part)
        for heading, words in (*origin.extra, *(page_pairs(origin.page) if origin.page else ())):
            yield f"    {screen_shapes.labelled(heading, words)}"
    for contact in found.contacts:
        yield "  " + (phone_pairs(contact.value) if contact.kind == "phone" else contact.value)
    if found.notes:
        yield f"  {found.notes}"
    for judged in found.verdicts.values():
        yield screen_shapes.labelled(judged.channel.shown, "").rstrip()
        yield from (f"  {line}" for line in verdict_lines(judged))
    for event in found.events:
        moment = event.at.astimezone(AGENCY_ZONE)
        by = f" ({event.by})" if event.by else ""
        yield f"{screen_shapes.day_short(moment.date())} {screen_shapes.hour(moment)}  {event.text}{by}"
