"""Erases, backs up or restores, and says when it begins and when it is done: made to be killed in between."""

import sys
from pathlib import Path

from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.register import key_phrase
from core.store.engine.opening import opened
from tests.day import BY, NOW


def main() -> None:
    """Do the work named: ``forget LEAD``, ``backup FOLDER``, ``confirm ""`` or ``restore FILE``, on the base in the
    folder given."""
    folder, work, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    print("begun", flush=True)
    if work == "restore":
        restoring.restore(folder, Path(what), by=BY, at=NOW)
    else:
        with opened(folder) as store:
            if work == "forget":
                forgetting.forget(store, int(what), by=BY, at=NOW)
            elif work == "confirm":
                key_phrase.set_apart(store, by=BY, at=NOW)
                backing_up.seal_older(store)
            else:
                backing_up.back_up(store, Path(what), by=BY, at=NOW)
    print("done", flush=True)


if __name__ == "__main__":
    main()
