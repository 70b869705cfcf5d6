"""What people do, for their organisation and for the network, and who sees what of them."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class Visibility(models.TextChoices):
    EVERYBODY = "everybody", _("everybody")
    MEMBERS = "members", _("members of the network")
    NOBODY = "nobody", _("nobody")


class Function(InAddress):
    STUDENT_TEACHER = "student_teacher", _("student teacher")
    TEACHER = "teacher", _("teacher")
    INSTITUTE_EDUCATOR = "institute_educator", _("teacher educator at the institute")
    SCHOOL_EDUCATOR = "school_educator", _("teacher educator at the school")
    WORKPLACE_MENTOR = "workplace_mentor", _("workplace mentor")
    RESEARCHER = "researcher", _("researcher")
    SCHOOL_LEADER = "school_leader", _("school leader")
    BOARD_MEMBER = "board_member", _("board member")
    OTHER = "other", _("other")

    ADDRESS_WORDS = enum.nonmember(
        {
            "student_teacher": "aspirant_leraar",
            "teacher": "leraar",
            "institute_educator": "instituutsopleider",
            "school_educator": "schoolopleider",
            "workplace_mentor": "werkplekbegeleider",
            "researcher": "onderzoeker",
            "school_leader": "schoolleider",
            "board_member": "bestuurder",
            "other": "overig",
        }
    )


class Standing(InAddress):
    """How a member stands in the network, as the table of coordinators tells and filters; stored nowhere."""

    ACTIVE = "active", _("active")
    WITHOUT_APPOINTMENT = "without_appointment", _("without appointment")
    SUSPENDED = "suspended", _("suspended")
    LEAVING = "leaving", _("asked to be erased")
    LEFT = "left", _("left")
    ALL = "all", _("all")

    # Active is what the table shows by itself: no word in the address.
    ADDRESS_WORDS = enum.nonmember(
        {
            "active": "",
            "without_appointment": "zonder-aanstelling",
            "suspended": "geschorst",
            "leaving": "vertrekt",
            "left": "vertrokken",
            "all": "alle",
        }
    )


class NetworkRoleKind(models.TextChoices):
    PROGRAMME_LEADER = "programme_leader", _("programme leader")
    NETWORK_COORDINATOR = "network_coordinator", _("network coordinator")
    LIAISON_OFFICER = "liaison_officer", _("liaison officer")
    PLATFORM_ADMIN = "platform_admin", _("platform administrator")
    PRIVACY_CONTACT = "privacy_contact", _("privacy contact")

    # Run the network from day to day.
    COORDINATING = enum.nonmember(collect_values(NETWORK_COORDINATOR, PROGRAMME_LEADER))
    # Somebody has to be it.
    NEVER_WITHOUT = enum.nonmember(collect_values(NETWORK_COORDINATOR, PLATFORM_ADMIN, PRIVACY_CONTACT))
    # Sees or decides about the data of others: two people give it.
    SEES_PERSONAL_DATA = enum.nonmember(
        collect_values(NETWORK_COORDINATOR, PROGRAMME_LEADER, PLATFORM_ADMIN, PRIVACY_CONTACT)
    )
    # May give roles, and so confirm what another proposed.
    GIVES_ROLES = enum.nonmember(collect_values(NETWORK_COORDINATOR, PROGRAMME_LEADER, PLATFORM_ADMIN))


class RoleVariant(models.TextChoices):
    FIELD = "field", _("schools")
    INSTITUTE = "institute", _("institute")
