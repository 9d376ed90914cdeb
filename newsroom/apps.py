"""The wiring: every signal connection of the project is on this page."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.adminsite.NewsroomAdminSite"


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("newsroom")

    def ready(self):
        from anymail.signals import tracking
        from django.contrib.auth.signals import user_logged_in

        from articles import library, search
        from articles.models import Article, Picture, StatusChange, Use
        from articles.revisions.keeping import keep_verb
        from comments import outcomes, report_mails, searching
        from comments.ranking import talk_since
        from comments.signals import decision_settled, reports_resolved
        from newsletter import interest, returning
        from newsroom.core.models import DeskLanguage
        from newsroom.roles import sync_roles

        post_migrate.connect(
            sync_roles, sender=apps.get_app_config("core"), dispatch_uid="sync_roles"
        )
        post_migrate.connect(
            searching.follow, sender=apps.get_app_config("comments"), dispatch_uid="follow_comments"
        )
        post_save.connect(search.index_saved, sender=Article)
        post_save.connect(keep_verb, sender=StatusChange)
        post_delete.connect(search.unindex_deleted, sender=Article)
        post_save.connect(library.make_soon, sender=Picture)
        post_delete.connect(Picture.remove_files, sender=Picture)
        post_delete.connect(Use.forget, sender=Use)
        tracking.connect(returning.take_event, dispatch_uid="take_event")
        user_logged_in.connect(DeskLanguage.remember_at_login)
        interest.listen_to(talk_since)
        decision_settled.connect(outcomes.note)
        decision_settled.connect(report_mails.tell_of_decision)
        reports_resolved.connect(report_mails.tell_of_reports)
