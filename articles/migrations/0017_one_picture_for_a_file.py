from django.db import migrations, models
from django.db.models import Count

KEY = 24  # so much of the digest names the files


def set_apart(apps, schema_editor):
    """Of pictures with the same content, from before this could not be, the first keeps its hash.

    The others keep the files, their words and all that shows them: what names the files stays.
    """
    pictures = apps.get_model("articles", "Picture").objects.order_by()
    digests = pictures.values("digest").annotate(rows=Count("pk")).filter(rows__gt=1)
    for digest in list(digests.values_list("digest", flat=True)):
        same = pictures.filter(digest=digest).order_by("pk").values_list("pk", flat=True)
        for pk in list(same)[1:]:
            pictures.filter(pk=pk).update(digest=f"{digest[:KEY]}{pk:040x}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_desk_lists")]

    operations = [
        migrations.RunPython(set_apart, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="picture",
            name="digest",
            field=models.CharField(
                editable=False, max_length=64, unique=True, verbose_name="content hash"
            ),
        ),
    ]
