from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_speakers_of_quotations")]

    operations = [
        migrations.RenameField("videostill", "youtube_id", "code"),
        migrations.AddField(
            "videostill",
            "provider",
            models.CharField(
                choices=[
                    ("youtube", "YouTube"),
                    ("vimeo", "Vimeo"),
                    ("dailymotion", "Dailymotion"),
                    ("peertube", "PeerTube"),
                ],
                default="youtube",
                max_length=11,
                verbose_name="provider",
            ),
        ),
        migrations.AlterField(
            "videostill",
            "code",
            models.CharField(
                help_text="What stands for it in its address.",
                max_length=290,
                verbose_name="video",
            ),
        ),
        migrations.AddConstraint(
            "videostill",
            models.UniqueConstraint(fields=("provider", "code"), name="one_still_per_video"),
        ),
    ]
