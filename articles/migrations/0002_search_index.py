from django.db import migrations

from articles.search import create_index, drop_index


class Migration(migrations.Migration):
    """The full-text index: FTS5 on SQLite, a GIN index on PostgreSQL."""

    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(create_index, drop_index)]
