"""Says how many fields of the real pages and alert e-mails are read right, wrong or not at all, with the site sheets
and without any: ``python -m tests.bench.pages [corpus] [-v]``."""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from lxml import html as lxml_html

from core.base.text import fold
from core.model.draft import Draft
from core.sources.pages import sites
from core.sources.pages.reading import read_page

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FIELDS = {
    "id": "reference", "title": "title", "price": "price", "surface": "area", "rooms": "rooms", "bedrooms": "bedrooms",
    "type": "kind", "city": "town", "city_raw": "town", "postcode": "postcode", "seller_kind": "seller",
    "seller_name": "name", "url": "url", "url_prefix": "url", "date": "published", "dpe": "dpe", "ges": "ges",
    "transaction": "deal", "refuses_canvassing": "refuses",
}  # fmt: skip
DEALS = {"vente": "sale", "vente (url achat)": "sale", "location": "rent"}
FRENCH = ("leboncoin", "pap_", "paruvendu", "seloger", "bienici", "figaro", "ouestfrance", "locservice",
          "logicimmo", "superimmo", "etreproprio")  # fmt: skip


def facts_of(draft: Draft) -> dict[str, str]:
    """Return what a draft says, by field; what was found beside the fields of a lead is in its ``extra``."""
    values = draft._asdict()
    found = {name: str(values[name]) for name in FIELDS.values() if values.get(name)}
    found |= {EXTRA[name]: value for name, value in draft.extra if name in EXTRA}
    found["refuses"] = str(bool(draft.refuses or draft.heard)).lower()
    return found


EXTRA = {"Chambres": "bedrooms", "Terrain": "land", "Annonce du": "published", "DPE": "dpe", "GES": "ges"}


def agrees(name: str, found: str, wanted: object) -> bool:
    """Tell whether a value read is the one a person read."""
    if name in ("price", "area", "rooms", "bedrooms"):
        try:
            return abs(float(found) - float(str(wanted).split("/")[0])) < 0.51
        except ValueError:
            return False
    if name == "deal":
        return found == DEALS.get(str(wanted).lower(), wanted)
    if name == "published":
        return found[:10] == str(wanted)[:10]
    if name == "refuses":
        return found == str(wanted).lower()
    if name == "reference" and len(found) > 5 and fold(str(wanted)).endswith(fold(found)):
        return True
    if name == "url":
        return found.startswith(str(wanted)) or bool(str(wanted).startswith(found))
    if name == "kind":
        return fold(found).split()[0] == fold(str(wanted)).split()[0]
    if name == "town":
        return plain_town(found) == plain_town(str(wanted)) or fold(found) == fold(str(wanted))
    return fold(found) == fold(str(wanted))


def plain_town(town: str) -> str:
    return fold(re.sub(r"\(.*?\)|\d+\s*(?:e|er|ème|eme)?\b(?:\s*arrondissement)?", " ", town, flags=re.I))


