"""A test of a dialog may be handed an office: see tests/ui/office_fixture.py."""

from tests.ui.conftest import MISSING

if not MISSING:
    from tests.ui.office_fixture import desk, office

    __all__ = ["desk", "office"]
