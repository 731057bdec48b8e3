"""What robots.txt lets be read, vector by vector: the groups, the longest rule, the lines written wrong, the letters
escaped (RFC 9309; the cases are those that Google's own parser is tested with)."""

import json

from core.sources import robots
from core.sources.robots import parse_places, reserves
from tests.tables import table

SITE = "http://foo.bar/"
BOT = "user-agent: FooBot\n"
ONLY = "User-agent: FooBot\nDisallow: /\nAllow: "
GROUPS = (
    "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: /y/\n\n\n"
    "allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n"
)
EVERYBODY = "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n"
SPACED = "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n"
ENDED = "User-Agent: foo{0}Allow: /some/path{0}User-Agent: bar{0}{0}{0}Disallow: /{0}"
VECTORS: list[tuple[str, str, str, bool]] = [
    *((GROUPS, agent, path, allowed) for agent, path, allowed in (
        ("FooBot", "x/b", True), ("FooBot", "z/d", True), ("FooBot", "y/c", False), ("BarBot", "y/c", True),
        ("BarBot", "w/a", True), ("BarBot", "z/d", False), ("BazBot", "z/d", True), ("FooBot", "foo/bar/", False),
        ("BarBot", "foo/bar/", False), ("BazBot", "foo/bar/", False),
    )),
    *((text, agent, "", False) for agent in ("FooBot", "BarBot") for text in (
        "User-agent: BarBot\nSitemap: https://foo.bar/sitemap\nUser-agent: *\nDisallow: /\n",
        "User-agent: FooBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /\n",
    )),
    *((text, "FooBot", path, path == "x/y") for path in ("x/y", "a/b") for text in (
        "USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", "user-agent: FooBot\nallow: /x/\ndisallow: /\n",
        "uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n",
    )),
    *((f"User-Agent: {name}\nAllow: /x/\nDisallow: /\n", agent, path, path == "x/y")
      for name in ("FOO BAR", "foo bar") for agent in ("Foo", "foo") for path in ("x/y", "a/b")),
    ("", "FooBot", "x/y", True),
    ("user-agent: 123\ndisallow: /\n", "FooBot", "x/y", True), ("foo: FooBot\nbar: /\n", "FooBot", "x/y", True),
    ("user-agent FooBot\ndisallow /\n", "FooBot", "x/y", False), (SPACED, "Foo", "x/y", True),
    (SPACED, "Foo Bar", "x/y", False), (EVERYBODY, "FooBot", "x/y", False), (EVERYBODY, "BarBot", "x/y", True),
    ("user-agent: *\nallow: /\n", "FooBot", "x/y", True),
    ("user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\n", "QuxBot", "x/y", True),
    *((f"{name}: FooBot\ndisallow: /x\n", "FooBot", "x", False) for name in ("useragent", "user agent")),
    *((f"{BOT}{name}: /x\n", "FooBot", "x", False) for name in (
        "dissallow", "dissalow", "disalow", "diasllow", "disallaw",
    )),
    *((ENDED.format(end), agent, "some/path", agent == "foo") for end in ("\r\n", "\r", "\n")
      for agent in ("foo", "bar")),
    ("\ufeffUser-Agent: foo\nDisallow: /x", "foo", "x", False),
    *((BOT + text + "\n", "FooBot", path, allowed) for text, path, allowed in (
        ("disallow: /", "x/y", False), ("disallow: /x/", "x/y", False), ("disallow: /X/", "x/y", True),
        ("disallow: /x/page.html\nallow: /x/", "x/page.html", False),
        ("allow: /x/page.html\ndisallow: /x/", "x/page.html", True),
        ("allow: /x/page.html\ndisallow: /x/", "x/", False), ("disallow: \nallow: ", "x/page.html", True),
        ("disallow: /\nallow: /", "x/page.html", True), ("disallow: /x\nallow: /x/", "x", False),
        ("disallow: /x\nallow: /x/", "x/", True), ("allow: /page\ndisallow: /*.html", "page.html", False),
        ("allow: /page\ndisallow: /*.html", "page", True), ("allow: /x/page.\ndisallow: /*.html", "x/page.html", True),
        ("allow: /x/page.\ndisallow: /*.html", "x/y.html", False),
        ("disallow: /foo/bar/quz\nallow: /foo/*/qux", "foo/bar/quz", False),
        ("disallow: /foo/bar/quz\nallow: /foo/*/qux", "foo/quz", True), ("disallow: /\nallow: /$", "", True),
        ("disallow: /\nallow: /$", "page.html", False), ("disallow: /foo/bar$", "foo/bar", False),
        ("disallow: /foo/bar$", "foo/bar/", True), ("disallow: /test*test", "testtest", False),
        ("disallow: /a;b", "a;b", False), ("disallow: /*?", "a?b", False), ("disallow: /x # rien", "x", False),
        ("Disallow:/x", "x", False), ("Disallow :/x", "x", False), ("disallow: /a%3Cd", "a%3cd", False),
        ("disallow: /a/b%2Fc", "a/b/c", True), ("disallow: /a%2fb", "a%2fb", False), ("disallow: /a%2fb", "a/b", True),
        ("disallow: /%7ejoe/index", "~joe/index", False), ("disallow: /~joe/", "%7Ejoe/index", False),
        ("disallow: /été", "%C3%A9t%C3%A9", False), ("disallow: /%c3%a9t%c3%a9", "%C3%A9t%C3%A9", False),
        ("disallow: /a b", "a%20b", False),
    )),
    *((ONLY + path + "\n", "FooBot", asked, allowed) for path, asked, allowed in (
        ("/foo/bar?qux=taz&baz=http://foo.bar?tar&par", "foo/bar?qux=taz&baz=http://foo.bar?tar&par", True),
        ("/foo/bar/ツ", "foo/bar/%E3%83%84", True), ("/foo/bar/ツ", "foo/bar/ツ", False),
        ("/foo/bar/%E3%83%84", "foo/bar/%E3%83%84", True), ("/foo/bar/%E3%83%84", "foo/bar/ツ", False),
        ("/foo/bar/%62%61%7A", "foo/bar/baz", False), ("/foo/bar/%62%61%7A", "foo/bar/%62%61%7A", True),
    )),
]  # fmt: skip
MATCHED = {
    "/": ("fish Fish.asp ?id=1", ""), "/*": ("fish Fish.asp ?id=1", ""),
    "/fish": ("fish fish.html fish/salmon.html fishheads fish.php?id=1", "Fish.asp catfish ?id=fish desert/fish"),
    "/fish*": ("fish fish.html fishheads/yummy.html fish.php?id=1", "Fish.asp catfish ?id=fish"),
    "/fish/": ("fish/ fish/?id=1 fish/salmon.htm", "fish fish.html animals/fish/ Fish/Salmon.asp"),
    "fish/": ("fish/ fish/salmon.htm", "fish fish.html"),
    "/*.php": ("filename.php folder/filename.php folder/any.php.html filename.php/ filename.php?p=1",
               " windows.PHP fish.html"),
    "/*.php$": ("filename.php folder/filename.php", "filename.php?p filename.php/ filename.php5 windows.PHP"),
    "/fish*.php": ("fish.php fishheads/catfish.php?p=1", "Fish.PHP fish.html"),
    "/a*/*/c$": ("a/b/c ab/x/y/c", "a/c a/b/c/ b/b/c"), "/$": ("", "fish ?x"), "/**": ("fish", ""),
    "/fish$": ("fish", "fish/ fish.html"), "/*x*y*": ("axby xy", "yx"), "/fish?": ("fish?a=1", "fish"),
}  # fmt: skip
"""A path of a rule → paths that it is of, and paths that it is not of (RFC 9309, 2.2.2 and 2.2.3)."""
PRECEDENCE: list[tuple[str, str, bool]] = [
    ("allow: /p\ndisallow: /", "page", True),
    ("allow: /folder\ndisallow: /folder", "folder/page", True),
    ("disallow: /folder\nallow: /folder", "folder/page", True),
    ("allow: /page\ndisallow: /*.htm", "page.htm", False),
    ("allow: /page\ndisallow: /*.ph", "page.php5", True),
    ("allow: /$\ndisallow: /", "", True),
    ("allow: /$\ndisallow: /", "page.htm", False),
    ("disallow: /\nallow: /publications/", "publications/x", True),
    ("allow: /example/page/\ndisallow: /example/page/disallowed.gif", "example/page/disallowed.gif", False),
    ("allow: /example/page/\ndisallow: /example/page/disallowed.gif", "example/page/x.gif", True),
    ("disallow: *.gif$\ndisallow: /example/\nallow: /publications/", "publications/a.gif", True),
    ("disallow: *.gif$\ndisallow: /example/\nallow: /publications/", "x/a.gif", False),
    ("allow: /x/page.html\ndisallow: /x/*", "x/page.html", True),
    ("disallow:", "x", True),
    ("sitemap: /x\ndisallow: /y", "x", True),
    ("disallow: /x\n\n\ndisallow: /y", "y", False),
    ("crawl-delay: 5\ndisallow: /x", "x", False),
    ("disallow: /x\nhost: foo.bar\ndisallow: /y", "y", False),
]
"""Rules of one group, a path, whether it may be read (RFC 9309, 2.2.2 and 5.2)."""
FROM_PATHS = [
    (f"user-agent: FooBot\ndisallow: {rule}\n", "FooBot", path, allowed)
    for rule, sides in MATCHED.items()
    for allowed, paths in zip((False, True), sides, strict=True)
    for path in (paths.split(" ") if paths or rule == "/$" else [])
]
FROM_RULES = [(f"{BOT}{rules}\n", "FooBot", path, allowed) for rules, path, allowed in PRECEDENCE]
ADS = "https://annonces.example"


@table("text, agent, path, allowed", [*VECTORS, *FROM_PATHS, *FROM_RULES])
def test_a_vector(text: str, agent: str, path: str, allowed: bool) -> None:
    assert robots.parse(text.encode()).allow(agent, SITE + path) is allowed


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
    assert reserves(parse_places(file.encode()), ADS + path) is reserved
    assert reserves(parse_places(b"\xef\xbb\xbf" + file.encode()), ADS + path) is reserved


@table("file", [b"", b"<html>", b"{}", b'{"location": "/", "tdm-reservation": 1}', b"[1, null, []]", b"[" * 100_000])
def test_what_is_no_such_file_reserves_nothing(file: bytes) -> None:
    assert not reserves(parse_places(file), ADS)
