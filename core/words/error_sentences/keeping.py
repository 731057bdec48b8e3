"""Sentences about backups and restoring one."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "BACKUP_LATE": N_("Aucune sauvegarde depuis {days} jours. Branchez le disque prévu, puis « Sauvegarder »."),
        "BACKUP_FAILED": N_("La sauvegarde n’a pas abouti. La précédente, du {date}, est intacte."),
        "BACKUP_FIRST_FAILED": N_(
            "La sauvegarde n’a pas abouti. La base n’a pas été touchée. Choisissez un autre dossier ou un autre disque."
        ),
        "BACKUP_DAMAGED": N_(
            "« {file} » est abîmé ou n’est pas une sauvegarde de Premier Contact. La base en place n’a pas été "
            "touchée. Choisissez une autre sauvegarde."
        ),
        "BACKUP_ALTERED": N_(
            "« {file} » a été changée par un autre programme : {what}. La base en place n’a pas été touchée. "
            "Choisissez une sauvegarde d’avant."
        ),
        "BACKUP_LOCKED": N_(
            "« {file} » est scellée, et sa clé n’est pas sur cet ordinateur. Rien n’a été touché. Recopiez la phrase "
            "de secours imprimée avec elle."
        ),
        "BACKUP_OTHER_BASE": N_(
            "« {file} » vient d’une autre base : les oppositions d’ici n’y seraient plus reconnues. La base en place "
            "n’a pas été touchée. Choisissez une sauvegarde de cette base."
        ),
        "RESTORE_FAILED": N_(
            "La restauration n’a pas abouti. La base en place est celle d’avant, intacte. Choisissez une autre "
            "sauvegarde."
        ),
    }
)
