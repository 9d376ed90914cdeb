from django.urls import path

from comments import appealing, mailed, own, views

urlpatterns = [
    path("regles/", views.comment_rules, name="comment_rules"),
    path("moi/<str:token>/recours/", appealing.appeal, name="appeal_comment"),
    path("moi/<str:token>/", own.own_comment, name="own_comment"),
    path("confirmer/<str:token>/", mailed.confirm, name="confirm_comment"),
    path("arret/<str:token>/", mailed.stop, name="stop_comment_mails"),
    path("reprise/<str:token>/", mailed.resume, name="resume_comment_mails"),
    path("<int:article_id>/", views.comment_post, name="comment_post"),
]
