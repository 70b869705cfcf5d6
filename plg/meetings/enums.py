"""What meetings are, who comes, and how often they come back."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class Repeat(models.TextChoices):
    """How often: every so many weeks, or the n-th weekday of every month."""

    WEEKS_1 = "w1", _("every week")
    WEEKS_2 = "w2", _("every two weeks")
    WEEKS_3 = "w3", _("every three weeks")
    WEEKS_4 = "w4", _("every four weeks")
    WEEKS_6 = "w6", _("every six weeks")
    MONTH_1 = "m1", _("the first one of every month")
    MONTH_2 = "m2", _("the second one of every month")
    MONTH_3 = "m3", _("the third one of every month")
    MONTH_4 = "m4", _("the fourth one of every month")
    MONTH_LAST = "m-1", _("the last one of every month")


class MeetingKind(InAddress):
    GROUP = "group", _("group meeting")
    PLENARY = "plenary", _("plenary meeting")
    BOARDS = "boards", _("meeting of the boards")
    SCHOOL_LEADERS = "school_leaders", _("meeting of school leaders")
    LESSON_VISIT = "lesson_visit", _("lesson visit")
    WORK_VISIT = "work_visit", _("working visit")
    PEER_COACHING = "peer_coaching", _("peer coaching")
    WORKSHOP = "workshop", _("workshop or course")
    ONLINE = "online", _("online meeting")

    # Kinds that the network holds as a whole; a group may hold any kind but these.
    OF_THE_NETWORK = enum.nonmember(
        collect_values(PLENARY, BOARDS, SCHOOL_LEADERS, WORK_VISIT, PEER_COACHING, WORKSHOP, ONLINE)
    )
    OF_A_GROUP = enum.nonmember(collect_values(GROUP, LESSON_VISIT, WORK_VISIT, PEER_COACHING, WORKSHOP, ONLINE))

    # What is looked at or taught: nobody asks for minutes of it.
    WITHOUT_MINUTES = enum.nonmember(collect_values(WORK_VISIT, WORKSHOP))

    ADDRESS_WORDS = enum.nonmember(
        {
            "group": "groepsbijeenkomst",
            "plenary": "plenair",
            "boards": "bestuurlijk",
            "school_leaders": "schoolleiders",
            "lesson_visit": "lesbezoek",
            "work_visit": "werkbezoek",
            "peer_coaching": "intervisie",
            "workshop": "workshop",
        }
    )


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    MOVED = "moved", _("moved")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")

    # Takes place, or will: moved is planned on another day.
    TAKES_PLACE = enum.nonmember(collect_values(PLANNED, MOVED))
    # A planned meeting whose time has passed took place, unless somebody cancelled it.
    COUNTS_AS_HELD = enum.nonmember(collect_values(PLANNED, MOVED, HELD))


class MeetingAudience(models.TextChoices):
    """Who is invited to a meeting of the whole network; in a group only «chosen», for a team of some of its people."""

    EVERYBODY = "everybody", _("all members")
    SCHOOL_LEADERS = "school_leaders", _("school leaders")
    BOARDS = "boards", _("board members")
    GROUP_LEADS = "group_leads", _("who leads a group")
    CHOSEN = "chosen", _("people that you choose")


class HalfDay(models.TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Depth(models.IntegerChoices):
    """How deep the exchange went: the four levels of Little (1990), from exchange to joint work."""

    STORYTELLING = 1, _("telling stories")
    AID = 2, _("helping each other")
    SHARING = 3, _("sharing methods and material")
    JOINT_WORK = 4, _("working together, responsible together")


class AgendaGoal(models.TextChoices):
    INFORM = "inform", _("to inform")
    OPINION = "form_opinion", _("to form an opinion")
    DECIDE = "decide", _("to decide")
    WORK = "work_together", _("to work together")


class RsvpAnswer(InAddress):
    NONE = "none", _("no answer yet")
    YES = "yes", _("yes")
    MAYBE = "maybe", _("maybe")
    NO = "no", _("no")

    ADDRESS_WORDS = enum.nonmember({"none": "geen", "yes": "ja", "maybe": "misschien", "no": "nee"})


class Presence(models.TextChoices):
    """How somebody comes to a meeting that can be followed online too."""

    ON_SITE = "on_site", _("on the spot")
    ONLINE = "online", _("online")


class AnswerVia(models.TextChoices):
    PAGE = "page", _("on the page")
    MAIL = "mail", _("from the mail")
    CHAIR = "chair", _("by who leads the meeting")


class AgendaView(InAddress):
    LIST = "list", _("List")
    MONTH = "month", _("Month")

    ADDRESS_WORDS = enum.nonmember({"list": "lijst", "month": "maand"})


class AgendaScope(InAddress):
    """Whose meetings the agenda shows, beside one's own."""

    NETWORK = "network", _("the whole network only")
    ALL = "all", _("all groups")

    ADDRESS_WORDS = enum.nonmember({"network": "netwerk", "all": "alles"})
