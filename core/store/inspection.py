"""The lists of an inspector's file, read by pages, and the counts of the controller's documents. No name, no contact
point: persons are told by the number of their sheet. A list returns the next rows: those whose id comes after
``last``, at most ``limit`` of them."""

from typing import NamedTuple

from core.store.port import Reader


class InspectedOralNotice(NamedTuple):
    """What was told on the telephone. ``points``: of the script, parted by commas; ``complete``: the first layer
    whole."""

    id: int
    lead_id: int | None
    call_id: int
    version: str
    points: str
    complete: bool
    at: str
    by: str


class InspectedOrigin(NamedTuple):
    """One time somebody's data came, with where the sheet stands."""

    id: int
    lead_id: int
    source: str
    supplier: str
    site: str
    batch_id: int | None
    seen: str | None
    obtained: str
    notice_due: str
    notice_sent: str | None
    opposed_at: str | None
    restricted_at: str | None
    erased_at: str | None


class InspectedTitle(NamedTuple):
    """What opens a call besides an agreement. What the person asked and who asked it are words of a person: left
    out."""

    id: int
    lead_id: int
    kind: str
    number: str
    starts: str | None
    ends: str | None
    answered: str | None
    closed_at: str | None
    at: str
    by: str
    proof_sha256: str


class InspectedAgreement(NamedTuple):
    """An agreement. ``mentions``: the five of R223-1 are proven; ``text_sha256``: of the words agreed to."""

    id: int
    lead_id: int
    channels: str
    collected: str
    until: str | None
    wording: str
    way: str
    mentions: bool
    withdrawn: str | None
    calls_withdrawn: str | None
    text_sha256: str
    proof_sha256: str


class InspectedBatch(NamedTuple):
    """A batch: ``total`` rows read = added + merged + opposed + rejected + blank; ``property_only``: no person was
    kept."""

    id: int
    source: str
    supplier: str
    site: str
    collected: str
    at: str
    total: int
    added: int
    merged: int
    opposed: int
    rejected: int
    blank: int
    property_only: bool
    undone_at: str | None
    sha256: str


class InspectedPage(NamedTuple):
    """The proof of a page read. ``way``: web, page, mhtml, mail or json; ``lines``: ads taken of it; ``answered``: when
    the terms of its site were read, ``terms_page`` where. Its address is emptied with the person whose ad it shows."""

    id: int
    batch_id: int | None
    site: str
    url: str
    way: str
    at: str
    status: int | None
    robots: str
    terms: str
    answered: str | None
    terms_page: str
    lines: int
    places: str
    sha256: str


def next_oral_notices(r: Reader, last: int, limit: int) -> list[InspectedOralNotice]:
    """Return the next informations told on the telephone."""
    sql = """SELECT o.id, c.lead_id, o.call_id, o.version, o.points, o.complete, o.at, o.by
        FROM oral_notice o JOIN call c ON c.id = o.call_id WHERE o.id > ? ORDER BY o.id LIMIT ?"""
    return r.named(InspectedOralNotice, sql, last, limit)


def next_origins(r: Reader, last: int, limit: int) -> list[InspectedOrigin]:
    """Return the next origins."""
    sql = """SELECT o.id, o.lead_id, o.source, coalesce(s.name, '') AS supplier, o.site, o.batch_id, o.seen, o.obtained,
            l.notice_due, l.notice_sent, l.opposed_at, l.restricted_at, l.erased_at
        FROM origin o JOIN lead l ON l.id = o.lead_id LEFT JOIN supplier s ON s.id = o.supplier_id
        WHERE o.id > ? ORDER BY o.id LIMIT ?"""
    return r.named(InspectedOrigin, sql, last, limit)


def next_titles(r: Reader, last: int, limit: int) -> list[InspectedTitle]:
    """Return the next titles."""
    sql = """SELECT t.id, t.lead_id, t.kind, t.number, t.starts, t.ends, t.answered, t.closed_at, t.at, t.by,
            coalesce(p.sha256, '') AS proof_sha256
        FROM title t LEFT JOIN proof p ON p.id = t.proof_id WHERE t.id > ? ORDER BY t.id LIMIT ?"""
    return r.named(InspectedTitle, sql, last, limit)


def next_agreements(r: Reader, last: int, limit: int) -> list[InspectedAgreement]:
    """Return the next agreements."""
    sql = """SELECT c.id, c.lead_id, c.channels, c.collected, c.until, c.wording, c.way, c.mentions, c.withdrawn,
            c.calls_withdrawn, c.text_sha256, coalesce(p.sha256, '') AS proof_sha256
        FROM consent c LEFT JOIN proof p ON p.id = c.proof_id WHERE c.id > ? ORDER BY c.id LIMIT ?"""
    return r.named(InspectedAgreement, sql, last, limit)


