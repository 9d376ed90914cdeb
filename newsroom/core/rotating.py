"""A new DATA_KEY takes the place of an older one, row by row, while the paper goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from newsroom.core.private import EncryptedTextField, cipher, cipher_of, names, renewed

BATCH = 500
FINGERPRINTS = {
    "comments.Comment": ("email_fingerprint", "network", "sending_fingerprint"),
    "comments.Device": ("email_fingerprint",),
    "comments.ReplyMail": ("reader",),
    "comments.Report": ("email_fingerprint", "network"),
    "comments.Sanction": ("target",),
    "comments.Silence": ("email_fingerprint",),
    "core.Attempt": ("source",),
    "core.DataRequest": ("email_fingerprint",),
    "newsletter.Subscriber": ("email_fingerprint",),
    "newsletter.Suppression": ("fingerprint",),
}
WHO_LEFT = {
    "comments.Silence": "email_fingerprint",
    "newsletter.Subscriber": "email_fingerprint",
    "newsletter.Suppression": "fingerprint",
}


@dataclass
class Tally:
    """Of one field: how many values have the newest key already, get it now, or have a lost one.

    A fingerprint that was also made anew meanwhile is there twice: the older one stays unused.
    """

    field: str
    fresh: int = 0
    rotated: int = 0
    lost: int = 0


def sealed_fields() -> list[tuple[type[models.Model], str]]:
    """Every encrypted field of every model; a new one needs no line here."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def rotate(*, dry_run: bool = False) -> Iterator[Tally]:
    """Encrypt with the newest key what an older one has encrypted. Safe to stop and to repeat."""
    for model, name in sealed_fields():
        tally = Tally(f"{model._meta.label}.{name}")
        last = 0
        while batch := _after(model, name, last):
            with transaction.atomic():
                for pk, sealed in batch:
                    _rotate_one(model, name, pk, sealed, tally, dry_run)
            last = batch[-1][0]
        yield tally


def renew_fingerprints(*, dry_run: bool = False) -> Iterator[Tally]:
    """Put the newest key over what was made with older ones; until then nobody is found by it."""
    for label, columns in FINGERPRINTS.items():
        for name in columns:
            yield _renew(apps.get_model(label), name, dry_run)


def lacks_a_key() -> bool:
    """Whether who has left can't be recognised: their fingerprint has a key that is not there."""
    return any(
        apps.get_model(label).objects.exclude(_ending(name, names())).exists()
        for label, name in WHO_LEFT.items()
    )


def _ending(name: str, ends: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{name}__endswith": end}) for end in ends), Q(pk=None))


def _renew(model, name, dry_run) -> Tally:
    rows = models.QuerySet(model)  # past what a model refuses: the fact stays the same
    old = _ending(name, names()[:-1])
    made = rows.exclude(**{name: ""}).count()
    tally, last = Tally(f"{model._meta.label}.{name}"), 0
    while True:
        with transaction.atomic():
            batch = rows.filter(old, pk__gt=last).order_by("pk").select_for_update()
            batch = list(batch.values_list("pk", name)[:BATCH])
            tally.rotated += _renew_batch(rows, name, batch, dry_run)
        if not batch:
            tally.fresh = made - tally.rotated
            return tally
        last = batch[-1][0]


def _renew_batch(rows, name, batch, dry_run) -> int:
    """By SQL, as a start waits for it; nobody else writes to these rows meanwhile."""
    new = {pk: made for pk, stored in batch if (made := renewed(stored)) != stored}
    if rows.model._meta.get_field(name).unique:
        taken = set(rows.filter(**{f"{name}__in": new.values()}).values_list(name, flat=True))
        # Two that become the same: the first stays, the other is nobody's any more.
        first = {made: pk for pk, made in reversed(new.items())}
        new = {pk: made for made, pk in first.items() if made not in taken}
    if not dry_run:
        table, column = map(connection.ops.quote_name, (rows.model._meta.db_table, name))
        statement = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608 (our own names)
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(made, pk) for pk, made in new.items()])
    return len(new)


def _as_stored(model, name):
    """The rows with what the database holds, unread."""
    return model._base_manager.annotate(sealed=Cast(name, models.TextField()))


def _after(model, name, pk):
    rows = _as_stored(model, name).filter(pk__gt=pk).exclude(sealed="").order_by("pk")
    return list(rows.values_list("pk", "sealed")[:BATCH])


def _rotate_one(model, name, pk, sealed, tally, dry_run) -> None:
    if _is_fresh(sealed):
        tally.fresh += 1
        return
    try:
        value = cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        tally.lost += 1
        return
    # Whatever was written meanwhile has the newest key already, and stays.
    mine = _as_stored(model, name).filter(pk=pk, sealed=sealed)
    tally.rotated += 1 if dry_run else mine.update(**{name: value})


def _is_fresh(sealed: str) -> bool:
    try:
        cipher_of((settings.DATA_KEYS[0],)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True
