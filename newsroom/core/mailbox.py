"""The mailbox of a machine without mail: each message is a file."""

from datetime import datetime
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

from newsroom.core.slugs import slugify


class FolderBackend(BaseEmailBackend):
    """Write every mail to a folder of its own as `.eml`, and print its path."""

    def __init__(self, folder, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = self._path(message.subject)
            path.write_bytes(message.message().as_bytes())
            print(f"Mail: {path}", flush=True)
        return len(email_messages)

    def _path(self, subject):
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        return self.folder / f"{stamp}-{slugify(subject, 50)}.eml"
