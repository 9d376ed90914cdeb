from django.db import migrations, models
from django.urls import reverse

from articles.models.tag import key_of, written


def give_keys(apps, schema_editor):
    """Tags that read the same become one: that of most articles, to which the others lead."""
    Tag = apps.get_model("articles", "Tag")
    tags = Tag.objects.annotate(number=models.Count("taggings")).order_by("-number", "pk")
    kept = {}
    for tag in tags:
        tag.name = written(tag.name)
        tag.key = key_of(tag.name) or f"tag {tag.pk}"
        if tag.key in kept:
            bring_together(apps, tag, into=kept[tag.key])
        else:
            kept[tag.key] = tag
    for tag in kept.values():
        Tag.objects.filter(pk=tag.pk).update(name=tag.name, key=tag.key)


def bring_together(apps, tag, *, into):
    of_tag = {"app_label": "articles", "model": "tag"}
    kind, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(**of_tag)
    Redirect = apps.get_model("articles", "Redirect")
    Redirect.objects.filter(target_type=kind, target_id=tag.pk).update(target_id=into.pk)
    leads = {"target_type": kind, "target_id": into.pk, "address": ""}
    Redirect.objects.update_or_create(path=reverse("tag", args=[tag.slug]), defaults=leads)
    has_both = into.taggings.values("content_object")
    tag.taggings.exclude(content_object__in=has_both).update(tag=into)
    tag.taggings.all().delete()
    tag.delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "from_nothing_squashed_0021")]

    operations = [
        migrations.AddField("tag", "key", models.CharField(default="", editable=False, max_length=200)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
