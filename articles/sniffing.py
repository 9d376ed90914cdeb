"""What kind of file was sent, by its first bytes: only to name it where it is refused."""

from django.utils.translation import gettext as _

PICTURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
OTHERS = (
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"8BPS", "Photoshop"),
    (b"BM", "BMP"),
    (b"\0\0\1\0", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIU\0", "RAW"),
    (b"PK\x03\x04", "ZIP, Word, Excel"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel"),
    (b"{\\rtf", "RTF"),
    (b"\x1a\x45\xdf\xa3", "WebM, Matroska"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
)
# Of what is packed in the boxes of MPEG: who wrote the file says what it is.
BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"mif1": "HEIC", b"msf1": "HEIC", b"crx ": "RAW"}


def kind_of(start: bytes) -> tuple[str, bool]:
    """Its name, and whether it says that it is a picture of a kind that we take."""
    for known, is_picture in ((PICTURES, True), (OTHERS, False)):
        for magic, name in known:
            if start.startswith(magic):
                # A camera's raw file is a TIFF by its first bytes.
                is_raw = name == "TIFF" and start[8:10] == b"CR"
                return ("RAW", False) if is_raw else (name, is_picture)
    if start[:4] == b"RIFF":
        return ("WebP", True) if start[8:12] == b"WEBP" else (_("a sound or a film"), False)
    if start[4:8] == b"ftyp":
        return _by_brand(start[8:12])
    return _of_words(start), False


def _by_brand(brand: bytes) -> tuple[str, bool]:
    if brand[:3] in {b"hei", b"hev"}:
        return "HEIC", True
    name = BRANDS.get(brand)
    return (name, name != "RAW") if name else (_("a film"), False)


def _of_words(start: bytes) -> str:
    if not start:
        return _("it is empty")
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<svg" in head:
        return "SVG"
    if head.startswith((b"<!doctype html", b"<html")):
        return _("a web page")
    try:
        start.decode().encode("ascii")
    except UnicodeError:
        return _("of an unknown kind")
    return _("of an unknown kind") if b"\0" in start else _("a text")
