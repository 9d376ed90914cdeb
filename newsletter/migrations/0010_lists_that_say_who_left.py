from importlib import import_module

from django.db import migrations, models

proofs = import_module("newsletter.migrations.0009_proofs_kept_by_the_database")


def keep(apps, schema_editor):
    proofs.keep(apps, schema_editor, (*proofs.KEPT, "source"))


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', 'from_nothing_squashed_0009'),
    ]

    operations = [
        migrations.RunPython(proofs.let_go, proofs.keep),  # SQLite builds the table anew
        migrations.RemoveConstraint(
            model_name='subscriber',
            name='active_subscribers_have_confirmed',
        ),
        migrations.AddField(
            model_name='consent',
            name='source',
            field=models.CharField(blank=True, max_length=20, verbose_name='list'),
        ),
        migrations.RunPython(keep, proofs.let_go),
        migrations.AddField(
            model_name='subscriber',
            name='imported_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='came in by a list'),
        ),
        migrations.AddField(
            model_name='upload',
            name='away',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='taken over as left or suppressed'),
        ),
        migrations.AlterField(
            model_name='upload',
            name='status',
            field=models.CharField(choices=[('new', 'columns to choose'), ('waiting', 'waiting'), ('running', 'being read'), ('done', 'done'), ('stopped', 'stopped'), ('failed', 'failed')], default='waiting', editable=False, max_length=10, verbose_name='status'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('confirmed_at__isnull', False), ('imported_at__isnull', False), _connector='OR'), name='active_subscribers_have_confirmed'),
        ),
    ]
