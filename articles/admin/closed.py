"""A piece that was closed to who writes it, published meanwhile say: the words are given back."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Note
from articles.revisions import drafts
from articles.revisions.comparing import compare
from articles.revisions.content import of_article
from newsroom.core.html import plain_text

ROOM = 200  # characters of a note for the address where all of it stands


class Closed:
    """For the admin of articles: what was typed too late is kept, shown, and handed on."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.send_draft))
        name = "articles_article_send_draft"
        return [path("<key:pk>/draft/send/", view, name=name), *super().get_urls()]

    def is_closed(self, request, article) -> bool:
        """Whether this person works on it, and may only read it as it stands."""
        works = self.has_change_permission(request) and article.is_worked_on_by(request.user)
        return works and not self.has_change_permission(request, article)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if request.method == "POST" else None
        if article and self.is_closed(request, article):
            return self._keep_too_late(request, article)
        return super().change_view(request, object_id, form_url, extra_context)

    def _keep_too_late(self, request, article):
        if self.keep_words(request, article):
            told = gettext(
                "Not saved: only an editor can change this article now. What you wrote is below."
            )
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["clock"] = {"now": timezone.now().isoformat(), "zone": settings.TIME_ZONE}
        if obj and self.is_closed(request, obj):
            context["is_closed"] = True
            context["left"] = left = drafts.draft_to_offer(obj, request.user)
            context["left_text"] = left and in_full(left)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def send_draft(self, request, pk):
        """As a note to those who may change the piece; it stays among the versions too."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.is_closed(request, article):
            raise PermissionDenied
        if draft := drafts.draft_to_offer(article, request.user):
            compared = reverse("admin:articles_article_compare", args=[pk])
            address = request.build_absolute_uri(f"{compared}?v={draft.pk}")
            Note.write(article, as_note(draft, article, address), by=request.user)
            drafts.close_draft(article, request.user)
            told = gettext("The editors see it as a note beside the article.")
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def in_full(draft) -> str:
    """All the words of a draft, to be copied."""
    content = draft.content
    parts = (content["title"], content["standfirst"], plain_text(draft.body))
    return "\n\n".join(part for part in parts if part)


def as_note(draft, article, address: str) -> str:
    """What a draft says that the article does not, as far as a note has room for it."""
    compared = compare(of_article(article), draft.content)
    rows = [row for row in (*compared.fields, *compared.body) if row.new and row.is_changed]
    said = [f"{row.label}: {row.new}" if row.label else row.new for row in rows]
    # An @ in a text is no call to a colleague.
    words = "\n\n".join(said).replace("@", "@ ")
    most = Note._meta.get_field("text").max_length - ROOM
    cut = f"{words[:most]}…" if len(words) > most else words
    head = gettext("Written while the article was closed; all of it: %(address)s")
    return f"{head % {'address': address}}\n\n{cut}"
