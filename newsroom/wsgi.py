import os
import sys

from django.core.wsgi import get_wsgi_application

from newsroom.environment import WrongEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    application = get_wsgi_application()
except WrongEnvironment as faults:
    sys.exit(str(faults))
