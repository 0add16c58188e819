from django.urls import path

from towpath.web.charter import brokerage, employers, placing, views

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/sign/", views.sign, name="charter_sign"),
    path("charter/words/", views.words, name="charter_words"),
    path("charter/openings/", views.openings, name="charter_openings"),
    path("charter/counts/", views.counts, name="charter_counts"),
    path("charter/awaited/", brokerage.awaited, name="charter_awaited"),
    path("charter/organisations/<int:establishment_id>/", views.organisation, name="charter_organisation"),
    path("charter/organisations/<int:establishment_id>/pledge/", views.pledge, name="charter_pledge"),
    path("charter/organisations/<int:establishment_id>/end/", views.end, name="charter_end"),
    path("charter/organisations/<int:establishment_id>/check/", views.check, name="charter_check"),
    path("charter/organisations/<int:establishment_id>/opening/", views.post, name="charter_post"),
    path("charter/pledges/<int:pledge_id>/use/", views.use, name="charter_use"),
    path("charter/openings/<int:opportunity_id>/", brokerage.opening, name="charter_opening"),
    path("people/<str:person_id>/charter/", brokerage.person, name="charter_person"),
    path("people/<str:person_id>/charter/wishes/", brokerage.register, name="charter_register"),
    path("people/<str:person_id>/charter/ask/<int:opportunity_id>/", brokerage.ask, name="charter_ask"),
    path("charter/answers/<int:consent_id>/forward/", brokerage.forward, name="charter_forward"),
    path("charter/answers/<int:consent_id>/take-back/", brokerage.take_back, name="charter_take_back"),
    path("charter/submissions/<int:submission_id>/", brokerage.submission, name="charter_submission"),
    path("charter/submissions/<int:submission_id>/link/", brokerage.link, name="charter_link"),
    path("charter/submissions/<int:submission_id>/place/", placing.plan, name="charter_place"),
    path("charter/placements/<int:placement_id>/", placing.placement, name="charter_placement"),
    path("charter/placements/<int:placement_id>/check/", placing.check, name="charter_placement_check"),
    path("charter/placements/<int:placement_id>/start/", placing.start, name="charter_start"),
    path("charter/placements/<int:placement_id>/after/<int:weeks>/", placing.stay, name="charter_stay"),
    path("charter/placements/<int:placement_id>/lasting/", placing.lasting, name="charter_lasting"),
    path("charter/placements/<int:placement_id>/finish/", placing.finish, name="charter_finish"),
    path("employer/<str:secret>/", employers.answer, name="employer_answer"),
]
