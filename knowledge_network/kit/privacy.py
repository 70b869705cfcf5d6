"""The words in which a model says what it knows about people, and what becomes of it.

Each model of ours carries `privacy = PersonalModel(...)`; a test walks all models and fails for a field that could hold
personal data and is not declared. «Mijn gegevens», the export and the erasure read nothing but these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class OnErasure(StrEnum):
    KEEP = "keep"  # stays as it is; it says nothing of the person any more, or the law asks for it
    BLANK = "blank"  # emptied, or pointed at nobody
    DELETE = "delete"  # the whole row goes


class Basis(TextChoices):
    """The ground in article 6 of the GDPR."""

    CONSENT = "a", _("your own choice")
    CONTRACT = "b", _("an agreement")
    LEGAL = "c", _("a duty by law")
    INTEREST = "f", _("a legitimate interest of the network")


@dataclass(frozen=True)
class Processing:
    """One use of personal data, as members read it: what it is, what for, on what ground and until when."""

    name: str | _StrPromise
    purpose: str | _StrPromise
    basis: Basis
    retention: str | _StrPromise

    def keep(self, *, exported: bool = True) -> PersonalField:
        return PersonalField(self, OnErasure.KEEP, exported=exported)

    def blank(self, *, to: object = None, exported: bool = True) -> PersonalField:
        """Emptied on erasure; `to` is what is written instead where the database wants something."""
        return PersonalField(self, OnErasure.BLANK, exported=exported, blank_to=to)

    def delete(self, *, exported: bool = True) -> PersonalField:
        return PersonalField(self, OnErasure.DELETE, exported=exported)


@dataclass(frozen=True)
class PersonalField:
    """Why one field is kept, whether its member gets a copy of it, and its end."""

    processing: Processing
    on_erasure: OnErasure
    exported: bool = True
    blank_to: object = None


@dataclass(frozen=True)
class PersonalModel:
    """What a model knows of people.

    `subjects` are the lookups from a row to the member it is about: its texts are theirs. Foreign keys to members that
    are no subject (`decided_by`) only say that somebody had a hand in it. `mentions` are fields in which an e-mail
    address may stand without a foreign key. `fields` are personal, `impersonal` hold nothing about a person. `with_row`
    are the dates, states, numbers and keys of a row that is about a member: they say when, in what state and of what it
    is, are given in the copy, have its purpose, and end with it.
    `names_nobody` says that the object's own name may stand in the copy of somebody else's data.
    """

    subjects: tuple[str, ...] = ()
    fields: dict[str, PersonalField] = field(default_factory=dict)
    impersonal: tuple[str, ...] = ()
    with_row: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    names_nobody: bool = False


# The uses of personal data on this platform, as the register of processing has them -----------

ACCOUNT = Processing(
    name=_("Your account"),
    purpose=_("So that you can log in, and others know who you are."),
    basis=Basis.INTEREST,
    retention=_(
        "Until you leave. Six months after your last appointment ended we ask you, and a month later we erase it."
    ),
)
SECURITY = Processing(
    name=_("Safe logging in"),
    purpose=_("So that nobody else gets into your account."),
    basis=Basis.INTEREST,
    retention=_("Until you leave, or until you remove it yourself."),
)
WORK = Processing(
    name=_("Your work"),
    purpose=_("So that colleagues find you by school and function, and the network knows who takes part."),
    basis=Basis.INTEREST,
    retention=_("Until six months after your last appointment ended."),
)
PROFILE = Processing(
    name=_("Your profile"),
    purpose=_("So that colleagues can find and ask you. You choose what you fill in and who sees it."),
    basis=Basis.CONSENT,
    retention=_("Until you remove it yourself, or leave."),
)
ADMISSION = Processing(
    name=_("How you became a member"),
    purpose=_("So that we know who asked to become a member, and who decided."),
    basis=Basis.INTEREST,
    retention=_("One year after the decision, or until you leave."),
)
GROUP_WORK = Processing(
    name=_("Your work in groups"),
    purpose=_(
        "So that groups can work together. What you wrote stays with the group, under «former member», when you leave."
    ),
    basis=Basis.INTEREST,
    retention=_("Two years after the group closed."),
)
PARTICIPATION = Processing(
    name=_("Your groups"),
    purpose=_("So that it is clear who belongs to a group, and what they agreed."),
    basis=Basis.INTEREST,
    retention=_("Two years after the group closed. When you leave, your name is removed."),
)
ATTENDANCE = Processing(
    name=_("Your meetings and hours"),
    purpose=_("So that you can show what you took part in. It is never used to judge you."),
    basis=Basis.INTEREST,
    retention=_("Two school years. When you leave, it is erased."),
)
CERTIFICATES = Processing(
    name=_("Your certificates"),
    purpose=_("So that you can show your hours elsewhere, and others can check that a certificate is real."),
    basis=Basis.CONSENT,
    retention=_("Until you remove them yourself, or leave."),
)
BADGES = Processing(
    name=_("Your badges"),
    purpose=_("So that you can show elsewhere what the network recognises, and others can check that it is real."),
    basis=Basis.CONSENT,
    retention=_(
        "Until you remove them yourself, or leave. Of a badge that was granted one bit stays, that says no name."
    ),
)
EXPERTISE = Processing(
    name=_("Your expertise"),
    purpose=_(
        "So that colleagues find who can help them. You choose what stands there; it is never used to judge you."
    ),
    basis=Basis.CONSENT,
    retention=_("Until you remove it yourself or leave, or two years after you last confirmed it."),
)
QUESTIONS = Processing(
    name=_("Your questions and answers"),
    purpose=_("So that you get help, and others can use the answer, without names."),
    basis=Basis.INTEREST,
    retention=_("Two years after the question was closed. When you leave, your name is removed."),
)
PRACTICE_QUESTIONS = Processing(
    name=_("Your questions from practice"),
    purpose=_("So that the network works on what teachers run into, and you hear what became of your question."),
    basis=Basis.INTEREST,
    retention=_("The question stays with the network. When you leave, your name is removed from it."),
)
LESSON_STUDY = Processing(
    name=_("Your Lesson Studies"),
    purpose=_("So that a team can study a lesson together. It is about pupils' learning, never used to judge you."),
    basis=Basis.INTEREST,
    retention=_("Two years after the study ended. When you leave, your name is removed."),
)
LESSON_STUDY_NOTES = Processing(
    name=_("Your notes in the classroom"),
    purpose=_("So that the team can see what pupils said and did. Only the team reads them."),
    basis=Basis.INTEREST,
    retention=_("Twelve months after the study ended."),
)
INTERVISION = Processing(
    name=_("What you told in an intervision"),
    purpose=_("So that colleagues can think along with you. Only who sits at that session reads it."),
    basis=Basis.INTEREST,
    retention=_("Thirty days after the session. No back-up and no copy holds it."),
)
INTERVISION_TAKEN = Processing(
    name=_("Your intervisions"),
    purpose=_("So that the session knows who takes part, and you find back what you took along."),
    basis=Basis.INTEREST,
    retention=_("Two years after the group closed. When you leave, your name is removed."),
)
VIDEO = Processing(
    name=_("Sessions of looking together"),
    purpose=_(
        "So that colleagues can look at an ordinary moment together and see what goes well. You choose every fragment, "
        "and who looks; it is never used to judge you."
    ),
    basis=Basis.CONSENT,
    retention=_("Until two years after the group closed. When you leave, your name is removed."),
)
VIDEO_FILM = Processing(
    name=_("Films in which you can be seen"),
    purpose=_("So that the people whom you chose can look along. Who looked when, you can read yourself."),
    basis=Basis.CONSENT,
    retention=_(
        "The recording four weeks after the talk at most, a fragment until the end of the school year. What you take "
        "back is out of sight at once and erased within three days. No back-up and no copy holds it."
    ),
)
VIDEO_TALK = Processing(
    name=_("What you said of what you saw"),
    purpose=_("So that the people who looked together can learn from it. Only they read it."),
    basis=Basis.INTEREST,
    retention=_("Two years after the group closed. When you leave, your name is removed."),
)
AGREEMENTS = Processing(
    name=_("What you did for the agreement of the partners"),
    purpose=_("So that it can be shown who wrote, signed and did what the partners agreed."),
    basis=Basis.CONTRACT,
    retention=_("Seven years after the agreement ended."),
)
SURVEYS = Processing(
    name=_("Scans that you were asked for"),
    purpose=_("So that a group sees how it learns together. What you answered is kept without you, and never told."),
    basis=Basis.CONSENT,
    retention=_("Your answers go when the scan closes. That you took part stays until you leave."),
)
STORIES = Processing(
    name=_("Your value stories"),
    purpose=_("So that you and others see what learning together brings. You choose who reads which story."),
    basis=Basis.CONSENT,
    retention=_("Until you remove them yourself, or leave."),
)
LOOKS = Processing(
    name=_("How you look at your own work"),
    purpose=_("So that you see what you grow in, and can talk about it. Nobody else reads it; it is never a mark."),
    basis=Basis.CONSENT,
    retention=_("Until you remove it yourself, or leave."),
)
TIES = Processing(
    name=_("The network questionnaire"),
    purpose=_(
        "So that the network sees where people find each other and where not. You choose whether you take part; what "
        "you say is never used to judge you."
    ),
    basis=Basis.CONSENT,
    retention=_(
        "Your answers stand under a pseudonym, and go twelve months after the round closed, with the key to it. You "
        "can withdraw them sooner."
    ),
)
VOCABULARY = Processing(
    name=_("Topics that you proposed"),
    purpose=_("So that the coordinator can ask what you mean."),
    basis=Basis.INTEREST,
    retention=_("Until you leave."),
)
NOTICES = Processing(
    name=_("Your notices"),
    purpose=_("So that you know what happened."),
    basis=Basis.INTEREST,
    retention=_("Six months."),
)
MAIL = Processing(
    name=_("Mail to you"),
    purpose=_("So that every mail is sent once, and we can see why one did not arrive."),
    basis=Basis.INTEREST,
    retention=_("The text thirty days, that it was sent half a year."),
)
PREFERENCES = Processing(
    name=_("Your settings"),
    purpose=_("So that the platform works the way you want."),
    basis=Basis.CONSENT,
    retention=_("Until you remove them yourself, or leave."),
)
SHEETS = Processing(
    name=_("Your long lists"),
    purpose=_("So that you can fetch a long list that is made in the background."),
    basis=Basis.INTEREST,
    retention=_("Seven days after it was made, or until you leave."),
)
AUDIT = Processing(
    name=_("The logbook"),
    purpose=_("So that it can be shown who changed what, and mistakes can be put right."),
    basis=Basis.INTEREST,
    retention=_("One year."),
)
RIGHTS = Processing(
    name=_("What you asked about your data"),
    purpose=_("So that we can show that we did what you asked."),
    basis=Basis.LEGAL,
    retention=_("Two years after it was done, without your name when you left."),
)
ACCESS_KEYS = Processing(
    name=_("Your keys for other programs"),
    purpose=_("So that a program of yours can read what you may read, and you can end that."),
    basis=Basis.CONSENT,
    retention=_("Ninety days after a key ended, or until you leave."),
)
CONNECTIONS = Processing(
    name=_("Connections that you look after"),
    purpose=_("So that it is clear who joined the network up with another system."),
    basis=Basis.INTEREST,
    retention=_("As long as the connection stands. When you leave, your name is removed."),
)
IMPORTS = Processing(
    name=_("Lists that were imported"),
    purpose=_("So that an import can be checked and undone."),
    basis=Basis.INTEREST,
    retention=_("Thirty days."),
)
