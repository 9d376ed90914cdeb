"""What servers really say, and what it says of the reader."""

# ruff: noqa: E501 (servers talk long)

import pytest

from newsroom.core.verdicts import judge, without_addresses

GONE = """
550 5.1.1 <x@example.org>: Recipient address rejected: User unknown in virtual mailbox table
550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces. For more information, go to https://support.google.com/mail/?p=NoSuchUser d2e1a72fcca58-7f0 - gsmtp
550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN416
550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
550 5.2.1 The email account that you tried to reach is disabled. Learn more at https://support.google.com/mail/?p=DisabledUser
554 delivery error: dd This user doesn't have a yahoo.com account (x@yahoo.com) [0]
554 30 Sorry, your message to x@yahoo.com cannot be delivered. This mailbox is disabled (554.30).
550 No such user here
550 Unknown user
550 5.1.2 <x@gmial.com>: Recipient address rejected: Domain not found
556 5.1.10 Recipient address has null MX
550 5.7.17 Mailbox owner has changed
550 5.1.6 recipient no longer on server
550 5.1.1 sorry, no mailbox here by that name (#5.1.1 - chkuser)
550 5.1.1 unknown or illegal alias: x@example.org
550 5.4.310 DNS domain gmial.com does not exist [Message=InfoDomainNonexistent]
550 5.1.3 Bad destination mailbox address syntax
550 #5.1.1 user not found
550 5.1.1 User account has been suspended
550 5.2.1 This mailbox has been blocked due to inactivity
550 5.7.1 <x@example.org>: user unknown
""".strip().splitlines()
FULL = """
552 5.2.2 The email account that you tried to reach is over quota and inactive.
452-4.2.2 The email account that you tried to reach is over quota. Please direct the recipient to
552 over quota
554 5.2.2 mailbox full
550 5.7.1 Requested mail action aborted: exceeded storage allocation: mailbox full
452 4.1.1 x@example.org 4.2.2 mailbox full
552 Requested mail action aborted: exceeded storage allocation. Mailbox exceeded storage limit.
550 La boite du destinataire est pleine: boîte aux lettres pleine
""".strip().splitlines()
OURS = """
550 5.1.8 <lettre@octet.example>: Sender address rejected: Domain not found
550 5.1.8 sender domain does not exist
550 5.1.7 Bad sender's mailbox address syntax
550 5.7.1 poor reputation
550 5.7.1 Message rejected due to poor reputation of your IP; user unknown
554 5.7.1 <x@example.org>: Relay access denied
550 5.7.1 Unable to relay for x@example.org
553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
550 relay not permitted
550 5.7.1 Unfortunately, messages from [203.0.113.9] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).
550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.
550 5.7.1 [203.0.113.9 12] Our system has detected that this message is likely unsolicited mail.
553 5.7.1 [BL21] Connections will not be accepted from 203.0.113.9, because the ip is in Spamhaus's list
554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes
554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org
550 5.7.25 The IP address sending this message does not have a PTR record setup
554 5.7.5 permanent error evaluating DMARC policy
554 IP=203.0.113.9 - None/bad reputation. Ask your postmaster for help
550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510
421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. LPN105_104
421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred due to unexpected volume or user complaints
450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.9]
450 4.1.8 <lettre@octet.example>: Sender address rejected: Domain not found
451 4.7.650 The mail server [203.0.113.9] has been temporarily rate limited due to IP reputation.
550 5.7.23 The message was rejected because of Sender Policy Framework violation
550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=203.0.113.9
552 5.3.4 Message size exceeds fixed maximum message size
554 5.6.0 Message contains invalid header
530 5.7.0 Authentication required
550 5.1.1 Mail from 203.0.113.9 refused, see our blocklist
550 SPF check failed: domain octet.example does not exist
550 Sender verify failed
550 Verification failed for <lettre@octet.example>: sender is unknown user
501 5.5.4 Invalid HELO name
550 Domain of sender address lettre@octet.example does not exist
550 5.7.27 Sender address has null MX
550 5.1.0 Sender rejected: no such domain
451 4.3.0 greylisted, try again in 300 seconds
550 5.7.60 SMTP; Client does not have permissions to send as this sender
550 High probability of spam
550 5.7.1 Adresse d'expéditeur refusée
""".strip().splitlines()
LATER = """
451 4.3.0 Temporary failure
450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message
550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.
421 4.4.2 connection timed out
450 4.1.1 <x@example.org>: Recipient address rejected: unverified address
450 4.1.2 Recipient address rejected: Domain not found
550 5.4.4 Host or domain name not found. Name service error
550 Requested action not taken: mailbox unavailable
550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).
550 5.0.0 error
554 Transaction failed
550 5.4.1 Recipient address rejected: Access denied
""".strip().splitlines()  # fmt: skip
PHRASES = [
    (words, kind)
    for kind, table in (("gone", GONE), ("full", FULL), ("ours", OURS), ("later", LATER))
    for words in table
]


@pytest.mark.parametrize(("words", "kind"), PHRASES)
def test_what_a_server_says_is_understood(words, kind):
    assert judge(words) == kind


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("5.1.1", "", "gone"),
        ("5.0.0", "550 5.1.1 user unknown", "gone"),
        ("", "550 No such user here", "gone"),
        ("5.1.8", "", "ours"),
        ("5.7.1", "", "ours"),
        ("5.1.1", "550 5.7.1 poor reputation", "ours"),
        ("5.2.2", "", "full"),
        ("4.2.2", "", "full"),
        ("4.1.1", "try again", "later"),
        ("4.4.7", "delivery time expired", "later"),
        ("5.999.999", "", "later"),
        ("nonsense", "", "later"),
        ("", "", "later"),
    ],
)
def test_the_status_of_a_report_counts_with_its_words(status, words, kind):
    assert judge(words, status) == kind


def test_numbers_of_an_address_or_a_version_are_no_status():
    assert judge("550 203.5.1.1 says no") == "later"
    assert judge("550 Exim 4.2.2.1 failed") == "later"


def test_an_address_that_sounds_like_a_reason_is_none():
    assert judge("550 5.1.1 <relay.spam@example.org>: User unknown") == "gone"


def test_what_is_kept_names_no_mailbox():
    kept = without_addresses("550 5.1.1 <ada.l@example.org>:\r\n  User unknown")
    assert kept == "550 5.1.1 <…@example.org>: User unknown"
