from django.db import migrations, models

from newsroom.core.words import fold


def fold_words(apps, schema_editor):
    pictures = apps.get_model("articles", "Picture").objects
    said = pictures.values_list("pk", "alt", "caption", "credit")
    for pk, *words in said.iterator():
        pictures.filter(pk=pk).update(words=fold(" ".join(words)))


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_one_tag_for_a_key")]

    operations = [
        migrations.AddField("picture", "words", models.TextField(default="", editable=False)),
        migrations.RunPython(fold_words, migrations.RunPython.noop),
    ]
