"""What the columns of a file tell of one another: a first name makes « Nom » a family name, a town stands beside its
postcode, two columns may not both be the price."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import islice

from core.base import places
from core.base.i18n import _
from core.base.records import replace
from core.base.resources import resource
from core.base.text import fold
from core.sources.columns import names, shapes
from core.sources.columns.address_columns import PLACES, Block, preferred
from core.sources.columns.grammar import SECOND, read, words
from core.sources.columns.guessed import TAKEN, TIED, ColumnGuess
from core.sources.columns.headings import IGNORE, PERSON, SEVERAL, STRANGE, headings, key
from core.sources.columns.refusals import names_refusals
from core.sources.columns.streets import are_numbers, are_suffixes, lack_numbers, may_follow

Rows = Sequence[Sequence[str]]
_MOST = 0.6
_NEAR, _MANY = 3, 40
"""Columns between a postcode and its town; columns of addresses compared with one another."""
_NAMES = frozenset({"name", "last_name", "first_name"})
_PLACED = frozenset({"town", "postcode_town"})
_NEARLY_ALL, _SOME, _FEW = 0.75, 0.5, 0.3
_LONGEST = 5
"""Words of a name."""
_GUESSED = 0.6
_PARTICLES = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "et", "van", "von", "der", "den", "da", "dos", "di", "ben"}
)
_NOBODY = frozenset(
    {"maison", "appartement", "terrain", "villa", "studio", "garage", "immeuble", "pavillon", "loft", "local", "vente"}
    | {"location", "oui", "non", "ok", "nrp", "rdv", "a", "rappeler", "relance", "absent", "messagerie", "repondeur"}
    | {"vendu", "soir", "matin", "midi", "nord", "sud", "est", "ouest", "bon", "bonne", "neuf", "ancien", "urgent"}
    | {"particulier"}
)
"""Words of remarks, kinds and directions."""
_REACHED = frozenset({"phone", "email"})
_OWN = PERSON | _REACHED


def settled(
    found: list[ColumnGuess], columns: list[list[str]], rows: Rows, blocks: Sequence[Block]
) -> list[ColumnGuess]:
    """Return the guesses made of each column alone, settled among them. ``columns``: their cells, without the empty
    ones; ``blocks``: of which address each would be."""
    found = first_people(named_columns(_towns(found, rows), columns), columns)
    found = _street_numbers(_family_names(found, rows), columns, blocks)
    return _one_each(_repeated_addresses(found, blocks, rows), blocks)


def _towns(found: list[ColumnGuess], rows: Rows) -> list[ColumnGuess]:
    """Return the guesses with two columns that no heading tells read as postcodes and their towns, when the list of
    towns says so of most rows. Either may be known already."""
    fields = {guess.field for guess in found}
    if "postcode_town" in fields or {"postcode", "town"} <= fields:
        return found
    codes = _candidates(found, "postcode", STRANGE)
    for town in sorted(_candidates(found, "town", 0.0)):
        # Beside one another, or nearly: a look at every pair would never end in a sheet of ten thousand columns.
        for code in (at for at in range(town - _NEAR, town + _NEAR + 1) if at in codes and at != town):
            if _go_together(rows, code, town):
                told = {code: "postcode", town: "town"}
                return [_as(each, told[each.index]) if each.index in told else each for each in found]
    return found


def _candidates(found: list[ColumnGuess], field: str, doubt: float) -> set[int]:
    """Return the columns already read as ``field``; where there is none, those of which nothing but the cells says what
    they are, or a heading no surer than ``doubt``. In a file without headings towns may pass for names."""
    known_ids = {guess.index for guess in found if guess.field == field}
    free = {guess.index for guess in found if guess.field == IGNORE and guess.confidence <= doubt}
    return known_ids or free | {guess.index for guess in found if _is_free(guess)}


def _as(one: ColumnGuess, field: str) -> ColumnGuess:
    return replace(one, field=field, confidence=max(one.confidence, TIED), remark="")


def _is_free(one: ColumnGuess) -> bool:
    """Tell whether nothing but the cells says what a column is; in a file without headings towns may pass for
    names."""
    return not one.named and one.field in (IGNORE, "name", "postcode")


def _go_together(rows: Rows, code: int, town: int) -> bool:
    both = [(row[code].strip(), row[town].strip()) for row in rows if len(row) > max(code, town)]
    told = [pair for pair in both if all(pair)]
    if not told or not (told[0][0][0].isdigit() and told[0][1][0].isalpha()):
        return False
    return sum(bool(places.agrees(*pair)) for pair in told) >= _MOST * len(told)


def _family_names(found: list[ColumnGuess], rows: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses with « Nom » beside « Prénom » read as the family name, unless its cells hold the first
    name too. Beside a column of family names, « Nom » may be either of the other two."""
    fields = {guess.field: guess.index for guess in reversed(found)}
    if "first_name" in fields:
        first = fields["first_name"]
        return [
            replace(guess, field="last_name")
            if guess.field == "name" and "prenom" not in key(guess.header) and not _hold(rows, guess.index, first)
            else guess
            for guess in found
        ]
    if "last_name" not in fields:
        return found
    return [
        replace(guess, confidence=min(guess.confidence, TIED)) if guess.field == "name" else guess for guess in found
    ]


