"""What is set up about the network, in which order, and which of its pages have words of their own."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class SetupStep(InAddress):
    """The steps of setting up, in their order. Each can be left for later."""

    NAME = "name", _("Name of the network")
    REGION = "region", _("Region and school holidays")
    LOOK = "look", _("Logo and colours")
    MAIL = "mail", _("Mail")
    SECOND = "second", _("A second coordinator")
    PARTNERS = "partners", _("Partners")
    TOPICS = "topics", _("List of topics")
    PUBLIC = "public", _("What is public")

    ADDRESS_WORDS = enum.nonmember(
        {
            "name": "naam",
            "region": "vakantieregio",
            "look": "huisstijl",
            "mail": "mail",
            "second": "tweede-coordinator",
            "partners": "partners",
            "topics": "themas",
            "public": "openbaar",
        }
    )


class Section(InAddress):
    """The parts of the settings that change fields of the partnership: four of the steps, and two beside them."""

    NAME = "name", _("Name of the network")
    REGION = "region", _("Region and school holidays")
    LOOK = "look", _("Logo and colours")
    MAIL = "mail", _("Mail")
    PUBLIC = "public", _("What is public")
    GROUPS = "groups", _("Kinds of group and languages")
    LIMITS = "limits", _("Terms and sizes")

    ADDRESS_WORDS = enum.nonmember(
        {
            "name": "naam",
            "region": "vakantieregio",
            "look": "huisstijl",
            "public": "openbaar",
            "groups": "groepen",
            "limits": "grenzen",
        }
    )
    # Stand beside the steps of setting up: their usual values do for most networks.
    LATER = enum.nonmember(collect_values(GROUPS, LIMITS))


class TextPage(InAddress):
    """Pages and mails in which the network says something in words of its own."""

    HOME = "home", _("Home page")
    ABOUT = "about", _("About the network")
    CONTACT = "contact", _("Contact")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")

    MAIL_INVITE = "mail_invite", _("Mail: invitation to the network")
    MAIL_WELCOME = "mail_welcome", _("Mail: welcome to a new member")
    MAIL_FOOT = "mail_foot", _("Mail: under every mail")

    # Of these a plain text is mailed; the others are pages.
    IN_MAIL = enum.nonmember(collect_values(MAIL_INVITE, MAIL_WELCOME, MAIL_FOOT))
    ADDRESS_WORDS = enum.nonmember(
        {
            "home": "voorpagina",
            "about": "over",
            "accessibility": "toegankelijkheid",
            "mail_invite": "mail-uitnodiging",
            "mail_welcome": "mail-welkom",
            "mail_foot": "mail-onderaan",
        }
    )
