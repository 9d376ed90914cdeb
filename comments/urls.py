from django.urls import path

from comments import views

urlpatterns = [
    path("moi/<str:token>/", views.own_comment, name="own_comment"),
    path("<int:article_id>/", views.comment_post, name="comment_post"),
]