def _street_numbers(found: list[ColumnGuess], columns: list[list[str]], blocks: Sequence[Block]) -> list[ColumnGuess]:
    """Return the guesses with the house numbers of a street that lacks them read as the start of the address: a column
    « N° » just before the streets or a suffix, or one that says it is of house numbers, anywhere; then the suffix."""
    streets = [guess.index for guess in found if guess.field == "address" and lack_numbers(columns[guess.index])]
    figures = [guess for guess in found if streets and are_numbers(guess.header, columns[guess.index])]
    numbers = {
        figure.index
        for figure in figures[:_MANY]
        for at in streets[:_MANY]
        if figure.index != at
        and (
            "number" in read(figure.header).kinds
            or (figure.field == IGNORE and at - 2 <= figure.index < at)
            or (figure.field == IGNORE and figure.index == at + 1 and may_follow(columns[figure.index]))
        )
        and (figure.index < at or blocks[figure.index] == blocks[at])
    }
    beside = {at + 1 for at in numbers} | {at - 1 for at in streets}
    numbers |= {
        guess.index for guess in found if guess.index in beside and are_suffixes(guess.header, columns[guess.index])
    }
    return [replace(guess, field="address", confidence=0.85) if guess.index in numbers else guess for guess in found]


def _hold(rows: Sequence[Sequence[str]], name: int, first: int) -> bool:
    """Tell whether most of the names hold the first name of their row; ``name`` and ``first`` are columns."""
    said = [fold(row[first]) in fold(row[name]).split() for row in rows if len(row) > max(name, first) and row[first]]
    return sum(said) > len(said) / 2


def _repeated_addresses(
    found: list[ColumnGuess], blocks: Sequence[Block], rows: Sequence[Sequence[str]]
) -> list[ColumnGuess]:
    """Return the guesses without the columns that say a whole address again beside its street (« Address 1 – Formatted
    »), in most of the rows."""
    streets = [guess for guess in found if guess.field == "address"][:_MANY]
    again = {
        guess.index
        for guess in streets
        for street in streets
        if guess is not street
        and blocks[guess.index] == blocks[street.index]
        and _repeats(rows, guess.index, street.index)
    }
    remark = _("Répète la rue d’une autre colonne")
    return [
        replace(guess, field=IGNORE, confidence=0.9, remark=remark) if guess.index in again else guess
        for guess in found
    ]


def _repeats(rows: Sequence[Sequence[str]], whole: int, street: int) -> bool:
    """Tell whether most cells of ``whole`` hold the street of their row and more."""
    both = [(fold(row[whole]), fold(row[street])) for row in rows if len(row) > max(whole, street)]
    told = [(one, other) for one, other in both if one and len(other.split()) > 1]
    return bool(told) and sum(other in one and len(other) < len(one) for one, other in told) > len(told) / 2


