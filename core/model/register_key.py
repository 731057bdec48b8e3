"""Where the secret key of the opposition register is, and what giving it back did."""

from core.base.i18n import N_, _
from core.base.worded import WordedEnum


class KeyRestored(WordedEnum):
    """The result of giving the phrase back: the base already had this key; its fingerprints work again; or the base
    began with this key."""

    SAME = "same", N_("Cette base a déjà cette clé. Rien n’a changé.")
    FOUND = "found", N_("La clé est revenue : les empreintes de cette base répondent de nouveau.")
    BEGUN = "begun", N_("La clé est en place. Les empreintes à venir seront celles de l’ancienne base.")


class KeyPlace(WordedEnum):
    """Where the key of a base is, and so whether its files are read by whoever copies them: in the base, until the code
    of its recovery sheet, or two words, were typed back; then in the system's keyring or in a file of the user; or
    nowhere on this computer. ``state``: what the status bar says, nothing where all is well."""

    state: str

    BASE = (
        "base",
        N_(
            "La base est en clair, ses sauvegardes aussi\u202f: qui les copie les lit. Imprimez la feuille de secours "
            "et tapez son code\u202f: la clé sort de la base, et les sauvegardes sont scellées."
        ),
        N_("base en clair"),
    )
    KEYRING = (
        "keyring",
        N_("La clé du registre est dans le trousseau de cet ordinateur. Les sauvegardes sont scellées."),
        "",
    )
    FILE = (
        "file",
        N_(
            "Cet ordinateur n’a pas de trousseau\u202f: la clé du registre est dans un fichier que vous seul lisez, "
            "{file}. Les sauvegardes sont scellées\u202f; qui vole cet ordinateur vole la clé avec."
        ),
        N_("clé sur ce disque"),
    )
    ABSENT = (
        "absent",
        N_(
            "La clé du registre manque sur cet ordinateur\u202f: ni appel, ni lettre, ni import avant son retour. "
            "Tapez les 24 mots de la feuille de secours."
        ),
        N_("clé absente"),
    )

    @property
    def state_shown(self) -> str:
        """What the status bar says, in the language of the screen."""
        return _(self.state) if self.state else ""
