"""What the files of a base say to whoever copies them: the one place that tells it."""

from core.actions.register.key_phrase import was_shown
from core.base.records import Struct
from core.model.register_key import AtRest, KeyPlace
from core.store import safe
from core.store.port import Store
from core.store.safe import homes


class BaseAtRest(Struct, frozen=True):
    """What the files of a base say to whoever copies them. ``key_file``: what holds the key, where a file does;
    ``known_by``: what the key is known by; ``printed``: whether the words of the recovery sheet were ever shown or
    printed; ``confirmed``: whether it was."""

    at_rest: AtRest
    place: KeyPlace
    known_by: str
    key_file: str
    printed: bool
    confirmed: bool

    @property
    def shown(self) -> str:
        """The sentence, in the language of the screen."""
        return self.at_rest.shown.format(file=self.key_file)


def at_rest(store: Store) -> BaseAtRest:
    """Return what the files of a base say to whoever copies them, as its key and its own files are now."""
    with store.read() as r:
        place, known_by, confirmed = safe.place(r), safe.key_id(r), safe.is_on_paper(r)
        printed = was_shown(r) if r.manages else confirmed
        team = (safe.seals(r), confirmed) if safe.is_team(r) else None
    file = str(homes.key_file(known_by)) if place is KeyPlace.FILE else ""
    files = AtRest.of(place, sealed=store.is_sealed()) if team is None else AtRest.of_team(place, *team)
    return BaseAtRest(files, place, known_by, file, printed, confirmed)
