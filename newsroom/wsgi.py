import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created
from django.urls import get_resolver

from newsroom.core.outage import limit_statements
from newsroom.environment import WrongEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    application = get_wsgi_application()
except WrongEnvironment as faults:
    sys.exit(str(faults))

# Pages alone have limits: migrations and what runs at night take as long as they need.
connection_created.connect(limit_statements)

# What is loaded stays. Looking through all of it for what may go took a tenth of a second, at the
# cost of whose page it happened to be.
get_resolver().url_patterns  # noqa: B018 (loads all views)
gc.collect()
gc.freeze()
