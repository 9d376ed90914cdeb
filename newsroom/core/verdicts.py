"""What a mail server means by its refusal: one judgement for whoever hears one.

In the conversation, in a report that comes back, from a provider. It goes by the enhanced status
code (RFC 3463 and its registry at IANA), and by the words where these say more. What speaks of us,
of our domain, address, signature, reputation or pace, says nothing of the reader.
"""

import re
from typing import Literal

Verdict = Literal["gone", "full", "ours", "later"]
GONE: Verdict = "gone"  # there is no such mailbox, and there won't be
FULL: Verdict = "full"  # it may be emptied again
OURS: Verdict = "ours"  # they don't want it from us, or not like that
LATER: Verdict = "later"  # anything else: once says nothing, again and again does

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?:^|[\s:>])([45])\d\d(?=[\s-])")
ADDRESS = re.compile(r"[^\s<>@:;,\"'()\[\]=]{1,64}@(?=[\w.-]+)")

OF_US = re.compile(
    r"""
    \bsender\W+(address|domain|e-?mail|id\b|host|ip\b|policy|verif|callout|rejected|denied|refused
        |is\ |was\ |not\ |could\ not|has\ (a|no|poor)|unauthenticated|blocked|access)
    | (domain|address|reputation)\ of\ (the\ )?(sender|sending)
    | (your|sending|sender'?s?|client|source|originating|connecting)\ (mail\ )?
        (ip|host|server|domain|network|address|reputation|mta|client)\b
    | \bMAIL\ FROM\b | envelope[\s-]from | return[\s-]path | from[:\s]header | header[\s-]from
    | \b(spf|dkim|dmarc|arc|ptr|rdns|fcrdns|dnsbl|rbl|rhsbl|helo|ehlo|starttls|tls)\b
    | reverse\ (dns|host|lookup|name) | unauthenticated | not\ authenticated | authenticat(e|ion)
    | reputation | black-?\s?list | block-?\s?list | deny-?\s?list | grey-?list | gray-?list
    | spamhaus | spamcop | barracuda | sorbs | \bsurbl\b | \buribl\b | proofpoint | cloudmark
    | senderscore | \bzen\. | \blisted\ (at|in|on|by)\b | \bblocked\ (by|using|for|because)\b
    | \brelay | rcpthosts | \bspam | unsolicited | phish | \bvirus | malware | bulk\ mail
    | policy | policies | prohibited\ content | content\ (rejected|filter|restrict)
    | suspicious | complaint | abus | \bAS\(\d+\) | \bip[=:\s]+\d | \bip\ address
    | too\ (many|fast|quick|much)\b(?!.{0,20}recipient.{0,20}mailbox) | rate[\s-]?limit
    | throttl | slow\ down | excessive | (hour|dai|minut)\w*\ (quota|limit|message\ rate)
    | (message|sending|connection)\ (rate|limit)\b | limit\ on\ (the\ )?number
    | connections?\ (refused|will\ not|rate|limit) | service\ refus | refused?\ by\ polic
    | (message|mail|size|header)\w*\ (is\ )?(too\ (large|big|long)|size\ exceed|exceeds?)
    | trop\ de\ connexions | exp[ée]diteur | r[ée]putation
    """,
    re.IGNORECASE | re.VERBOSE,
)
OF_FULL = re.compile(
    r"""over\ ?quota | quota\ (is\ |was\ |has\ been\ )?(exceed|full|reach)
    | exceed\w*\ (\w+\ ){0,3}quota
    | out\ of\ (storage|quota|disk) | (mail)?box(\ \S+)?\ (is\ |was\ |seems\ )?(over)?full\b
    | full\ mailbox | insufficient\ (mailbox|user|disk)?\ ?(space|storage|quota)
    | storage\ (limit|full)
    | exceeded\ (its\ |their\ |the\ |his\ )?(storage|mailbox|disk)
    | bo[iî]te\b.{0,40}\bpleine
    | (mailbox|disk|user)\ (size\ |storage\ )?(limit|quota)\ (exceed|reach)
    | over\ its\ (disk\ )?quota
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAILBOX = (
    r"(user|recipient|mailbox|account|address|addressee|adressee|alias|inbox"
    r"|utilisateur|destinataire)"
)
_IS_GONE = r"""(unknown|invalid|not\ found|does\ ?n[o'’]t\ exist|does\ not\ exist|not\ exist
    |no\ longer|not\ known|is\ disabled|disabled|discontinued|not\ listed|inexistant|inconnu
    |has\ been\ (disabled|deleted|deactivated|suspended|closed)|has\ changed
    |is\ (inactive|closed|suspended|deactivated)|blocked\ due\ to\ inactivity)"""
OF_GONE = re.compile(
    rf"""(unknown|unkown|invalid|no\ such|nonexist\w+|non-exist\w+|bad\ destination)\W+
        ((local|virtual|recipient|e-?mail|destination|mail)\W+)*{_MAILBOX}
    | {_MAILBOX}\b.{{0,60}}\b{_IS_GONE}
    | no\ (such|mailbox|account|valid\ recipient|user)\b
        .{{0,30}}(here|by\ that\ name|found|name|user|mailbox)
    | not\ a\ valid\ (recipient|mailbox|user|address)
    | does\ ?n[o'’]t\ have\ an?\ .{{0,40}}\ account
    | (email|e-mail)\ account\ that\ you\ tried\ to\ reach
    | no\ longer\ (valid|available|in\ use|with)
    | null\ ?mx | (domain|host)\ (name\ )?(does\ not|doesn't)\ (exist|accept\ mail)
    | user\ unknown | unknown\ user | user\ not\ found | recipient\ not\ found
    | adresse\b.{{0,60}}invalide
    """,
    re.IGNORECASE | re.VERBOSE,
)
OF_SENDER = re.compile(r"\bsender|MAIL FROM|envelope[\s-]from|call(out|back)", re.IGNORECASE)
OF_RECIPIENT = re.compile(r"recipient address rejected", re.IGNORECASE)
OF_PACE = re.compile(r"receiving (mail|messages) (too quickly|at a rate)", re.IGNORECASE)

# RFC 3463 and the registry. By the class of the subject where the detail isn't named.
CODES: dict[tuple[int, int], Verdict] = {
    **dict.fromkeys([(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (7, 17), (7, 18)], GONE),
    **dict.fromkeys([(1, 7), (1, 8), (2, 3), (3, 4), (3, 6)], OURS),
    (2, 2): FULL,
    (4, 310): GONE,  # of one big provider: no such domain
    (5, 0): LATER,  # what some say for everything
}
SUBJECTS: dict[int, Verdict] = {5: OURS, 6: OURS, 7: OURS}


def judge(answer: str, status: str = "") -> Verdict:
    """What this refusal says of the mailbox. Only one for ever can say that it is gone."""
    codes = [*STATUS.findall(status), *STATUS.findall(answer)]
    exact = [code for code in codes if code[1] != "0"] or codes
    kind, subject, detail = _told(exact, answer)
    by_code = CODES.get((subject, detail), SUBJECTS.get(subject, LATER))
    if OF_PACE.search(answer):
        return LATER
    if by_code == FULL or OF_FULL.search(answer):
        return OURS if by_code == OURS and subject != 7 else FULL
    if kind == 5 and by_code == GONE and OF_GONE.search(answer) and not OF_SENDER.search(answer):
        return GONE  # whatever else is told beside it: a table of relays, a policy to read
    if kind == 5 and (subject, detail) == (4, 1) and OF_RECIPIENT.search(answer):
        return LATER  # so says a big provider of a mailbox that is not there, or not yet
    if OF_US.search(ADDRESS.sub("", answer)):
        return OURS
    if kind != 5:
        return LATER if by_code == GONE else by_code
    if by_code in {OURS, LATER} and OF_GONE.search(answer):
        return GONE
    return by_code


def _told(codes: list[tuple[str, str, str]], answer: str) -> tuple[int, int, int]:
    """The code that says most; without one, whether the reply is for ever."""
    if codes:
        return tuple(map(int, codes[0]))
    reply = REPLY.search(answer)
    return (int(reply[1]) if reply else 5, 0, 0)


def without_addresses(answer: str) -> str:
    """The words of a server, for keeping: it likes to repeat whose mailbox it is."""
    return ADDRESS.sub("…@", " ".join(answer.split()))
