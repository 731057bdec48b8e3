"""Asks first whether a text may refuse at all, since nearly none does: only one that holds a stem of a refusal is read
by its concepts (:mod:`core.refusals.grammar`)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.refusals.private_matter import MAY_TELL
from core.refusals.private_matter import STEMS as PRIVATE

_SHORT = 40


class QuietTexts(set[str]):
    """The last of these texts, at most about ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, texts: Iterable[str]) -> None:
        """Remember the short ones of ``texts``."""
        if len(self) > self._most:
            self.clear()
        self.update([text for text in texts if len(text) <= _SHORT])


STEMS = r"""
    genc agen agan agce agnec agnc agec ngenc mandat gociat négo nego interm tiers realt broker makel makler inmobil
    immo prof onal urtier agnost pporteur ercia onfr oll[eè]gue hasseur march marh prosp licit pub spam phon harc
    mport arketing pel contact joind insist rang elanc call dist mb[eê]t [eé]cri abst asbt abt bsen bloc[tk] blocqt
    black list oppos stop dnc npa robins rgpd cnil abonn sinscri suppr effac retir enlev ray[eé] oubli opt fichier
    pige uniq unik exclu seul strict only r[eé]serv particul direct cqu[eé]r chet estim servi vos entend tranquil
    paix jrep m[eé]tier costard canvas consen personne refus base exploit joint nnuy d[eé]ma besoin merci laiss
    bienven subscr affaire \bapl trankil souhait \bsigne fout \bl[aâ]ch alone leave delete supri ring\b peace lost
    third myself remove d[eé]brouill promen envoy plainte manifest arr[eê]t \baret saoul interdi hostil num[eé]ro
    \bnon\b [iï]nt[eé]r[eê]ss fich mapel savoir cess envoi courri peine basta remov ontact prospec ajen[cs] ajan
    confi travaill essay compos utilis campagn middlem messag tente[rz] coupon passe[zr] inutil commission requin
    charogn vautour rapace parasit voleur \biad\b safti orpi lafor century \bsol[oa]\b ag[eê]nci foncia \btel\b
    veu[txl] voul \bvous\b \bvs\b \bsell \byour\b \bhelp\b gardez \bgarder\b reven[ie] d[eé]cision d[eé]clin moi-m
    \bsms\b \bpro\b \bpros\b bemiddel bellen anruf onthoud bloqu menac d[eé]l[eéè]g raccroch vastgoed unsub \bnpd
    \bdnd \bopp\b kontakt llam chiam cancell l[oö]sch verwijder vermittl rufen \bbel\b ligue telefon texting ruhe
    entrem collabor [eé]cart r[eé]cus cabinet transact plateform police recommenc d[eé]truire borren anti [eé]loign
    \bag\b carte cquisitie akquise werbung reclame \bnpc\b letters bsoin dpro coordon
"""
"""Without one of these in a word there is no refusal. Asked first, since nearly every row has none."""

REMEMBERED = 50_000
AT_ONCE = 16
"""Texts of which what was read is kept: several ears listen to the same one."""
_STEM = 3
"""Letters of the shortest stem."""
_SPACED = 5
"""Letters that stand alone in « A G E N C E S »: some of them may be a word."""
_FIRST = re.compile(r"(?:\[[^]]*\]|\\?.)\+?")


def _by_first(stems: Iterable[str], depth: int) -> str:
    """Return the pattern of any of the stems, by their first letters: five times as fast as one after the other."""
    if not depth:
        return "|".join(stems)
    tails: dict[str, list[str]] = {}
    for stem in stems:
        first = match[0] if (match := _FIRST.match(stem)) else ""
        tails.setdefault(first, []).append(stem[len(first) :])
    return "|".join(f"{first}(?:{_by_first(rest, depth - 1)})" for first, rest in tails.items())


def _letters_first(stem: str) -> str:
    """Return a stem that begins a word, « \bnon\b », with its beginning asked last: another letter is then passed over
    three times as fast."""
    letters = stem.removeprefix(r"\b")
    return stem if letters == stem else rf"{letters}(?<=\b{letters.removesuffix(chr(92) + 'b')})"


_REFUSING = [*map(_letters_first, STEMS.split())]
_STEMS = re.compile(_by_first(_REFUSING, 2))
_HEARD = re.compile(_by_first([*_REFUSING, *PRIVATE.split()], 2))
_QUIET = QuietTexts(REMEMBERED)
"""Words of the last texts, as written but in small letters, that are no part of any refusal nor of a private matter."""
_LOUD = QuietTexts(REMEMBERED)
"""Those of the last texts that may be part of one."""


def hints(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` by which it may refuse, in small letters; none when it surely does not. It is quick;
    the empty word, which is in every text, when a letter may hide a word."""
    return overheard(text)[0]


def hints_among(words: Iterable[str]) -> bool:
    """Tell whether :func:`hints` finds something in folded words, which are apart already."""
    apart = {*" ".join(words).split()}
    return (
        any(_refuses(word) for word in apart if len(word) >= _STEM) or sum(len(word) == 1 for word in apart) >= _SPACED
    )


@lru_cache(maxsize=AT_ONCE)
def overheard(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (the words of :func:`hints`, those by which ``text`` may tell a private matter): both in one pass."""
    fresh = {*_apart(text.lower()).split()} - _QUIET
    words = [word for word in fresh if len(word) >= _STEM and not word.isdecimal()]
    known_texts = [word for word in words if word in _LOUD]
    new = [word for word in words if word not in known_texts] if known_texts else words
    # All together first: nearly always none is heard.
    loud = [word for word in new if _HEARD.search(word)] if _HEARD.search("\n".join(new)) else []
    if len(loud) < len(new):
        _QUIET.keep([word for word in new if word not in loud] if loud else new)
    _LOUD.keep(loud)
    heard = known_texts + loud
    texts = tuple([word for word in heard if _refuses(word)]) if heard else ()
    private = tuple([word for word in heard if _tells(word)]) if heard else ()
    return texts or (("",) if _may_hide(text) or sum(len(word) == 1 for word in fresh) >= _SPACED else ()), private


@lru_cache(maxsize=REMEMBERED)
def _refuses(word: str) -> bool:
    return _STEMS.search(word) is not None


@lru_cache(maxsize=REMEMBERED)
def _tells(word: str) -> bool:
    return MAY_TELL.search(word) is not None


def _apart(text: str) -> str:
    """Return a text with the parts of its links and e-mails apart: most of them are those of the row before. No stem
    goes over what parts them."""
    return text.replace("/", " ").replace("@", " ")


def _may_hide(text: str) -> bool:
    # Fancy bold or script letters hide a word from a plain search; like emoji, they lie beyond U+FFFF.
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