def _one_each(found: list[ColumnGuess], blocks: Sequence[Block]) -> list[ColumnGuess]:
    """Return the guesses with one column for each field that only one may fill, in each address for a postcode or a
    town: the best guess, then the one whose heading says more (« Réf. annonce » before « Référence »), then the first
    one, no longer sure."""
    best: dict[tuple[str, Block], ColumnGuess] = {}
    tied: set[tuple[str, Block]] = set()
    keys = [(one.field, block if one.field in PLACES else ("", 0)) for one, block in zip(found, blocks, strict=True)]
    for guess, at in zip(found, keys, strict=True):
        before = best.get(at)
        if before is None or _weight(guess) > _weight(before):
            best[at] = guess
            tied.discard(at)
        elif _weight(guess) == _weight(before):
            tied.add(at)
    guesses = [_kept(one, best[at], tied=at in tied) for one, at in zip(found, keys, strict=True)]
    placed = [(one, block) for one, block in zip(guesses, blocks, strict=True) if one.field in PLACES]
    first = min((block for _one, block in placed), key=preferred, default=None)
    second = {one.index for one, block in placed if block != first}
    return [_second(one) if one.index in second else one for one in guesses]


def _second(one: ColumnGuess) -> ColumnGuess:
    remark = _("D’une autre adresse\u202f: sert si la première manque")
    return replace(one, confidence=min(one.confidence, TIED), remark=remark)


def _kept(one: ColumnGuess, best: ColumnGuess, *, tied: bool) -> ColumnGuess:
    """Return a guess unchanged, or no longer sure when another column may be meant, or left out."""
    if one.field in SEVERAL or one.field == IGNORE:
        return one
    if one is best:
        return replace(one, confidence=min(one.confidence, TIED)) if tied else one
    remark = _("Déjà trouvé : « {header} »").format(header=best.header)
    return replace(one, field=IGNORE, confidence=0.0, remark=remark)


def _weight(one: ColumnGuess) -> tuple[float, int]:
    return one.confidence, len(key(one.header).split())


