"""Where the secret key of the opposition register is, and what giving it back did."""

from core.base.i18n import N_
from core.base.worded import WordedEnum


class KeyRestored(WordedEnum):
    """The result of giving the phrase back: the base already had this key; its fingerprints work again; or the base
    began with this key."""

    SAME = "same", N_("Cette base a déjà cette clé. Rien n’a changé.")
    FOUND = "found", N_("La clé est revenue : les empreintes de cette base répondent de nouveau.")
    BEGUN = "begun", N_("La clé est en place. Les empreintes à venir seront celles de l’ancienne base.")


class KeyPlace(WordedEnum):
    """Where the key of a base is: in the base, until its phrase was typed back; then in the system's keyring or in a
    file of the user; or nowhere on this computer."""

    BASE = (
        "base",
        N_(
            "La clé du registre est encore dans la base. Elle en sortira, et les sauvegardes seront scellées, quand "
            "deux mots de la phrase auront été recopiés."
        ),
    )
    KEYRING = (
        "keyring",
        N_("La clé du registre est dans le trousseau de cet ordinateur. Les sauvegardes sont scellées."),
    )
    FILE = (
        "file",
        N_("La clé du registre est dans un fichier que vous seul lisez\u202f: {file}. Les sauvegardes sont scellées."),
    )
    ABSENT = (
        "absent",
        N_(
            "La clé du registre manque sur cet ordinateur\u202f: ni appel, ni lettre, ni import avant son retour. "
            "Recopiez la phrase de secours."
        ),
    )
