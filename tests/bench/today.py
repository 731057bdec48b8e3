"""Says of invented pages and e-mails of today which fields are read right, wrong or not at all, and which ads are made
up: ``python -m tests.bench.today [-v]``."""

import sys
from collections import Counter

from core.sources.pages.reading import read_page
from tests.bench.pages import AT, agrees, facts_of
from tests.core.sources.pages import saved_today, today, today_mails, today_others
from tests.core.sources.pages.today import Facts, Sample


def every() -> list[Sample]:
    """Return the pages, then the e-mails."""
    return [*today.samples(), *today_mails.samples()]


def paired(read: list[dict[str, str]], ads: tuple[Facts, ...]) -> list[dict[str, str]]:
    """Return what was read of each ad wanted: by its reference, else by its price."""
    left, found = list(read), []
    for wanted in ads:
        same = [
            one
            for name in ("reference", "price", "area")
            for one in left
            if wanted.get(name) and one.get(name, "").split(".")[0] == wanted[name]
        ]
        found.append(same[0] if same else {})
        left = [one for one in left if one is not found[-1]]
    return found


def counted(sample: Sample, told: Counter[str], *, verbose: bool = False) -> None:
    """Add to ``told`` what the reading of a document gives: right, wrong, missing, by field too; ``extra`` ads."""
    drafts = read_page(sample.data, url=sample.url, at=AT).drafts
    read = [{**facts_of(draft), "phones": draft.phones[0] if draft.phones else ""} for draft in drafts]
    extra = max(0, len(read) - len(sample.ads))
    told["extra"] += extra
    if verbose and extra:
        print(f"  {sample.name}: {extra} made up, {[(one.get('price'), one.get('title')) for one in read]}")
    for found, wanted in zip(paired(read, sample.ads), sample.ads, strict=True):
        for name, value in wanted.items():
            got = "".join(found.get(name, "").split()) if name == "phones" else found.get(name, "")
            mark = "missing" if not got else "right" if agrees(name, got, value) else "wrong"
            told.update((mark, f"{name} {mark}"))
            if verbose and mark != "right":
                print(f"  {sample.name}: {name} {mark} {got!r} for {value!r}")


def main() -> None:
    groups = (
        ("tuned on", every()),
        ("held back", [*today_others.samples()]),
        ("as saved, in their chrome", [*saved_today.samples()]),
    )
    for name, samples in groups:
        print(f"# {name}")
        _print(samples)


def _print(samples: list[Sample]) -> None:
    told: Counter[str] = Counter()
    for sample in samples:
        counted(sample, told, verbose="-v" in sys.argv)
    every_field = told["right"] + told["wrong"] + told["missing"]
    for mark in ("right", "wrong", "missing"):
        print(f"{mark:8} {told[mark]:5} {told[mark] / every_field:6.1%}")
    print(f"{len(samples)} documents, {sum(len(one.ads) for one in samples)} ads, made up: {told['extra']}")
    print({name: count for name, count in sorted(told.items()) if name.endswith(("wrong", "missing")) and " " in name})


if __name__ == "__main__":
    main()
