"""What groups are, how far they are in their life, and who is what in them."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class GroupKind(models.TextChoices):
    PLG = "plg", _("PLG")
    PROJECT = "project", _("project group")
    EXPERT = "expert", _("expert group")
    THEME = "theme", _("theme group")


class GroupState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPLICATION = "application", _("application")
    GRANTED = "granted", _("granted")
    REJECTED = "rejected", _("rejected")
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    FINISHING = "finishing", _("finishing")
    MAINTAINED = "maintained", _("in maintenance")
    CLOSED = "closed", _("closed")
    DISSOLVED = "dissolved", _("dissolved")
    ARCHIVED = "archived", _("archived")

    # Outsiders may know of the group; before that only who is in it and the coordinators.
    PUBLIC = enum.nonmember(collect_values(ACTIVE, FINISHING, MAINTAINED, DORMANT, CLOSED, DISSOLVED, ARCHIVED))
    # Works towards something: in maintenance it only keeps up what it made.
    AT_WORK = enum.nonmember(collect_values(ACTIVE, FINISHING))
    WORKING = enum.nonmember(collect_values(ACTIVE, FINISHING, MAINTAINED))
    # Started and not ended, asleep or not.
    RUNNING = enum.nonmember(collect_values(ACTIVE, FINISHING, MAINTAINED, DORMANT))
    JOINABLE = enum.nonmember(collect_values(ACTIVE, DORMANT))
    # A coordinator has to decide.
    UNDECIDED = enum.nonmember(collect_values(SUBMITTED, APPLICATION))
    # Lived and came to an end, on a day that is known.
    ENDED = enum.nonmember(collect_values(CLOSED, DISSOLVED, ARCHIVED))
    # Nothing is done in it: it ended, or never came to be.
    OVER = enum.nonmember(collect_values(REJECTED, CLOSED, DISSOLVED, ARCHIVED))
    ONLY_OF_PROJECTS = enum.nonmember(collect_values(APPLICATION, GRANTED, REJECTED, MAINTAINED))
    ONLY_OF_EXPERT_GROUPS = enum.nonmember(collect_values(DORMANT, DISSOLVED))


class Openness(models.TextChoices):
    OPEN = "open", _("open: join on request")
    CLOSED = "closed", _("closed: by invitation")


class FundingType(models.TextChoices):
    STRUCTURAL = "structural", _("structurally funded")
    ADDITIONAL = "additional", _("additional means")


class FileDecision(models.TextChoices):
    KEEP = "keep", _("keep for two years, then delete")
    DELETE = "delete", _("delete at closing")
    HAND_OVER = "hand_over", _("hand over to the contact person")


class GroupRole(models.TextChoices):
    LEAD = "lead", _("group leader")
    FACILITATOR = "facilitator", _("process facilitator")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    EXPERT = "expert", _("expert")
    OBSERVER = "observer", _("observer")

    LEADING = enum.nonmember(collect_values(LEAD, FACILITATOR))
    # Plan meetings and write minutes.
    EDITING = enum.nonmember(collect_values(LEAD, FACILITATOR, SECRETARY))
    # Everybody who counts: an observer reads along and is not counted.
    TAKING_PART = enum.nonmember(collect_values(LEAD, FACILITATOR, SECRETARY, MEMBER, EXPERT))


class JoinState(models.TextChoices):
    OPEN = "open", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class InvitationState(models.TextChoices):
    OPEN = "open", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")
