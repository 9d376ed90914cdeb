from django.db import migrations

from newsroom.core.html import sanitize


def name_speakers(apps, schema_editor):
    """A last line with a dash becomes the source of a quotation; other bodies change when saved."""
    articles = apps.get_model("articles", "Article").objects
    quoting = articles.filter(body__contains="<blockquote>").values_list("pk", "body")
    for pk, body in quoting.iterator(chunk_size=200):
        articles.filter(pk=pk).update(body=sanitize(body))


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_since_when")]

    operations = [
        migrations.RunPython(name_speakers, migrations.RunPython.noop, elidable=True),
    ]
