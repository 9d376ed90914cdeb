from django.db import migrations

from comments.searching import create_index, drop_index


class Migration(migrations.Migration):
    """The words of the comments: FTS5 on SQLite, a GIN index on PostgreSQL."""

    dependencies = [("comments", "0013_reports_in_the_rules")]
    operations = [migrations.RunPython(create_index, drop_index)]
