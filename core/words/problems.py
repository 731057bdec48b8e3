"""The French words of each group of problems on screen: its title, its example line and its buttons."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from core.base.i18n import _, n_
from core.base.screen_shapes import number, quoted
from core.model import problem_codes
from core.model.batch import SourceRefusal
from core.model.checking import Problem, ProblemChoice, Sort
from core.model.problem_codes import SHIFTED

Count = Callable[[int], str]
Example = Callable[[Problem], str]


def title(code: str, count: int) -> str:
    """Return what the problems of a group are, to be read after their number."""
    return _TITLES[code](count)


def example(code: str, first: Problem | None) -> str:
    """Return one line about the first problem, or about the whole group when nothing of that problem may be shown."""
    if first is None or code in _SAID:
        return _SAID[code]()
    if code in _EXAMPLES:
        return _EXAMPLES[code](first)
    if first.proposal:
        return _("Ligne {line} : {value} devient {proposal}").format(
            line=number(first.line), value=first.value, proposal=first.proposal.replace(" | ", ", ")
        )
    return _("Ligne {line} : {value}").format(line=number(first.line), value=first.value)


def heard(one: SourceRefusal) -> str:
    """Return where a refusal was read and its words, as a sentence; nothing in it names the person."""
    if not one.column:
        return _("Refus lu dans l’annonce : « {words} »").format(words=one.words)
    return _("Refus lu dans la colonne « {column} » : « {words} »").format(column=one.column, words=one.words)


_LINES = 6
"""Lines told one by one."""


def opposed(refusals: Sequence[SourceRefusal]) -> str:
    """Return the line of the group of opposed persons: the columns where their refusals were read, most first."""
    columns = Counter(refusal.column for refusal in refusals if refusal.column)
    if not columns:
        return _SAID["OPPOSED"]()
    listed = ", ".join(f"{quoted(column)} ({number(count)})" for column, count in columns.most_common())
    words = _("Refus lus dans {columns}\u202f: l’annonce reste, sans nom ni numéro. Les autres sont au registre.")
    return words.format(columns=listed)


def heard_title(words: str, count: int) -> str:
    """Return what a refusal heard is called, after its count."""
    return n_("refus\u202f: «\u202f{words}\u202f»", "refus\u202f: «\u202f{words}\u202f»", count).format(words=words)


def heard_where(refusals: Sequence[SourceRefusal]) -> str:
    """Return where a refusal was heard: the columns, and the first lines."""
    columns = ", ".join(dict.fromkeys(quoted(refusal.column) for refusal in refusals if refusal.column))
    lines = [number(refusal.line) for refusal in refusals[:_LINES]]
    told = n_("ligne {lines}", "lignes {lines}", len(lines)).format(lines=", ".join(lines)) if lines else ""
    more = "…" if len(refusals) > _LINES else ""
    return ", ".join(filter(None, (columns, told))) + more


def choices(code: str, sort: Sort, count: int) -> tuple[ProblemChoice, ...]:
    """Return the buttons of a group."""
    if code in _CHOICES:
        return tuple(ProblemChoice(key, words(count)) for key, words in _CHOICES[code])
    if sort is Sort.REPAIRED:
        return ProblemChoice("fix", _fix(count)), ProblemChoice("keep", _("Annuler"))
    return ()


def _fix(count: int) -> str:
    return n_("Corriger", "Corriger les {n}", count).format(n=number(count))


def see(count: int) -> str:
    """Return the words of the button that shows the rows of a group."""
    return n_("Voir la ligne", "Voir les {n}", count).format(n=number(count))


def _drop(count: int) -> str:
    return n_("Écarter la ligne", "Écarter les {n}", count).format(n=number(count))


def _rent(count: int) -> str:
    return n_("En faire une location", "En faire {n} locations", count).format(n=number(count))


def _keep(count: int) -> str:
    return n_("Garder la ligne", "Garder les {n}", count).format(n=number(count))


def _refuse(count: int) -> str:
    return n_("C’est un refus", "Ce sont des refus", count)


def _free(count: int) -> str:
    return n_("Ce n’en est pas un", "Ce n’en sont pas", count)


def _mend(count: int) -> str:
    return n_("Réparer le texte", "Réparer les {n}", count).format(n=number(count))


def _couple(first: Problem) -> str:
    title, _bar, name = first.proposal.partition(" | ")
    words = (
        _("Ligne {line}\u202f: {value} se lit «\u202f{title}\u202f» et «\u202f{name}\u202f»")
        if name
        else _("Ligne {line}\u202f: {value}")
    )
    return words.format(line=number(first.line), value=first.value, title=title, name=name)


def _fill(count: int) -> str:
    return n_("Compléter la ligne", "Compléter les {n}", count).format(n=number(count))


def _low(first: Problem) -> str:
    return _("Ligne {line} : {value}, sans doute une location").format(line=number(first.line), value=first.value)


def _doubt(first: Problem) -> str:
    words = _("Ligne {line}\u202f: «\u202f{value}\u202f», est-ce un refus\u202f?")
    return words.format(line=number(first.line), value=first.value)


def _bad_phone(first: Problem) -> str:
    words = _("Ligne {line} : {value} ; la ligne est gardée si elle a une autre coordonnée")
    return words.format(line=number(first.line), value=first.value)


def _two(first: Problem) -> str:
    words = _("Ligne {line} : {proposal}, tous sont gardés")
    return words.format(line=number(first.line), proposal=first.proposal)


_TITLES: Mapping[str, Count] = {
    problem_codes.PHONE_NO_ZERO: lambda n: n_("téléphone sans le zéro initial", "téléphones sans le zéro initial", n),
    problem_codes.PHONE_FLOAT: lambda n: n_("téléphone pris pour un montant", "téléphones pris pour des montants", n),
    problem_codes.PHONE_NOTED: lambda n: n_("téléphone suivi d’un mot", "téléphones suivis d’un mot", n),
    problem_codes.PHONE_TWO: lambda n: n_("case à plusieurs téléphones", "cases à plusieurs téléphones", n),
    problem_codes.PHONE_BAD: lambda n: n_("téléphone illisible", "téléphones illisibles", n),
    problem_codes.PHONE_CUT: lambda n: n_("téléphone arrondi par un tableur", "téléphones arrondis par un tableur", n),
    problem_codes.HOTLINE: lambda n: n_("numéro du site, pas de la personne", "numéros du site, pas des personnes", n),
    problem_codes.EMAIL_BAD: lambda n: n_("e-mail illisible", "e-mails illisibles", n),
    problem_codes.POSTCODE_NO_ZERO: lambda n: n_(
        "code postal sans le zéro initial", "codes postaux sans le zéro initial", n
    ),
    problem_codes.POSTCODE_TOWN: lambda n: n_(
        "code postal et commune dans la même case", "codes postaux et communes dans la même case", n
    ),
    problem_codes.POSTCODE_ELSEWHERE: lambda n: n_(
        "commune qui ne va pas avec son code postal", "communes qui ne vont pas avec leur code postal", n
    ),
    problem_codes.POSTCODE_MISSING: lambda n: n_(
        "code postal absent, que la commune donne", "codes postaux absents, que la commune donne", n
    ),
    problem_codes.DATE_BAD: lambda n: n_("date illisible", "dates illisibles", n),
    problem_codes.DATE_FUTURE: lambda n: n_("date à venir", "dates à venir", n),
    problem_codes.DATE_COUNTED: lambda n: n_("date écrite en nombre de jours", "dates écrites en nombre de jours", n),
    problem_codes.PRICE_LOW: lambda n: n_("prix sous 2 000 €", "prix sous 2 000 €", n),
    problem_codes.MOJIBAKE: lambda n: n_("texte aux accents abîmés", "textes aux accents abîmés", n),
    problem_codes.COUPLE: lambda n: n_("couple dans une case", "couples dans une case", n),
    problem_codes.MAY_REFUSE: lambda n: n_("phrase qui ressemble à un refus", "phrases qui ressemblent à un refus", n),
    "NO_SOURCE": lambda n: n_("ligne sans annonce ni site", "lignes sans annonce ni site", n),
    "NO_CONTACT": lambda n: n_("ligne sans coordonnées", "lignes sans coordonnées", n),
    "OTHER_HEADINGS": lambda n: n_("autre ligne d’en-têtes", "autres lignes d’en-têtes", n),
    "AGENCY": lambda n: n_("annonce de professionnel", "annonces de professionnels", n),
    "NOBODY": lambda n: n_("ligne d’essai ou de total", "lignes d’essai ou de total", n),
    SHIFTED: lambda n: n_("ligne aux cases décalées", "lignes aux cases décalées", n),
    "DUPLICATE_IN_FILE": lambda n: n_("ligne répétée dans le fichier", "lignes répétées dans le fichier", n),
    "TELL_APART": lambda n: n_("personne à distinguer d’une autre", "personnes à distinguer d’autres", n),
    "OPPOSED": lambda n: n_("personne opposée", "personnes opposées", n),
}

_SAID: Mapping[str, Callable[[], str]] = {
    "NO_SOURCE": lambda: _("La lettre doit nommer la source : sans elle, rien n’est importé."),
    "NO_CONTACT": lambda: _("Ni téléphone, ni e-mail, ni adresse : il n’y a rien à enregistrer."),
    "OTHER_HEADINGS": lambda: _(
        "Les lignes du dessous sont lues d’après eux, sauf ce qui n’a pas de colonne plus haut."
    ),
    "AGENCY": lambda: _("Seuls les particuliers deviennent des prospects."),
    "NOBODY": lambda: _("Un formulaire essayé, ou la somme des lignes\u202f: elle n’est de personne."),
    SHIFTED: lambda: _("Une case en trop ou en moins : le nom et le prix ne sont plus à leur place."),
    "DUPLICATE_IN_FILE": lambda: _("Même téléphone, même e-mail, même adresse ou même annonce : une seule fiche."),
    "TELL_APART": lambda: _("Même téléphone, même e-mail ou même annonce, mais un autre nom\u202f: deux fiches."),
    "OPPOSED": lambda: _("Au registre, ou l’annonce refuse le démarchage\u202f: elle reste, sans nom ni numéro."),
    problem_codes.HOTLINE: lambda: _("Le numéro d’un site n’est pas celui d’un vendeur : il n’est pas gardé."),
}
"""Lines about the whole group."""

_EXAMPLES: Mapping[str, Example] = {
    problem_codes.PRICE_LOW: _low,
    problem_codes.PHONE_BAD: _bad_phone,
    problem_codes.PHONE_CUT: _bad_phone,
    problem_codes.PHONE_TWO: _two,
    problem_codes.COUPLE: _couple,
    problem_codes.MAY_REFUSE: _doubt,
}

_CHOICES: Mapping[str, tuple[tuple[str, Count], ...]] = {
    problem_codes.MAY_REFUSE: (("refuse", _refuse), ("keep", _free), ("see", see)),
    problem_codes.PRICE_LOW: (("drop", _drop), ("rent", _rent), ("keep", _keep)),
    problem_codes.MOJIBAKE: (("repair", _mend), ("keep", lambda _n: _("Laisser tel quel"))),
    problem_codes.PHONE_BAD: (("edit", lambda _n: _("Corriger")), ("keep", lambda _n: _("Laisser"))),
    problem_codes.PHONE_CUT: (("edit", lambda _n: _("Corriger")), ("keep", lambda _n: _("Laisser"))),
    problem_codes.EMAIL_BAD: (("edit", lambda _n: _("Corriger")), ("keep", lambda _n: _("Laisser"))),
    problem_codes.DATE_BAD: (("edit", lambda _n: _("Corriger")), ("blank", lambda _n: _("Importer sans date"))),
    problem_codes.DATE_FUTURE: (("edit", lambda _n: _("Corriger")),),
    problem_codes.POSTCODE_ELSEWHERE: (("edit", lambda _n: _("Corriger")), ("keep", lambda _n: _("Laisser"))),
    problem_codes.POSTCODE_MISSING: (("fill", _fill), ("keep", lambda _n: _("Laisser"))),
    problem_codes.HOTLINE: (),
    "NO_SOURCE": (("see", see),),
    "NO_CONTACT": (("see", see),),
    "OTHER_HEADINGS": (("see", see),),
    "AGENCY": (("see", see),),
    "NOBODY": (("see", see),),
    SHIFTED: (("see", see), ("keep", _keep)),
    "DUPLICATE_IN_FILE": (("see", see),),
    "TELL_APART": (("see", see),),
}
"""Keys and words of the buttons; other repaired groups are corrected or left as they were."""
