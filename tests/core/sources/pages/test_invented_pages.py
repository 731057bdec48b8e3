"""Pages nobody tuned the reading on: invented ads in the shapes of listing sites, of each site with a sheet and of one
without. Right, wrong and missing are counted field by field, and nobody is taken for two or made one."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from core.sources.pages import sites
from core.sources.pages.reading import PageReading, read_page
from tests.bench.pages import agrees, facts_of
from tests.core.sources.pages.invented import Truth, invented
from tests.core.sources.pages.newer import newer
from tests.lengths import length, some
from tests.tables import table

AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))


def counted(page: bytes, ads: list[Truth], told: Counter[str]) -> None:
    """Add to ``told`` what a page gives of its ads: see :func:`count`."""
    count(read_page(page, at=AT), ads, told)


def count(reading: PageReading, ads: list[Truth], told: Counter[str]) -> None:
    """Add to ``told`` what a reading gives of its ads: right, wrong, missing, refusals heard and not, extras."""
    read = {draft.reference: facts_of(draft) for draft in reading.drafts}
    told["extra"] += max(0, len(reading.drafts) - len(ads))
    for one in ads:
        found = read.get(str(one.number), {})
        for name, wanted in one.wanted.items():
            value = found.get(name, "")
            told["missing" if not value else "right" if agrees(name, value, wanted) else "wrong"] += 1
        told["refusal heard" if found.get("refuses") == "true" else "refusal lost"] += one.refuses
        told["refusal made up"] += not one.refuses and found.get("refuses") == "true"


def shares(told: Counter[str]) -> tuple[float, float, float]:
    """Return (right, wrong, refusals heard) as shares."""
    fields = told["right"] + told["wrong"] + told["missing"]
    refusals = told["refusal heard"] + told["refusal lost"]
    return told["right"] / fields, told["wrong"] / fields, told["refusal heard"] / refusals


def assert_well_read(told: Counter[str]) -> None:
    right, wrong, heard = shares(told)
    assert right >= 0.92, told
    assert wrong <= 0.01, told
    assert heard >= 0.98, told
    assert (told["refusal made up"], told["extra"]) == (0, 0)


def test_pages_of_every_site_are_read() -> None:
    told: Counter[str] = Counter()
    for seed, site in some([*enumerate(sites.sites())], of=3):
        for _shape, page, ads in invented(1000 + seed, site.hosts[0]):
            counted(page, ads, told)
    assert_well_read(told)


def test_pages_of_a_site_without_a_sheet_are_read() -> None:
    told: Counter[str] = Counter()
    for seed in range(length(3, long=60)):
        for _shape, page, ads in invented(2000 + seed, "annonces.example"):
            counted(page, ads, told)
    assert_well_read(told)


def test_pages_as_the_programs_of_2026_write_them_are_read() -> None:
    told: Counter[str] = Counter()
    for seed in range(length(2, long=60)):
        for shape, page, ads in newer(3000 + seed, "annonces.example"):
            before = told.copy()
            counted(page, ads, told)
            print(seed, shape, told - before)
    assert_well_read(told)


@table(
    "styles, dpe, ges",
    [
        (("active energy-{}", "energy-{}", "ges-{}"), "D", ""),
        (("dpe-line-{}", "", ""), "D", ""),
        (("energy-{}", "energy-{}", "ges-{}"), "", ""),
    ],
)
def test_of_a_scale_only_the_letter_that_is_lit_is_read(styles: tuple[str, str, str], dpe: str, ges: str) -> None:
    lit, other, beside = styles
    scale = "".join(
        f'<li class="{(lit if letter == "D" else other).format(letter.lower())}"></li>'
        f'<li class="{beside.format(letter.lower())}"></li>'
        for letter in "ABCDEFG"
    )
    bare = "<p>Classe énergie</p><ul>" + "".join(f"<li>{letter}</li>" for letter in "ABCDEFG") + "</ul>"
    page = f"<h1>Maison 5 pièces 112 m² à Vitré (35500)</h1><p>248 500 €</p><ul>{scale}</ul>{bare}"
    [draft] = read_page(page.encode(), url="https://annonces.example/maison-7700001", at=AT).drafts
    told = facts_of(draft)
    assert (told.get("dpe", ""), told.get("ges", "")) == (dpe, ges)


def test_a_new_building_among_ads_is_left_aside() -> None:
    card = '<article><a href="/a/{0}"><h3>{1}</h3></a><p>{2} €</p><p>80 m²</p><p>Vitré (35500)</p></article>'
    page = (
        card.format(7700001, "Maison à Vitré", "248 500")
        + card.format(7700002, "Appartement", "180 000")
        + card.format(7700003, "Résidence du Parc", "219 000").replace("<p>80", "<p>Programme neuf</p><p>80")
    )
    reading = read_page(page.encode(), url="https://annonces.example/l", at=AT)
    assert [draft.reference for draft in reading.drafts] == ["7700001", "7700002"]
    assert [ad.left_out for ad in reading.left] == ["programme"]


@table(
    "shown, day",
    [
        ('<p>Publiée <time datetime="2026-11-14">il y a 10 jours</time></p>', "2026-11-14"),
        ('<time datetime="2026-11-14"></time><time datetime="2026-11-15"></time>', ""),
        ('<aside><time datetime="2026-11-14"></time></aside>', ""),
        ('<time datetime="hier"></time>', ""),
    ],
)
def test_the_day_that_a_page_gives_to_programs_is_read(shown: str, day: str) -> None:
    page = f"<h1>Maison 5 pièces 112 m² à Vitré (35500)</h1><p>248 500 €</p>{shown}"
    [draft] = read_page(page.encode(), url="https://annonces.example/maison-7700001", at=AT).drafts
    assert facts_of(draft).get("published", "") == day
