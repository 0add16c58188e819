from django.urls import path

from towpath.web.messages import views, wordings

urlpatterns = [
    path("messages/", views.sendings, name="messages"),
    path("messages/new/", views.new, name="messages_new"),
    path("messages/outbox/", views.outbox, name="messages_outbox"),
    path("messages/words/", wordings.every, name="wordings"),
    path("messages/words/<slug:wording_code>/", wordings.one, name="wordings_one"),
    path("messages/words/<slug:wording_code>/change/", wordings.change, name="wordings_change"),
    path("messages/words/<slug:wording_code>/as-it-comes/", wordings.drop, name="wordings_drop"),
    path("messages/<int:sending_id>/", views.one, name="messages_one"),
    path("messages/<int:sending_id>/send/", views.send_it, name="messages_send"),
    path("messages/<int:sending_id>/drop/", views.drop, name="messages_drop"),
    path("messages/<int:sending_id>/stop/", views.stop, name="messages_stop"),
    path("messages/<int:sending_id>/letters/", views.letters, name="messages_letters"),
    path("messages/<int:sending_id>/not-posted/", views.not_posted, name="messages_not_posted"),
    path("messages/settle/<int:message_id>/", views.settle_one, name="messages_settle"),
]
