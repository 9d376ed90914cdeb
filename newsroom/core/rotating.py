"""A new DATA_KEY takes the place of an older one, row by row, while the paper goes on."""

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast

from newsroom.core.private import EncryptedTextField, cipher, cipher_of

BATCH = 500


@dataclass
class Tally:
    """Of one field: how many values have the newest key already, get it now, or have a lost one."""

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
