from django.urls import path

from towpath.web.answers import public, views

urlpatterns = [
    path("a/", public.typed, name="answer_typed"),
    path("a/<str:letters>/", public.start, name="answer_start"),
    path("a/<str:letters>/<str:said>/", public.say, name="answer_say"),
    path("answered/<str:said>/", public.thanks, name="answer_thanks"),
    path("answers/", views.answers, name="answers"),
    path("answers/<int:answer_id>/", views.answer, name="answers_one"),
    path("answers/<int:answer_id>/refuse/", views.refuse, name="answers_refuse"),
    path("answers/<int:answer_id>/undo/", views.undo, name="answers_undo"),
    path("people/<str:person_id>/links/", views.links, name="answers_links"),
]
