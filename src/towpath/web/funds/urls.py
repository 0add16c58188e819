from django.urls import path

from towpath.web.funds import asking, deciding, pots, requests

POT = "support/pots/<int:pot_id>/"
REQUEST = "support/requests/<int:support_request_id>/"
PERSON = "people/<str:person_id>/support/"

urlpatterns = [
    path("support/", pots.pots, name="funds"),
    path("support/open/", pots.open_one, name="funds_open"),
    path(POT, pots.pot, name="funds_pot"),
    path(f"{POT}chart.svg", pots.pot_picture, name="funds_pot_chart"),
    path(f"{POT}report/", pots.report, name="funds_report"),
    path(f"{POT}report/file/", pots.report_file, name="funds_report_file"),
    path(f"{POT}agreement/", pots.agreement, name="funds_agreement"),
    path("support/requests/", requests.requests, name="funds_requests"),
    path(REQUEST, requests.one, name="funds_request"),
    path(f"{REQUEST}change/", asking.change, name="funds_change"),
    path(f"{REQUEST}approve/", deciding.approve, name="funds_approve"),
    path(f"{REQUEST}refuse/", deciding.refuse, name="funds_refuse"),
    path(f"{REQUEST}send-back/", deciding.send_back, name="funds_send_back"),
    path(f"{REQUEST}pay/", deciding.pay, name="funds_pay"),
    path(f"{REQUEST}take-back/", deciding.reverse_money, name="funds_take_back"),
    path(f"{REQUEST}receipt/add/", deciding.receipt_add, name="funds_receipt_add"),
    path(f"{REQUEST}receipt/", requests.receipt, name="funds_receipt"),
    path(PERSON, requests.of_person, name="people_support"),
    path(f"{PERSON}ask/", asking.ask, name="people_support_ask"),
]
