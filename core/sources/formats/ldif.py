"""Reads address books in LDIF as rows (RFC 2849), as Thunderbird and directories export them: one entry per row, its
attributes (RFC 4519, RFC 2798) under the headings of a lead file."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from core.sources.formats.encoding import LENIENT
from core.sources.formats.zip_entry import Where
from core.words.errors import error

BETWEEN = " / "
MOST_VALUE = 1 << 22
"""Characters of one value; a photo is longer in no address book."""
_START = re.compile(r"(?:#[^\n]*\n|\s)*(?:version:\s*1\s*\n(?:#[^\n]*\n|\s)*)?dn::? ?\S", re.IGNORECASE)
_LINE = re.compile(r"([A-Za-z][\w.-]*)((?:;[\w-]+)*):(:|<)?[ ]?(.*)", re.DOTALL)
_HEADINGS: Mapping[str, str] = {
    "cn": "Nom complet",
    "sn": "Nom de famille",
    "givenname": "Prénom",
    "personaltitle": "Civilité",
    "telephonenumber": "Téléphone",
    "l": "Ville",
    "localityname": "Ville",
    "street": "Rue",
    "streetaddress": "Rue",
    "postalcode": "Code postal",
    "c": "Pays",
    "o": "Société",
    "ou": "Service",
    "st": "Région",
    "facsimiletelephonenumber": "Télécopie",
    "description": "Note",
}
"""Attribute, in small letters → heading; another one is its own heading, which says what it is: « homePhone »."""
_UNUSED = frozenset(
    {"dn", "objectclass", "modifytimestamp", "createtimestamp", "jpegphoto", "photo", "uid", "entryuuid"}
)
Record = dict[str, str]


def is_ldif(start: str) -> bool:
    """Tell whether a text begins with the name of an entry, as an LDIF does."""
    return _START.match(start) is not None


def ldif_records(where: Where, encoding: str) -> Iterator[tuple[int, Record]]:
    """Yield (its first line, heading → text) for each entry; several values of an attribute share their
    cell. Raises UserError RECORD_BROKEN for what is no attribute, FILE_TOO_HEAVY; OSError."""
    start, record = 0, Record()
    for line, text in _logical_lines(where, encoding):
        if not text:
            if record:
                yield start, record
            start, record = 0, {}
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            raise error("RECORD_BROKEN", file=where.name, line=line)
        start = start or line
        name, value = match[1].lower(), _value(match[3] or "", match[4])
        if name not in _UNUSED and value and name != "version":
            heading = _HEADINGS.get(name, match[1].removeprefix("mozilla"))
            record[heading] = BETWEEN.join(filter(None, (record.get(heading, ""), value)))
    if record:
        yield start, record


def _value(kind: str, written: str) -> str:
    """Return a value as text: « :: » stands before base64, « :< » before the address of a file, which is not asked."""
    if kind == "<":
        return ""
    if not kind:
        return written.strip()
    try:
        raw = base64.b64decode(written.strip(), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", LENIENT).strip()


def _logical_lines(where: Where, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield (line from 1, text) with folded lines joined; an empty text between two entries."""
    first, pending = 0, ""
    with where.open(encoding=encoding, errors=LENIENT, newline=None) as file:
        for line, raw in enumerate(file, 1):
            text = raw.rstrip("\r\n").lstrip("\ufeff")
            if text[:1] == " " and first:
                pending += text[1:]
                if len(pending) > MOST_VALUE:
                    raise error("FILE_TOO_HEAVY", file=where.name)
                continue
            if first and not pending.startswith("#"):
                yield first, pending
            first, pending = line, text.strip("\0")
    if first and not pending.startswith("#"):
        yield first, pending
