"""A change of what is out, set for a second to come, from the form of the article; cancelled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Article, PlannedChange
from articles.revisions.content import of_article, of_form
from articles.revisions.drafts import as_initial, close_draft, signers_of
from articles.revisions.meeting import name_of
from articles.revisions.planning import (
    cancel,
    keep_aside,
    look_after,
    plan,
    put_out,
    settle_taken_up,
)
from articles.revisions.signing import PREFIX, signed
from newsroom.core import asked
from newsroom.core.dates import in_words


class Planning:
    """For the admin of articles: the button that sets a change for later."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.cancel_change))
        name = "articles_article_cancel_change"
        out = self.admin_site.admin_view(require_POST(self.put_out_change))
        return [
            path("<key:pk>/planned/cancel/", view, name=name),
            path("<key:pk>/planned/out/", out, name="articles_article_put_out"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and {"_plan", "_aside"} & {*request.POST}:
            with transaction.atomic():
                answer = self._plan(request, object_id)
            if answer:
                return answer
        return super().change_view(request, object_id, form_url, extra_context)

    def _plan(self, request, object_id):
        """None where the form has errors: Django then shows them, and saves nothing."""
        article = self.get_object(request, object_id)
        if article is None or not self._may_plan(request, article):
            raise PermissionDenied  # who changes what is out also publishes
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
        if "_aside" in request.POST:
            self._keep_aside(request, article, content)
        else:
            self._set(request, article, content, form.cleaned_data.get("publish_at"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _set(self, request, article, content, at):
        change = plan(article, content, at=at, by=request.user)
        close_draft(article, request.user)
        self.log_change(request, article, [{"added": {"name": "planned", "object": str(change)}}])
        when = in_words(localtime(at), "datetime")
        told = gettext("The change is set for %(when)s. Until then readers see what stands here.")
        self.message_user(request, told % {"when": when}, messages.SUCCESS)

    def _keep_aside(self, request, article, content):
        taken_up = asked.key(request.POST.get("taken_up"))
        change = keep_aside(article, content, by=request.user, taken_up=taken_up)
        close_draft(article, request.user)
        self.log_change(request, article, [{"added": {"name": "planned", "object": str(change)}}])
        told = gettext("The draft of the change is kept. Readers see what stands here.")
        self.message_user(request, told, messages.SUCCESS)

    def put_out_change(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._may_plan(request, article):
            raise PermissionDenied
        change = article.planned_changes.open().filter(takes_effect_at=None).first()
        try:
            if change:
                put_out(change, by=request.user)
                self.log_change(request, article, [{"changed": {"fields": [gettext("version")]}}])
                told = gettext("The change is out: readers see it now.")
                self.message_user(request, told, messages.SUCCESS)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if prefix == PREFIX and obj.pk and (change := taken_up(request, obj)):
            kwargs["drafted"] = signers_of(change.revision, obj)
        return kwargs

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
        settle_taken_up(article, asked.key(request.POST.get("taken_up")), by=request.user)
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
            form = context["adminform"].form
            context["planned"] = change
            context["taken_up"] = asked.key(request.POST.get("taken_up"))
            if change and not form.is_bound and taken_up(request, obj):
                form.initial |= as_initial(change.revision)
                context["taken_up"] = change.revision_id
            context["may_plan"] = self._may_plan(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def taken_up(request, article) -> PlannedChange | None:
    """The draft of a change that somebody goes on with."""
    key = asked.key(request.GET.get("change")) if request.method == "GET" else None
    drafts = article.planned_changes.open().filter(takes_effect_at=None)
    return drafts.filter(revision=key).select_related("revision__whole").first() if key else None
