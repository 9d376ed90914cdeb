from newsletter import preferring, views, webhooks
from newsletter.feeds import IssueFeed
from newsroom.core.routes import path

urlpatterns = [
    path("", views.archive, name="newsletter_archive"),
    path("flux.xml", IssueFeed(), name="newsletter_feed"),
    path("<key:number>/", views.issue, name="newsletter_issue"),
    path("retours/<slug:provider>/", webhooks.returns, name="newsletter_returns"),
    path("inscription/", views.subscribe, name="subscribe"),
    path("inscription/merci/", views.asked, name="subscribe_asked"),
    path("confirmer/<str:token>/", views.confirm, name="confirm_subscription"),
    path("desinscription/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("retour/<str:token>/", views.come_back, name="come_back"),
    path("preferences/", preferring.link, name="preferences_link"),
    path("preferences/envoi/", preferring.asked, name="preferences_asked"),
    path("preferences/<str:token>/", preferring.preferences, name="preferences"),
    path("preferences/<str:token>/donnees/", preferring.export, name="preferences_export"),
    path("preferences/<str:token>/effacer/", preferring.erase, name="preferences_erase"),
    path("adresse/<str:token>/", preferring.confirm_move, name="confirm_move"),
]
