"""A test of a dialog may be handed an office: see tests/ui/office_fixture.py."""

from tests.ui.conftest import MISSING

if not MISSING:
    import pytest

    from tests.ui.office_fixture import desk, office

    __all__ = ["desk", "office"]

    @pytest.fixture
    def near_jobs() -> None:
        """Run no job beside a test of the jobs themselves, which are processes as in the program."""