def next_batches(r: Reader, last: int, limit: int) -> list[InspectedBatch]:
    """Return the next batches."""
    sql = """SELECT b.id, b.source, coalesce(s.name, '') AS supplier, b.site, b.collected, b.at,
            b.added + b.merged + b.opposed + b.rejected + b.blank AS total, b.added, b.merged, b.opposed, b.rejected,
            b.blank, b.property_only, b.undone_at, b.sha256
        FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id WHERE b.id > ? ORDER BY b.id LIMIT ?"""
    return r.named(InspectedBatch, sql, last, limit)


def next_pages(r: Reader, last: int, limit: int) -> list[InspectedPage]:
    """Return the next pages read."""
    sql = """SELECT p.id, p.batch_id, p.site, p.url, p.way, p.at, p.status, p.robots, p.terms, t.at AS answered,
            coalesce(t.page, '') AS terms_page, p.lines, p.places, p.sha256
        FROM page_read p LEFT JOIN site_terms t ON t.id = p.terms_id WHERE p.id > ? ORDER BY p.id LIMIT ?"""
    return r.named(InspectedPage, sql, last, limit)


class BaseCounts(NamedTuple):
    """How many of each the base holds. ``notes``: calls and sheets with a note or a label; ``property_only``: suppliers
    of whose rows only the property is kept; ``opposed``: refusals in force, ``fingerprints``: their entries;
    ``letters``: posted; ``overdue``: persons not informed in time; ``merged``: rows joined to a lead already known."""

    leads: int
    erased: int
    phones: int
    emails: int
    addresses: int
    notes: int
    suppliers: int
    property_only: int
    opposed: int
    fingerprints: int
    letters: int
    overdue: int
    consents: int
    titles: int
    calls: int
    requests: int
    batches: int
    merged: int


def counts(r: Reader, today: str) -> BaseCounts:
    """Return how many of each the base holds; ``today``: ISO day, for what is overdue."""
    [found] = r.named(
        BaseCounts,
        """SELECT
            (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
            (SELECT count(*) FROM lead WHERE erased_at IS NOT NULL) AS erased,
            (SELECT count(*) FROM contact WHERE kind = 'phone') AS phones,
            (SELECT count(*) FROM contact WHERE kind = 'email') AS emails,
            (SELECT count(*) FROM contact WHERE kind = 'address') AS addresses,
            (SELECT count(*) FROM call WHERE note <> '') + (SELECT count(*) FROM lead WHERE notes <> '' OR tags <> '')
                AS notes,
            (SELECT count(*) FROM supplier) AS suppliers,
            (SELECT count(*) FROM supplier WHERE property_only <> '') AS property_only,
            (SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL) AS opposed,
            (SELECT count(*) FROM opposition WHERE lifted_at IS NULL) AS fingerprints,
            (SELECT count(*) FROM notice WHERE posted_at IS NOT NULL) AS letters,
            (SELECT count(*) FROM lead WHERE notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL
                AND erased_at IS NULL) AS overdue,
            (SELECT count(*) FROM consent) AS consents,
            (SELECT count(*) FROM title) AS titles,
            (SELECT count(*) FROM call WHERE direction = 'out') AS calls,
            (SELECT count(*) FROM request) AS requests,
            (SELECT count(*) FROM batch WHERE undone_at IS NULL) AS batches,
            (SELECT count(*) FROM merging WHERE undone_at IS NULL) AS merged""",
        today,
    )
    return found


def origin_sites(r: Reader) -> list[str]:
    """Return the original sites the data come from, by name."""
    return r.column(str, "SELECT DISTINCT site FROM origin WHERE site <> '' ORDER BY site")


_CORRECTION = "SELECT id, rule, original, text, at, by FROM rule_reference"


class Correction(NamedTuple):
    """A reference shown otherwise than a rulebook says. ``original``: the rulebook's; ``text``: shown instead."""

    id: int
    rule: str
    original: str
    text: str
    at: str
    by: str


def corrections(r: Reader) -> list[Correction]:
    """Return every correction, in a steady order."""
    return r.named(Correction, f"{_CORRECTION} ORDER BY rule, original")


def correction(r: Reader, rule: str, original: str) -> Correction | None:
    """Return one correction, None when there is none."""
    return r.first(Correction, f"{_CORRECTION} WHERE rule = ? AND original = ?", rule, original)
