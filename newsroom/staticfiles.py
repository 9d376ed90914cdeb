"""Static files for readers: hashed, compressed, and the stylesheet in one piece."""

import re
from functools import cached_property

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "newsroom/css/site.css"
IMPORT = re.compile(r'^@import "([\w-]+\.css)";$', re.MULTILINE)


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Puts the parts of the stylesheet in it when static files are collected.

    Each part is a file to write in, but a page would wait for twelve answers before it shows.
    """

    def url(self, name, force=False):
        """As the list of files says, which doesn't change while the site runs."""
        if (name, force) not in self.addresses:
            self.addresses[name, force] = super().url(name, force)
        return self.addresses[name, force]

    @cached_property
    def addresses(self) -> dict:
        return {}

    def post_process(self, paths, dry_run=False, **options):
        if STYLESHEET in paths and not dry_run:
            paths = paths | {STYLESHEET: (self, self._bundle(*paths[STYLESHEET]))}
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, storage, path):
        self.delete(STYLESHEET)
        return self._save(STYLESHEET, ContentFile(bundled(storage, path).encode()))


def bundled(storage, path: str) -> str:
    """The text of a stylesheet, each of its imports replaced by the file it names."""
    folder = path.rpartition("/")[0]
    return IMPORT.sub(lambda part: _read(storage, f"{folder}/{part[1]}"), _read(storage, path))


def _read(storage, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode()
