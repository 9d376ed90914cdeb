"""What pages ask the database every time, made into SQL once.

To make a statement takes Django longer than a database takes to answer it: it was more than a
third of the time of an article's page. What `prepared` decorates is asked again by the same SQL
with other values, and answers with the rows that the queryset would have.
"""

from copy import copy
from datetime import datetime
from functools import partial, wraps

from django.db import connections
from django.db.models import Expression


class Place(Expression):
    """Where a value will stand; compared with a column like any other expression."""

    def __init__(self, name, number=None):
        super().__init__()
        self.name, self.number = name, number  # in a list

    def value_of(self, values: dict):
        value = values[self.name]
        return value if self.number is None else value[self.number]

    def as_sql(self, compiler, connection):
        return "%s", (self,)


def prepared(make):
    """For a function that makes a queryset: it answers with a list, and makes its SQL only once.

    What differs from one time to the next is given by name: texts, keys, moments, or lists of
    these. The function gets a place for each, which it can only compare with a column. What else
    the statement depends on, such as a model, is given by position.
    """
    statements = {}

    @wraps(make)
    def ask(*shape, **values) -> list:
        lengths = [len(value) for value in values.values() if isinstance(value, list)]
        key = (*shape, *lengths)
        if key not in statements:
            statements[key] = Statement(make(*shape, **places(values)))
        return list(statements[key].with_values(values))

    return ask


def places(values: dict) -> dict:
    return {
        name: [Place(name, n) for n in range(len(value))]
        if isinstance(value, list)
        else Place(name)
        for name, value in values.items()
    }


class Statement:
    """A queryset with the SQL and the reading of its columns that its compiler made once."""

    def __init__(self, queryset):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = self.compiler.as_sql()
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def with_values(self, values: dict):
        """The queryset, to be read but not to be changed any more."""
        queryset = self.queryset.all()
        queryset.query.get_compiler = partial(self.compiler_with, values)
        return queryset

    def compiler_with(self, values: dict, using: str):
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = partial(self.bind, values, compiler.connection.ops)
        compiler.get_converters = lambda columns: self.converters
        return compiler

    def bind(self, values: dict, ops) -> tuple[str, tuple]:
        bound = [
            param.value_of(values) if isinstance(param, Place) else param for param in self.params
        ]
        return self.sql, tuple(
            ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
            for value in bound
        )
