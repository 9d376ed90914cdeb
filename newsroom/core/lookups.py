"""`name__reads="noemie"` finds Noémie: what a search field of the desk asks, on both databases.

PostgreSQL folds in its own language, without an extension; SQLite calls ours.
"""

from django.db.models import CharField, Lookup, TextField

from newsroom.core.words import LETTERS, fold

SINGLE = {chr(one): other for one, other in LETTERS.items() if len(other) == 1}
WRITTEN_OUT = {chr(one): other for one, other in LETTERS.items() if len(other) > 1}
MARKS = "[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]"


class Reads(Lookup):
    """Whether a text holds these letters, however it writes them: capitals, accents, ligatures."""

    lookup_name = "reads"

    def get_prep_lookup(self):
        return fold(str(self.rhs))

    def as_sqlite(self, compiler, connection):
        text, values = self.process_lhs(compiler, connection)
        return f"instr(newsroom_fold({text}), %s) > 0", [*values, self.rhs]

    def as_postgresql(self, compiler, connection):
        text, values = self.process_lhs(compiler, connection)
        return f"strpos({in_sql(text)}, %s) > 0", [*values, self.rhs]


def in_sql(text: str) -> str:
    """`fold()` in the words of PostgreSQL."""
    text = f"regexp_replace(lower(normalize({text}, NFKD)), '{MARKS}', '', 'g')"
    for letter, letters in WRITTEN_OUT.items():
        text = f"replace({text}, '{letter}', '{letters}')"
    ours = "".join(SINGLE.values()).replace("'", "''")
    text = f"translate({text}, '{''.join(SINGLE)}', '{ours}')"
    return f"regexp_replace({text}, '\\s+', ' ', 'g')"


def fold_or_none(text: str | None) -> str | None:
    return None if text is None else fold(text)


def give_sqlite_our_fold(sender, connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function("newsroom_fold", 1, fold_or_none, deterministic=True)


CharField.register_lookup(Reads)
TextField.register_lookup(Reads)
