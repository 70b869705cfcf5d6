"""Every mail about a notice, of whatever app: short, light, one button, with why you get it and how to end it."""

from __future__ import annotations

import inspect
import re
import uuid

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation

from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.mails import compose_mail, composed
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import as_message
from knowledge_network.notifications.outbox.composing import Composed
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.notices.meetings import choose_words
from plg.records.models import ActionItem
from tests import factories as f
from tests.plg.meetings.helpers import invited, moment, planned

pytestmark = pytest.mark.django_db

KINDS = sorted(kind.name for kind in registry.kinds())
MOST_WORDS, MOST_BYTES = 120, 40_000
LINK = re.compile(r"https?://\S+")


class Word(int):
    """Stands for a text or a number."""

    def __str__(self) -> str:
        return "<something>"


def words_in(kind: registry.NoticeKind) -> dict[str, Word | str]:
    """Something for each word that the module of the kind asks for: a moment for what ends in `_at`. A date of another
    name: add it below."""
    source = inspect.getsource(inspect.getmodule(kind.text))
    names = {name for pair in re.findall(r'%\((\w+)\)|\["(\w+)"\]', source) for name in pair if name}
    return {name: "2026-11-30T14:30:00+00:00" if name.endswith("_at") else Word(2) for name in names}


@pytest.fixture
def notice():
    """One notice that fits every kind: about a meeting to come, with an invitation and an action point."""

    def make(kind: registry.NoticeKind, language: str) -> Notice:
        group = f.GroupFactory(name="Rekenen & redeneren")
        reader = f.MemberFactory(language=language)
        f.GroupMembershipFactory(group=group, member=reader)
        meeting = planned(group, moment("2026-12-01T15:30"), location="Lokaal 3")
        for number in range(12):
            meeting.agenda_items.create(title=f"Onderwerp {number} " + "van de agenda " * 6, position=number)
        invited(meeting, reader)
        action = ActionItem.objects.create(group=group, meeting=meeting, owner=reader, title="Boek lenen")
        extra = {
            "count": 3,
            "due_on": "2026-12-04",
            "day": "2027-07-31",
            "state": "active",
            "role": "member",
            "network_role": "network_coordinator",
            "days": "di 1 december",
        }
        was = {"was": "2026-11-24T14:30:00+00:00", "granted": True, "action": action.public_id, "series": "geen"}
        study = {
            "lesson_day": "2026-12-01",
            "proposed": "2026-12-02",
            "phase": "goal",
            "step": "forward",
            "what": "yes",
        }
        was |= {**study, "roles": "teacher", "takes_part": True}
        params = {
            **words_in(kind),
            **choose_words(meeting),
            **extra,
            **was,
            "mail_kind": "plg.mentioned",
            "batch": "reeks",
        }
        url = reverse("plg:meeting_detail", args=[meeting.public_id])
        return Notice(
            member=reader,
            kind=kind.name,
            params=params,
            key="k",
            url=url,
            group_key=group.slug,
            created_at=timezone.now(),
        )

    return make


# Made once by each process, for all tests that look at them: nothing in them is of the database.
made_before: dict[tuple[str, str], tuple[registry.NoticeKind, EmailMultiAlternatives, Composed]] = {}


@pytest.fixture
def mail(notice, time_machine):
    """Subject, text, HTML and headers of the mail of a kind, as they go over the line."""
    time_machine.move_to(moment("2026-11-26T12:00"), tick=False)

    def find(name: str, language: str = "nl"):
        if (name, language) not in made_before:
            made_before[name, language] = make(name, language)
        return made_before[name, language]

    def make(name: str, language: str):
        kind = registry.get(name)
        told = notice(kind, language)
        made = composed(told.member, compose_mail(kind, told), kind)
        delivery = Delivery(
            public_id=uuid.uuid4(), key="k", kind=name, member=told.member, address=told.member.email, language=language
        )
        return kind, as_message(delivery, made), made

    return find


def test_there_are_kinds_to_test():
    assert len(KINDS) > 30


@pytest.mark.parametrize("name", KINDS)
def test_a_mail_is_short_light_and_says_why_and_how_to_end_it(name, mail):
    kind, message, made = mail(name)
    (html,) = [str(part.content) for part in message.alternatives]
    with translation.override("nl"):
        why = str(kind.why)
    body = made.text
    assert len(message.message().as_bytes()) - sum(len(a.content) * 4 // 3 for a in made.attachments) <= MOST_BYTES
    said = LINK.sub("", body).split("Je krijgt deze mail")[0].split()
    assert len(said) <= MOST_WORDS, f"{len(said)} words"
    assert why in body
    assert made.subject in body
    assert html.count('class="button"') == 1
    assert reverse("notifications:preferences") in body
    if kind.choosable:
        assert made.unsubscribe in body
        assert message.extra_headers["List-Unsubscribe"] == f"<{made.unsubscribe}>"
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not message.reply_to


@pytest.mark.parametrize("name", KINDS)
def test_a_mail_loads_nothing_and_follows_nobody(name, mail):
    _kind, message, made = mail(name)
    (html,) = [str(part.content) for part in message.alternatives]
    assert not re.search(r"<img|<script|<link|<iframe|@import|url\(|\bsrc=|background=", html)
    outside = {link for link in LINK.findall(html) if "netwerk" not in link and "testserver" not in link}
    assert not {link for link in outside if re.search(r"utm_|track|pixel", link)}
    assert "{{" not in html + made.text
    assert "&amp;" not in made.text, "plain text is not HTML"


@pytest.mark.parametrize("name", KINDS)
def test_a_mail_is_in_the_language_of_its_reader(name, mail):
    dutch, english = (mail(name, language)[1] for language in ("nl", "en"))
    assert dutch.extra_headers["Content-Language"] == "nl"
    assert "Hallo " in dutch.body
    assert "Hello " in english.body
    assert dutch.subject != english.subject or "<" in dutch.subject


SUBJECTS = {
    "plg.meeting_planned": "Uitnodiging: Rekenen & redeneren – di 1 december 2026",
    "plg.reminder_two_weeks": "Over twee weken: Rekenen & redeneren – laat weten of je erbij bent",
    "plg.minutes_due": "Verslag klaar? Rekenen & redeneren van di 1 december 2026",
    "plg.return_asked": "Wat neem je mee terug naar school?",
    "plg.action_due": "Je actiepunt: Bijeenkomst (uiterlijk vr 4 december 2026)",
}


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_the_subjects_are_those_of_the_network(name, mail):
    assert mail(name)[1].subject == SUBJECTS[name]


@pytest.mark.parametrize("name", ["plg.meeting_planned", "plg.meeting_moved", "plg.meeting_cancelled"])
def test_an_invitation_is_an_answerable_file_for_the_calendar(name, mail):
    _kind, _message, made = mail(name)
    (file,) = made.attachments
    assert file.method == ("CANCEL" if name.endswith("cancelled") else "REQUEST")
    assert file.content.startswith(b"BEGIN:VCALENDAR")
