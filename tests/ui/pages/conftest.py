"""Every page test is handed an office: see tests/ui/office_fixture.py."""

from tests.ui.conftest import MISSING

if not MISSING:
    from tests.ui.office_fixture import add, desk, office
    from tests.ui.pages.importing import dirty, pige

    __all__ = ["add", "desk", "dirty", "office", "pige"]
