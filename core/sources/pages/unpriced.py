"""Finds the ads of a list that tell no price: known by the priced ads beside them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set

from lxml import html

from core.sources.pages import figures
from core.sources.pages.towns import named_town

_LEAST = 2
"""Priced ads in one frame that make another thing beside them, with an ad's address, an ad too."""


def beside(
    found: Collection[html.HtmlElement], below: Mapping[html.HtmlElement, Set[str]]
) -> Iterator[html.HtmlElement]:
    """Yield the elements that stand among those ``found``, the frames of priced ads, and lead to one other ad each.
    ``below``: element → the ads that the links in it lead to."""
    frames = Counter(tag.getparent() for tag in found)
    known_texts = {reference for tag in found for reference in below.get(tag, ())}
    for frame, count in frames.items():
        if frame is None or count < _LEAST:
            continue
        tags = {tag.tag for tag in found if tag.getparent() is frame}
        for child in frame:
            if (
                child.tag in tags
                and child not in found
                and len(own := below.get(child, set())) == 1
                and not own & known_texts
            ):
                yield child


def is_property(text: str) -> bool:
    """Tell whether words without a price are an ad's: they say where the property is, and its size or its kind."""
    size = figures.area(text) or figures.land(text) or figures.rooms(text)
    return bool(size or figures.kind(text)) and any((*figures.place(text), named_town(text)))
