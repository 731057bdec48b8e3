"""The one place that imports slow libraries, when they are first needed: imported at start, each would cost tens of
milliseconds.

Some libraries may be used in one folder only (``reportlab`` in core/notices, ``sqlite_utils`` in
core/store/engine/sqlite.py); the functions below say which.
"""

from types import ModuleType


def calamine() -> ModuleType:
    """Return ``python_calamine``, the reader of XLSX, XLS and ODS workbooks."""
    import python_calamine  # noqa: PLC0415 - late on purpose

    return python_calamine


def ciphers() -> ModuleType:
    """Return ``cryptography``'s ciphers, which open and seal what SQLCipher does not; in core/store only."""
    from cryptography.hazmat.primitives import ciphers  # noqa: PLC0415 - late on purpose
    from cryptography.hazmat.primitives.ciphers import aead, algorithms, modes  # noqa: F401, PLC0415 - parts of it

    return ciphers


def refused_seal() -> type[Exception]:
    """Return what ``cryptography`` raises for what was sealed under another key, or changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - late on purpose

    return InvalidTag


def email() -> ModuleType:
    """Return ``email``, the reader of pages saved whole (RFC 2557), in the process that reads them alone."""
    import email  # noqa: PLC0415 - late on purpose

    return email


def fcntl() -> ModuleType:
    """Return ``fcntl``, by which Linux and macOS are asked of an open file; Windows has none."""
    import fcntl  # noqa: PLC0415 - late on purpose

    return fcntl


def filelock() -> ModuleType:
    """Return ``filelock``, by which writers of several programs take turns; needed by the first write."""
    import filelock  # noqa: PLC0415 - late on purpose

    return filelock


def ftfy() -> ModuleType:
    """Return ``ftfy``, which repairs letters that were read in the wrong encoding; needed by damaged files only."""
    import ftfy  # noqa: PLC0415 - late on purpose

    return ftfy


def icalendar() -> ModuleType:
    """Return ``icalendar``, the writer of appointments (RFC 5545)."""
    import icalendar  # noqa: PLC0415 - late on purpose

    return icalendar


def ijson() -> ModuleType:
    """Return ``ijson``, which reads a JSON file of any size piece by piece."""
    import ijson  # noqa: PLC0415 - late on purpose

    module: ModuleType = ijson
    return module


def keyring() -> ModuleType:
    """Return ``keyring``, the system's own keeper of secrets; called by core/store/safe only."""
    import keyring  # noqa: PLC0415 - late on purpose

    return keyring


def lxml_etree() -> ModuleType:
    """Return ``lxml.etree``, the parser of tables in HTML and XML, in the process that reads them alone."""
    from lxml import etree  # noqa: PLC0415 - late on purpose

    module: ModuleType = etree
    return module


def mnemonic() -> ModuleType:
    """Return ``mnemonic``, the word list and checksum of BIP-39, needed when a secret key is printed or typed back."""
    import mnemonic  # noqa: PLC0415 - late on purpose

    return mnemonic


def multiprocessing() -> ModuleType:
    """Return ``multiprocessing``, needed by the first job that runs in a process of its own."""
    import multiprocessing  # noqa: PLC0415 - late on purpose

    return multiprocessing


def orjson() -> ModuleType:
    """Return ``orjson``, which writes and reads JSON fast; the window needs it at its first write."""
    import orjson  # noqa: PLC0415 - late on purpose

    return orjson


def pillow() -> ModuleType:
    """Return ``PIL.Image``, which opens pictures of any usual format."""
    from PIL import Image  # noqa: PLC0415 - late on purpose

    return Image


def pillow_filters() -> ModuleType:
    """Return ``PIL.ImageFilter``, which softens a bad scan."""
    from PIL import ImageFilter  # noqa: PLC0415 - late on purpose

    return ImageFilter


def phonenumbers() -> ModuleType:
    """Return ``phonenumbers``, Google's numbering plans, needed only for numbers that are not French."""
    import phonenumbers  # noqa: PLC0415 - late on purpose

    return phonenumbers


def psutil() -> ModuleType:
    """Return ``psutil``, which measures other processes and the machine."""
    import psutil  # noqa: PLC0415 - late on purpose

    module: ModuleType = psutil
    return module


def reportlab_canvas() -> ModuleType:
    """Return ``reportlab.pdfgen.canvas``; called by core/notices only."""
    from reportlab.pdfgen import canvas  # noqa: PLC0415 - late on purpose

    module: ModuleType = canvas
    return module


def reportlab_document() -> ModuleType:
    """Return ``reportlab.pdfbase.pdfdoc``, the objects of a PDF; called by core/notices only."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - late on purpose

    module: ModuleType = pdfdoc
    return module


def reportlab_fonts() -> ModuleType:
    """Return ``reportlab.pdfbase.ttfonts``; called by core/notices only."""
    from reportlab.pdfbase import ttfonts  # noqa: PLC0415 - late on purpose

    module: ModuleType = ttfonts
    return module


def reportlab_pictures() -> ModuleType:
    """Return ``reportlab.lib.utils``, which reads pictures; called by core/notices only."""
    from reportlab.lib import utils  # noqa: PLC0415 - late on purpose

    module: ModuleType = utils
    return module


def sqlite_utils() -> ModuleType:
    """Return ``sqlite_utils``, which imports pandas where it is installed; called in core/store/engine only."""
    import sqlite_utils  # noqa: PLC0415 - late on purpose

    return sqlite_utils


def pdfium() -> ModuleType:
    """Return ``pypdfium2``, which joins PDF files and turns their pages into pictures."""
    import pypdfium2  # noqa: PLC0415 - late on purpose

    module: ModuleType = pypdfium2
    return module


def pyrage() -> ModuleType:
    """Return ``pyrage``, which seals files in the format of age; called by core/store/safe only."""
    import pyrage  # noqa: PLC0415 - late on purpose

    module: ModuleType = pyrage
    return module


def rapidfuzz_osa() -> ModuleType:
    """Return ``rapidfuzz.distance.OSA``, which counts the typing mistakes that separate two words."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - late on purpose

    return OSA


def subprocess() -> ModuleType:
    """Return ``subprocess``, which starts other programs, and ours in a process of its own."""
    import subprocess  # noqa: PLC0415 - late on purpose

    return subprocess


def xlsxwriter() -> ModuleType:
    """Return ``xlsxwriter``, the writer of workbooks."""
    import xlsxwriter  # noqa: PLC0415 - late on purpose

    module: ModuleType = xlsxwriter
    return module


def zxingcpp() -> ModuleType:
    """Return ``zxingcpp``, which makes QR codes and reads them from pictures."""
    import zxingcpp  # noqa: PLC0415 - late on purpose

    module: ModuleType = zxingcpp
    return module
