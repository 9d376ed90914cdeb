"""The order of names in a list: the same on both databases and in Python, É beside E.

SQLite sorts by the numbers of characters, where É comes after Z; PostgreSQL by the language that it
was set up in. Here a name stands where it reads: without capitals and accents, then by its letters.
"""

from django.db.models import CharField, Func

from newsroom.core.lookups import in_sql
from newsroom.core.words import fold


def place(name: str) -> tuple[str, str]:
    """For `sorted(names, key=place)`."""
    return fold(name), name


class Alphabetical(Func):
    """For `ordering` and `order_by()`: `Alphabetical("name")`."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="newsroom_fold", **context)

    def as_postgresql(self, compiler, connection, **context):
        name, values = compiler.compile(self.source_expressions[0])
        return f'({in_sql(f"({name})::text")}) COLLATE "C"', values


class Bytewise(Func):
    """A text that is folded already, or that decides between names that read the same."""

    arity = 1
    template = "%(expressions)s"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"')
