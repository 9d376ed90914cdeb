"""Since when each article is in its state: from the line that brought it there."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def since_when(apps, schema_editor):
    lines = apps.get_model("articles", "StatusChange").objects.filter(article=OuterRef("pk"))
    newest = Subquery(lines.order_by("-at", "-pk").values("at")[:1])
    articles = apps.get_model("articles", "Article").objects
    articles.update(status_since=Coalesce(newest, F("changed_at")))


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_states_notes_and_plans")]
    operations = [migrations.RunPython(since_when, migrations.RunPython.noop)]
