from django.db import migrations, models

NAME = "newsletter_consent_is_kept"
KEPT = ("id", "subscriber_id", "wording", "version", "form", "language", "network", "at")
REFUSAL = "A consent is a proof: it is confirmed once, and never changed."


def statements(kept):
    """Whatever else is done to it by SQL: a proof that is confirmed stays as it is, and one that
    isn't can only become so."""
    old, new = (", ".join(f'{of}."{name}"' for name in kept) for of in ("OLD", "NEW"))
    rewrites = f"""OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL
    OR ({old}) <> ({new})"""
    return {
        "sqlite": [
            f"""CREATE TRIGGER {NAME} BEFORE UPDATE ON newsletter_consent WHEN {rewrites}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        ],
        "postgresql": [
            f"""CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {rewrites} THEN
            RAISE integrity_constraint_violation USING MESSAGE = '{REFUSAL}';
        END IF;
        RETURN NEW;
        END $$""",
            f"""CREATE TRIGGER {NAME} BEFORE UPDATE ON newsletter_consent
        FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
        ],
    }


LET_GO = {
    "sqlite": [f"DROP TRIGGER {NAME}"],
    "postgresql": [f"DROP TRIGGER {NAME} ON newsletter_consent", f"DROP FUNCTION {NAME}()"],
}


def keep(apps, schema_editor, kept=KEPT):
    for statement in statements(kept)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """SQLite drops a trigger with the table that a later migration builds anew: a test notices."""

    dependencies = [("newsletter", "0008_words_of_items")]
    operations = [
        migrations.AlterModelOptions(
            name="consent",
            options={
                "base_manager_name": "objects",
                "ordering": ["-at", "-pk"],
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
            },
        ),
        migrations.AlterField(
            model_name="consent",
            name="form",
            field=models.CharField(max_length=100, verbose_name="form"),
        ),
        migrations.RunPython(keep, let_go),
    ]
