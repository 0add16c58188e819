from django.urls import path

from towpath.web.imports import asking, claims, columns, move, public, senders, views

urlpatterns = [
    path("proposals/lists/", claims.claims, name="proposals_lists"),
    path("proposals/lists/<int:proposal_id>/", claims.claim, name="proposals_list_one"),
    path("send/done/<str:receipt>/", public.done, name="send_done"),
    path("send/worry/<str:secret>/", public.worry, name="send_worry"),
    path("send/<str:secret>/", public.send, name="send_list"),
    path("send/<str:secret>/read/", public.read, name="send_list_read"),
    path("send/<str:secret>/to-mend.csv", public.to_mend, name="send_list_to_mend"),
    path("send/<str:secret>/end/", public.end, name="send_list_end"),
    path("lists/", views.lists, name="imports"),
    path("lists/add/", views.add, name="imports_add"),
    path("lists/senders/", senders.board, name="imports_senders"),
    path("lists/senders/add/", senders.add, name="imports_senders_add"),
    path("lists/senders/<int:sender_id>/", senders.change, name="imports_senders_change"),
    path("lists/senders/<int:sender_id>/stop/", senders.stop, name="imports_senders_stop"),
    path(
        "lists/senders/<int:sender_id>/expect-no-more/", senders.expect_no_more, name="imports_senders_expect_no_more"
    ),
    path("lists/senders/<int:sender_id>/expect/", senders.expect, name="imports_senders_expect"),
    path("lists/senders/<int:sender_id>/asking/", asking.asking, name="imports_asking"),
    path("lists/senders/<int:sender_id>/asking/contact/", asking.contact, name="imports_asking_contact"),
    path(
        "lists/senders/<int:sender_id>/asking/contact/<int:sender_contact_id>/end/",
        asking.end_contact,
        name="imports_asking_end",
    ),
    path("lists/senders/<int:sender_id>/asking/letter/", asking.letter, name="imports_asking_letter"),
    path(
        "lists/senders/<int:sender_id>/asking/contact/<int:sender_contact_id>/worries/",
        asking.worries_link,
        name="imports_asking_worries",
    ),
    path("attendance-worries/", asking.worries, name="attendance_worries"),
    path("lists/senders/<int:sender_id>/move/", move.move, name="imports_move"),
    path("lists/layouts/<int:layout_id>/stop/", columns.stop_layout, name="imports_layout_stop"),
    path("lists/<int:number>/columns/", columns.columns, name="imports_columns"),
    path("lists/rows/<int:row_id>/look-again/", views.look_at_row_again, name="imports_row_again"),
    path("lists/<int:number>/", views.batch, name="imports_batch"),
    path("lists/<int:number>/to-put-right.csv", views.rejected, name="imports_rejected"),
    path("lists/<int:number>/apply/", views.apply, name="imports_apply"),
    path("lists/<int:number>/accept/", views.accept, name="imports_accept"),
    path("lists/<int:number>/undo/", views.undo, name="imports_undo"),
]
