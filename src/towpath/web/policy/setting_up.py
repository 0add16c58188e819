"""Who works here and what the council chose."""

from towpath.web.policy.route import ACT, ASK_AND_ACT, Route

LISTS = "lists of the viewer's council"

SETTING_UP = (
    Route("choices", "lists.change"),
    Route("choices_list", "lists.change", objects=LISTS),
    Route("choices_add", "lists.change", ASK_AND_ACT, objects=LISTS),
    Route("choices_change", "lists.change", ASK_AND_ACT, objects=LISTS),
    Route("choices_sites", "lists.change"),
    Route("choices_sites_add", "lists.change", ASK_AND_ACT),
    Route("choices_site", "lists.change", ASK_AND_ACT, objects="places of the viewer's council"),
    Route("choices_skills", "lists.change", ASK_AND_ACT),
    Route("setup", "settings.change"),
    Route("setup_settings", "settings.change"),
    Route("setup_setting", "settings.change", ASK_AND_ACT),
    Route("setup_wards", "settings.change", ASK_AND_ACT),
    Route("setup_wards_withdraw", "settings.change", ACT),
    Route("nightly", "settings.change"),
    Route("users", "users.view", objects="people with a role in the viewer's council"),
    Route("users_invite", "users.manage", ASK_AND_ACT),
    Route("users_change", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_suspend", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_second_step", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_restore", "users.manage", ACT, objects="people with a role in the viewer's council"),
    Route("users_invite_again", "users.manage", ACT, objects="people with a role in the viewer's council"),
)
