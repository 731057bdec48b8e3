"""Each member of each vocabulary of the trade is told wherever a person may read it: list, sheet and its timeline,
command line, export, what the person may know, the journal, and the papers of the controller."""

from pathlib import Path

import pytest

from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.desk.recent import recent
from core.actions.leads import exporting, lead_views
from core.actions.papers.inspecting import inspect
from core.actions.rights.everything_known import held
from core.cli.run import run
from core.store.port import Store
from tests.day import BY, NOW
from tests.vocabularies import live


def test_every_member_is_told_wherever_it_is_read(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = tmp_path / "preuve.pdf"
    proof.write_bytes(b"%PDF-1.4")
    stories = live(store, proof)
    ids = sorted(lead_id for _member, lead_id in stories)
    with store.read() as r:
        law = law_of(agency.settings(r))
        for member, lead_id in stories:
            sheet = lead_views.lead_sheet(r, lead_id, law, at=NOW)
            told = " ".join(event.text for event in sheet.events).lower()
            assert member.shown.lower().split("{")[0] in told, f"{member!r} is not told: {told}"
            assert all(section.items or section.none for section in held(r, lead_id))
        text, _listed = exporting.as_text(r, ids, law, at=NOW)
        assert text
        assert all(one.text for one in recent(r, at=NOW, limit=500))
    inspect(store, tmp_path / "dossier.zip", by=BY, at=NOW)
    for lead_id in ids[::5]:
        assert run(["show", str(lead_id), "--data-dir", str(store.path.parent)]) == 0
    assert capsys.readouterr().out
