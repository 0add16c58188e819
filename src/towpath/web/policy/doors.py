"""Pages about the site itself, the account of whoever signs in, and a young person's own pages."""

from towpath.web.policy.route import ACT, ANYONE, ASK_AND_ACT, NOBODY, OWN, SIGNED_IN, YOUNG_PEOPLE, Route

ABOUT = (
    Route("accessibility", ANYONE),
    Route("cookies", ANYONE),
    Route("privacy", ANYONE),
    Route("healthz", ANYONE),
    Route("security_txt", ANYONE),
)

ACCOUNT = (
    # An employer has no account: the secret opens one answer, once. The action tells the log before it is shown.
    Route("employer_answer", ANYONE, ASK_AND_ACT, objects="the one submission the secret was made for"),
    # A college's contact has no account either, and is told how their own file reads and nothing else.
    Route("send_list", ANYONE, ASK_AND_ACT, objects="the one expected list the secret was made for"),
    Route("send_list_read", ANYONE, objects="the file that this browser sent by that secret"),
    Route("send_list_to_mend", ANYONE, objects="the file that this browser sent by that secret"),
    Route("send_list_end", ANYONE, ACT, objects="the one expected list the secret was made for"),
    Route("send_worry", ANYONE, ASK_AND_ACT, objects="the one sender the secret was made for"),
    Route("send_worry_file", ANYONE, ASK_AND_ACT, objects="the one sender the secret was made for"),
    Route("send_done", ANYONE, objects="none: the receipt itself says all that is shown"),
    Route("home", SIGNED_IN),
    Route("account", SIGNED_IN, objects="the signed-in person's own account"),
    Route("keys", SIGNED_IN, ACT, objects="the signed-in person's own session"),
    Route("councils", SIGNED_IN, ASK_AND_ACT, objects="councils in which the signed-in person has a role today"),
    Route("invitation", ANYONE, ASK_AND_ACT, objects="the one account the secret was made for"),
    Route("account_login", ANYONE, ASK_AND_ACT),
    Route("account_logout", ANYONE, ASK_AND_ACT),
    Route("account_inactive", ANYONE),
    Route("account_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("account_change_password", SIGNED_IN, ASK_AND_ACT),
    Route("account_reset_password", ANYONE, ASK_AND_ACT),
    Route("account_reset_password_done", ANYONE),
    Route("account_reset_password_from_key", ANYONE, ASK_AND_ACT, objects="the one account the key was made for"),
    Route("account_reset_password_from_key_done", ANYONE),
    Route("mfa_authenticate", ANYONE, ASK_AND_ACT),
    Route("mfa_index", SIGNED_IN),
    Route("mfa_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_activate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_deactivate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_generate_recovery_codes", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_view_recovery_codes", SIGNED_IN),
    # Kept shut: nobody signs up, changes address or uses a passkey yet.
    Route("account_signup", NOBODY),
    Route("account_email", NOBODY),
    Route("account_email_verification_sent", NOBODY),
    Route("account_confirm_email", NOBODY),
    Route("account_confirm_login_code", NOBODY),
    Route("account_set_password", NOBODY),
    Route("mfa_download_recovery_codes", NOBODY),
    Route("mfa_list_webauthn", NOBODY),
    Route("mfa_add_webauthn", NOBODY),
    Route("mfa_reauthenticate_webauthn", NOBODY),
    Route("mfa_remove_webauthn", NOBODY),
    Route("mfa_edit_webauthn", NOBODY),
)

OWN_RECORD = "the one young person whose visit it is"

OWN_PAGES = (
    # Every answer to a code that lets nobody in is the same, and shows nothing.
    Route("own_code", ANYONE, ASK_AND_ACT, objects="the one young person whom the code was made for"),
    Route("own_left", ANYONE),
    # A status link says nothing of whom it is about, and looking at it uses nothing up.
    Route("answer_typed", ANYONE, ASK_AND_ACT),
    Route("answer_start", ANYONE, objects="the one link the letters were made for"),
    Route("answer_say", ANYONE, ASK_AND_ACT, objects="the one link the letters were made for"),
    Route("answer_thanks", ANYONE, objects="no row: words alone"),
    Route("own_home", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_plan", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_tick", OWN, ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_say", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_dates", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_options", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_record", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_looks", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_choices", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_answer", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_object", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_leave", OWN, ACT, objects=OWN_RECORD),
    Route("codes", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("codes_cancel", "caseload.work", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("codes_card", "caseload.work", ASK_AND_ACT),
)
