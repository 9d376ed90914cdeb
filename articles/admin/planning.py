"""A change of what is out, set for a second to come, from the form of the article; cancelled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Article, PlannedChange
from articles.revisions.content import of_article, of_form
from articles.revisions.drafts import close_draft
from articles.revisions.meeting import name_of
from articles.revisions.planning import cancel, look_after, plan
from articles.revisions.signing import signed
from newsroom.core.dates import in_words


class Planning:
    """For the admin of articles: the button that sets a change for later."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.cancel_change))
        name = "articles_article_cancel_change"
        return [path("<key:pk>/planned/cancel/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and "_plan" in request.POST:
            with transaction.atomic():
                answer = self._plan(request, object_id)
            if answer:
                return answer
        return super().change_view(request, object_id, form_url, extra_context)

    def _plan(self, request, object_id):
        """None where the form has errors: Django then shows them, and saves nothing."""
        article = self.get_object(request, object_id)
        if article is None or not self._may_plan(request, article):
            raise PermissionDenied
        form = self.get_form(request, article, change=True)(
            request.POST, request.FILES, instance=article
        )
        if not form.is_valid():
            return None
        now = of_article(Article.objects.get(pk=article.pk))
        picture, _is_new = form.keep_picture(by=request.user)
        content = of_form(form.cleaned_data, now) | signed(request.POST)
        if picture:
            words = {name: getattr(form.instance, name) for name in ("lead_alt", "lead_caption")}
            content |= words | {"lead_picture": picture.pk}
        self._set(request, article, content, form.cleaned_data.get("publish_at"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _set(self, request, article, content, at):
        change = plan(article, content, at=at, by=request.user)
        close_draft(article, request.user)
        self.log_change(request, article, [{"added": {"name": "planned", "object": str(change)}}])
        when = in_words(localtime(at), "datetime")
        told = gettext("The change is set for %(when)s. Until then readers see what stands here.")
        self.message_user(request, told % {"when": when}, messages.SUCCESS)

    def _may_plan(self, request, article) -> bool:
        return self.has_publish_permission(request) and self.has_change_permission(request, article)

    def cancel_change(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._may_plan(request, article):
            raise PermissionDenied
        change = article.planned_changes.open().first()
        if change:
            cancel(change, by=request.user)
            line = {"deleted": {"name": "planned", "object": str(change)}}
            self.log_change(request, article, [line])
            told = gettext("It will not take effect. Its text is kept: you can go on with it.")
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def tell_of_change(self, request, article):
        """After a save: whether it leaves the planned change a way to take effect."""
        change = look_after(article)
        if change and change.status == PlannedChange.Status.HELD:
            told = gettext(
                "A change is set for this article, in the same places as yours. It is held: cancel"
                " it and go on with its text, or it will not take effect."
            )
            self.message_user(request, told, messages.WARNING)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.is_published:
            change = obj.planned_changes.open().select_related("revision", "by").first()
            if change:
                change.who = name_of(change.by) if change.by else "—"
            context["planned"] = change
            context["may_plan"] = self._may_plan(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
