"""Every page test is handed an office: see tests/ui/office_fixture.py."""

from tests.ui.conftest import MISSING

if not MISSING:
    from tests.ui.office_fixture import add, desk, office

    __all__ = ["add", "desk", "office"]
