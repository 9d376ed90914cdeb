"""The mailbox of a machine without mail: each message is a file."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from newsroom.core.slugs import slugify

KEPT = timedelta(days=30)


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


def forget_mails(now=None, *, dry_run: bool = False) -> int:
    """Delete the mails of a folder that are older than KEPT: they hold addresses and live links."""
    before = ((now or timezone.now()) - KEPT).timestamp()
    folders = [mailer.get("OPTIONS", {}).get("folder") for mailer in settings.MAILERS.values()]
    mails = [mail for folder in folders if folder for mail in Path(folder).glob("*.eml")]
    old = [mail for mail in mails if mail.stat().st_mtime < before]
    if not dry_run:
        for mail in old:
            mail.unlink(missing_ok=True)
    return len(old)
