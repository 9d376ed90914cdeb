from django.urls import path

from newsletter import views

urlpatterns = [
    path("", views.archive, name="newsletter_archive"),
    path("<int:number>/", views.issue, name="newsletter_issue"),
    path("inscription/", views.subscribe, name="subscribe"),
    path("inscription/merci/", views.asked, name="subscribe_asked"),
    path("confirmer/<str:token>/", views.confirm, name="confirm_subscription"),
    path("desinscription/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("retour/<str:token>/", views.come_back, name="come_back"),
]
