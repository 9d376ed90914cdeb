"""Returns in plain words, as servers write them that know no RFC 3464."""

import pytest

from newsletter.returning import take_report
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved
from tests.newsletter.test_returning import bounce

pytestmark = pytest.mark.django_db
QMAIL = """\
From: MAILER-DAEMON@mx.example
To: paper@octet.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
Remote host said: 550 {words}

--- Below this line is a copy of the message.

Return-Path: <lettre@octet.example>
Message-ID: {message}
Subject: User unknown, over quota, 550 5.7.1 spam

…
"""
EXIM = """\
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: paper@octet.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.example [203.0.113.4]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    550 {words}

------ This is a copy of the message, including all the headers. ------

Message-ID: {message}
Subject: User unknown
"""
HMAIL = """\
Return-Path: <>
From: mailer-daemon@mx.example
To: paper@octet.example
Subject: Message undeliverable: The letter
Content-Type: text/plain; charset=utf-8

Your message did not reach some or all of the intended recipients.

   Subject: The letter

The following recipient(s) could not be reached:

{address}
   Error Type: SMTP
   Remote server (203.0.113.4) issued an error.
   hMailServer sent: RCPT TO:<{address}>
   Remote server replied: 550 {words}

hMailServer

Message-ID: {message}
"""
LATE = """\
X-Failed-Recipients: {address}
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: paper@octet.example
Subject: Warning: message 1a2b delayed 24 hours

A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue. {words}
No action is required on your part. Delivery attempts will continue.

Message-ID: {message}
"""
ABSENT = """\
From: {address}
To: paper@octet.example
Subject: Re: The letter
Auto-Submitted: auto-replied

I am away; undeliverable until Monday. 550 {words}
In-Reply-To: {message}
"""


@pytest.fixture
def line():
    digest = make_approved(readers=1, articles=1)
    send_digest(digest)
    return digest.deliveries.get()


@pytest.mark.parametrize("form", [QMAIL, EXIM, HMAIL])
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("5.1.1 User unknown", "hard"),
        ("No such user here", "hard"),
        ("5.2.2 mailbox full", "full"),
        ("5.7.1 poor reputation of your IP", "ours"),
        ("5.1.8 Sender address rejected: Domain not found", "ours"),
        ("something else", "soft"),
    ],
)
def test_a_failure_in_plain_words_is_understood_without_its_copy(line, form, words, kind):
    assert take_report(bounce(line, form, words=words)) == kind
    line.refresh_from_db()
    assert (line.status, line.error.count(words)) == ("returned", 1)
    assert line.subscriber.email not in line.error


def test_a_mail_that_is_late_is_no_failure(line):
    assert take_report(bounce(line, LATE)) == "delayed"
    line.refresh_from_db()
    assert line.status == "sent"


def test_a_note_of_absence_is_no_failure_whatever_it_says(line):
    assert take_report(bounce(line, ABSENT)) == "other"
    line.refresh_from_db()
    assert line.status == "sent"


def test_a_forged_one_reaches_nobody(line):
    assert take_report(bounce(line, EXIM, message="<issue-1.x@octet.example>")) == "unknown"
