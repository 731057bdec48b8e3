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
    """Where the key of a base is: in the base, until the code of its recovery sheet, or two words, were typed back;
    then in the system's keyring or in a file of the user; or nowhere on this computer."""

    BASE = "base", N_("La clé du registre est encore dans la base\u202f: sa feuille de secours n’est pas confirmée.")
    KEYRING = "keyring", N_("La clé du registre est dans le trousseau de cet ordinateur.")
    FILE = "file", N_("La clé du registre est dans un fichier que vous seul lisez\u202f: {file}.")
    ABSENT = (
        "absent",
        N_(
            "La clé du registre manque sur cet ordinateur\u202f: ni appel, ni lettre, ni import avant son retour. "
            "Tapez les 24 mots de la feuille de secours."
        ),
    )


class AtRest(WordedEnum):
    """What the files of a base say to whoever copies them. ``state``: what the status bar says, nothing where all is
    well."""

    state: str

    CLEAR = (
        "clear",
        N_(
            "La base est en clair, ses sauvegardes aussi\u202f: qui les copie les lit. Imprimez la feuille de secours "
            "et tapez son code\u202f: tout est alors scellé."
        ),
        N_("base en clair"),
    )
    WAITS = (
        "waits",
        N_(
            "La feuille est confirmée et les sauvegardes sont scellées, mais la base est encore en clair\u202f: fermez "
            "toutes les fenêtres du programme, puis rouvrez-le."
        ),
        N_("base en clair"),
    )
    SEALED = (
        "sealed",
        N_("La base, ses lettres et ses sauvegardes sont scellées. Leur clé est dans le trousseau de cet ordinateur."),
        "",
    )
    BESIDE_KEY = (
        "beside_key",
        N_(
            "La base, ses lettres et ses sauvegardes sont scellées. Cet ordinateur n’a pas de trousseau\u202f: leur "
            "clé est dans un fichier que vous seul lisez, {file}. Qui vole cet ordinateur vole la clé avec."
        ),
        N_("clé sur ce disque"),
    )
    TEAM_CLEAR = (
        "team_clear",
        N_(
            "La base de l’équipe est en clair sur le poste qui la partage, ses sauvegardes aussi\u202f: qui les copie "
            "les lit. Imprimez la feuille de secours de l’équipe et tapez son code\u202f: ses sauvegardes sont alors "
            "scellées."
        ),
        N_("base en clair"),
    )
    TEAM_WAITS = (
        "team_waits",
        N_(
            "Les sauvegardes de l’équipe sont scellées sous une clé à elle, qui n’est encore sur aucun papier\u202f: "
            "imprimez sa feuille de secours et tapez son code. Sans elle, ce poste perdu, elles ne s’ouvrent plus."
        ),
        N_("feuille à imprimer"),
    )
    TEAM_SEALED = (
        "team_sealed",
        N_(
            "Les sauvegardes de l’équipe sont scellées\u202f: sa feuille de secours les ouvre, le poste d’un "
            "négociateur non. Sa base est en clair sur le poste qui la partage\u202f: seul un disque chiffré l’y "
            "protège."
        ),
        "",
    )
    KEYLESS = "keyless", KeyPlace.ABSENT.word, N_("clé absente")

    @classmethod
    def of(cls, place: KeyPlace, *, sealed: bool) -> "AtRest":
        """Return what a base says whose key is at ``place``; ``sealed``: whether its own files are."""
        if place is KeyPlace.ABSENT:
            return cls.KEYLESS
        if not sealed:
            return cls.CLEAR if place is KeyPlace.BASE else cls.WAITS
        return cls.BESIDE_KEY if place is KeyPlace.FILE else cls.SEALED

    @classmethod
    def of_team(cls, place: KeyPlace, seals: bool, confirmed: bool) -> "AtRest":
        """Return what the base of a team says: whether its copies are sealed, and its recovery sheet confirmed."""
        if place is KeyPlace.ABSENT:
            return cls.KEYLESS
        if confirmed:
            return cls.TEAM_SEALED
        return cls.TEAM_WAITS if seals else cls.TEAM_CLEAR

    @property
    def state_shown(self) -> str:
        """What the status bar says, in the language of the screen."""
        return _(self.state) if self.state else ""
