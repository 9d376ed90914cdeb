import django.utils.timezone
from django.db import migrations, models

import newsroom.core.private


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_newspaper_counts_reads'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataAsking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', newsroom.core.private.EncryptedTextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
