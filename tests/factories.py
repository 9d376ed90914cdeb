"""Makers with defaults: a test names only what it is about."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles import images
from articles.models import Article, Author, Byline, Correction, Picture, Section

BODY = "<p>Un navire répare un câble au large de Brest.</p><h2>La suite</h2><p>Le fil tient.</p>"


def make_section(name="Matériel", slug="materiel", **fields):
    return Section.objects.get_or_create(slug=slug, defaults={"name": name} | fields)[0]


def make_author(name="Noémie Faure", **fields):
    return Author.objects.get_or_create(name=name, defaults=fields)[0]


def make_article(title="Le câble", authors=("Noémie Faure",), tags=(), **fields):
    """A draft that lacks nothing."""
    fields = {"standfirst": "Un câble, un navire, une nuit.", "body": BODY} | fields
    fields.setdefault("section", None)
    fields["section"] = fields["section"] or make_section()
    article = Article.objects.create(title=title, **fields)
    for position, name in enumerate(authors):
        author = name if isinstance(name, Author) else make_author(name)
        Byline.objects.create(article=article, author=author, position=position)
    article.tags.add(*tags)
    return article


def make_published_article(title="Le câble", hours=1, **fields):
    """Published `hours` ago."""
    fields.setdefault("published_at", timezone.now() - timedelta(hours=hours))
    fields.setdefault("changed_at", fields["published_at"])
    return make_article(title, status=Article.Status.PUBLISHED, **fields)


def make_correction(article, text="C’était 1985, et non 1984.", **fields):
    return Correction.objects.create(article=article, text=text, **fields)


def picture_file(name="photo.jpg", size=(1600, 900), format="JPEG", blue=40, **options):
    buffer = BytesIO()
    Image.new("RGB", size, (190, 60, blue)).save(buffer, format, **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def drawn_file(size=(1600, 900)):
    """A picture with something to be seen on it, which others may look like."""
    image = Image.new("RGB", (1600, 900), "white")
    image.paste("navy", (200, 150, 800, 750))
    buffer = BytesIO()
    image.resize(size).save(buffer, "JPEG")
    return SimpleUploadedFile("photo.jpg", buffer.getvalue(), content_type="image/jpeg")


def make_picture(file=None, **fields):
    fields = {"alt": "Un navire câblier", "credit": "L’Octet", "caption": "À quai."} | fields
    fields.setdefault("licence", Picture.Licence.OWN)
    stored = images.store(file or picture_file(blue=40 + 8 * Picture.objects.count()))
    return Picture.objects.create(**stored.as_fields(), **fields)
