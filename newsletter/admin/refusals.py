"""What mail servers said no with, for the page that sends the refused again."""

import re

from django.db.models import Count

from newsletter.models import Digest
from newsletter.verdicts import Return, kind_of
from newsroom.core.private import fingerprint

# What differs from mail to mail: addresses, numbers of machines, marks of the server.
OWN = re.compile(r"\S*[@/]\S*|\[[^\]]*\]|\b\w*\d{3,}\w*(?:[.-]\w+)*")


def refusals(digest: Digest) -> list[dict]:
    """The answers to those who still get the letter, alike ones together, the most first."""
    lines = digest.deliveries.refused().sendable().order_by()
    groups: dict[str, dict] = {}
    for error, number in lines.values_list("error").annotate(number=Count("pk")):
        alike = error[:3] + OWN.sub("…", error[3:])
        group = groups.setdefault(alike, {"answer": error, "number": 0, "errors": []})
        group["number"] += number
        group["errors"].append(error)
    for alike, group in groups.items():
        group["key"] = fingerprint(f"refusal:{alike}")[:16]
        group["is_ours"] = kind_of("", group["answer"]) == Return.Kind.OURS
    return sorted(groups.values(), key=lambda group: -group["number"])
