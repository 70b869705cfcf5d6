"""How a session of looking together stands, who may see a fragment, and what keeps it from being seen."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class SessionState(models.TextChoices):
    IDEA = "idea", _("idea")
    AGREED = "agreed", _("agreed on")
    FILMED = "filmed", _("filmed")
    CHOSEN = "chosen", _("fragments chosen")
    MEETING = "meeting", _("looking together")
    INSIGHTS = "insights", _("insights")
    ERASED = "erased", _("film erased")

    # A film may come in once all is agreed on and somebody filmed, until the group looks.
    TAKES_FILM = enum.nonmember(collect_values(FILMED, CHOSEN))
    # Fragments can be chosen, changed and shared.
    TAKES_FRAGMENTS = enum.nonmember(collect_values(FILMED, CHOSEN, MEETING, INSIGHTS))
    # The circle looks and writes.
    IS_LOOKED_AT = enum.nonmember(collect_values(CHOSEN, MEETING, INSIGHTS))
    # What came of it is told to the group.
    HAS_INSIGHTS = enum.nonmember(collect_values(INSIGHTS, ERASED))


class ReadinessItem(models.TextChoices):
    """The five that have to stand before a film comes in."""

    SUPPORT = "support", _("support")
    OPENNESS = "openness", _("nuance, openness and patience")
    DISCUSSION = "discussion", _("a constructive talk")
    TIME = "time", _("time and money")
    LAW = "law", _("law and ethics")


class Audience(models.TextChoices):
    """Who may look. Public is not one of them, and will not be."""

    TEAM = "team", _("the group, as far as it works at this school")
    SCHOOL = "school", _("colleagues of this school")
    PARTNERS = "partners", _("other schools of the network")
    INSTITUTE = "institute", _("the teacher education")


class FilmState(models.TextChoices):
    """Of one fragment."""

    WORDS = "words", _("told in words")
    WAITING = "waiting", _("waits to be made")
    MAKING = "making", _("is being made")
    TO_CHECK = "to_check", _("made, to be checked")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")
    ERASED = "erased", _("film erased")

    # There is a file.
    HAS_FILM = enum.nonmember(collect_values(TO_CHECK, READY))
    UNDER_WAY = enum.nonmember(collect_values(WAITING, MAKING))


class RecordingState(models.TextChoices):
    COMING = "coming", _("coming in")
    WAITING = "waiting", _("waits to be checked")
    MAKING = "making", _("is being made ready")
    READY = "ready", _("ready to choose from")
    FAILED = "failed", _("could not be read")

    UNDER_WAY = enum.nonmember(collect_values(WAITING, MAKING))


class Cover(models.TextChoices):
    """What is taken away of the picture."""

    NONE = "none", _("nothing: the picture as it is")
    FACES = "faces", _("faces blurred, found by a program")
    WHOLE = "whole", _("the whole picture blurred")
    SOUND = "sound", _("sound only, no picture")


class NoteKind(models.TextChoices):
    STRENGTH = "strength", _("strength")
    ROUTINE = "routine", _("goes without saying")
    SURPRISE = "surprise", _("surprise")
    KEEP = "keep", _("keep it so")
    DIFFERENT = "different", _("try it differently")

    # What an insight can say.
    OF_INSIGHTS = enum.nonmember(collect_values(STRENGTH, KEEP, DIFFERENT))


class Missing(models.TextChoices):
    """Why a film is not shown, in the words of the page."""

    NOT_LISTED = "not_listed", _("You are not on the list of who looks along.")
    NOT_READY = "not_ready", _("Not everything is agreed on yet: the list of five is not complete.")
    NOT_FILMED = "not_filmed", _("Nothing was filmed yet. Say first on which day that was.")
    NO_FILM = "no_film", _("There is no film of this fragment.")
    NOT_CHECKED = "not_checked", _("Who was filmed has not watched it through yet.")
    NOT_SURE = "not_sure", _("A program blurred the faces. Who was filmed has not said yet that it missed none.")
    UNCOVERED = "uncovered", _("Somebody wants to be in view only when faces are blurred, and here they are not.")
    VETO = "veto", _("Somebody who was filmed does not want it to be shown.")
    HELD = "held", _("A parent took consent back: it waits until two people looked whether this pupil is in it.")
    NO_CONSENT = "no_consent", _("No consent of parents has been noted down yet.")
    NOT_COVERED = "not_covered", _("Not for every pupil in view there is consent.")
    EXPIRED = "expired", _("The consent of parents is over.")
    WITHDRAWN = "withdrawn", _("A consent was taken back.")
    NARROW = "narrow", _("The consent of parents does not name these people.")
    ADULT_WAITS = "adult_waits", _("Not everybody who was filmed has agreed yet.")
    ADULT_NARROW = "adult_narrow", _("Somebody who was filmed does not agree with these people.")
    OVER = "over", _("The term of this fragment is over.")
    NOT_SHARED = "not_shared", _("Who was filmed has not opened it for these people.")

    # What does not keep those from looking beforehand who have to decide.
    OPEN_BEFOREHAND = enum.nonmember(
        collect_values(NOT_LISTED, NOT_CHECKED, NARROW, ADULT_WAITS, ADULT_NARROW, NOT_SHARED)
    )
    # Who was filmed has seen the recording as it is, and is who has to look.
    OPEN_TO_OWNER = enum.nonmember(collect_values(NOT_SURE, UNCOVERED))
    # For these a film is hidden at once, under another name, and erased when they last.
    HIDES = enum.nonmember(collect_values(VETO, HELD, WITHDRAWN, EXPIRED, OVER))


class ErasureReason(models.TextChoices):
    VETO = "veto", _("somebody who was filmed did not want it shown")
    WITHDRAWN = "withdrawn", _("a consent was taken back")
    EXPIRED = "expired", _("a consent was over")
    TERM = "term", _("the term was over")
    OWNER = "owner", _("who was filmed erased it")
    REPLACED = "replaced", _("it was made anew")
    LEFT = "left", _("who was filmed left the network")
    RESTORED = "restored", _("erased once more after a restore")
