"""Workbooks of LibreOffice in one XML file (FODS: part 3 of ODF 1.3, 2.2.1), given to the reader of workbooks as the
package it knows: the same document under another root.

It runs in the child process of ``reader_child``, under limits of memory and time.
"""

import io
import re
import zipfile
from typing import IO

_ROOT = re.compile(rb"<(/?)office:document(?=[\s>])")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def is_flat(head: bytes) -> bool:
    """Tell whether a file in XML is such a workbook, by its first bytes."""
    return _ROOT.search(head) is not None and _SPREADSHEET in head


def packaged(raw: bytes) -> IO[bytes]:
    """Return the workbook as an ODS."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        package.writestr("mimetype", _SPREADSHEET)
        package.writestr("content.xml", _ROOT.sub(rb"<\1office:document-content", raw))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    out.seek(0)
    return out


_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
