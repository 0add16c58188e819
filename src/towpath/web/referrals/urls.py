from django.urls import path

from towpath.web.referrals import panels, places, public, views

urlpatterns = [
    path("refer/", public.refer, name="refer"),
    path("refer/<slug:council>/", public.council, name="refer_council"),
    path("refer/<slug:council>/<slug:who>/", public.form, name="refer_form"),
    path("refer/<slug:council>/sent/<str:receipt>/", public.sent, name="refer_sent"),
    path("referral-status/<str:secret>/", public.status, name="refer_status"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", views.one, name="referrals_one"),
    path("referrals/<int:referral_id>/accept/", views.accept, name="referrals_accept"),
    path("referrals/<int:referral_id>/decline/", views.decline, name="referrals_decline"),
    path("referrals/<int:referral_id>/ask/", views.ask, name="referrals_ask"),
    path("referrals/<int:referral_id>/reply/", views.reply, name="referrals_reply"),
    path("referrals/<int:referral_id>/taken-back/", views.withdraw, name="referrals_withdraw"),
    path("referrals/<int:referral_id>/pass-on/", views.pass_on, name="referrals_pass_on"),
    path("referrals/<int:referral_id>/tell/", views.tell, name="referrals_tell"),
    path("referrals/<int:referral_id>/link/", views.link, name="referrals_link"),
    path("referrals/<int:referral_id>/file/", views.file, name="referrals_file"),
    path("referrals/panels/", panels.panels, name="referrals_panels"),
    path("referrals/panels/call/", panels.call, name="referrals_panels_call"),
    path("referrals/panels/<int:panel_id>/", panels.panel, name="referrals_panel"),
    path("referrals/panels/<int:panel_id>/add/", panels.add, name="referrals_panel_add"),
    path("referrals/panels/<int:panel_id>/close/", panels.close, name="referrals_panel_close"),
    path("referrals/panels/<int:panel_id>/<int:item_id>/decide/", panels.decide, name="referrals_panel_decide"),
    path("referrals/panels/<int:panel_id>/<int:item_id>/action/", panels.action, name="referrals_panel_action"),
    path(
        "referrals/panels/<int:panel_id>/<int:item_id>/done/<int:action_id>/", panels.done, name="referrals_panel_done"
    ),
    path("referrals/drop-ins/", places.drop_ins, name="referrals_drop_ins"),
    path("referrals/drop-ins/add/", places.drop_ins_add, name="referrals_drop_ins_add"),
    path("referrals/drop-ins/<int:drop_in_id>/end/", places.drop_ins_end, name="referrals_drop_ins_end"),
    path("referrals/agreements/", places.agreements, name="referrals_agreements"),
    path("referrals/agreements/add/", places.agreements_add, name="referrals_agreements_add"),
    path("referrals/agreements/<int:agreement_id>/end/", places.agreements_end, name="referrals_agreements_end"),
]
