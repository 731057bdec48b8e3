"""A telephone that two names at two addresses bear, refused in whatever way: both sheets are closed, and neither comes
back by another of its ways, after any erasure or older copy. Who never bore it is written to."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdicts
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.register import opposing, refusal_answers
from core.actions.register.refusal_lists import ImportList, import_list
from core.base.records import replace
from core.model.channel import Channel
from core.model.draft import Draft
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW
from tests.files.bases.make import AGENCY
from tests.tables import table

HOUR = timedelta(hours=1)
PHONE = "06 39 98 12 41"
MINE = DRAFT._replace(emails=())
THEIRS = Draft(
    line=3, last_name="Besson", first_name="Luc", phones=(PHONE,), emails=("l.besson@exemple.fr",), postcode="30000",
    town="Nîmes", reference="TD3", seen="26/10/2026", cells=("x",),
)  # fmt: skip
BACK = THEIRS._replace(phones=("06 39 98 77 88",), address="3 rue du Four")
TWIN = BACK._replace(last_name="Payet", phones=("06 39 97 00 41",), emails=(), address="5 rue du Bac", reference="TD4")


def sold(store: Store, *rows: Draft, at: datetime = NOW) -> None:
    take_in(store, rows, replace(BATCH, supplier="Pige Est"), by=BY, now=at)


def in_a_file(store: Store) -> None:
    sold(store, MINE._replace(text="agences s’abstenir", cells=("agences s’abstenir",)))


def by_telephone(store: Store) -> None:
    opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW)


def in_a_list(store: Store) -> None:
    file = store.path.parent / "liste.csv"
    file.write_text(f"Téléphone;Nom\n{PHONE};Moreau\n", "utf-8")
    import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest"))


def by_an_answer(store: Store) -> None:
    sold(store, MINE)
    sold(store, MINE._replace(held=True, doubt="Souhaite vendre seul", doubt_at=0))
    refusal_answers.is_refusal(store, named(store, "moreau")[0], by=BY, at=NOW)


def named(store: Store, *names: str) -> list[int]:
    with store.read() as r:
        return [one for name in names for one in leads.search(r, text=name)]


def letters(store: Store) -> set[str]:
    """The names of those who may be written to."""
    with store.read() as r:
        law = law_of(settings(r))
        judged = verdicts(r, list(leads.search(r)), law, channel=Channel.LETTER, at=NOW + 3 * HOUR)
        people = {one: r.get(Lead, one) for one in judged}
    return {person.last_name for one, person in people.items() if person and judged[one].allowed}


def erase(store: Store, *names: str) -> None:
    for one in named(store, *names):
        forgetting.forget(store, one, by=BY, at=NOW + HOUR, keep_property=False)


@table("way, known", [(in_a_file, ()), (by_telephone, (MINE,)), (in_a_list, (MINE,)), (by_an_answer, ())])
def test_whoever_is_closed_is_closed_by_all_their_ways(way: Callable[[Store], None], known: tuple[Draft, ...]) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", with_twin)) as store:
        sold(store, *known, THEIRS)
        before = backing_up.back_up(store, Path(folder) / "disque", by=BY, at=NOW).path
        way(store)
        assert letters(store) == {"Payet"}
        erase(store, "moreau", "besson")
        sold(store, BACK, at=NOW + HOUR)
        assert letters(store) == {"Payet"}
        if known:
            restoring.restore(store.path.parent, before, by=BY, at=NOW + HOUR)
            store.news()
            sold(store, BACK, at=NOW + 2 * HOUR)
            assert letters(store) == {"Payet"}


def with_twin(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    sold(store, TWIN)
