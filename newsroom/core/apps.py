from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from newsroom.core.asked import KeyConverter


class CoreConfig(AppConfig):
    name = "newsroom.core"
    label = "core"
    verbose_name = _("the newspaper")

    def ready(self):
        from newsroom.core.lookups import give_sqlite_our_fold

        connection_created.connect(give_sqlite_our_fold)
        register_converter(KeyConverter, "key")
