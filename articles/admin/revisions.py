"""The versions of an article at the desk: all of them, two side by side, one of them again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.admin.closed import Closed
from articles.admin.planning import Planning
from articles.admin.writing import Writing
from articles.models import Article
from articles.revisions.comparing import compare
from articles.revisions.drafts import close_draft
from articles.revisions.keeping import Kind, keep, keep_what_was
from articles.revisions.restoring import restore
from newsroom.core import asked

PER_PAGE = 50


class Versions(Closed, Planning, Writing):
    """For the admin of articles: their versions, and the pages that show them."""

    def get_urls(self):
        pages = {
            "<key:pk>/versions/": ("versions", self.versions),
            "<key:pk>/versions/compare/": ("compare", self.compare),
            "<key:pk>/versions/<key:number>/restore/": ("restore", self.restore),
            "<key:pk>/versions/<key:number>/start/": ("start", require_POST(self.start)),
        }
        return [
            *[
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, (name, view) in pages.items()
            ],
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A form that knows who writes: what was saved meanwhile may be their own."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def is_only_begun(self, request, article) -> bool:
        """Whether nothing is saved of it yet but what this person's page did while writing."""
        own = article.created_by_id == request.user.pk
        return own and not article.revisions.states().exists()

    def keep_former(self, article) -> None:
        keep_what_was(article.pk)

    def keep_version(self, request, form) -> None:
        """After all of the form is stored: this is what the article is now."""
        article = Article.objects.get(pk=form.instance.pk)
        note = form.cleaned_data.get("version_note", "")
        close_draft(article, request.user)
        kind = Kind.MERGED if form.taken else Kind.SAVED
        keep(article, kind=kind, by=request.user, note=note, at=article.changed_at)
        self.tell_of_change(request, article)
        if form.taken:
            self.message_user(request, told_of_merge(form), messages.WARNING)

    def _article(self, request, pk) -> Article:
        """Its versions tell what it was before readers saw it: for those who work on it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request) or not article.is_worked_on_by(request.user):
            raise PermissionDenied
        return article

    def versions(self, request, pk):
        return require_safe(self._versions)(request, pk)

    def _versions(self, request, pk):
        article = self._article(request, pk)
        revisions = article.revisions.for_list()
        if "all" not in request.GET:
            revisions = revisions.exclude(kind=Kind.AUTOSAVED)
        page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
        context = self._context(request, article) | {"page": page, "all": "all" in request.GET}
        return TemplateResponse(request, "admin/articles/article/versions.html", context)

    def compare(self, request, pk):
        return require_safe(self._compare)(request, pk)

    def _compare(self, request, pk):
        article = self._article(request, pk)
        old, new = self._pair(article, request.GET)
        context = self._context(request, article) | {
            "newest": article.revisions.states().values_list("pk", flat=True).first(),
            "sides": [old, new],
            "old": old,
            "new": new,
            "comparison": compare(old.content, new.content),
            "inline": "inline" in request.GET,
            "may_hide": self._may_plan(request, article) and article.is_published,
            "may_restore": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    def _pair(self, article, query):
        """The two that are asked for, the older one first; by default, the last change."""
        newest = article.revisions.states().newest_first()
        revisions = article.revisions.select_related("by", "whole")
        chosen = asked.keys(query.getlist("v"), most=2)
        if not chosen:
            chosen = list(newest.values_list("pk", flat=True)[:2])
        pair = sorted(revisions.filter(pk__in=chosen), key=lambda revision: revision.pk)
        if not pair:
            raise Http404
        if len(pair) == 1:
            before = revisions.states().filter(pk__lt=pair[0].pk).newest_first().first()
            pair = [before or pair[0], pair[0]]
        return pair

    def restore(self, request, pk, number):
        return require_POST(self._restore)(request, pk, number)

    def _restore(self, request, pk, number):
        article = self._article(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        revision = get_object_or_404(article.revisions, pk=number)
        try:
            restore(revision, by=request.user)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[pk]))
        self.log_change(request, article, [{"changed": {"fields": [gettext("version")]}}])
        done = gettext("The article is again what it was. What it was before is kept too.")
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def start(self, request, pk, number):
        """Readers are told of no change before this version; once more, and they are again."""
        article = self._article(request, pk)
        if not self._may_plan(request, article):
            raise PermissionDenied
        revision = get_object_or_404(article.revisions.states(), pk=number)
        article.revisions.filter(pk=number).update(is_start=not revision.is_start)
        self.log_change(request, article, [{"changed": {"fields": [str(revision)]}}])
        return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[pk]))

    def _context(self, request, article) -> dict:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": article,
            "title": article.title,
        }


def told_of_merge(form) -> str:
    if form.is_own:
        return gettext(
            "You have changed this article in another tab. The two are brought together:"
            " “Versions” shows what was written when."
        )
    return gettext(
        "This article was changed by somebody else while you wrote: the two are brought"
        " together. “Versions” shows who wrote what."
    )
