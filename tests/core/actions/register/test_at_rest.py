"""What a base at rest says, in each state of its key and of its files."""

from core.actions.register.at_rest import at_rest
from core.actions.register.recovery_sheet import code_of, confirm
from core.model.register_key import AtRest, KeyPlace
from core.store.engine.opening import opened
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_key_apart import forget_computer
from tests.core.actions.register.test_recovery_sheet import secret_of
from tests.tables import table


def test_a_base_that_another_program_holds_waits_to_be_sealed(store: Store) -> None:
    assert at_rest(store).at_rest is AtRest.CLEAR
    with opened(store.path.parent) as other, other.read():
        confirm(store, code_of(secret_of(store)), by=BY, at=NOW)
        assert at_rest(store).at_rest is AtRest.WAITS
        assert at_rest(store).at_rest.state_shown == "base en clair"
    store.close()
    with opened(store.path.parent) as again:
        assert at_rest(again).at_rest is AtRest.BESIDE_KEY
        forget_computer()
        assert at_rest(again).at_rest is AtRest.KEYLESS


@table(
    "place, sealed, told",
    [
        (KeyPlace.BASE, False, AtRest.CLEAR),
        (KeyPlace.KEYRING, False, AtRest.WAITS),
        (KeyPlace.FILE, False, AtRest.WAITS),
        (KeyPlace.KEYRING, True, AtRest.SEALED),
        (KeyPlace.FILE, True, AtRest.BESIDE_KEY),
        (KeyPlace.ABSENT, True, AtRest.KEYLESS),
        (KeyPlace.ABSENT, False, AtRest.KEYLESS),
    ],
)
def test_only_a_sealed_base_whose_key_is_elsewhere_says_nothing(place: KeyPlace, sealed: bool, told: AtRest) -> None:
    assert AtRest.of(place, sealed=sealed) is told
    assert (told.state_shown == "") == (told is AtRest.SEALED)


def test_whoever_hears_of_it_reads_a_sealed_base(store: Store) -> None:
    seen: list[AtRest] = []
    store.listen(lambda changed: seen.append(at_rest(store).at_rest) if "setting" in changed else None)
    confirm(store, code_of(secret_of(store)), by=BY, at=NOW)
    assert seen == [AtRest.BESIDE_KEY]
