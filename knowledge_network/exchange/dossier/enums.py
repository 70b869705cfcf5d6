"""What a dossier is made of, in the order in which it tells."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress


class DossierPart(InAddress):
    ACTIVITIES = "activities", _("Meetings and hours")
    GROUPS = "groups", _("Groups and roles")
    STUDIES = "studies", _("Lesson Studies")
    REFLECTION = "reflection", _("What I took back to school")
    PRODUCTS = "products", _("Products and results")
    CERTIFICATES = "certificates", _("Certificates")
    BADGES = "badges", _("Badges")
    BESIDE = "beside", _("What I learned in passing")

    ADDRESS_WORDS = enum.nonmember(
        {
            "activities": "bijeenkomsten",
            "groups": "groepen",
            "reflection": "opbrengst",
            "products": "producten",
            "certificates": "certificaten",
            "beside": "ernaast",
        }
    )

    @property
    def icon(self) -> str:
        return {
            "activities": "clock",
            "groups": "users",
            "studies": "book-open",
            "reflection": "sprout",
            "products": "folder",
            "certificates": "badge-check",
            "badges": "award",
            "beside": "lightbulb",
        }[self.value]
