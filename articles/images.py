"""Pictures as files: re-encoded, in the shapes and widths that pages use. No model here.

Of each picture one file is kept that no page shows, the master; all others can be made from it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from secrets import token_hex

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.decoding import MAX_WIDTH, decode

WIDTHS = (480, 960, MAX_WIDTH)
# How teasers and lists cut a picture: across to down, and the widths that they show of it.
SHAPES = {
    "16x9": ((16, 9), WIDTHS),
    "3x2": ((3, 2), (240, 480)),
    "1x1": ((1, 1), (240, 480)),
}
WHOLE_ENOUGH = 0.98  # a part that large isn't cut out: the page hides the rest
FORMATS = {"avif": {"quality": 60, "speed": 8}, "jpeg": {"quality": 82, "progressive": True}}
MASTER = {"quality": 95, "subsampling": 0}
PARTS = re.compile(
    r"pictures/[0-9a-f]{2}/(?P<key>[0-9a-f]{24})"
    rf"(?:-(?P<shape>{'|'.join(SHAPES)})-[0-9]{{1,5}})?-(?P<width>[0-9]{{1,4}})\.(?P<end>avif|jpg)"
)
FILE_NAME = re.sub(r"\?P<\w+>", "?:", PARTS.pattern)  # as the addresses of the site have it
SEEN, FEWEST_STEPS = 3, 8  # of 255 shades; of 64 places: more than two looks alike may differ in
UNFINISHED = ".part"  # ends the name of a file that is being written
KEY = 24  # so much of the digest names the files


@dataclass(frozen=True)
class Rendition:
    """One file of a picture. Named by content, so that it may be cached for ever."""

    digest: str
    format: str
    width: int
    height: int
    shape: str = ""
    offset: int = 0  # where the shape begins, along the side that is cut

    @property
    def name(self) -> str:
        extension = "jpg" if self.format == "jpeg" else self.format
        cut = f"-{self.shape}-{self.offset}" if self.shape else ""
        return f"{_start(self.digest)}{cut}-{self.width}.{extension}"

    @property
    def url(self) -> str:
        return default_storage.url(self.name)


@dataclass(frozen=True)
class Stored:
    """What a `Picture` keeps of its files."""

    digest: str
    width: int
    height: int
    likeness: str = ""

    def as_fields(self) -> dict:
        return asdict(self)


def _start(digest: str) -> str:
    return f"pictures/{digest[:2]}/{digest[:KEY]}"


def master_of(digest: str) -> str:
    """The name of the file that all others are made from; no address leads to it."""
    return f"{_start(digest)}.jpg"


# Which files there are


def cut(width: int, height: int, shape: str, focus=(50, 50)) -> tuple[int, int, int]:
    """The size of the part that a shape shows around the focus, and where it begins."""
    across, down = SHAPES[shape][0]
    if width * down > height * across:
        part = round(height * across / down)
        return part, height, _begin(width, part, focus[0])
    part = round(width * down / across)
    return width, part, _begin(height, part, focus[1])


def _begin(whole: int, part: int, percent: int) -> int:
    return max(0, min(whole - part, round(whole * percent / 100 - part / 2)))


def widths_for(width: int, widths=WIDTHS) -> list[int]:
    """The widths made from a picture: never wider than itself, always at least one."""
    return [*(w for w in widths[:-1] if w < width), min(width, widths[-1])]


def renditions(digest, width, height, shape="", focus=(50, 50)) -> dict[str, list[Rendition]]:
    """The files of a picture of this size by format, whole or in a shape, narrowest first."""
    part_width, part_height, offset = width, height, 0
    widths = WIDTHS
    if shape:
        part_width, part_height, offset = cut(width, height, shape, focus)
        if part_width * part_height >= WHOLE_ENOUGH * width * height:
            return renditions(digest, width, height)
        widths = SHAPES[shape][1]
    return {
        format_: [
            Rendition(digest, format_, w, round(part_height * w / part_width), shape, offset)
            for w in widths_for(part_width, widths)
        ]
        for format_ in FORMATS
    }


def all_renditions(digest: str, width: int, height: int, focus=(50, 50)) -> list[Rendition]:
    """Each file that pages may show of a picture, once."""
    shapes = [renditions(digest, width, height, shape, focus) for shape in ("", *SHAPES)]
    return list(dict.fromkeys(chain.from_iterable(chain(*files.values()) for files in shapes)))


# Writing them


def store(file) -> Stored:
    """Check an upload and keep it. Raises ValidationError where it is no picture that we take."""
    return write(decode(file))


def write(image: Image.Image) -> Stored:
    """Keep the master, unless it is there; return what a `Picture` keeps of it."""
    digest = content_hash(image)
    if not default_storage.exists(master_of(digest)):
        _save(master_of(digest), image, "jpeg", MASTER)
    return Stored(digest, *image.size, likeness(image))


def content_hash(image: Image.Image) -> str:
    """One for the same pixels, whatever the file around them."""
    return hashlib.sha256(image.tobytes() + repr(image.size).encode()).hexdigest()


def likeness(image: Image.Image) -> str:
    """64 bits that change little with the picture: where it gets darker from left to right.

    Nothing of what is flat, or nearly: all such would look alike.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    steps = [grey[n] - grey[n + 1] for n in range(71) if n % 9 != 8]
    if sum(abs(step) >= SEEN for step in steps) < FEWEST_STEPS:
        return ""
    bits = "".join(str(int(step > 0)) for step in steps)
    return f"{int(bits, 2):016x}"


