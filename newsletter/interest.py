"""What readers talk about: told by the app above, since the letter knows no comments.

How often articles are read, the articles count themselves (decision 120).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

Source = Callable[[datetime], Mapping[int, int]]
_sources: list[Source] = []


def listen_to(source: Source) -> None:
    """A function that says how often each article, by its key, was talked about since a moment."""
    if source not in _sources:
        _sources.append(source)


def talk_since(moment: datetime) -> Counter[int]:
    talk: Counter[int] = Counter()
    for source in _sources:
        talk.update(source(moment))
    return talk
