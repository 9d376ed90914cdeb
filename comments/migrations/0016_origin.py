import django.db.models.deletion
from django.db import migrations, models

import newsroom.core.private


class Migration(migrations.Migration):
    dependencies = [("comments", "0015_queue_index_with_score")]
    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("ip", newsroom.core.private.EncryptedTextField(editable=False)),
                ("at", models.DateTimeField(db_index=True, editable=False)),
            ],
            options={"default_permissions": ()},
        ),
    ]
