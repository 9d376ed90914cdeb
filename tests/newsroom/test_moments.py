"""An hour that the clock leaves out, or shows twice, is asked again with the two beside it."""

from contextlib import suppress
from datetime import datetime

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import FieldError, ValidationError
from django.utils import timezone

from newsroom.core.moments import MomentField, of_our_clock

SKIPPED = (
    "This hour does not exist on that day (the clocks go forward): choose {after}, or {before}."
)
TWICE = "This hour comes twice on that day (the clocks go back): choose {before}, or {after}."

OURS = ("articles", "comments", "newsletter", "core", "auth")


def refusal_of(typed):
    with pytest.raises(ValidationError) as refusal:
        of_our_clock(datetime.fromisoformat(typed))
    return refusal.value.messages[0].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-03-28 02:00", SKIPPED.format(before="1 h 59", after="3 heures")),
        ("2027-03-28 02:30", SKIPPED.format(before="1 h 59", after="3 h 30")),
        ("2027-03-28 02:59:59", SKIPPED.format(before="1 h 59", after="3 h 59")),
        ("2026-10-25 02:00", TWICE.format(before="1 h 59", after="3 heures")),
        ("2026-10-25 02:30", TWICE.format(before="1 h 59", after="3 heures")),
    ],
)
def test_both_hours_beside_a_change_of_the_clock_are_named(settings, typed, sentence):
    settings.TIME_ZONE = "Europe/Paris"
    assert refusal_of(typed) == sentence


@pytest.mark.parametrize("typed", ["2027-03-28 01:59", "2027-03-28 03:00", "2026-10-25 03:00"])
def test_the_hours_that_are_named_are_taken(settings, typed):
    settings.TIME_ZONE = "Europe/Paris"
    moment = of_our_clock(datetime.fromisoformat(typed))
    assert timezone.localtime(moment).isoformat(" ")[:16] == typed


def test_at_midnight_the_hour_before_is_told_with_its_day():
    with timezone.override("Africa/Cairo"):
        sentence = refusal_of("2027-04-30 00:30")
    assert "choose 1 h 30, or 29 avril 2027 à 23 h 59." in sentence


@pytest.mark.parametrize("typed", ["0001-01-01 00:00", "9999-12-31 23:59", "1927-03-01 08:00"])
def test_a_slip_in_the_year_is_told(typed):
    assert refusal_of(typed) == "Choose a year from 2000 to 2099."


def test_nothing_typed_is_no_moment():
    assert MomentField(required=False).clean(["", ""]) is None


def moments_asked(options, request):
    """The fields of its form and of its inlines that ask for a moment."""
    bases = []
    with suppress(FieldError):  # only read
        bases = [options.get_form(request, options.model()).base_fields]
    inlines = [inline(options.model, admin.site) for inline in options.inlines]
    bases += [inline.get_formset(request).form.base_fields for inline in inlines]
    for name, field in (item for fields in bases for item in fields.items()):
        if isinstance(field, forms.DateTimeField | forms.SplitDateTimeField):
            yield f"{options.model._meta.label}.{name}", type(field)


@pytest.mark.django_db
def test_every_form_of_the_desk_asks_for_moments_by_it(rf, editor):
    request = rf.get("/admin/")
    request.user = editor
    editor.is_superuser = True
    ours = [o for o in admin.site._registry.values() if o.model._meta.app_label in OURS]
    writable = [
        o for o in ours if o.has_add_permission(request) or o.has_change_permission(request)
    ]
    asking = dict(found for options in writable for found in moments_asked(options, request))
    assert {"articles.Article.publish_at", "newsletter.Digest.scheduled_for"} <= asking.keys()
    assert [name for name, kind in asking.items() if kind is not MomentField] == []
