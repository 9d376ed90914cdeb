"""The body of an article: one continuous rich text, of which only an allow-list is ever stored."""

from django.core.validators import MaxLengthValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles.decoding import MAX_BYTES
from newsroom.core.html import SCHEMES, sanitize
from newsroom.core.taming import LENGTH

# All else can be put in by the menu of the plus, or by a slash on an empty line.
MENU = [
    {"group": "headings"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "lists"},
    {"group": "quotes"},
    {"group": "embeds"},
    {"group": "table"},
    {"group": "history"},
]
EXTENSIONS = {
    "Menu": {"groups": MENU},
    "NoSpellCheck": False,  # journalists want to see their slips
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "Code": True,
    "Subscript": True,
    "Superscript": True,
    "Language": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "QuoteSource": True,
    "PullQuote": True,
    "NoteBox": True,
    "BoxKeys": True,
    "CodeBlock": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Picture": True,
    "Gallery": True,
    "Video": True,
    "Card": True,
    "BlockIds": True,
    "BlockKeys": True,
    "Clicks": True,
    "Inserting": True,
    "Uploads": True,
    "CleanPaste": True,
    "Hints": True,
    "Link": {"enableTarget": False, "protocols": [*SCHEMES]},
}
# The parts of the editor that are ours, by the names they have for each other.
PARTS = (
    "addresses",
    "blocks",
    "boxes",
    "choosing",
    "clicks",
    "desk",
    "dialogs",
    "hints",
    "inserting",
)
PARTS += (
    "languages",
    "links",
    "lists",
    "pasting",
    "picking",
    "pictures",
    "shortcuts",
    "tables",
    "uploads",
)
PARTS += ("videos",)
MODULES = {f"newsroom/editor/{part}": f"articles/editor/{part}.js" for part in PARTS}
MODULES["newsroom/editor/paste"] = "articles/paste.js"
MODULES["newsroom/editor/sizes"] = "articles/sizes.js"


class BodyWidget(AdminProseEditorWidget):
    """The editor, with the addresses where it asks for our articles and pictures."""

    ADDRESSES = {
        "data-articles": reverse_lazy("admin:articles_article_pick"),
        "data-pictures": reverse_lazy("admin:articles_picture_pick"),
        "data-rights": reverse_lazy("admin:articles_picture_rights"),
        "data-upload": reverse_lazy("admin:articles_picture_upload"),
    }

    @property
    def media(self):
        # All asked for at once: else each would wait for the one that names it.
        scripts = [Script(path, type="module") for path in MODULES.values()]
        return super().media + Media(js=scripts, importmap=ImportMap(MODULES))

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return self.ADDRESSES | {"data-most": MAX_BYTES} | attrs


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
