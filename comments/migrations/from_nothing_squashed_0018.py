import comments.models.fingerprints
import comments.models.reading
import comments.models.rulebook
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import newsroom.core.private
import uuid
from django.conf import settings
from django.db import migrations, models
from comments.searching import create_index, drop_index


class Migration(migrations.Migration):
    """What those named below come to, for a database that has nothing yet: it is made in seconds."""

    replaces = [
        ('comments', '0001_initial'),
        ('comments', '0002_queue_index_with_article'),
        ('comments', '0003_devices_and_reasons'),
        ('comments', '0004_reports_and_reading'),
        ('comments', '0005_desk'),
        ('comments', '0006_corrections_and_mails'),
        ('comments', '0007_classifier'),
        ('comments', '0008_reply_mail_states'),
        ('comments', '0009_rules'),
        ('comments', '0010_score_limit'),
        ('comments', '0011_history_of_an_address'),
        ('comments', '0012_queue_index_with_key'),
        ('comments', '0013_reports_in_the_rules'),
        ('comments', '0014_search_index'),
        ('comments', '0015_queue_index_with_score'),
        ('comments', '0016_origin'),
        ('comments', '0017_origins_moved'),
        ('comments', '0018_no_ip_in_comments'),
    ]

    initial = True

    dependencies = [
        ('articles', '0021_uses_and_own_work_by_section'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment_pk', models.BigIntegerField(editable=False, verbose_name='comment')),
                ('why', models.CharField(max_length=300, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'opened address',
                'verbose_name_plural': 'opened addresses',
                'ordering': ['-at', '-pk'],
                'permissions': [('open_address', 'Can open the e-mail address of a comment')],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='openings_have_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Classifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trained_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='trained')),
                ('is_used', models.BooleanField(default=False, editable=False, verbose_name='in use')),
                ('decisions', models.PositiveIntegerField(default=0, verbose_name='decisions learned from')),
                ('latest_decision', models.PositiveBigIntegerField(default=0, editable=False)),
                ('threshold', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='a second look from')),
                ('measured', models.JSONField(default=dict, editable=False, verbose_name='measured')),
                ('stored', models.BinaryField()),
                ('checksum', models.CharField(editable=False, max_length=64)),
                ('by', models.ForeignKey(blank=True, help_text='Empty where the schedule asked.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'trained classifier',
                'verbose_name_plural': 'trained classifiers',
                'ordering': ['-pk'],
                'permissions': [('train_classifier', 'Can train the classifier and choose its version')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_used', True)), fields=('is_used',), name='one_classifier_in_use')],
            },
        ),
        migrations.CreateModel(
            name='DeskMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('when', models.CharField(choices=[('never', 'never'), ('at_once', 'at once'), ('hourly', 'once an hour')], default='hourly', help_text='One mail for all comments that have come; none where nothing has.', max_length=10, verbose_name='mails')),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sections', models.ManyToManyField(blank=True, help_text='None chosen means all.', related_name='+', to='articles.section', verbose_name='sections')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moderator')),
            ],
            options={
                'verbose_name': 'mails of a moderator',
                'verbose_name_plural': 'mails of moderators',
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email_fingerprint', models.CharField(editable=False, max_length=64)),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='confirmed')),
            ],
            options={
                'verbose_name': 'confirmed device',
                'verbose_name_plural': 'confirmed devices',
                'indexes': [models.Index(fields=['email_fingerprint'], name='devices_of_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('email', newsroom.core.private.EncryptedTextField(blank=True, verbose_name='e-mail')),
                ('email_fingerprint', comments.models.fingerprints.AddressFingerprint(blank=True, editable=False, max_length=64)),
                ('body', models.TextField(verbose_name='comment')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('retracted', 'withdrawn by its author')], default='waiting', editable=False, max_length=10, verbose_name='status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='date')),
                ('network', models.CharField(blank=True, editable=False, max_length=64)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='articles.article', verbose_name='article')),
                ('by_author', models.ForeignKey(blank=True, editable=False, help_text='Whoever answers for the paper is known by the account, never by the name.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account of the newsroom')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='comments.comment', verbose_name='answers')),
                ('device', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='comments.device', verbose_name='confirmed device')),
                ('featured_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='featured')),
                ('root', comments.models.reading.RootForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='thread', to='comments.comment')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='changed by the desk')),
                ('corrections', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='corrected by its author')),
                ('reply_mails', models.CharField(blank=True, choices=[('', 'never'), ('at_once', 'at once'), ('daily', 'once a day')], default='', editable=False, help_text='Only where the address is confirmed.', max_length=10, verbose_name='tell of replies')),
                ('score', models.PositiveSmallIntegerField(default=0, editable=False, help_text='How likely the desk is to refuse it, in per cent, as the classifier thinks.', verbose_name='classifier’s score')),
                ('text_fingerprint', comments.models.fingerprints.TextFingerprint(blank=True, default='', editable=False, max_length=32)),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['-status', 'created_at'],
                'permissions': [('moderate_comment', 'Can decide on comments'), ('feature_comment', 'Can feature comments')],
                'indexes': [models.Index(fields=['article', 'status', 'created_at'], name='comments_of_an_article'), models.Index(fields=['network', 'created_at'], name='comments_of_a_network'), models.Index(fields=['device', 'created_at'], name='comments_of_a_device'), models.Index(fields=['root', 'created_at'], name='comments_of_a_root'), models.Index(fields=['article', 'root', 'status', 'created_at'], name='comments_that_open_threads'), models.Index(fields=['created_at'], name='comments_by_date'), models.Index(condition=models.Q(('reply_mails', ''), _negated=True), fields=['id'], name='comments_told_of_replies'), models.Index(fields=['text_fingerprint', 'created_at'], name='comments_of_a_text'), models.Index(fields=['email_fingerprint', 'created_at', 'status'], name='comments_of_an_address'), models.Index(fields=['-status', 'created_at', 'id', 'article', 'score'], name='comments_by_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('parent__lt', models.F('id')), _connector='OR'), name='replies_are_newer_than_what_they_answer'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'approved', 'rejected', 'spam', 'retracted'])), name='comments_have_a_known_status')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='claim', serialize=False, to='comments.comment')),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('retracted', 'withdrawn by its author')], max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(blank=True, help_text='Empty where a rule decided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='comments.comment')),
                ('evidence', models.JSONField(blank=True, default=list, help_text='The words of the comment that the rule went by.', verbose_name='evidence')),
                ('rule', models.CharField(blank=True, help_text='The name of the rule that decided; empty where a person did.', max_length=60, verbose_name='rule')),
                ('rule_version', models.PositiveIntegerField(default=0, verbose_name='version of the rules')),
                ('batch', models.UUIDField(blank=True, editable=False, null=True)),
                ('code', models.CharField(blank=True, choices=[('off-topic', 'off topic'), ('insult', 'insult or attack'), ('hate', 'hatred or discrimination'), ('threat', 'threat or call for violence'), ('defamation', 'defamation'), ('privacy', 'private details of somebody'), ('advertising', 'advertising'), ('copying', 'copied work of others'), ('repeated', 'said before'), ('unreadable', 'unreadable'), ('illegal', 'otherwise illegal'), ('other', 'another reason')], max_length=20, verbose_name='reason')),
                ('settled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('was', models.CharField(blank=True, choices=[('waiting', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('retracted', 'withdrawn by its author')], max_length=10, verbose_name='before')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='decided_at_once'), models.Index(condition=models.Q(('by__isnull', False), ('settled_at__isnull', True)), fields=['at'], name='decisions_to_settle')],
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.TextField(verbose_name='before')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='comments.comment')),
            ],
            options={
                'verbose_name': 'edit',
                'verbose_name_plural': 'edits',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('lifted_at', models.DateTimeField(editable=False, null=True, verbose_name='lifted')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='comments.comment', verbose_name='comment')),
                ('lifted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
            ],
            options={
                'verbose_name': 'legal hold',
                'verbose_name_plural': 'legal holds',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('comment',), name='one_legal_hold_in_force_per_comment')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('attack', 'under attack: everything waits'), ('premoderated', 'every comment is read first'), ('closed', 'closed for new comments'), ('open', 'stays open, however old')], max_length=12, verbose_name='measure')),
                ('reason', models.CharField(blank=True, help_text='Where a thread is closed, readers see it.', max_length=200, verbose_name='reason')),
                ('until', models.DateTimeField(blank=True, help_text='Empty: until somebody ends it.', null=True, verbose_name='until')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('ended_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'measure',
                'verbose_name_plural': 'measures',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('section', None), ('article', None), _connector='OR'), name='measures_have_one_scope'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['closed', 'open']), _negated=True), ('article__isnull', False), _connector='OR'), name='articles_alone_are_closed_or_kept_open'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'attack'), _negated=True), ('until__isnull', False), _connector='OR'), name='attacks_have_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='origin', serialize=False, to='comments.comment')),
                ('ip', newsroom.core.private.EncryptedTextField(editable=False)),
                ('at', models.DateTimeField(db_index=True, editable=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReadingOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.CharField(choices=[('oldest', 'oldest first'), ('newest', 'newest first'), ('featured', 'chosen by the editor first')], default='oldest', max_length=10, verbose_name='order of the comments')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading_order', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'order of comments',
                'verbose_name_plural': 'orders of comments',
            },
        ),
        migrations.CreateModel(
            name='ReplyMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(editable=False, max_length=64)),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('deferred', 'later'), ('failed', 'failed'), ('in_doubt', 'in doubt')], default='pending', editable=False, max_length=10, verbose_name='status')),
                ('batch', models.UUIDField(editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='due')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='updated')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='answer')),
                ('reply', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply_mail', to='comments.comment')),
            ],
            options={
                'verbose_name': 'mail about a reply',
                'verbose_name_plural': 'mails about replies',
                'indexes': [models.Index(condition=models.Q(('status__in', ['pending', 'deferred', 'sending'])), fields=['due_at', 'reader'], name='reply_mails_to_send'), models.Index(fields=['batch'], name='reply_mails_of_a_batch')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('spam', 'advertising or spam'), ('insult', 'insult or harassment'), ('hate', 'hatred or discrimination'), ('privacy', 'private details of a person'), ('illegal', 'illegal content'), ('other', 'something else')], max_length=10, verbose_name='reason')),
                ('ground', models.CharField(blank=True, help_text='For illegal content: defamation, threat, counterfeit…', max_length=200, verbose_name='law or right concerned')),
                ('text', models.TextField(blank=True, verbose_name='explanation')),
                ('email', newsroom.core.private.EncryptedTextField(blank=True, editable=False, verbose_name='e-mail')),
                ('email_fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('network', models.CharField(blank=True, editable=False, max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('outcome', models.CharField(choices=[('open', 'not decided yet'), ('removed', 'the comment was taken away'), ('kept', 'the comment stays')], default='open', editable=False, max_length=10, verbose_name='outcome')),
                ('resolved_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('told_at', models.DateTimeField(editable=False, null=True, verbose_name='outcome sent')),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment', verbose_name='comment')),
                ('decision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='comments.decision', verbose_name='decision')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-at', '-pk'],
                'permissions': [('download_figures', 'Can download the yearly figures of moderation')],
                'indexes': [models.Index(fields=['comment', 'outcome', 'at'], name='reports_of_a_comment'), models.Index(fields=['outcome', 'at', 'comment'], name='reports_by_outcome'), models.Index(fields=['network', 'at'], name='reports_of_a_network'), models.Index(fields=['email_fingerprint'], name='reports_of_an_address'), models.Index(fields=['at'], name='reports_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'open'), ('resolved_at__isnull', False), _connector='OR'), name='decided_reports_have_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Rulebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shortest', models.PositiveSmallIntegerField(default=20, help_text='In characters.', verbose_name='shortest comment')),
                ('longest', models.PositiveSmallIntegerField(default=5000, help_text='In characters.', verbose_name='longest comment')),
                ('closes_after_days', models.PositiveSmallIntegerField(default=0, help_text='Days after the article came out; 0 leaves them open.', verbose_name='threads close after')),
                ('network_limit', models.PositiveSmallIntegerField(default=5, help_text='One household or office. Above that, the form says how long to wait.', verbose_name='comments of a network in ten minutes')),
                ('network_day_limit', models.PositiveSmallIntegerField(default=30, verbose_name='comments of a network in a day')),
                ('thread_limit', models.PositiveSmallIntegerField(default=60, help_text='Above that, comments wait for a moderator; 0 sets no limit.', verbose_name='comments of a thread in ten minutes')),
                ('repeat_days', models.PositiveSmallIntegerField(default=7, help_text='A text that somebody sent before waits for a moderator; 0 forgets at once.', verbose_name='days in which a text is known again')),
                ('fastest_seconds', models.PositiveSmallIntegerField(default=3, help_text='In seconds: what was written faster waits. Only where the browser tells; 0 looks away.', verbose_name='fastest writing')),
                ('max_links', models.PositiveSmallIntegerField(default=2, help_text='With more of them, it waits.', verbose_name='links in a comment')),
                ('capitals_percent', models.PositiveSmallIntegerField(default=70, help_text='In percent of the letters: with more, a comment waits; 100 allows all.', verbose_name='capitals')),
                ('holds_other_languages', models.BooleanField(default=True, help_text='What is neither French nor English waits.', verbose_name='hold other languages')),
                ('banned_words', models.TextField(blank=True, help_text="One a line, accents and capitals don't matter; insult* stands for all words that begin so. A comment with one is rejected.", verbose_name='banned words')),
                ('suspect_words', models.TextField(blank=True, default=comments.models.rulebook.suspect_words_to_begin_with, help_text='Written the same way. A comment with one waits for a moderator.', verbose_name='suspect words')),
                ('banned_domains', models.TextField(blank=True, help_text='One a line, with all that is below it. Their comments are spam.', verbose_name='banned e-mail domains')),
                ('disposable_domains', models.TextField(blank=True, default=comments.models.rulebook.disposable_domains_to_begin_with, help_text='Addresses for ten minutes: their comments wait.', verbose_name='disposable e-mail domains')),
                ('trusted_after', models.PositiveSmallIntegerField(default=3, help_text='Counted on a device whose address is confirmed. Comments of trusted readers appear at once; 0 trusts nobody.', verbose_name='approved comments until a reader is trusted')),
                ('rejection_percent', models.PositiveSmallIntegerField(default=50, help_text='In percent of the last 30 days: from there on, a trusted reader waits again.', verbose_name='rejected comments of a reader')),
                ('note', models.CharField(blank=True, help_text='For the history of the rules.', max_length=200, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('follows', models.PositiveIntegerField(editable=False, null=True, unique=True)),
                ('changed', models.JSONField(default=list, editable=False, verbose_name='changed')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('score_limit', models.PositiveSmallIntegerField(default=70, help_text="In percent: from there on, a comment waits, a trusted reader's too. How right each score was stands with the classifier in use; 0 looks away.", verbose_name='score of the classifier')),
                ('reports_to_hold', models.PositiveSmallIntegerField(default=3, help_text='From so many different ones on, it is out of sight until a moderator has read it; 0 never holds one.', verbose_name='networks whose reports hold a comment')),
            ],
            options={
                'verbose_name': 'version of the rules',
                'verbose_name_plural': 'rules for comments',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'note'), ('warning', 'warning'), ('premoderation', 'every comment is read first'), ('suspension', 'suspension'), ('ban', 'ban')], max_length=13, verbose_name='sanction')),
                ('scope', models.CharField(choices=[('device', 'the person (confirmed)'), ('address', 'the e-mail address'), ('network', 'the network'), ('domain', 'the domain of the e-mail address')], max_length=7, verbose_name='of')),
                ('target', models.CharField(editable=False, max_length=255)),
                ('code', models.CharField(blank=True, choices=[('off-topic', 'off topic'), ('insult', 'insult or attack'), ('hate', 'hatred or discrimination'), ('threat', 'threat or call for violence'), ('defamation', 'defamation'), ('privacy', 'private details of somebody'), ('advertising', 'advertising'), ('copying', 'copied work of others'), ('repeated', 'said before'), ('unreadable', 'unreadable'), ('illegal', 'otherwise illegal'), ('other', 'another reason')], max_length=20, verbose_name='reason')),
                ('text', models.CharField(blank=True, max_length=1000, verbose_name='in words')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('lifted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lifted')),
                ('lifted_because', models.CharField(blank=True, max_length=300, verbose_name='lifted because')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sanctions', to='comments.comment', verbose_name='because of')),
                ('lifted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
            ],
            options={
                'verbose_name': 'sanction',
                'verbose_name_plural': 'sanctions',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target', 'scope'], name='sanctions_of_a_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'suspension'), _negated=True), ('until__isnull', False), _connector='OR'), name='suspensions_have_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='sanctions_have_a_reason'), models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', False), _connector='OR'), name='lifted_sanctions_say_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what its author says')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'granted'), ('dismissed', 'dismissed')], max_length=10, verbose_name='outcome')),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='answer')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('against', models.ForeignKey(blank=True, help_text='Who took the decision; empty where a rule did.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='comments.decision')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sanction', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='comments.sanction')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('outcome', '')), fields=['at'], name='appeals_that_wait')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision__isnull', True), ('sanction__isnull', True), _connector='XOR'), name='appeals_are_against_one_thing'), models.CheckConstraint(condition=models.Q(('against__isnull', True), ('settled_by__isnull', True), models.Q(('settled_by', models.F('against')), _negated=True), _connector='OR'), name='appeals_are_settled_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('settled_by__isnull', False), ('settled_at__isnull', False)), _connector='OR'), name='settled_appeals_say_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email_fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
            ],
            options={
                'verbose_name': 'address that wants no mail',
                'verbose_name_plural': 'addresses that want no mail',
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
