"""Which pages a site reserves in its tdmrep.json (W3C TDMRep; places are written as in robots.txt)."""

import json

from core.sources.tdmrep import parse_places, reserves
from tests.tables import table

SITE = "https://annonces.example"


@table(
    "told, path, reserved",
    [
        ([("/", 1)], "/ad/1", True), ([("/", 0)], "/ad/1", False), ([("/*", 1)], "/", True), ([], "/", False),
        ([("/ad", 1)], "/ad/1", True), ([("/ad", 1)], "/liste", False), ([("ad/", 1)], "/ad/1", True),
        ([("/", 1), ("/ad/", 0)], "/ad/1", False), ([("/ad/", 0), ("/", 1)], "/liste", True),
        ([("/ad/", 0), ("/ad/", 1)], "/ad/1", True), ([("/*.html$", 1)], "/ad/1.html", True),
        ([("/*.html$", 1)], "/ad/1.html?p=2", False), ([("/ad/*/photos", 1)], "/ad/1/photos", True),
        ([("*", "1")], "/x", True), ([("/", True)], "/x", True), ([("/", "oui")], "/x", False),
        ([("/ad?p=1", 1)], "/ad?p=1", True), ([("/a.b", 1)], "/acb", False), ([("", 1), (3, 1)], "/", False),
    ],
)  # fmt: skip
def test_a_page_is_reserved_by_the_longest_place_that_holds_it(
    told: list[tuple[object, object]], path: str, reserved: bool
) -> None:
    file = json.dumps([{"location": place, "tdm-reservation": value} for place, value in told])
    assert reserves(parse_places(file.encode()), SITE + path) is reserved
    assert reserves(parse_places(b"\xef\xbb\xbf" + file.encode()), SITE + path) is reserved


@table("file", [b"", b"<html>", b"{}", b'{"location": "/", "tdm-reservation": 1}', b"[1, null, []]", b"[" * 100_000])
def test_what_is_no_such_file_reserves_nothing(file: bytes) -> None:
    assert not reserves(parse_places(file), SITE)
