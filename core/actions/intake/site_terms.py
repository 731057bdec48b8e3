"""What the agency may read of a site: its terms, answered once by a person and kept with who and when (SCR-06), and how
many ads a day (SCR-01), whatever way they come."""

from collections.abc import Callable
from datetime import date, datetime

from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, kept, local
from core.model.site_standing import SiteStanding, Terms
from core.records.origin import SiteTerms
from core.sources.pages import sites
from core.store import batches
from core.store.port import Reader, Store
from core.words.errors import error


def site_standing(r: Reader, site: str, day: date) -> SiteStanding:
    """Return where a site, by its name as shown, stands on a day."""
    sheet = sites.by_name(site) or sites.NO_SHEET
    name = sheet.name or site
    said = r.one(SiteTerms, "-id", site=name)
    taken = batches.taken_on(r, name, day.isoformat())
    if said is None:
        terms = Terms.REFUSED if sheet.refused else Terms.UNREAD
        return SiteStanding(name, terms, sheet.reference, sheet.login, cap=sheet.cap, taken=taken)
    terms = Terms.REFUSED if sheet.refused else Terms(said.verdict)
    return SiteStanding(
        *(name, terms, sheet.reference, sheet.login, said.id, said.page, said.by, local(said.at).date()),
        *(sheet.cap, taken),
    )


def answer(store: Store, site: str, terms: Terms, *, page: str = "", by: str, at: datetime) -> SiteStanding:
    """Keep what somebody read in the terms of a site, and return where it stands now. Raises UserError PAGE_TERMS for a
    site that its sheet closes, SITE_UNNAMED for none."""
    sheet = sites.by_name(site) or sites.by_host(site if "//" in site else f"https://{site}/") or sites.NO_SHEET
    name = sheet.name or (sites.shown(site) if "//" in site else site.strip().lower())
    if not name:
        raise error("SITE_UNNAMED")
    if sheet.refused and terms is Terms.ALLOWED:
        raise error("PAGE_TERMS", site=name, reference=sheet.reference)
    with store.write("site terms", by=by, at=at) as w:
        values = {"site": name, "verdict": terms.value, "page": page.strip(), "at": kept(at), "by": by}
        w.insert("site_terms", values)
        return site_standing(w, name, at.astimezone(AGENCY_ZONE).date())


def refusal(found: SiteStanding) -> UserError | None:
    """Return why no page may be asked of a site, None when one may."""
    site = found.site
    if found.refused and found.judged:
        return error("PAGE_TERMS", site=site, reference=found.judged)
    if found.login:
        return error("PAGE_ACCOUNT", site=site)
    if found.refused:
        return error("PAGE_TERMS_NO", site=site, user=found.by, day=found.day)
    if found.terms is not Terms.ALLOWED:
        return error("PAGE_TERMS_UNREAD", site=site)
    return error("PAGE_CAP", site=site, count=found.taken) if not found.left else None


def permit(store: Store, day: date) -> Callable[[str], None]:
    """Return what raises for an address whose site may not be read on a day, to be asked before each request."""

    def ask(url: str) -> None:
        with store.read() as r:
            problem = refusal(site_standing(r, sites.shown(url), day))
        if problem:
            raise problem

    return ask


def every(r: Reader, day: date) -> list[SiteStanding]:
    """Return where each site with a sheet or an answer stands, by its name."""
    names = {site.name for site in sites.sites()} | {term.site for term in batches.every_terms(r)}
    return [site_standing(r, name, day) for name in sorted(names, key=str.casefold)]
