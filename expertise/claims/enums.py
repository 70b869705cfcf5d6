"""What is chosen and computed about claims: levels, states, who sees them, and what they rest on."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class HelpForm(InAddress):
    """In which form somebody helps."""

    ASK = "ask", _("answering a question")
    READ = "read", _("reading along")
    LESSON_VISIT = "lesson_visit", _("visiting a lesson")
    WORKSHOP = "workshop", _("giving a workshop")
    GUEST_LESSON = "guest_lesson", _("giving a guest lesson")
    COACHING = "coaching", _("coaching")
    ONLINE = "online", _("helping online")

    ADDRESS_WORDS = nonmember(
        {"ask": "vraagbaak", "read": "meelezen", "lesson_visit": "lesbezoek", "guest_lesson": "gastles"}
    )


class ClaimLevel(models.TextChoices):
    CURIOUS = "curious", _("curious: I am finding out")
    USER = "user", _("user: I do this in my class")
    GUIDE = "guide", _("guide: I help colleagues with it")
    SPECIALIST = "specialist", _("specialist: I develop it further")


class ClaimState(InAddress):
    """Computed by `expertise.claims.states`; stored so that it can be filtered and counted."""

    DRAFT = "draft", _("draft")
    DECLARED = "declared", _("self-declared")
    SUBSTANTIATED = "substantiated", _("substantiated")
    RECOGNISED = "recognised", _("recognised")
    TO_CONFIRM = "to_confirm", _("to be confirmed")
    ARCHIVED = "archived", _("archived")

    # Others may find it, unless its member hides it.
    SHOWN = nonmember(collect_values(DECLARED, SUBSTANTIATED, RECOGNISED, TO_CONFIRM))
    # Something stands with it: what counts as supply.
    PROVEN = nonmember(collect_values(SUBSTANTIATED, RECOGNISED))
    # How sure the network is of it, the surest first.
    SUREST_FIRST = nonmember((RECOGNISED[0], SUBSTANTIATED[0], DECLARED[0], TO_CONFIRM[0]))
    # What time makes «to be confirmed».
    GROWING_OLD = nonmember(collect_values(DECLARED, SUBSTANTIATED, RECOGNISED))

    ADDRESS_WORDS = nonmember(
        {
            "draft": "concept",
            "declared": "zichtbaar",
            "substantiated": "onderbouwd",
            "recognised": "erkend",
            "to_confirm": "te_bevestigen",
            "archived": "gearchiveerd",
        }
    )


class ClaimVisibility(models.TextChoices):
    NETWORK = "network", _("members of the network")
    EVERYBODY = "everybody", _("everybody")
    HIDDEN = "hidden", _("only me")


class EvidenceKind(models.TextChoices):
    PRODUCT = "product", _("product")
    LESSON_STUDY = "lesson_study", _("Lesson Study")
    TRAINING = "training", _("training")
    RESEARCH = "research", _("research")
    EXPERIENCE = "experience", _("experience")
    PUBLICATION = "publication", _("publication")


class EvidenceGround(InAddress):
    """On which kind of knowledge it rests."""

    PRACTICE = "practice", _("knowledge from practice")
    PRACTICE_RESEARCH = "practice_research", _("research in practice")
    LITERATURE = "literature", _("research literature")

    ADDRESS_WORDS = nonmember(
        {
            "practice": "praktijkkennis",
            "practice_research": "praktijkonderzoek",
            "literature": "onderzoeksliteratuur",
        }
    )


class EndorsementBasis(models.TextChoices):
    MEETING = "meeting", _("a meeting")
    PRODUCT = "product", _("a product")
    HELP_REQUEST = "help_request", _("a question that was answered")
    LESSON_VISIT = "lesson_visit", _("a lesson visit")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
