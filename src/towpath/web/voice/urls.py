from django.urls import path

from towpath.web.voice import complaints, doing, public, views

urlpatterns = [
    path("say/", public.say, name="say"),
    path("say/<slug:council>/", public.council, name="say_council"),
    path("say/<slug:council>/how-far/", public.status, name="say_status"),
    path("say/<slug:council>/sent/<str:receipt>/", public.sent, name="say_sent"),
    path("say/<slug:council>/<slug:form>/", public.form, name="say_form"),
    path("you-said-we-did/<slug:council>/", public.you_said, name="you_said"),
    path("voice/", views.register, name="voice"),
    path("voice/add/", views.add, name="voice_add"),
    path("voice/complaints/", complaints.complaints, name="voice_complaints"),
    path("voice/complaints/<int:complaint_id>/", complaints.one, name="voice_complaint"),
    path("voice/complaints/<int:complaint_id>/acknowledge/", complaints.acknowledge, name="voice_acknowledge"),
    path("voice/complaints/<int:complaint_id>/answer/", complaints.answer, name="voice_answer"),
    path("voice/complaints/<int:complaint_id>/hand-over/", complaints.hand_over, name="voice_hand_over"),
    path("voice/complaints/<int:complaint_id>/learn/", complaints.learn, name="voice_learn"),
    path("voice/<int:entry_id>/", views.one, name="voice_one"),
    path("voice/<int:entry_id>/sort/", doing.sort, name="voice_sort"),
    path("voice/<int:entry_id>/space/", doing.space, name="voice_space"),
    path("voice/<int:entry_id>/voice/", doing.voice, name="voice_voice"),
    path("voice/<int:entry_id>/audience/", doing.audience, name="voice_audience"),
    path("voice/<int:entry_id>/decide/", doing.decided, name="voice_decide"),
    path("voice/<int:entry_id>/tell/", doing.tell, name="voice_tell"),
    path("voice/<int:entry_id>/done/", doing.done, name="voice_done"),
    path("voice/<int:entry_id>/open-again/", doing.open_again, name="voice_reopen"),
    path("voice/<int:entry_id>/set-aside/", doing.aside, name="voice_set_aside"),
    path("voice/<int:entry_id>/public-words/", doing.write, name="voice_write"),
    path("voice/<int:entry_id>/second-look/", doing.release, name="voice_release"),
    path("voice/<int:entry_id>/take-down/", doing.down, name="voice_take_down"),
]
