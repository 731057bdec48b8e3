"""The rows an import did not take, kept as a workbook that can be corrected and imported again."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.actions.desk import jobs
from core.actions.intake.rejected_rows import Exported
from core.base.french import number
from core.base.i18n import _, n_
from ui.common.choosing import folder_of
from ui.common.office import Office


def save_rejects(parent: QWidget, office: Office, batch_id: int, name: str) -> None:
    """Ask where the rejects of a batch go and write them in the background; ``name``: of the file they come from."""
    proposed = Path(folder_of(office.seat)) / _("{name} - rejets.xlsx").format(name=Path(name).stem)
    title = _("Enregistrer les rejets")
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), _("Classeur Excel (*.xlsx)"))
    if not chosen:
        return
    out = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.xlsx")

    def written(done: Exported) -> None:
        words = n_("{n} ligne rejetée est enregistrée.", "{n} lignes rejetées sont enregistrées.", done.rows)
        again = _("« {file} » : corrigez-les, puis importez ce classeur.").format(file=done.file.name)
        office.say("done", words.format(n=number(done.rows)), again)

    asked = jobs.OneBatch(office.folder, batch_id, office.by, office.now(), out)
    office.jobs.run(jobs.export_rejects, asked, done=written, failed=office.complain)
