import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What those named below come to, for a database that has nothing yet: it is made in seconds."""

    replaces = [
        ('core', '0001_initial'),
        ('core', '0002_requests_about_data'),
        ('core', '0003_desk_language'),
        ('core', '0004_newspaper_counts_reads'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=30)),
                ('source', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [models.Index(fields=['scope', 'source', 'at'], name='attempts_of_a_source'), models.Index(fields=['at'], name='attempts_by_age')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('export', 'handed over'), ('anonymise', 'made anonymous'), ('delete', 'erased with its texts')], max_length=10, verbose_name='kind')),
                ('email_fingerprint', models.CharField(editable=False, max_length=64)),
                ('tally', models.JSONField(default=dict, verbose_name='of how much')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
            ],
            options={
                'verbose_name': 'request about personal data',
                'verbose_name_plural': 'requests about personal data',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['at'], name='data_requests_by_date')],
            },
        ),
        migrations.CreateModel(
            name='DeskLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('fr', 'French'), ('en', 'English')], max_length=10)),
                ('user', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Newspaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Newsroom', max_length=60, verbose_name='name')),
                ('tagline', models.CharField(blank=True, max_length=120, verbose_name='tagline')),
                ('description', models.TextField(blank=True, help_text='For search engines and feeds: one or two sentences.', verbose_name='description')),
                ('youtube_url', models.URLField(blank=True, verbose_name='YouTube channel')),
                ('google_news_url', models.URLField(blank=True, verbose_name='Google News page')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('publisher', models.CharField(blank=True, max_length=120, verbose_name='publisher')),
                ('legal_form', models.CharField(blank=True, max_length=200, verbose_name='legal form, capital, registration')),
                ('address', models.TextField(blank=True, verbose_name='postal address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('director', models.CharField(blank=True, max_length=120, verbose_name='director of publication')),
                ('editor', models.CharField(blank=True, max_length=120, verbose_name='head of editing')),
                ('host_name', models.CharField(blank=True, max_length=120, verbose_name='host: name')),
                ('host_address', models.TextField(blank=True, verbose_name='host: address')),
                ('host_phone', models.CharField(blank=True, max_length=30, verbose_name='host: phone')),
                ('counts_reads', models.BooleanField(default=True, help_text='One number per article and day, without a cookie and without anything about readers. The letter and the desk go by it.', verbose_name='count how often articles are read')),
            ],
            options={
                'verbose_name': 'newspaper',
                'verbose_name_plural': 'newspaper',
            },
        ),
    ]
