from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_keys_of_tags")]

    operations = [
        migrations.AlterField(
            "tag", "key", models.CharField(editable=False, max_length=200, unique=True)
        ),
    ]
