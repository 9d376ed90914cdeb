from django.db import migrations, transaction

BATCH = 10_000
MOVE = """
    INSERT INTO comments_origin (comment_id, ip, at)
    SELECT id, ip, created_at FROM comments_comment
    WHERE id > %s AND id <= %s AND ip <> ''
    ON CONFLICT DO NOTHING
"""
GIVE_BACK = """
    UPDATE comments_comment
    SET ip = (SELECT ip FROM comments_origin WHERE comment_id = comments_comment.id)
    WHERE id IN (SELECT comment_id FROM comments_origin WHERE comment_id > %s AND comment_id <= %s)
"""
EMPTY = "DELETE FROM comments_origin WHERE comment_id > %s AND comment_id <= %s"


def in_parts(*statements):
    """Each part is a transaction of its own: stopped, it goes on where it was. Nothing is opened."""

    def run(apps, schema_editor):
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM comments_comment")
            [last] = cursor.fetchone()
            for start in range(0, last, BATCH):
                with transaction.atomic(using=connection.alias):
                    for statement in statements:
                        cursor.execute(statement, [start, start + BATCH])

    return run


class Migration(migrations.Migration):
    """The sealed network addresses leave the comments as they are: no key is needed for it."""

    atomic = False
    dependencies = [("comments", "0016_origin")]
    operations = [migrations.RunPython(in_parts(MOVE), in_parts(GIVE_BACK, EMPTY))]
