"""Every page that has an address of its own: how it is called, in which words people look for it, and who may open it.

One table for two ways in: the command dialog (Ctrl K) finds all of them, `/beheer/` lays out those with a `desk` text.
What a room registers itself as something to do (ask, share, start) is not repeated here. A test asks of every address
that it stands in one of both, and that it is offered to exactly those who may open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Place:
    """`words` are those under which people look for it beside its label; `desk` is what one does there.

    A lower `order` is offered sooner where nothing was typed yet.
    """

    url_name: str
    label: str | _StrPromise
    icon: str
    words: str | _StrPromise
    permission: str = ""
    desk: str | _StrPromise = ""
    needs_member: bool = True
    order: int = 60


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
    Place("account_change_password", _("Change your password"), "key-round", _("account forgotten new log in")),
    Place("usersessions_list", _("Devices"), "smartphone", _("logged in where sessions log out elsewhere")),
    Place("expertise:my_expertise", _("My expertise"), "award", _("what I know claims evidence recognised")),
    Place("expertise:claim_add", _("Add expertise"), "plus", _("new topic I know level claim")),
    Place("expertise:availability_edit", _("How I can be asked"), "hand", _("available pause busy leave hours")),
    Place("expertise:saved_search_list", _("Saved searches"), "bookmark", _("kept follow look again finder")),
    Place("expertise:product_mine", _("My products"), "folder", _("what I shared drafts lesson material")),
    Place("expertise:product_kept", _("Kept products"), "bookmark", _("bookmarks saved later read lesson material")),
    Place("plg:feed_list", _("In your own calendar"), "calendar-plus", _("agenda Outlook Google phone connect feed")),
    Place("plg:my_returns", _("What I took back"), "school", _("my school brought back result yield")),
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
    Place("plg:intervision_plan", _("Plan an intervision"), "calendar-plus", _("case colleagues rounds new session")),
    Place("dashboards:topic_list", _("All topics"), "tag", _("subjects themes")),
    Place("members:topic_propose", _("Propose a topic"), "lightbulb", _("new word missing")),
    Place("dashboards:figures_home", _("Dashboard"), "layout-dashboard", _("figures school board hours participation")),
    Place("dashboards:indicator_list", _("All indicators"), "chart-column", _("figures what counts meaning")),
    Place("agreements:obligation_list", _("Obligations"), "clipboard-list", _("agreement duties dates evidence late")),
    Place("agreements:work_plan_list", _("Work plan and budget"), "target", _("activities money planned spent year")),
    Place("agreements:theme_list", _("Strategic agenda"), "milestone", _("themes direction goals")),
)

OPEN = (
    Place("dashboards:home", _("Home"), "house", _("front page"), needs_member=False),
    Place("dashboards:about", _("About the network"), "info", _("who what partners"), needs_member=False),
    Place("dashboards:contact", _("Contact"), "mail", _("write question help phone"), needs_member=False),
    Place("dashboards:privacy", _("Privacy"), "shield", _("personal data rights statement"), needs_member=False),
    Place("dashboards:accessibility", _("Accessibility"), "hand", _("screen reader statement"), needs_member=False),
    Place(
        "plg:certificate_ask", _("Check a certificate"), "badge-check", _("code hours real proof"), needs_member=False
    ),
    Place(
        "agreements:agreement_verify",
        _("Check a signed agreement"),
        "shield-check",
        _("real seal fingerprint verify"),
        needs_member=False,
    ),
)

DESKS = (
    Place(
        "members:network_settings",
        _("Settings of the network"),
        "settings",
        _("name logo colours region sender texts public set up"),
        "members.manage_network",
        _("Name, region, look, mail, texts and terms. With history and undo."),
    ),
    Place(
        "school_year:holiday_list",
        _("School holidays"),
        "calendar",
        _("closed days vacation free study day import"),
        "school_year.manage",
        _("The official list, and days on which a board or school is closed besides."),
    ),
    Place(
        "plg:manage_groups",
        _("Groups"),
        "table",
        _("all groups table export asleep manage change"),
        "plg.manage_groups",
        _("All groups in one table: filter, change, export."),
    ),
    Place(
        "plg:manage_join_requests",
        _("Requests to join a group"),
        "user-check",
        _("let in decline accept waiting groups table"),
        "plg.manage_groups",
        _("Who asks to join which group, and for how long: let in or decline, one or many."),
    ),
    Place(
        "plg:manage_meetings",
        _("All meetings"),
        "calendar",
        _("table agenda all groups week cancel remind export"),
        "plg.manage_groups",
        _("Meetings of all groups and of the network in one table: find, remind, cancel, export."),
    ),
    Place(
        "plg:network_meeting_plan",
        _("Plan a meeting of the network"),
        "calendar-plus",
        _("plenary conference invite everybody new meeting"),
        "plg.manage_groups",
        _("For everybody, or for whom you choose, with a preview of who is invited."),
    ),
    Place(
        "plg:network_series_plan",
        _("Plan several meetings of the network"),
        "calendar-plus",
        _("series pattern year dates repeat"),
        "plg.manage_groups",
    ),
    Place(
        "plg:unanswered_remind",
        _("Who did not answer"),
        "bell",
        _("remind reminder invitation no answer yet all groups"),
        "plg.manage_groups",
        _("Remind everybody who did not answer an invitation, over all groups at once."),
    ),
    Place(
        "members:manage_members",
        _("Members"),
        "users",
        _("table appointments suspend leave export"),
        "members.manage_members",
        _("Appointments, suspensions, people who leave."),
    ),
    Place(
        "members:signup_list",
        _("Requests to join"),
        "user-plus",
        _("approve turn down new member sign up"),
        "members.view_signup_queue",
        _("Approve or turn down who wants to become a member."),
    ),
    Place(
        "members:invitation_list",
        _("Invitations"),
        "mail",
        _("invited who came open again"),
        "members.invite_member",
        _("Invite people by mail, one or many."),
    ),
    Place(
        "members:invitation_create",
        _("Invite people"),
        "user-round-plus",
        _("new member mail addresses paste add"),
        "members.invite_member",
    ),
    Place(
        "members:import_list",
        _("Import"),
        "file-up",
        _("bring in list sheet Excel CSV upload undo"),
        "members.import_members",
        _("Members from a sheet, schools from DUO: with a trial run and undo."),
    ),
    Place(
        "members:import_members",
        _("Import members"),
        "file-up",
        _("bring in list people sheet Excel CSV upload"),
        "members.import_members",
    ),
    Place(
        "members:import_sites",
        _("Import schools"),
        "school",
        _("bring in DUO register sites locations"),
        "members.import_organisations",
    ),
    Place(
        "members:import_boards",
        _("Import boards"),
        "building-2",
        _("bring in DUO register foundations"),
        "members.import_organisations",
    ),
    Place(
        "members:import_successors",
        _("Import mergers and successors"),
        "building-2",
        _("bring in DUO fusion old new number school board goes on"),
        "members.import_organisations",
    ),
    Place(
        "members:import_topics",
        _("Import topics"),
        "tags",
        _("bring in list sheet themes vocabulary"),
        "members.manage_topics",
    ),
    Place(
        "members:import_words",
        _("Import words of the staff room"),
        "tags",
        _("bring in list sheet synonyms abbreviations"),
        "members.manage_topics",
    ),
    Place(
        "members:function_words",
        _("Words for functions"),
        "briefcase",
        _("import leerkracht IB synonyms job titles"),
        "members.import_members",
    ),
    Place(
        "members:organisation_table",
        _("Schools and boards"),
        "school",
        _("organisations add merge take part from until"),
        "members.manage_organisations",
        _("The organisations of the network, from when until when."),
    ),
    Place(
        "expertise:help_board",
        _("All questions"),
        "messages-square",
        _("unanswered waiting look after pass on help requests"),
        "expertise.look_after_help_requests",
        _("Which questions wait, for how long, and who was asked: remind, pass on or answer."),
    ),
    Place(
        "expertise:practice_question_table",
        _("All questions from practice"),
        "table",
        _("table refer not taken up practice questions export"),
        "expertise.bundle_questions",
        _("Questions from practice in one table: filter, decide on several at once, export."),
    ),
    Place(
        "expertise:product_table",
        _("All products"),
        "library",
        _("knowledge base table review historical contact person export"),
        "expertise.manage_products",
        _("Products in one table: what waits for a reader, what grows old, what is used."),
    ),
    Place(
        "expertise:question_board",
        _("Bundle questions"),
        "waypoints",
        _("board cards cluster bundling practice questions together"),
        "expertise.open_board",
        _("Questions from practice as cards: lay together what belongs together, and tell who asked."),
    ),
    Place(
        "expertise:practice_question_paste",
        _("Paste many questions at once"),
        "clipboard-list",
        _("post-its wall sheet practice questions bring in many"),
        "expertise.bundle_questions",
        _("Questions from practice of a wall or a sheet, one on each line."),
    ),
    Place(
        "lesson_study:cover_desk",
        _("Cover for Lesson Study"),
        "calendar-check",
        _("replace teacher free approve other date"),
        "lesson_study.view_cover_desk",
        _("Teachers who ask to be free for a lesson of their team: approve, or propose another date."),
    ),
    Place(
        "notifications:delivery_list",
        _("Sent mail"),
        "send",
        _("delivered failed bounced stop mail who got what"),
        "notifications.manage_mail",
        _("Which mail went to whom, and why one did not."),
    ),
    Place(
        "figures:facts_list",
        _("Numbers of schools"),
        "chart-column",
        _("staff hours agreed fill in 1 October"),
        "figures.enter_facts",
        _(
            "How many people work at each school on 1 October, and how many hours were agreed. Percentages rest on"
            " these."
        ),
    ),
    Place(
        "dashboards:network_figures",
        _("The network in figures"),
        "chart-column",
        _("dashboard participation hours yield report year"),
        "figures.view_network",
        _("What comes of it, over all boards: participation, hours, groups, products."),
    ),
    Place(
        "expertise:gaps_board",
        _("Expertise in view"),
        "waypoints",
        _("gaps missing map who knows what board"),
        "expertise.view_gaps",
        _("What the network knows by topic and board, and what is missing."),
    ),
    Place(
        "members:topic_manage",
        _("Topics"),
        "tag",
        _("vocabulary synonyms merge proposals themes manage"),
        "members.manage_topics",
        _("The list of topics: names, other words, proposals."),
    ),
    Place(
        "members:word_list",
        _("Words of the staff room"),
        "book-open",
        _("thesaurus synonyms abbreviations search finder"),
        "members.manage_topics",
        _("Which words lead to which topic, so that a search finds who can help."),
    ),
    Place(
        "expertise:endorsement_pairs",
        _("Mutual recognition"),
        "badge-check",
        _("endorse each other pairs"),
        "expertise.see_pairs",
        _("Colleagues who recognised each other's expertise within a week."),
    ),
    Place(
        "agreements:rule_list",
        _("What follows from which article"),
        "list-checks",
        _("rules obligations agreement"),
        "agreements.manage_obligations",
        _("Which obligations an article brings, who owns them and when they are due."),
    ),
    Place(
        "agreements:partner_list",
        _("Giving and taking"),
        "scale",
        _("partners balance contribution explanation"),
        "agreements.view_partners",
        _("What each partner brought and took, with their own words beside the figures."),
    ),
    Place(
        "agreements:evaluation_list",
        _("Evaluations"),
        "clipboard-list",
        _("five levels results yearly agreement"),
        "agreements.read_evaluations",
        _("What was found on the five levels, year by year."),
    ),
    Place(
        "members:role_list",
        _("Roles"),
        "user-cog",
        _("coordinator administrator privacy contact liaison officer who may"),
        "members.manage_roles",
        _("Who runs the network, in which scope and until when."),
    ),
    Place(
        "members:role_grant",
        _("Give a role"),
        "user-cog",
        _("new coordinator administrator right"),
        "members.manage_roles",
    ),
    Place(
        "dashboards:health",
        _("Health of the platform"),
        "monitor",
        _("worker back-up disk queue version failed job"),
        "notifications.see_health",
        _("Site, worker, mail, disk and back-up: what runs, what does not and what to do."),
    ),
    Place(
        "members:audit_trail",
        _("Audit trail"),
        "scroll-text",
        _("logbook who did what"),
        "members.view_audit_trail",
        _("Who did what, for the privacy contact."),
    ),
    Place(
        "members:data_requests",
        _("Data requests"),
        "shield",
        _("copy erase privacy asked"),
        "members.view_data_requests",
        _("Copies and erasures that people asked for."),
    ),
    # What one begins there.
    Place(
        "expertise:show_day_plan",
        _("Plan a day of show and share"),
        "calendar-plus",
        _("market event slots programme new day"),
        "expertise.manage_show_days",
    ),
    Place(
        "agreements:agreement_start",
        _("Start an agreement"),
        "plus",
        _("new contract write"),
        "agreements.write_agreement",
    ),
    Place(
        "agreements:plan_start",
        _("Start a work plan"),
        "plus",
        _("new year budget activities"),
        "agreements.edit_plan",
    ),
    Place(
        "agreements:evaluation_add",
        _("Write an evaluation"),
        "plus",
        _("new results levels"),
        "agreements.edit_evaluations",
    ),
)

PLACES = (*OWN, *FOUND_BY_ALL, *OPEN, *DESKS)
