from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("comments", "0017_origins_moved")]
    operations = [migrations.RemoveField(model_name="comment", name="ip")]
