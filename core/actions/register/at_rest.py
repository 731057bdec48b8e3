"""What the files of a base say to whoever copies them: the one place that tells it."""

from core.actions.register.key_phrase import was_shown
from core.base.records import Struct
from core.model.register_key import AtRest, KeyPlace
from core.store import safe
from core.store.port import Store
from core.store.safe import homes


class BaseAtRest(Struct, frozen=True):
    """What the files of a base say to whoever copies them. ``key_file``: what holds the key, where a file does;
    ``known_by``: what the key is known by; ``printed``: whether its words were ever shown or printed."""

    at_rest: AtRest
    place: KeyPlace
    known_by: str
    key_file: str
    printed: bool

    @property
    def shown(self) -> str:
        """The sentence, in the language of the screen."""
        return self.at_rest.shown.format(file=self.key_file)


def at_rest(store: Store) -> BaseAtRest:
    """Return what the files of a base say to whoever copies them, as its key and its own files are now."""
    with store.read() as r:
        place, known_by, printed = safe.place(r), safe.key_id(r), was_shown(r)
    file = str(homes.key_file(known_by)) if place is KeyPlace.FILE else ""
    return BaseAtRest(AtRest.of(place, sealed=store.is_sealed()), place, known_by, file, printed)