@cache
def first_names() -> frozenset[str]:
    """Return common first names, folded."""
    lines = resource("sites", "first_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def first_names_of(whose: str) -> frozenset[str]:
    """Return the common first names of « women » or of « men », folded, without those of either."""
    text = resource("sites", "first_names.txt").read_text("utf-8")
    return frozenset(text.partition(f"# {whose}\n")[2].partition("#")[0].split())


def named_columns(found: list[ColumnGuess], columns: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses with the columns of names told, when no heading says whose the rows are. ``columns``: their
    cells, without the empty ones."""
    if any(guess.field in _NAMES and guess.confidence >= TAKEN for guess in found):
        return found
    free = [guess.index for guess in found if not guess.named and guess.field == IGNORE]
    may = [at for at in free if _may_be_names(columns[at])]
    told = _told(may, columns, [guess.index for guess in found if guess.field == "civility"])
    if told and _PLACED.isdisjoint(guess.field for guess in found):
        told |= dict(islice(_town(free, columns, told).items(), 1))
    remark = _("D’après les cases\u202f: à confirmer")
    return [
        replace(guess, field=told[guess.index], confidence=_GUESSED, remark=remark) if guess.index in told else guess
        for guess in found
    ]


def _told(may: list[int], columns: Sequence[Sequence[str]], titles: Sequence[int]) -> dict[int, str]:
    """Return column → field: a whole name, or a first name and the name beside it, or a name alone."""
    whole_ids = [at for at in may if _share(columns[at], _is_whole) >= _SOME]
    if whole_ids:
        return {whole_ids[0]: "name"}
    first = next((at for at in may if _share(columns[at], _is_first) >= _SOME), None)
    if first is not None:
        beside = [at for at in (first - 1, first + 1) if at in may and _share(columns[at], _is_town) < _NEARLY_ALL]
        last = max(beside, key=lambda at: (_share(columns[at], str.isupper), -at), default=None)
        return {first: "first_name"} | ({last: "last_name"} if last is not None else {})
    after = [at for at in may if at - 1 in titles]
    people = after or [at for at in may if _share(columns[at], _is_town) < _SOME]
    best = max(people, key=lambda at: (_share(columns[at], str.isupper) >= _NEARLY_ALL, -at), default=None)
    return {} if best is None else {best: "name"}


def _town(may: list[int], columns: Sequence[Sequence[str]], told: Mapping[int, str]) -> dict[int, str]:
    rest = [at for at in may if at not in told and columns[at]]
    return {at: "town" for at in rest if _share(columns[at], _is_town) >= _NEARLY_ALL}


def _may_be_names(values: Sequence[str]) -> bool:
    """Tell whether most cells are a few words with capitals, seldom the same twice, and no remarks."""
    if not values or shapes.shares(values).get("words", 0) < _NEARLY_ALL or len(set(values)) < _SOME * len(values):
        return False
    return _share(values, _is_capital) >= _NEARLY_ALL and _share(values, _is_remark) < _FEW


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _is_capital(value: str) -> bool:
    """Tell whether a cell may be a name by its capitals; « O » and « N » are answers."""
    words = value.replace("’", "'").split()
    proper = [word for word in words if fold(word) not in _PARTICLES]
    return (
        len(value) > 1
        and 0 < len(words) <= _LONGEST
        and all(word.lstrip("(&'")[:1].isupper() for word in proper if word.strip("(&'/"))
    )


def _is_remark(value: str) -> bool:
    said = fold(value)
    words = said.split()
    listed = any(said in kinds for kinds in headings().values.values())
    return (
        listed
        or not _NOBODY.isdisjoint(words)
        or (words[:1] in (["le"], ["la"]) and not value.isupper() and len(words) > 3)
    )


def _is_whole(value: str) -> bool:
    """Tell whether a cell holds a civility before a name, or a first name beside another word."""
    name = names.split_name(value)
    words = fold(value).split()
    return bool(name.civility) or (len(words) > 1 and not first_names().isdisjoint(words) and not _is_first(value))


def _is_first(value: str) -> bool:
    words = [word for word in fold(value).split() if len(word) > 1]
    return bool(words) and first_names().issuperset(words)


def _is_town(value: str) -> bool:
    return bool(places.postcodes_of(value))


def first_people(found: list[ColumnGuess], columns: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses without the columns of a second person who has a name. A second telephone without a name
    stays that of the first. ``columns``: their cells, without the empty ones."""
    found = _without_strangers(found)
    people = person_of_each(found)
    each = list(zip(found, people, strict=True))
    persons = {person for one, person in each if person >= SECOND and columns[one.index] and is_name(one)}
    if not persons or not any(person < SECOND and one.field in PERSON for one, person in each):
        return found
    remark = _("D’une autre personne de la ligne\u202f: lue à part")
    return [
        replace(one, field=IGNORE, confidence=0.9, remark=remark)
        if person in persons and (one.field in _OWN or is_name(one))
        else one
        for one, person in each
    ]


def person_of_each(found: Sequence[ColumnGuess]) -> list[int]:
    """Return which person of the row each column is of: 2 for « Vendeur 2 », for « Tél 2 » or « Opposition 2 » beside
    « Nom 2 », and for a heading that comes again after that of the name did; 0 when nothing says it."""
    numbered = {read(one.header).line for one in found if is_name(one)}
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    people = []
    for guess in found:
        said, heading = read(guess.header), key(guess.header)
        seen[heading] += 1
        if said.kinds & PERSON:
            names[heading] += 1
        is_theirs = said.kinds or names_refusals(guess.header) or is_remark(guess)
        if said.person or not is_theirs:
            people.append(said.person)
        elif said.line >= SECOND and said.line in numbered:
            people.append(said.line)
        else:
            again = seen[heading] if said.kinds else 0
            people.append(again if again >= SECOND and max(names.values(), default=0) >= again else 0)
    return people


def is_remark(one: ColumnGuess) -> bool:
    """Tell whether a heading is that of what is noted of somebody: « Note 2 », « Remarque propriétaire 2 »."""
    return not headings().remarks.isdisjoint(read(one.header).unknown)


def is_name(one: ColumnGuess) -> bool:
    """Tell whether a heading is that of somebody, or of their name."""
    heading = read(one.header)
    is_whole = not (heading.kinds or set(heading.unknown) - words().second)
    return not heading.about and (is_whole or heading.field in PERSON - {"civility"})


def _without_strangers(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """Return the guesses without the telephones and the e-mails that are somebody else's by their heading, where others
    are not: « Tél. parrain » beside « Tél ». Those of a spouse stay."""
    strange = {guess.index for guess in found if guess.field in _REACHED and _is_strange(guess)}
    own = {guess.field for guess in found if guess.field in _REACHED and guess.index not in strange}
    remark = _("D’une autre personne de la ligne\u202f: laissée de côté")
    return [
        replace(guess, field=IGNORE, confidence=0.9, remark=remark)
        if guess.index in strange and guess.field in own
        else guess
        for guess in found
    ]


def _is_strange(one: ColumnGuess) -> bool:
    heading = read(one.header)
    return heading.person < SECOND and not headings().strangers.isdisjoint(heading.unknown)
