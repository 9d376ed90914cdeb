import articles.models.author
import articles.models.preview
import articles.models.section
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models
from articles.search import create_index, drop_index


class Migration(migrations.Migration):
    """What those named below come to, for a database that has nothing yet: it is made in seconds."""

    replaces = [
        ('articles', '0001_initial'),
        ('articles', '0002_search_index'),
        ('articles', '0003_first_video'),
        ('articles', '0004_indexes_for_growth'),
        ('articles', '0005_editors_pick'),
        ('articles', '0006_corrections'),
        ('articles', '0007_library'),
        ('articles', '0008_revisions'),
        ('articles', '0009_states_notes_and_plans'),
        ('articles', '0010_since_when'),
        ('articles', '0011_speakers_of_quotations'),
        ('articles', '0012_videos_of_four_providers'),
        ('articles', '0013_presence'),
        ('articles', '0014_planned_changes'),
        ('articles', '0015_preview_addresses'),
        ('articles', '0016_desk_lists'),
        ('articles', '0017_one_picture_for_a_file'),
        ('articles', '0018_desk_lists_by_person'),
        ('articles', '0019_counted_by_an_index'),
        ('articles', '0020_reads_counted'),
        ('articles', '0021_uses_and_own_work_by_section'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='content hash')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('alt', models.CharField(help_text="What is to be seen, for those who can't see it. No “picture of”.", max_length=300, verbose_name='text alternative')),
                ('caption', models.CharField(blank=True, max_length=400, verbose_name='caption')),
                ('credit', models.CharField(help_text='Who made it, and its source.', max_length=120, verbose_name='credit')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                ('focal_x', models.PositiveSmallIntegerField(default=50, help_text='In percent. What stays to be seen wherever the picture is cut.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, from the left')),
                ('focal_y', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, from the top')),
                ('licence', models.CharField(blank=True, choices=[('own', 'Made by the paper'), ('bought', 'Bought, from an agency or a photographer'), ('press', 'Given to the press'), ('cc-by', 'CC BY'), ('cc-by-sa', 'CC BY-SA'), ('public', 'Public domain'), ('other', 'By an agreement of its own')], max_length=10, verbose_name='licence')),
                ('licence_ends', models.DateField(blank=True, help_text='The last day on which it may be shown; empty where there is no end.', null=True, verbose_name='licence ends')),
                ('likeness', models.CharField(blank=True, editable=False, max_length=16, verbose_name='what it looks like')),
                ('is_used', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-uploaded_at', '-pk'],
                'indexes': [models.Index(fields=['-uploaded_at', '-id'], name='pictures_newest_first'), models.Index(fields=['licence_ends'], name='pictures_by_end_of_licence'), models.Index(fields=['credit'], name='pictures_by_credit'), models.Index(condition=models.Q(('is_used', False)), fields=['-uploaded_at', '-id'], name='pictures_in_no_article')],
                'constraints': [models.CheckConstraint(condition=models.Q(('focal_x__lte', 100), ('focal_y__lte', 100)), name='focal_points_lie_within')],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=80, unique=True, verbose_name='address')),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='role')),
                ('biography', models.TextField(blank=True, verbose_name='biography')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('links', models.TextField(blank=True, help_text='One address a line: a site, Mastodon, LinkedIn, a mail address …', validators=[articles.models.author.refuse_bad_links], verbose_name='links')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.picture', verbose_name='portrait')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='FormerPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64, verbose_name='content hash')),
                ('replaced_at', models.DateTimeField(auto_now_add=True, verbose_name='replaced')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former', to='articles.picture')),
            ],
            options={
                'verbose_name': 'former picture',
                'verbose_name_plural': 'former pictures',
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PublishingRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('levels', models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                'verbose_name': 'checks before publishing',
                'verbose_name_plural': 'checks before publishing',
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=300, unique=True, verbose_name='old path')),
                ('target_id', models.PositiveBigIntegerField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('target_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('address', models.CharField(blank=True, editable=False, max_length=300, verbose_name='leads to')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'indexes': [models.Index(fields=['target_type', 'target_id'], name='redirects_of_a_target'), models.Index(condition=models.Q(('address', ''), _negated=True), fields=['address'], name='redirects_to_a_page')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, validators=[articles.models.section.refuse_reserved_words], verbose_name='address')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('picture', models.ForeignKey(blank=True, help_text='Shown at the head of its page, and where its page is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('description', models.TextField(blank=True, verbose_name='description')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='VideoStill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.picture', verbose_name='picture')),
                ('code', models.CharField(help_text='What stands for it in its address.', max_length=290, verbose_name='video')),
                ('provider', models.CharField(choices=[('youtube', 'YouTube'), ('vimeo', 'Vimeo'), ('dailymotion', 'Dailymotion'), ('peertube', 'PeerTube')], default='youtube', max_length=11, verbose_name='provider')),
            ],
            options={
                'verbose_name': 'video still',
                'verbose_name_plural': 'video stills',
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='one_still_per_video')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='Left empty, it is made from the title. When it changes, the old one leads here.', max_length=80, unique=True, verbose_name='address')),
                ('standfirst', models.TextField(blank=True, max_length=500, verbose_name='standfirst')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('ready', 'ready'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed')),
                ('withdrawal_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reason of the withdrawal')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('lead_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.picture', verbose_name='lead picture')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section', verbose_name='section')),
                ('first_video', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.videostill')),
                ('is_pick', models.BooleanField(default=False, help_text='High up in the next letter.', verbose_name='editors’ pick')),
                ('lead_alt', models.CharField(blank=True, help_text='Only where this article needs other words than the library has.', max_length=300, verbose_name='alternative for this article')),
                ('lead_caption', models.CharField(blank=True, max_length=400, verbose_name='caption for this article')),
                ('assigned_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_articles', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='due')),
                ('embargo_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='embargo until')),
                ('expires_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ends')),
                ('search_description', models.CharField(blank=True, help_text='Left empty, the standfirst. They cut it after some 160 characters.', max_length=300, verbose_name='description for search engines')),
                ('search_title', models.CharField(blank=True, help_text='Left empty, the title. They cut it after some 60 characters.', max_length=120, verbose_name='title for search engines')),
                ('status_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-created_at'],
                'permissions': [('approve_article', 'Can say that articles are ready'), ('publish_article', 'Can publish, schedule and withdraw articles'), ('edit_any_article', 'Can see and change the articles of others')],
                'indexes': [models.Index(fields=['-changed_at'], name='articles_by_change'), models.Index(fields=['-created_at'], name='articles_of_the_desk'), models.Index(fields=['status', 'status_since'], name='articles_by_state'), models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='articles_due_on'), models.Index(condition=models.Q(('embargo_until__isnull', False)), fields=['embargo_until'], name='articles_embargo_until'), models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='articles_expires_at'), models.Index(fields=['status', '-created_at'], name='desk_articles_of_a_state'), models.Index(fields=['section', '-created_at'], name='desk_articles_of_a_section'), models.Index(fields=['-published_at'], name='desk_articles_by_date'), models.Index(fields=['created_by', '-id'], name='desk_articles_of_a_person'), models.Index(fields=['section', 'status', '-created_at'], name='desk_articles_filtered'), models.Index(fields=['section', '-published_at'], name='desk_articles_dated'), models.Index(fields=['status', '-published_at', '-id', 'expires_at'], name='articles_by_date'), models.Index(fields=['section', 'status', '-published_at', '-id', 'expires_at'], name='articles_of_a_section'), models.Index(fields=['section', '-id'], name='desk_articles_by_key')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_articles_have_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('embargo_until', None), ('published_at__gte', models.F('embargo_until')), _connector='OR'), name='nothing_appears_within_its_embargo'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('expires_at', None), ('expires_at__gt', models.F('published_at')), _connector='OR'), name='nothing_ends_before_it_appears')],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['author', '-article'], name='desk_articles_signed')],
                'constraints': [models.UniqueConstraint(fields=('article', 'author'), name='one_byline_per_author_and_article')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('update', 'Update'), ('clarification', 'Clarification')], default='correction', max_length=13, verbose_name='kind')),
                ('text', models.TextField(help_text='Plain words: what stood there, and what is right. Readers see it as it is.', max_length=1000, verbose_name='text')),
                ('on_top', models.BooleanField(default=False, help_text='For an error that changes what the article says; else it stands below.', verbose_name='above the text')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='date')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['-at'], name='corrections_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'update', 'clarification'])), name='corrections_are_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'note'), ('assignment', 'assignment')], default='note', max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='text')),
                ('due_on', models.DateField(null=True, verbose_name='due')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='articles.article')),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='articles.note')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='articles.note')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('note', 'person'), name='one_mail_per_note_and_person')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('wrote_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='articles.article')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
                'constraints': [models.UniqueConstraint(fields=('article', 'user'), name='one_presence_per_person_and_article')],
            },
        ),
        migrations.CreateModel(
            name='PreviewAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=articles.models.preview.nonce, editable=False, max_length=24, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_addresses', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'secret preview address',
                'verbose_name_plural': 'secret preview addresses',
                'ordering': ['-made_at', '-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('made_at'))), name='preview_addresses_end_after_they_began')],
            },
        ),
        migrations.CreateModel(
            name='ReadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_counts', to='articles.article')),
            ],
            options={
                'verbose_name': 'number of reads',
                'verbose_name_plural': 'numbers of reads',
                'indexes': [models.Index(fields=['day', 'article', 'count'], name='reads_by_day')],
                'constraints': [models.UniqueConstraint(fields=('article', 'day'), name='one_number_per_article_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('saved', 'saved'), ('autosaved', 'kept while writing'), ('published', 'published'), ('withdrawn', 'withdrawn'), ('restored', 'restored'), ('merged', 'brought together'), ('planned', 'planned')], max_length=9, verbose_name='kind')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('is_public', models.BooleanField(default=False, verbose_name='seen by readers')),
                ('is_open', models.BooleanField(default=False)),
                ('based_on', models.DateTimeField(null=True)),
                ('words', models.PositiveIntegerField(default=0, verbose_name='words')),
                ('digest', models.CharField(max_length=32)),
                ('packed', models.BinaryField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('whole', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='articles.revision')),
                ('is_start', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['article', '-id'], name='revisions_of_an_article'), models.Index(condition=models.Q(('whole', None)), fields=['article', '-id'], name='revisions_stored_whole'), models.Index(condition=models.Q(('kind', 'autosaved')), fields=['at'], name='revisions_to_thin')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('article', 'by'), name='one_open_draft_per_person_and_article'), models.CheckConstraint(condition=models.Q(('is_open', False), ('kind', 'autosaved'), _connector='OR'), name='only_drafts_are_open')],
            },
        ),
        migrations.CreateModel(
            name='PlannedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('takes_effect_at', models.DateTimeField(verbose_name='takes effect')),
                ('status', models.CharField(choices=[('waiting', 'set'), ('held', 'held'), ('done', 'done'), ('cancelled', 'cancelled')], default='waiting', max_length=9, verbose_name='status')),
                ('settled_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_changes', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='planned', to='articles.revision')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'planned change',
                'verbose_name_plural': 'planned changes',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['takes_effect_at'], name='planned_changes_to_come')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['waiting', 'held'])), fields=('article',), name='one_planned_change_per_article')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('ready', 'ready'), ('published', 'published'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='status')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('embargo_until', models.DateTimeField(null=True, verbose_name='embargo until')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='ends')),
            ],
            options={
                'verbose_name': 'status change',
                'verbose_name_plural': 'status changes',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['status', 'at'], name='status_changes_by_date')],
            },
        ),
        migrations.CreateModel(
            name='TaggedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='articles.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='articles.tag')),
            ],
            options={
                'verbose_name': 'tagged article',
                'verbose_name_plural': 'tagged articles',
                'constraints': [models.UniqueConstraint(fields=('tag', 'content_object'), name='one_tagging_per_tag_and_article')],
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='articles.article')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='articles.picture')),
            ],
            options={
                'verbose_name': 'use of a picture',
                'verbose_name_plural': 'uses of pictures',
                'constraints': [models.UniqueConstraint(fields=('picture', 'article'), name='one_use_per_picture_and_article')],
            },
        ),
        migrations.AddField(
            model_name='Article',
            name='authors',
            field=models.ManyToManyField(related_name='articles', through='articles.Byline', to='articles.author', verbose_name='authors'),
        ),
        migrations.AddField(
            model_name='Article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='articles.TaggedArticle', to='articles.Tag', verbose_name='tags'),
        ),
        migrations.RunPython(create_index, drop_index),
    ]
