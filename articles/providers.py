"""Where videos are: the page of each, and the player that a reader may ask for."""

from dataclasses import dataclass

from django.conf import settings

from newsroom.core.html import Video


@dataclass(frozen=True)
class Source:
    name: str
    host: str
    page: str
    player: str = ""  # without one, its page opens instead


SOURCES = {
    "youtube": Source(
        "YouTube",
        "youtube.com",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    "vimeo": Source(
        "Vimeo",
        "vimeo.com",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
    "dailymotion": Source(
        "Dailymotion",
        "dailymotion.com",
        "https://www.dailymotion.com/video/{}",
        "https://geo.dailymotion.com/player.html?video={}",
    ),
}


def source_of(video: Video) -> Source:
    """Its provider, with the addresses of this very video."""
    if video.provider == "peertube":
        return _peertube(*video.code.split("/"))
    source = SOURCES[video.provider]
    addresses = source.page.format(video.code), source.player.format(video.code)
    return Source(source.name, source.host, *addresses)


def _peertube(host: str, code: str) -> Source:
    """One of many sites: it plays here only where the paper trusts it."""
    player = f"https://{host}/videos/embed/{code}?autoplay=1&p2p=0"
    is_trusted = host in settings.PEERTUBE_HOSTS
    return Source("PeerTube", host, f"https://{host}/w/{code}", player if is_trusted else "")
