from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import newsletter.models.newsletter
import newsroom.core.private
import uuid
from django.conf import settings
from django.db import migrations, models

proofs = import_module("newsletter.migrations.0009_proofs_kept_by_the_database")


class Migration(migrations.Migration):
    """What those named below come to, for a database that has nothing yet: it is made in seconds."""

    replaces = [
        ('newsletter', '0001_initial'),
        ('newsletter', '0002_suppression_and_preferences'),
        ('newsletter', '0003_words_zone_and_sheet'),
        ('newsletter', '0004_shifts_and_returns'),
        ('newsletter', '0005_first_article_leads'),
        ('newsletter', '0006_askings_and_uploads'),
        ('newsletter', '0007_words_of_corrections'),
        ('newsletter', '0008_words_of_items'),
        ('newsletter', '0009_proofs_kept_by_the_database'),
    ]

    initial = True

    dependencies = [
        ('articles', '0021_uses_and_own_work_by_section'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sign-up', 'Sign Up'), ('link', 'Link')], max_length=10)),
                ('email', newsroom.core.private.EncryptedTextField()),
                ('form', models.CharField(blank=True, max_length=20)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('network', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, null=True, unique=True, verbose_name='number')),
                ('slot', models.DateTimeField(editable=False, null=True, unique=True, verbose_name='regular date')),
                ('subject', models.CharField(blank=True, help_text='Left empty, the title of the issue, or else of its lead.', max_length=150, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name='subject')),
                ('intro', models.TextField(blank=True, help_text='Plain text above the articles; an empty line begins a new paragraph.', max_length=1500, verbose_name='introduction')),
                ('period_start', models.DateTimeField(editable=False, verbose_name='articles from')),
                ('period_end', models.DateTimeField(editable=False, verbose_name='articles until')),
                ('status', models.CharField(choices=[('composing', 'being composed'), ('approved', 'approved'), ('sending', 'being sent'), ('sent', 'sent'), ('skipped', 'skipped'), ('stopped', 'stopped')], default='composing', editable=False, max_length=10, verbose_name='status')),
                ('scheduled_for', models.DateTimeField(blank=True, help_text='Left empty, as soon as it is approved.', null=True, verbose_name='goes out')),
                ('html', models.TextField(blank=True, editable=False)),
                ('text', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='composed')),
                ('started_at', models.DateTimeField(editable=False, null=True, verbose_name='sending began')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('audience', models.PositiveIntegerField(editable=False, null=True, verbose_name='readers')),
                ('trouble', models.CharField(blank=True, editable=False, max_length=300, verbose_name='trouble')),
                ('preheader', models.CharField(blank=True, help_text='What mailboxes show behind the subject. Left empty, the introduction and titles.', max_length=130, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name='preheader')),
                ('sheet', models.JSONField(blank=True, default=dict, editable=False)),
                ('title', models.CharField(blank=True, help_text='Above the articles, in the letter and on its page. May be left empty.', max_length=150, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name='title')),
                ('with_amended', models.BooleanField(default=True, help_text='What was put right since of articles that earlier issues carried.', verbose_name='corrections of earlier articles')),
                ('with_talk', models.BooleanField(default=True, help_text='The three articles that readers talk about most.', verbose_name='right now in the comments')),
                ('tallied_at', models.DateTimeField(editable=False, null=True)),
                ('tally', models.JSONField(default=dict, editable=False)),
            ],
            options={
                'verbose_name': 'issue',
                'verbose_name_plural': 'issues',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('send_digest', 'Can approve, send and stop issues of the newsletter')],
                'indexes': [models.Index(fields=['status', 'scheduled_for'], name='digests_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['approved', 'sending', 'sent']), _negated=True), models.Q(('number__isnull', False), ('scheduled_for__isnull', False), models.Q(('subject', ''), _negated=True), models.Q(('html', ''), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='approved_issues_are_complete')],
            },
        ),
        migrations.CreateModel(
            name='DigestChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('composing', 'being composed'), ('approved', 'approved'), ('sending', 'being sent'), ('sent', 'sent'), ('skipped', 'skipped'), ('stopped', 'stopped')], max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('digest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='newsletter.digest')),
            ],
            options={
                'verbose_name': 'change of an issue',
                'verbose_name_plural': 'changes of issues',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DigestItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digest_items', to='articles.article', verbose_name='article')),
                ('digest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='newsletter.digest')),
                ('standfirst', models.TextField(blank=True, max_length=600, verbose_name='introduction in the letter')),
                ('title', models.CharField(blank=True, max_length=200, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name='title in the letter')),
            ],
            options={
                'verbose_name': 'article of an issue',
                'verbose_name_plural': 'articles of an issue',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('digest', 'article'), name='an_article_once_per_issue')],
            },
        ),
        migrations.CreateModel(
            name='Lane',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True)),
                ('free_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Newsletter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Newsletter', max_length=60, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name='name')),
                ('promise', models.CharField(blank=True, help_text='One sentence in the sign-up box: what comes, and how often.', max_length=200, verbose_name='promise')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=4, verbose_name='day')),
                ('hour', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                ('automatic', models.BooleanField(default=False, help_text='Otherwise every issue waits until an editor approves it.', verbose_name='goes out by itself')),
                ('minimum', models.PositiveSmallIntegerField(default=3, help_text='With fewer, the week is skipped; its articles go into the next issue.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='articles at least')),
                ('maximum', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='articles at most')),
                ('per_section', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1)], verbose_name='articles of one section at most')),
                ('sender_name', models.CharField(blank=True, help_text='Left empty, the name of the paper.', max_length=60, validators=[newsletter.models.newsletter.refuse_line_breaks], verbose_name="sender's name")),
                ('from_email', models.EmailField(blank=True, help_text="An address of its own for the letter, on the paper's domain.", max_length=254, verbose_name="sender's address")),
                ('reply_to', models.EmailField(blank=True, help_text="Left empty, the paper's contact address.", max_length=254, verbose_name='address for answers')),
                ('address', models.TextField(blank=True, help_text="Left empty, the paper's.", verbose_name='postal address')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                ('holidays', models.TextField(blank=True, help_text='One a line, with words behind it if you like: 25/12 is every year, 14/05/2027 once. Its articles go into the next issue.', max_length=4000, validators=[newsletter.models.newsletter.holidays_in], verbose_name='days without a letter')),
                ('zone', models.CharField(blank=True, help_text="As Europe/Paris or America/Montreal. Left empty, the paper's.", max_length=60, validators=[newsletter.models.newsletter.known_zone], verbose_name='time zone')),
            ],
            options={
                'verbose_name': 'newsletter',
                'verbose_name_plural': 'newsletter',
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='began')),
                ('until', models.DateTimeField(verbose_name='holds its lines until')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('sent', models.PositiveIntegerField(default=0, verbose_name='mails sent')),
                ('rate', models.FloatField(default=0, verbose_name='mails per second')),
                ('digest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='newsletter.digest', verbose_name='issue')),
            ],
            options={
                'verbose_name': 'shift',
                'verbose_name_plural': 'shifts',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', newsroom.core.private.EncryptedTextField(editable=False, verbose_name='e-mail address')),
                ('email_fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('status', models.CharField(choices=[('pending', 'to be confirmed'), ('active', 'subscribed'), ('left', 'left'), ('suppressed', 'never to be written to')], default='pending', editable=False, max_length=10, verbose_name='status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='signed up')),
                ('asked_at', models.DateTimeField(editable=False, null=True, verbose_name='asked to confirm')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed')),
                ('left_at', models.DateTimeField(editable=False, null=True, verbose_name='left at')),
                ('language', models.CharField(blank=True, editable=False, max_length=10, verbose_name='language')),
                ('new_email', newsroom.core.private.EncryptedTextField(blank=True, default='', editable=False)),
                ('new_email_at', models.DateTimeField(editable=False, null=True)),
                ('paused_until', models.DateTimeField(editable=False, null=True, verbose_name='paused until')),
                ('sections', models.CharField(blank=True, editable=False, max_length=500, verbose_name='sections')),
                ('welcomed_at', models.DateTimeField(editable=False, null=True, verbose_name='welcomed')),
            ],
            options={
                'verbose_name': 'subscriber',
                'verbose_name_plural': 'subscribers',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['status', 'id', 'paused_until'], name='subscribers_by_status')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='active_subscribers_have_confirmed'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'left'), _negated=True), ('left_at__isnull', False), _connector='OR'), name='who_left_has_a_date')],
                'permissions': [('import_subscribers', 'Can import lists of readers'), ('export_subscribers', 'Can take the addresses of readers out of the house')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.TextField(verbose_name='wording')),
                ('version', models.CharField(max_length=20, verbose_name='version of the wording')),
                ('form', models.CharField(max_length=100, verbose_name='form')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('network', models.CharField(max_length=64, verbose_name='network')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='newsletter.subscriber', verbose_name='subscriber')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['-at', '-pk'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('deferred', 'to be tried again'), ('failed', 'refused'), ('in_doubt', 'in doubt'), ('dropped', 'dropped'), ('returned', 'returned')], default='pending', editable=False, max_length=10, verbose_name='status')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='updated')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='answer')),
                ('digest', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletter.digest', verbose_name='issue')),
                ('subscriber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='newsletter.subscriber', verbose_name='subscriber')),
                ('shift', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='newsletter.shift', verbose_name='shift')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['digest', 'status', 'due_at', 'id'], name='deliveries_by_status')],
                'constraints': [models.UniqueConstraint(fields=('digest', 'subscriber'), name='one_delivery_per_issue_and_reader'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'deferred'), _negated=True), ('due_at__isnull', False), _connector='OR'), name='deferred_deliveries_have_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hard', 'no such mailbox'), ('soft', 'not now'), ('full', 'mailbox full'), ('complaint', 'complaint')], max_length=10, verbose_name='kind')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='answer')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='newsletter.delivery', verbose_name='delivery')),
                ('subscriber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='newsletter.subscriber', verbose_name='subscriber')),
            ],
            options={
                'verbose_name': 'return',
                'verbose_name_plural': 'returns',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('delivery', 'kind'), name='a_return_once_per_line')],
            },
        ),
        migrations.CreateModel(
            name='SubscriberChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'to be confirmed'), ('active', 'subscribed'), ('left', 'left'), ('suppressed', 'never to be written to')], max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='newsletter.subscriber')),
            ],
            options={
                'verbose_name': 'change of a subscription',
                'verbose_name_plural': 'changes of subscriptions',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('cause', models.CharField(choices=[('bounce', 'the mailbox is gone'), ('complaint', 'complained'), ('erased', 'erased at their request'), ('hand', 'at the desk')], default='hand', max_length=10, verbose_name='cause')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'suppressed address',
                'verbose_name_plural': 'suppressed addresses',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(editable=False, max_length=150, verbose_name='file')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being read'), ('done', 'done'), ('stopped', 'stopped'), ('failed', 'failed')], default='waiting', editable=False, max_length=10, verbose_name='status')),
                ('dry_run', models.BooleanField(default=False, verbose_name='trial run')),
                ('layout', models.JSONField(default=dict, editable=False)),
                ('size', models.PositiveBigIntegerField(default=0, editable=False)),
                ('read', models.PositiveBigIntegerField(default=0, editable=False)),
                ('lines', models.PositiveIntegerField(default=0, editable=False, verbose_name='lines')),
                ('created', models.PositiveIntegerField(default=0, editable=False, verbose_name='came in')),
                ('known', models.PositiveIntegerField(default=0, editable=False, verbose_name='known already')),
                ('refused', models.PositiveIntegerField(default=0, editable=False, verbose_name='refused')),
                ('trouble', models.CharField(blank=True, editable=False, max_length=300, verbose_name='trouble')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='updated')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'import of readers',
                'verbose_name_plural': 'imports of readers',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('list', 'List'), ('report', 'Report')], max_length=10)),
                ('data', models.BinaryField()),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='newsletter.upload')),
            ],
        ),
        migrations.AddField(
            model_name='Digest',
            name='articles',
            field=models.ManyToManyField(related_name='digests', through='newsletter.DigestItem', to='articles.article'),
        ),
        migrations.RunPython(proofs.keep, proofs.let_go),
    ]
