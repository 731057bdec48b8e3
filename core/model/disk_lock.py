"""Whether the system encrypts the disk that a base stands on."""

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class DiskEncryption(WordedEnum):
    """What the system says of a disk: all of it is encrypted, some or nothing of it is, it does not say,
    or the base is on another computer."""

    ON = (
        "on",
        N_("Le disque de la base est chiffré ({by})\u202f: sorti de cet ordinateur, il ne se lit pas."),
    )
    OFF = (
        "off",
        N_("Le disque de la base n’est pas chiffré\u202f: sorti de cet ordinateur, il se lit. {by} le protégerait."),
    )
    SERVER = "server", N_("On ne sait pas si le disque du serveur qui a la base est chiffré.")
    UNKNOWN = "unknown", N_("On ne sait pas si le disque de la base est chiffré\u202f: cet ordinateur ne le dit pas.")


class DiskLock(Struct, frozen=True):
    """What protects a disk. ``by``: what encrypts it, or what would: BitLocker, FileVault, LUKS…; empty when nobody
    knows."""

    state: DiskEncryption
    by: str = ""

    @property
    def shown(self) -> str:
        """The sentence, in the language of the screen."""
        return self.state.shown.format(by=self.by)
