"""An article as search engines want it told: schema.org's NewsArticle in JSON-LD."""

import json

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.core.html import excerpt
from newsroom.core.links import absolute
from newsroom.core.typography import typeset

# As in Django's json_script: nothing in the text can end the <script> element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
LOGO, LOGO_SIDE = "newsroom/img/icon-512.png", 512


def as_script(data: dict) -> SafeString:
    """The element that holds the data; a data block, which no content policy forbids."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def news_article(article, paper, pictures=()) -> dict:
    """`pictures` are those in its text, which are told after the one at its head."""
    address = absolute(article.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "headline": typeset(article.title),
        "description": typeset(article.standfirst or excerpt(article.text)),
        "inLanguage": settings.LANGUAGE_CODE,
        "articleSection": article.section.name,
        "author": [_author(author) for author in article.byline] or [_paper(paper)],
        "publisher": _publisher(paper),
        "isAccessibleForFree": True,
        "wordCount": len(article.text.split()),
    }
    if article.published_at:
        data["datePublished"] = _iso(article.published_at)
        data["dateModified"] = _iso(article.updated_at)
    if article.told:
        data["correction"] = [_correction(correction) for correction in article.told]
    if images := _images(article, pictures):
        data["image"] = images
    return data


def _iso(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _correction(correction) -> dict:
    return {
        "@type": "CorrectionComment",
        "name": correction.get_kind_display(),
        "text": typeset(correction.text),
        "datePublished": _iso(correction.at),
    }


def _author(author) -> dict:
    person = {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())}
    links = [address for address, _shown in author.elsewhere if address.startswith("http")]
    person |= {"sameAs": links} if links else {}
    return person | ({"jobTitle": author.role} if author.role else {})


def _paper(paper) -> dict:
    """Whose work it is where nobody signs."""
    return {"@type": "NewsMediaOrganization", "name": paper.name, "url": absolute("/")}


def _publisher(paper) -> dict:
    logo = {"@type": "ImageObject", "url": absolute(static(LOGO)), "width": LOGO_SIDE}
    publisher = _paper(paper) | {"logo": logo | {"height": LOGO_SIDE}}
    pages = [page for page in (paper.youtube_url, paper.google_news_url) if page]
    return publisher | ({"sameAs": pages} if pages else {})


def _images(article, others) -> list[dict]:
    """The lead picture in each width, the widest first; then each of the others once."""
    images, lead = [], article.lead_picture
    if lead:
        files = reversed(lead.renditions["jpeg"])
        images = _image(lead, *files, caption=article.lead_caption or article.lead_alt)
    return images + [image for picture in others for image in _image(picture, picture.largest)]


def _image(picture, *files, caption="") -> list[dict]:
    return [
        {
            "@type": "ImageObject",
            "url": absolute(file.url),
            "width": file.width,
            "height": file.height,
            "caption": caption or picture.caption or picture.alt,
            "creditText": picture.credit,
        }
        for file in files
    ]
