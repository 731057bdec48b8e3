from core.model.checking import NO_FIXES, Fixes
from core.model.draft import Draft
from core.sources.tables.fixing import fixed, retyped
from core.sources.tables.mapping import mapper

HEADERS = ("Nom", "Tél", "CP", "Ville", "Prix", "Date", "Obs")
FIELDS = dict(enumerate(("name", "phone", "postcode", "town", "price", "seen", "ignore")))
USED = {index: field for index, field in FIELDS.items() if field != "ignore"}
ROW = ("M. et Mme DUPONT", "639980001", "1000", "Bourg", "1 250 €", "03/11/2026", "NÃ®mes")


def read(fixes: Fixes, *cells: str, line: int = 2) -> Draft:
    return fixed(mapper(USED, HEADERS), FIELDS, fixes)(line, cells or ROW)


def choose(**choices: str) -> Fixes:
    return Fixes(choices)


def test_nothing_settled_costs_nothing() -> None:
    to_draft = mapper(USED, HEADERS)
    assert fixed(to_draft, FIELDS, NO_FIXES) is to_draft


def test_repairs_are_made_unless_undone() -> None:
    assert read(choose(PHONE_NO_ZERO="fix")) == read(NO_FIXES)
    assert read(choose(PHONE_NO_ZERO="keep")).phones == ()
    assert read(choose(PHONE_NO_ZERO="keep"), "Dupont", "06 39 98 00 01").phones == ("06 39 98 00 01",)
    assert read(choose(PHONE_FLOAT="keep"), "Dupont", "639980001.0").phones == ()
    assert read(choose(PHONE_TWO="keep"), "Dupont", "06 39 98 00 01 / 01 99 00 00 02").phones == ("06 39 98 00 01",)
    assert read(choose(POSTCODE_NO_ZERO="keep")).postcode == ""


def test_a_couple_is_parted_or_left_as_written() -> None:
    assert read(NO_FIXES).civility == "Madame, Monsieur"
    left = read(choose(COUPLE="keep"))
    assert (left.name, left.last_name, left.civility) == ("M. et Mme DUPONT", "", "")
    assert read(choose(COUPLE="keep"), "Mme DUPONT").last_name == "DUPONT"
    apart = fixed(mapper({0: "last_name"}, ("Nom",)), {0: "last_name"}, choose(COUPLE="keep"))
    assert apart(2, ("M. et Mme DUPONT",)).last_name == "M. et Mme DUPONT"


def test_postcode_and_town_are_parted_or_left_as_written() -> None:
    assert (read(NO_FIXES, "Dupont", "", "30000 Nîmes").postcode, read(NO_FIXES, "D", "", "30000 Nîmes").town) == (
        "30000",
        "Nîmes",
    )
    together = read(NO_FIXES, "Dupont", "", "", "Nîmes (30000)")
    assert (together.postcode, together.town) == ("30000", "Nîmes")
    left = read(choose(POSTCODE_TOWN="keep"), "Dupont", "", "", "Nîmes (30000)")
    assert (left.postcode, left.town) == ("", "Nîmes (30000)")
    assert read(choose(POSTCODE_TOWN="keep")).town == "Bourg"


def test_dates_are_read_month_first_when_said_so() -> None:
    assert read(choose(DATE_BOTH_WAYS="day")).seen == "03/11/2026"
    assert read(choose(DATE_BOTH_WAYS="month")).seen == "2026-03-11"
    assert read(choose(DATE_BOTH_WAYS="month"), "D", "", "", "", "", "2026-11-03").seen == "2026-11-03"


def test_a_count_of_days_is_a_date_and_a_bad_date_may_be_left_out() -> None:
    def seen(value: str, **choices: str) -> str:
        return read(choose(**choices), "D", "", "", "", "", value).seen

    assert (seen("46329"), seen("46329", DATE_COUNTED="keep")) == ("2026-11-03", "")
    assert (seen("hier"), seen("hier", DATE_BAD="blank"), seen("03/11/2026", DATE_BAD="blank")) == (
        "hier",
        "",
        "03/11/2026",
    )
    assert [seen(never) for never in ("1970-01-01T00:00:00Z", "00/00/0000", "01/01/1900")] == ["", "", ""]
    together = mapper({0: "postcode_town", 1: "seen"}, ("CP Ville", "Date"))
    assert together(2, ("30000 Nîmes", "46329")).seen == "2026-11-03"
    assert together(2, ("30000 Nîmes", "1970-01-01")).seen == ""


def test_low_prices_are_set_aside_when_said_so() -> None:
    assert not read(choose(PRICE_LOW="keep")).aside
    assert read(choose(PRICE_LOW="drop")).aside
    assert [read(choose(PRICE_LOW=key)).deal for key in ("keep", "rent")] == ["", "rent"]
    assert not read(choose(PRICE_LOW="drop"), "D", "", "", "", "342 000 €").aside


def test_letters_are_repaired_with_agreement_only() -> None:
    row = ("MoreauÃ©", "", "", "NÃ®mes", "", "", "NÃ®mes")
    assert read(NO_FIXES, *row).town == "NÃ®mes"
    mended = read(choose(MOJIBAKE="repair"), *row)
    assert (mended.name, mended.town, mended.cells) == ("Moreaué", "Nîmes", row)


def test_a_cell_typed_anew_counts_for_its_line_and_the_original_is_kept() -> None:
    fixes = Fixes(cells={(2, 1): " 06 39 98 00 02 ", (2, 3): "Uzès"})
    found = read(fixes)
    assert (found.phones, found.town, found.cells) == (("06 39 98 00 02",), "Uzès", ROW)
    assert read(fixes, line=3).town == "Bourg"


def test_a_cell_beyond_a_short_row_may_be_typed() -> None:
    assert retyped(("a",), {2: "c"}) == ("a", "", "c")
    assert retyped(("a",), {}) == ("a",)


def test_columns_kept_with_the_origin() -> None:
    to_draft = mapper({0: "name", 1: "extra", 2: "extra"}, ("Nom", "Étage", "DPE"))
    assert to_draft(2, ("Dupont", "3", "")).extra == (("Étage", "3"),)
    assert to_draft(2, ("Dupont",)).extra == ()


def test_a_missing_postcode_is_told_by_its_town_when_asked() -> None:
    assert read(choose(POSTCODE_MISSING="fill"), "Dupont", "", "", "Uzès").postcode == "30700"
    assert read(choose(POSTCODE_MISSING="fill"), "Dupont", "", "30100", "Uzès").postcode == "30100"
    assert read(choose(POSTCODE_MISSING="fill"), "Dupont", "", "", "Nîmes").postcode == ""
    assert read(choose(POSTCODE_MISSING="keep"), "Dupont", "", "", "Uzès").postcode == ""
