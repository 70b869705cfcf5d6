"""What a product is, how it stands, who may read it and under which licence."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress, collect_values


class ProductKind(InAddress):
    LESSON_MATERIAL = "lesson_material", _("lesson material")
    ACTIVITY = "activity", _("teaching activity")
    PICTURE = "picture", _("talking picture")
    RESEARCH_REPORT = "research_report", _("research report")
    VIEWING_GUIDE = "viewing_guide", _("observation guide")
    LESSON_STUDY_REPORT = "lesson_study_report", _("Lesson Study report")
    PRESENTATION = "presentation", _("presentation")
    FILM = "film", _("short film")
    PRACTICE_EXAMPLE = "practice_example", _("example from practice")
    ARTICLE = "article", _("article")
    CURRICULUM_PART = "curriculum_part", _("part of a curriculum")
    LEARNING_TASK = "learning_task", _("learning task")
    FAN = "fan", _("fan of cards")
    INVENTORY = "inventory", _("inventory")

    ADDRESS_WORDS = nonmember(
        {
            "lesson_material": "lesmateriaal",
            "activity": "werkvorm",
            "picture": "praatplaat",
            "research_report": "onderzoeksverslag",
            "viewing_guide": "kijkwijzer",
            "lesson_study_report": "ls_verslag",
            "presentation": "presentatie",
            "film": "filmpje",
            "practice_example": "praktijkvoorbeeld",
            "article": "artikel",
            "curriculum_part": "curriculumonderdeel",
            "learning_task": "leertaak",
            "fan": "waaier",
            "inventory": "inventarisatie",
        }
    )


class ProductStatus(InAddress):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("being reviewed")
    PUBLISHED = "published", _("up to date")
    TO_REVISE = "to_revise", _("to be revised")
    HISTORICAL = "historical", _("historical")

    # Published, also when it asks for a new look or is only of historical worth.
    IN_VIEW = nonmember(collect_values(PUBLISHED, TO_REVISE, HISTORICAL))
    # Published and not laid to rest: what is kept up to date.
    KEPT_UP = nonmember(collect_values(PUBLISHED, TO_REVISE))

    ADDRESS_WORDS = nonmember(
        {"draft": "concept", "published": "gepubliceerd", "to_revise": "te_herzien", "historical": "historisch"}
    )


class ProductAccess(models.TextChoices):
    OPEN = "open", _("everybody")
    NETWORK = "network", _("members of the network")


class ProductLicence(models.TextChoices):
    """The values are those in which licences are named everywhere."""

    CC_BY = "cc-by-40", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-40", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-40", "CC BY-NC 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa-40", "CC BY-NC-SA 4.0"
    CC_BY_ND = "cc-by-nd-40", "CC BY-ND 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd-40", "CC BY-NC-ND 4.0"
    CC0 = "cc0-10", "CC0 1.0"


class ReviewVerdict(models.TextChoices):
    GOOD = "good", _("can be published")
    CHANGE = "change", _("needs a change first")


class MethodQuestion(InAddress):
    """What leads to a method."""

    LESSON = "lesson", _("I want to see better how pupils learn in a lesson")
    SITUATION = "situation", _("I have a difficult situation or a dilemma")
    STRENGTH = "strength", _("I want to see what goes well already, and why")
    ELSEWHERE = "elsewhere", _("I want to know how others do it")
    SHARE = "share", _("We made something and want others to use it")
    EFFECT = "effect", _("I want to know whether something works")
    TOGETHER = "together", _("Many schools have the same question")
    TRAINING = "training", _("I learn to be a teacher, or guide who does")

    ADDRESS_WORDS = nonmember(
        {
            "lesson": "les",
            "situation": "situatie",
            "strength": "kracht",
            "elsewhere": "elders",
            "share": "delen",
            "effect": "werkt",
            "together": "samen",
            "training": "opleiden",
        }
    )


class MethodTime(InAddress):
    HOURS = "hours", _("A few hours")
    WEEKS = "weeks", _("A few weeks")
    MONTHS = "months", _("Half a year or more")

    ADDRESS_WORDS = nonmember({"hours": "uren", "weeks": "weken", "months": "maanden"})


class MethodSize(InAddress):
    SMALL = "small", _("Alone or with two or three others")
    GROUP = "group", _("With four to twelve people")
    LARGE = "large", _("With more than twelve people")

    ADDRESS_WORDS = nonmember({"small": "klein", "group": "groep", "large": "groot"})
