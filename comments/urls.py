from articles.feeds import FullTextAtom
from comments import appealing, feeds, mailed, own, reading, report_pages, views
from newsroom.core.routes import path

urlpatterns = [
    path("rss.xml", feeds.PaperComments(), name="comments_feed"),
    path("atom.xml", feeds.PaperComments(FullTextAtom), name="comments_atom"),
    path("regles/", views.comment_rules, name="comment_rules"),
    path("moi/<str:token>/recours/", appealing.appeal, name="appeal_comment"),
    path("moi/<str:token>/", own.own_comment, name="own_comment"),
    path("confirmer/<str:token>/", mailed.confirm, name="confirm_comment"),
    path("arret/<str:token>/", mailed.stop, name="stop_comment_mails"),
    path("arret-du-fil/<str:token>/", mailed.stop_talk, name="stop_comment_talk"),
    path("reprise/<str:token>/", mailed.resume, name="resume_comment_mails"),
    path("c/<key:pk>/", reading.permalink, name="comment"),
    path("c/<key:pk>/signaler/", report_pages.report_comment, name="report_comment"),
    path("signalement/<str:token>/", report_pages.report_status, name="report_status"),
    path("fil/<key:pk>/", reading.branch_page, name="comment_branch"),
    path("<key:article_id>/", views.comment_post, name="comment_post"),
    path("<key:article_id>/recu/", views.comment_received, name="comment_received"),
    path("<key:article_id>/fil/", reading.thread_page, name="comment_page"),
    path("<key:article_id>/rss.xml", feeds.ArticleComments(), name="comment_feed"),
    path("<key:article_id>/atom.xml", feeds.ArticleComments(FullTextAtom), name="comment_atom"),
]
