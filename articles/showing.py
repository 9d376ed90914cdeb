"""What bodies show besides words: pictures, stills of videos, cards of other articles."""

from dataclasses import dataclass

from articles.models import Article, Picture, VideoStill
from newsroom.core.html import Video, cards, pictures, videos


@dataclass(frozen=True)
class Shown:
    """What there is of all that some bodies ask for; what is gone, or not out, is not in here."""

    pictures: dict[int, Picture]
    stills: dict[Video, VideoStill]
    articles: dict[int, Article]

    @classmethod
    def of(cls, *bodies: str, still: VideoStill | None = None) -> "Shown":
        """One query for each kind at most, and none for a kind that no body has.

        `still` is one that is at hand already; only the stills of other videos are looked up.
        """
        html = "".join(bodies)
        return cls(
            pictures=Picture.objects.in_bulk(pictures(html)),
            stills=_stills(videos(html), still),
            articles=_articles(cards(html)),
        )

    def pictures_in(self, body: str) -> list[Picture]:
        return [self.pictures[pk] for pk in pictures(body) if pk in self.pictures]


def _articles(keys: list[int]) -> dict[int, Article]:
    return Article.objects.published().for_teaser().in_bulk(keys) if keys else {}


def _stills(wanted: list[Video], still: VideoStill | None) -> dict[Video, VideoStill]:
    stills = {still.video: still} if still else {}
    if missing := {video.code for video in wanted if video not in stills}:
        found = VideoStill.objects.filter(code__in=missing).select_related("picture")
        stills |= {found_still.video: found_still for found_still in found}
    return stills
