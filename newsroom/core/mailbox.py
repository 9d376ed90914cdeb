"""The mailbox of a machine without mail: each message is a file."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend

from newsroom.core.slugs import slugify


class FolderBackend(BaseEmailBackend):
    """Write every mail to a file of its own as `.eml`, and print its path."""

    def __init__(self, folder, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            print(f"Mail: {self._write(message)}", flush=True)
        return len(email_messages)

    def _write(self, message) -> Path:
        """Whole or not at all: the name is given when all is written."""
        path = self.folder / self._name(message.subject)
        draft = path.with_suffix(".part")
        draft.write_bytes(message.message().as_bytes())
        return draft.rename(path)

    def _name(self, subject) -> str:
        """In the order of sending; two processes at once never take the same name."""
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        return f"{stamp}-{slugify(subject, 50) or 'mail'}-{uuid4().hex[:6]}.eml"
