"""What a page comes in: each container is opened, or said to be what it is."""

import gzip
import io
import plistlib
import zipfile
from collections.abc import Callable

import pytest

from core.base.errors import UserError
from core.sources.pages import states
from core.sources.pages.containers import LIMIT, members, opened
from tests.tables import table

PAGE = "<h1>Maison à Vitré</h1>".encode()
ADDRESS = "https://annonces.example/7700001"


def safari(main: object) -> bytes:
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def archive(**files: bytes) -> bytes:
    """Return a ZIP; two underscores of a name stand for its point, one for a folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name.replace("__", ".").replace("_", "/"), data)
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """Return a ZIP whose list says that each file needs a password."""
    head = data.index(b"PK\x01\x02")
    return data[: head + 8] + b"\x01" + data[head + 9 :]


def code_of(done: Callable[[], object]) -> str:
    with pytest.raises(UserError) as told:
        done()
    return told.value.code


def test_a_page_saved_by_safari_is_opened() -> None:
    part = opened(safari({"WebResourceData": PAGE, "WebResourceURL": ADDRESS}), "a.webarchive")
    assert (part.what, part.data, part.url) == ("mhtml", PAGE, ADDRESS)
    assert opened(safari({"WebResourceData": PAGE})).url == ""


def test_a_compressed_page_is_opened() -> None:
    assert opened(gzip.compress(PAGE)).data == PAGE


@table(
    "data, code",
    [
        (safari(None), "PAGE_NOT_ONE"), (safari({}), "PAGE_NOT_ONE"), (b"bplist00 broken", "PAGE_NOT_ONE"),
        (gzip.compress(PAGE)[:-9], "PAGE_CUT"),
        (b"MZ\x90\0", "PAGE_NOT_ONE"), (b"Rar!\x1a\x07", "PAGE_NOT_ONE"), (b"GIF89a", "PAGE_IMAGE"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_said_for_what_it_is(data: bytes, code: str) -> None:
    assert code_of(lambda: opened(data, "x")) == code


def test_what_a_page_or_an_archive_would_fill_is_bounded() -> None:
    huge = bytes(LIMIT + 1)
    assert code_of(lambda: opened(gzip.compress(huge, 1), "x")) == "FILE_TOO_BIG"
    assert code_of(lambda: list(members(archive(a__html=huge), "z.zip"))) == "PAGE_ZIP"


def test_the_pages_of_an_archive_are_opened_without_what_a_system_keeps_beside_them() -> None:
    made = io.BytesIO(archive(a__html=PAGE, b_c__HTM=PAGE, b_d__js=b"x"))
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("__MACOSX/._a.html", b"\0\0")
    names = [name for name, _held in members(made.getvalue(), "z.zip")]
    assert names == ["z.zip › a.html", "z.zip › b/c.HTM"]


@table(
    "data",
    [
        locked(archive(a__html=PAGE)),
        b"PK\x03\x04 broken",
        archive(a__html=PAGE)[:-30],
    ],
)
def test_an_archive_locked_or_broken_is_refused(data: bytes) -> None:
    assert code_of(lambda: list(members(data, "z.zip"))) == "PAGE_ZIP"


@table(
    "head, sender, day",
    [
        (b"From: Alertes <A@Annonces.example>\nDate: Mon, 02 Nov 2026 08:00:00 +0100", "a@annonces.example",
         "2026-11-02"),
        (b"From: x\nDate: lundi", "x", ""), (b"From: <>\nMessage-ID: 1", "", ""),
        (b"From: a:;,<\nTo: (\nDate: Mon, 02 Nov 2026 08:00:00 +99999999999999", "", ""),
    ],
)  # fmt: skip
def test_an_alert_tells_who_sent_it_and_when(head: bytes, sender: str, day: str) -> None:
    mail = head + b'\nMIME-Version: 1.0\nContent-Type: text/html; charset="x-inconnu"\n\n<p>\xe9t\xe9</p>'
    part = opened(mail)
    assert (part.what, part.sender, part.day) == ("mail", sender, day)
    assert part.data.rstrip() == b"<p>\xe9t\xe9</p>"


ELEMENT = '2:["$","div",null,{"ad":["x"]}]\n'


@table(
    "stream, told",
    [
        ('1:{"a":"$2"}\n2:{"b":"1"}\n', [{"a": {"b": "1"}}, {"b": "1"}]),
        ('1:{"a":"$2"}\n2:T6,été 3:["x"]\n', [{"a": "été "}, ["x"]]),
        ('1:{"a":"$2:props:ad:0"}\n' + ELEMENT, [{"a": "x"}, [None, "div", None, {"ad": ["x"]}]]),
        (
            '1:{"a":"$$5","b":"$D2026-11-14","c":"$L2","d":"$undefined"}\n',
            [{"a": "$5", "b": "2026-11-14", "c": None, "d": None}],
        ),
        ('1:{"a":"$1"}\n', [{"a": {"a": None}}]),
        ('x\n1:["$9:b"]\n', [[None]]),
        ('1:["$2:b:c"]\n2:["x"]\n', [[None], ["x"]]),
        ("1:I[1]\n:HL\n", []),
        ("", []),
    ],
)
def test_a_stream_of_components_is_put_together(stream: str, told: list[object]) -> None:
    assert list(states.rows_of(stream)) == told
