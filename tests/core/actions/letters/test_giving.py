"""The information printed for who gave their own data, and for nobody else."""

from pathlib import Path

from pypdf import PdfReader

from core.actions.letters import giving
from core.model.batch import BatchFacts, Source
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take
from tests.failing import fails_with


def test_who_gave_their_data_is_told_what_they_gave(ready: Store, tmp_path: Path) -> None:
    given = DRAFT._replace(site="", reference="", url="")
    take(ready, given, batch=BatchFacts(Source.TYPED, "accueil", "2026-11-20", site=""))
    out = tmp_path / "information.pdf"
    with ready.read() as r:
        [lead_id] = leads.search(r)
        assert giving.print_given(r, lead_id, out, how="visit", at=NOW, asked="un rendez-vous.") == "notice-given-3"
    [page] = PdfReader(out).pages
    said = " ".join(page.extract_text().split()).replace("\u202f", " ")
    assert "chez vous" in said and "Répondre à ce que vous nous demandez : un rendez-vous. Base" in said
    assert "que vous nous avez donnés" in said


def test_a_file_gave_the_data_so_there_is_no_such_sheet(ready: Store, tmp_path: Path) -> None:
    lead_id = add(ready)
    for how, code in (("pigeon", "FIELD_VALUE"), ("counter", "ORIGIN_MISSING")):
        with ready.read() as r, fails_with(code):
            giving.print_given(r, lead_id, tmp_path / "i.pdf", how=how, at=NOW)
        with fails_with(code):
            giving.hand_over(ready, lead_id, tmp_path / "i.pdf", how=how, by=BY, at=NOW)
    assert not (tmp_path / "i.pdf").exists()


def test_what_an_ad_says_besides_is_not_what_the_person_gave(ready: Store, tmp_path: Path) -> None:
    add(ready, title="Belle maison", url="https://annonces.example/1")
    own = DRAFT._replace(site="", reference="", url="", seen="", area="", rooms="", price="", kind="", town="Nîmes")
    take(ready, own, batch=BatchFacts(Source.TYPED, "accueil", "2026-11-20", site=""))
    out = tmp_path / "information.pdf"
    with ready.read() as r:
        [lead_id] = leads.search(r)
        giving.print_given(r, lead_id, out, how="visit", at=NOW)
    said = " ".join(PdfReader(out).pages[0].extract_text().split())
    data = said.partition("devez-vous les donner")[2].partition("Nous y ajoutons")[0]
    print(data)
    assert "que vous nous avez donné" in data
    assert not any(word in data for word in ("site", "page", "référence", "titre", "dates", "surface", "prix"))
