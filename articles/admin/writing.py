"""What the writing page says to the desk while somebody writes, and what it is answered."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Section
from articles.revisions import drafts, meeting
from articles.revisions.signing import PREFIX
from newsroom.core import asked

READ_OR_WRITE = require_http_methods(["GET", "POST"])


class Writing:
    """For the admin of articles: autosaving, and who else is here."""

    def get_urls(self):
        pages = {
            "add/begin/": ("begin", READ_OR_WRITE(self.begin)),
            "<key:pk>/autosave/": ("autosave", READ_OR_WRITE(self.autosave)),
            "<key:pk>/draft/leave/": ("leave_draft", require_POST(self.leave_draft)),
            "<key:pk>/presence/": ("presence", require_POST(self.presence)),
        }
        return [
            *[
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, (name, view) in pages.items()
            ],
            *super().get_urls(),
        ]

    def _own(self, request, pk) -> Article:
        """One that this person writes, or wrote until it was closed to them."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (self.has_change_permission(request, article) or self.is_closed(request, article)):
            raise PermissionDenied
        return article

    def autosave(self, request, pk):
        """Keep what is typed; a GET only gives the token that a page needs after a new log-in."""
        article = self._own(request, pk)
        if request.method == "GET":
            return JsonResponse({"token": get_token(request)})
        draft = self.keep_words(request, article)
        closed = {"closed": True} if self.is_closed(request, article) else {}
        return JsonResponse({"at": draft and draft.at.isoformat(), **closed})

    def keep_words(self, request, article):
        based_on = asked.moment(request.POST.get("version"))
        return drafts.keep_draft(article, request.POST, by=request.user, based_on=based_on)

    def begin(self, request):
        """The first autosave of a new article: with a title and a section, it is a draft."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "GET":
            return JsonResponse({"token": get_token(request)})
        title = " ".join(request.POST.get("title", "").split())[:200]
        section = Section.objects.filter(pk=asked.key(request.POST.get("section"))).first()
        if not title or not section:
            return JsonResponse({}, status=400)
        article = Article.objects.create(title=title, section=section, created_by=request.user)
        drafts.keep_draft(article, request.POST, by=request.user)
        return JsonResponse(
            {
                "address": reverse("admin:articles_article_change", args=[article.pk]),
                "autosave": reverse("admin:articles_article_autosave", args=[article.pk]),
                "presence": reverse("admin:articles_article_presence", args=[article.pk]),
                "preview": reverse("admin:articles_article_preview", args=[article.pk]),
                "article": article.pk,
                "version": article.changed_at.isoformat(),
            }
        )

    def leave_draft(self, request, pk):
        article = self._own(request, pk)
        drafts.close_draft(article, request.user)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def presence(self, request, pk):
        """Whoever may write on it no longer is told so: it was published meanwhile, say."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if self.is_closed(request, article):
            return JsonResponse({"closed": True})
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if "leave" in request.POST:
            meeting.leave(article, request.user)
            return JsonResponse({})
        if "take" in request.POST:
            meeting.take_over(article, request.user)
        own = meeting.beat(article, request.user, writes="writes" in request.POST)
        return JsonResponse(
            {
                "others": meeting.others_at(article, request.user),
                "taken_by": own.taken_by and meeting.name_of(own.taken_by),
                **meeting.last_saved(article, request.user),
            }
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            draft = drafts.draft_to_offer(obj, request.user)
            form = context["adminform"].form
            if draft and not form.is_bound:
                context["draft"] = draft
                if _is_taken_up(request, draft):
                    form.initial |= drafts.as_initial(draft)
                    context["draft_is_taken_up"] = True
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The rows of who signs, too, are those of the draft that is taken up."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and "draft" in request.GET and prefix == PREFIX and obj.pk:
            draft = drafts.draft_to_offer(obj, request.user)
            if draft and _is_taken_up(request, draft):
                kwargs["drafted"] = drafts.signers_of(draft, obj)
        return kwargs


def _is_taken_up(request, draft) -> bool:
    return request.GET.get("draft") == str(draft.pk)
