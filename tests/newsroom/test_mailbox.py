import email
import os
import time
from email import policy

import pytest
from django.core.mail import EmailMessage

from newsroom.core.mailbox import FolderBackend, forget_mails


@pytest.fixture
def mailbox(tmp_path):
    return FolderBackend(folder=str(tmp_path / "mail"), alias="default")


def test_each_mail_is_a_file_that_a_mail_program_opens(mailbox, capsys):
    message = EmailMessage("Élan d’été", "Bonjour", "a@example.org", ["b@example.org"])
    assert mailbox.send_messages([message]) == 1
    (path,) = mailbox.folder.iterdir()
    stored = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert stored["Subject"] == "Élan d’été"
    assert str(path) in capsys.readouterr().out


def test_many_mails_at_once_are_as_many_files(mailbox):
    messages = [EmailMessage("Même sujet", str(n), to=["b@example.org"]) for n in range(50)]
    mailbox.send_messages(messages)
    assert len(list(mailbox.folder.glob("*.eml"))) == 50


def test_a_subject_cannot_choose_the_folder(mailbox):
    mailbox.send_messages([EmailMessage("../../etc/passwd", "x", to=["b@example.org"])])
    (path,) = mailbox.folder.iterdir()
    assert path.name.endswith(".eml")
    assert "etc-passwd" in path.name


def test_written_mails_end_after_thirty_days(mailbox, settings):
    settings.MAILERS = {"default": {"OPTIONS": {"folder": str(mailbox.folder)}}}
    mailbox.send_messages([EmailMessage(str(n), "x", to=["b@example.org"]) for n in range(2)])
    old, new = sorted(mailbox.folder.iterdir())
    month_ago = time.time() - 30 * 24 * 3600 - 60
    os.utime(old, (month_ago, month_ago))
    assert forget_mails(dry_run=True) == 1
    assert old.exists()
    assert forget_mails() == 1
    assert list(mailbox.folder.iterdir()) == [new]
