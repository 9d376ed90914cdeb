"""The body of an article: one continuous rich text, of which only an allow-list is ever stored."""

from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from newsroom.core.html import sanitize
from newsroom.core.taming import LENGTH

MENU = [
    {"group": "headings"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "lists"},
    {"group": "nodes -headings -lists -blockType"},
    {"group": "table"},
    {"group": "history"},
]
EXTENSIONS = {
    "Menu": {"groups": MENU},
    "NoSpellCheck": False,  # journalists want to see their slips
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Video": True,
    "CleanPaste": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}


TOO_LONG = _(
    "This text is too long for one article: divide it. It may have %(limit_value)d characters"
    " with its markup, and has %(show_value)d."
)


class BodyField(ProseEditorField):
    """Sanitised on every way in: the form, an import, the shell."""

    default_validators = (MaxLengthValidator(LENGTH, TOO_LONG),)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS)
        super().__init__(*args, sanitize=sanitize, **kwargs)

    def pre_save(self, model_instance, add):
        clean = sanitize(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, clean)
        return clean
