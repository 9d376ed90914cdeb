"""Tags brought together, and found in a text that is being written."""

import re

from django.db import transaction

from articles.models import Redirect, Tag, TaggedArticle
from articles.models.tag import in_order, key_of
from newsroom.core.alphabet import Bytewise
from newsroom.core.words import fold

SUGGESTED = 8
MOST_NAMED = 500
LONGEST = 5  # words that the name of a tag may have, to be looked for
WORD = re.compile(r"\.?\w+(?:[.&@+]\w+)*(?:\+\+|#)?")


@transaction.atomic
def merge(tags, *, into: Tag) -> int:
    """File all that stands under these tags under that one; their addresses lead there.

    How many articles got the tag by this.
    """
    moved = 0
    for tag in tags:
        if tag == into:
            continue
        has_both = TaggedArticle.objects.filter(tag=into).values("content_object")
        only_here = tag.taggings.exclude(content_object__in=has_both)
        moved += only_here.update(tag=into)
        lead_to(into, tag)
        tag.delete()
    return moved


def lead_to(into: Tag, gone: Tag) -> None:
    """In one hop, also what led to the tag that goes."""
    former = {"path": gone.lasting_address, "defaults": {"target": into, "address": ""}}
    Redirect.objects.to(gone).update(target_id=into.pk)
    Redirect.objects.update_or_create(**former)


def known_in(text: str) -> list[str]:
    """The tags whose names stand in a text, those of most articles first."""
    said = phrases(text)
    tags = Tag.objects.values_list("pk", "key")
    named = [pk for pk, key in tags.order_by() if spoken(key) in said]
    often = Tag.objects.filter(pk__in=named[:MOST_NAMED]).with_number()
    return list(
        often.order_by("-number", Bytewise("key")).values_list("name", flat=True)[:SUGGESTED]
    )


def as_known(names) -> list[str]:
    """These names, as the paper writes those that it knows."""
    known = Tag.objects.named(names)
    return in_order({known[key_of(name)].name if key_of(name) in known else name for name in names})


def phrases(text: str) -> set[str]:
    """All runs of a few words, without accents and capitals."""
    words = spoken(fold(text)).split(" ")
    return {
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, LONGEST + 1)
    }


def spoken(folded: str) -> str:
    """Its words alone; signs that are part of a name stay: `c++`, `asp.net`, `r&d`."""
    return " ".join(WORD.findall(folded))
