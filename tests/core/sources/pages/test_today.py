"""Pages and e-mails of today: what surrounds an ad is never one, and what a person reads in an ad is read."""

from collections import Counter

from tests.bench.today import counted
from tests.core.sources.pages import today, today_mails
from tests.lengths import length


def test_what_surrounds_the_ads_of_today_is_none_and_they_are_read() -> None:
    samples = [*today.samples(), *today_mails.samples()]
    told: Counter[str] = Counter()
    for sample in samples[:: length(2, long=1)]:
        before = told["extra"]
        counted(sample, told)
        assert told["extra"] == before, sample.name
    every = told["right"] + told["wrong"] + told["missing"]
    assert told["right"] >= 0.95 * every, told
    assert told["wrong"] <= 0.01 * every, told