def make(files: Iterable[Rendition], size: tuple[int, int]) -> int:
    """Write those that are missing of a picture of this size; how many these were."""
    missing = [file for file in files if not default_storage.exists(file.name)]
    if missing:
        image = _source(missing[0].digest, size)
        for file in missing:
            _save(file.name, _part(image, file), file.format, FORMATS[file.format])
    return len(missing)


def _source(digest: str, size: tuple[int, int]) -> Image.Image:
    """The master; the largest file of a picture that was kept before there were masters."""
    largest = renditions(digest, *size)["jpeg"][-1]
    for name in (master_of(digest), largest.name):
        if default_storage.exists(name):
            with default_storage.open(name) as file, Image.open(file, formats=["JPEG"]) as image:
                return image.convert("RGB")
    raise FileNotFoundError(master_of(digest))


def _part(image: Image.Image, file: Rendition) -> Image.Image:
    box = (0, 0, *image.size)
    if file.shape:
        width, height, _centre = cut(*image.size, file.shape)
        left, top = (file.offset, 0) if width < image.width else (0, file.offset)
        box = (left, top, left + width, top + height)
    part = image.crop(box)
    size = (file.width, file.height)
    return part if part.size == size else part.resize(size, Image.Resampling.LANCZOS)


def _save(name: str, image: Image.Image, format_: str, options: dict) -> None:
    buffer = BytesIO()
    image.save(buffer, format_, **options)
    # Under its name only once it is whole: others may be looking for it at this moment.
    part = f"{name}.{token_hex(8)}{UNFINISHED}"
    try:
        default_storage.save(part, ContentFile(buffer.getvalue()))
        Path(default_storage.path(part)).replace(default_storage.path(name))
    except OSError:
        default_storage.delete(part)
        raise


# Deleting them


def files_in(folder: str) -> list[str]:
    """The names of all files of a folder of pictures."""
    try:
        names = default_storage.listdir(f"pictures/{folder}")[1]
    except FileNotFoundError:
        return []
    return [f"pictures/{folder}/{name}" for name in names]


def folders() -> Iterator[str]:
    try:
        yield from sorted(default_storage.listdir("pictures")[0])
    except FileNotFoundError:
        return


def key_of(name: str) -> str:
    """What of the digest stands in the name of a file; nothing where it is none of ours."""
    found = re.match(r"pictures/[0-9a-f]{2}/([0-9a-f]{24})[.-]", name)
    return found[1] if found else ""


def keep_only(digest: str, wanted: set[str]) -> None:
    """Delete the files of a picture besides these, and besides what is being written."""
    for name in files_in(digest[:2]):
        unwanted = name not in wanted and not name.endswith(UNFINISHED)
        if unwanted and key_of(name) == digest[:KEY]:
            default_storage.delete(name)
