
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_desk_lists'),
        ('comments', '0014_search_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='comment',
            name='comments_by_score',
        ),
        migrations.RemoveIndex(
            model_name='comment',
            name='comments_by_queue',
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['-status', 'created_at', 'id', 'article', 'score'], name='comments_by_queue'),
        ),
    ]