def wanted_of(expected: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the ads a correct reading gives."""
    for key, value in expected.items():
        if key.startswith("items") and isinstance(value, list):
            return [{"transaction": expected.get("transaction"), **item} for item in value]
    return [expected] if expected.get("price") is not None else []


def pair(drafts: Iterable[Mapping[str, str]], wanted: list[Mapping[str, Any]]) -> list[Mapping[str, str]]:
    """Return, for each ad wanted, what was read of it: by its reference, else at its place."""
    read = list(drafts)
    by = {one.get("reference", ""): one for one in read}
    if len(wanted) == 1 and len(read) == 1:
        return read
    return [
        by.get(
            str(item.get("id", "")), next((one for one in read if str(item.get("id", "-")) in one.get("url", "")), {})
        )
        for item in wanted
    ]


def items_of(corpus: Path, one_of: int) -> list[dict[str, Any]]:
    """Return each page and e-mail among one of ``one_of`` items of the corpus, with what a person read in it."""
    items = json.loads((corpus / "manifest.json").read_text("utf-8"))["items"][::one_of]
    return [item for item in items if item["file"].startswith(("pages/", "mails/"))]


def measure(corpus: Path, *, verbose: bool, one_of: int = 1) -> Counter[str]:
    """Print one line a page, of one page of ``one_of``, and return the sums."""
    sums: Counter[str] = Counter()
    for item in items_of(corpus, one_of):
        name = item["file"]
        expected = item["expected"]
        reading = read_page((corpus / name).read_bytes(), url=item.get("saved_from", ""), at=AT)
        read = [facts_of(draft) for draft in reading.drafts]
        wanted = [] if expected.get("is_real_estate") is False else wanted_of(expected)
        got: Counter[str] = Counter()
        aside = {ad.one("reference") for ad in reading.left}
        wanted = [item for item in wanted if str(item.get("id")) not in aside]
        for found, truth in zip(pair(read, wanted), wanted, strict=True):
            for theirs, ours in FIELDS.items():
                if truth.get(theirs) in (None, ""):
                    continue
                value = found.get(ours, "") if found else ""
                mark = "missing" if not value else "right" if agrees(ours, value, truth[theirs]) else "wrong"
                if ours == "published" and not re.match(r"\d{4}-", str(truth[theirs])):
                    continue
                got[mark] += 1
                got[f"{ours}:{mark}"] += 1
                if verbose and mark != "right":
                    print(f"      {truth.get('id')} {ours}: {mark} {value!r} for {truth[theirs]!r}")
        whole = len(wanted) if aside else expected.get("count", len(wanted)) if wanted else 0
        extra = max(0, len(read) - whole)
        sums["extra"] += extra
        group = (
            "other"
            if not any(one in name for one in FRENCH)
            else "mail"
            if name.startswith("mails")
            else ("fr2026" if "2026" in name else "fr old")
        )
        for mark in ("right", "wrong", "missing"):
            sums[mark] += got[mark]
            sums[f"{group} {mark}"] += got[mark]
        told = f"{got['right']:4} {got['wrong']:4} {got['missing']:4}"
        fields = " ".join(sorted(f"{k}={v}" for k, v in got.items() if ":" in k and not k.endswith("right")))
        print(f"{name[:58]:58} {reading.kind:8} {len(read):3}/{whole:3} {told}  {fields[:150]}")
    return sums


def said(sums: Counter[str]) -> None:
    for group in ("", "fr2026 ", "fr old ", "mail ", "other "):
        right, wrong, missing = (sums[f"{group}{mark}"] for mark in ("right", "wrong", "missing"))
        every = right + wrong + missing or 1
        print(
            f"{group or 'all':8} right {right / every:6.1%}  wrong {wrong / every:6.1%}  missing {missing / every:6.1%}"
        )
    print("ads too many:", sums["extra"])


def speed(corpus: Path) -> None:
    """Print how many pages are read a second, and that beside parsing them with lxml alone."""
    pages = [path.read_bytes() for path in sorted((corpus / "pages").iterdir()) if path.suffix == ".html"]
    began = time.process_time()
    for page in pages:
        lxml_html.document_fromstring(page)
    bare = time.process_time() - began
    began = time.process_time()
    for page in pages:
        read_page(page, at=AT)
    ours = time.process_time() - began
    print(f"{len(pages) / ours:.1f} pages a second; {ours / bare:.1f} times bare lxml")


def main() -> None:
    """Measure with the sheets, then with none."""
    given = [one for one in sys.argv[1:] if not one.startswith("-")]
    corpus = Path(given[0]) if given else CORPUS
    if not corpus.exists():
        print(f"skipped: {corpus} is absent")
        return
    verbose = "-v" in sys.argv
    if "--bare" not in sys.argv:
        print("# with the sheets")
        said(measure(corpus, verbose=verbose))
        if (corpus / "more").is_dir():
            print("# newer pages and e-mails")
            said(measure(corpus / "more", verbose=verbose))
        speed(corpus)
    print("# without a sheet")
    sites.sites.cache_clear()
    with mock.patch.object(sites, "resource", return_value=Path("/nowhere")):
        sites.sites()
    said(measure(corpus, verbose=verbose))


if __name__ == "__main__":
    main()
