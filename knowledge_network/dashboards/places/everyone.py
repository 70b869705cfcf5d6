"""Pages of one's own, pages that every member finds, and pages that stand open to all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.places.place import Place

OWN = (
    Place("dashboards:start", _("My start"), "house", _("home begin"), order=15),
    Place("members:profile_edit", _("Change my profile"), "pencil", _("photo about me ask me about")),
    Place("members:my_data", _("My data"), "shield-check", _("privacy download erase")),
    Place("notifications:notice_list", _("My notices"), "bell", _("bell news")),
    Place(
        "notifications:preferences",
        _("What you hear, and when"),
        "mail",
        _("mail settings notices rhythm quiet hours digest weekly overview unsubscribe too much"),
    ),
    Place("mfa_index", _("Security"), "lock", _("account log in password passkey second factor app code key")),
    Place("mfa_list_webauthn", _("Passkeys"), "key-round", _("log in without password fingerprint phone add")),
    Place("account_email", _("Change my e-mail address"), "mail", _("address account mail other school")),
    Place("exchange:key_list", _("Keys for programs"), "key-round", _("API token connect program site read")),
    Place("account_change_password", _("Change your password"), "key-round", _("account forgotten new log in")),
    Place(
        "exchange:my_identities",
        _("School or institute"),
        "school",
        _("school institute SURFconext Entree connect log in federation"),
    ),
    Place("usersessions_list", _("Devices"), "smartphone", _("logged in where sessions log out elsewhere")),
    Place("expertise:my_expertise", _("My expertise"), "award", _("what I know claims evidence recognised")),
    Place("expertise:claim_add", _("Add expertise"), "plus", _("new topic I know level claim")),
    Place("expertise:availability_edit", _("How I can be asked"), "hand", _("available pause busy leave hours")),
    Place("expertise:saved_search_list", _("Saved searches"), "bookmark", _("kept follow look again finder")),
    Place("expertise:product_mine", _("My products"), "folder", _("what I shared drafts lesson material")),
    Place("expertise:product_kept", _("Kept products"), "bookmark", _("bookmarks saved later read lesson material")),
    Place("plg:feed_list", _("In your own calendar"), "calendar-plus", _("agenda Outlook Google phone connect feed")),
    Place(
        "exchange:my_dossier",
        _("My record"),
        "folder",
        _("professional record dossier hours certificates products portfolio download"),
    ),
    Place("exchange:my_badges", _("My badges"), "award", _("open badge recognised show elsewhere ask wallet")),
    Place("plg:my_returns", _("What I took back"), "school", _("my school brought back result yield")),
    Place(
        "plg:my_crossings",
        _("How I learn across boundaries"),
        "chart-column",
        _("mechanism identification coordination reflection transformation line over time"),
    ),
)

FOUND_BY_ALL = (
    Place("members:member_list", _("Members"), "contact-round", _("people colleagues who names address book")),
    Place("members:organisation_list", _("Partners"), "building-2", _("boards schools institute who takes part")),
    Place("expertise:finder", _("Find who can help"), "search", _("expertise who knows expert colleague help search")),
    Place("expertise:product_queue", _("To review"), "check-check", _("products read feedback reader review")),
    Place("plg:plg_list", _("Professional learning groups"), "users", _("PLG groups join")),
    Place("plg:project_list", _("Project groups"), "briefcase", _("groups project join")),
    Place("plg:expert_list", _("Expert groups"), "graduation-cap", _("groups experts join")),
    Place("plg:theme_list", _("Theme groups"), "lightbulb", _("groups topic community of practice join")),
    Place("lesson_study:cycle_list", _("Lesson Study"), "book-open", _("archive studies lessons research")),
    Place(
        "expertise:cop_cycle_list", _("Cycles of questions"), "milestone", _("CoP year bundling theme groups plenary")
    ),
    Place(
        "expertise:question_outside_list",
        _("Questions outside what we work on"),
        "circle-x",
        _("out of scope not taken up passed on practice questions"),
    ),
    Place(
        "expertise:offer_themes",
        _("What is offered, beside the agenda"),
        "map",
        _("themes nobody offers twice strategic research agenda workshops"),
    ),
    Place(
        "lesson_study:video_start", _("Look together at a moment"), "film", _("video film session begin what goes well")
    ),
    Place("lesson_study:video_about", _("Looking together: how it works"), "circle-help", _("video film exnovation")),
    Place("lesson_study:video_papers", _("House rules and letters"), "printer", _("video film consent parents print")),
    Place("plg:intervision_plan", _("Plan an intervision"), "calendar-plus", _("case colleagues rounds new session")),
    Place(
        "insight:scan_list", _("Scans"), "radar", _("collective learning team scan survey questionnaire mirror cards")
    ),
    Place("insight:own_network", _("My network"), "waypoints", _("ties who do I know with whom do I learn colleagues")),
    Place("insight:own_groups", _("Close or open: my groups"), "users-round", _("close-knit open group trust advice")),
    Place(
        "insight:network_picture",
        _("The network in view"),
        "network",
        _("sociogram map boards ties islands inward outward"),
    ),
    Place(
        "insight:ties_explained",
        _("What a network is, in plain words"),
        "circle-help",
        _("ties trust expertise open close capital explanation"),
    ),
    Place(
        "insight:ties_consent",
        _("The network questionnaire: what you agree to"),
        "scroll-text",
        _("consent participation council MR GMR PMR print"),
    ),
    Place("dashboards:topic_list", _("All topics"), "tag", _("subjects themes")),
    Place("members:topic_propose", _("Propose a topic"), "lightbulb", _("new word missing")),
    Place("dashboards:figures_home", _("Dashboard"), "layout-dashboard", _("figures school board hours participation")),
    Place("dashboards:indicator_list", _("All indicators"), "chart-column", _("figures what counts meaning")),
    Place("agreements:obligation_list", _("Obligations"), "clipboard-list", _("agreement duties dates evidence late")),
    Place("agreements:work_plan_list", _("Work plan and budget"), "target", _("activities money planned spent year")),
    Place("agreements:theme_list", _("Strategic agenda"), "milestone", _("themes direction goals")),
)

OPEN = (
    Place(
        "exchange:api_help",
        _("For makers of programs"),
        "link",
        _("API feed connect developer OpenAPI"),
        needs_member=False,
    ),
    Place(
        "exchange:public_agenda",
        _("Agenda for everybody"),
        "calendar",
        _("public meetings open embed widget site school feed"),
        needs_member=False,
    ),
    Place("dashboards:home", _("Home"), "house", _("front page"), needs_member=False),
    Place("dashboards:about", _("About the network"), "info", _("who what partners"), needs_member=False),
    Place("dashboards:contact", _("Contact"), "mail", _("write question help phone"), needs_member=False),
    Place("dashboards:privacy", _("Privacy"), "shield", _("personal data rights statement"), needs_member=False),
    Place("dashboards:accessibility", _("Accessibility"), "hand", _("screen reader statement"), needs_member=False),
    Place(
        "plg:certificate_ask", _("Check a certificate"), "badge-check", _("code hours real proof"), needs_member=False
    ),
    Place(
        "exchange:badge_check",
        _("Check a badge"),
        "shield-check",
        _("open badge real verify proof"),
        needs_member=False,
    ),
    Place(
        "agreements:agreement_verify",
        _("Check a signed agreement"),
        "shield-check",
        _("real seal fingerprint verify"),
        needs_member=False,
    ),
)
