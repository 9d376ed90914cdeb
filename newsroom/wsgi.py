import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from newsroom.environment import WrongEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    application = get_wsgi_application()
except WrongEnvironment as faults:
    sys.exit(str(faults))

# What is loaded stays. Looking through all of it for what may go took a tenth of a second, at the
# cost of whose page it happened to be.
get_resolver().url_patterns  # noqa: B018 (loads all views)
gc.collect()
gc.freeze()
