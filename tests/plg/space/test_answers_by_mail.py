"""A conversation or a question answered by mail: sent over SMTP, answered, and handed back over LMTP."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from dataclasses import replace
from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from expertise.asking.actions import requests as questions
from expertise.asking.enums import HelpAudience
from expertise.asking.models import HelpRequestMessage
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.mails import plan_own_mails
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import Urgency
from knowledge_network.notifications.events.replies import make_reply_address
from knowledge_network.notifications.outbox import deliver_due, lmtp
from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.receiving import receive_mail
from plg.groups.models import GroupMembership
from plg.space.actions import conversations
from plg.space.actions.conversations import close_conversation
from plg.space.models import Post
from plg.space.notices import CONVERSATION_STARTED, REPLY_BOX
from tests import factories as f
from tests.mail_sink import mail_sink

DOMAIN, OWN = "terug.example.org", "mx.netwerk.example"


@pytest.fixture(autouse=True)
def _mail_comes_in_here(settings):
    settings.MAIL_IN_DOMAIN, settings.MAIL_IN_AUTHSERV_ID = DOMAIN, OWN


@pytest.fixture
def conversation(inside):
    for member in (inside.lead, inside.member, inside.observer):
        EmailAddress.objects.update_or_create(
            user=member, email=member.email, defaults={"verified": True, "primary": True}
        )
    return conversations.start_conversation(group=inside.group, by=inside.lead, title="Breuken", text="Wie doet mee?")


def answer(member, text="Ik doe mee.", number=1, **headers):
    """As the mail server of the network hands it over."""
    message = EmailMessage()
    domain = member.email.rpartition("@")[2]
    values = {
        "From": f"{member.get_full_name()} <{member.email}>",
        "Subject": "Re: Breuken",
        "Message-ID": f"<{number}@{domain}>",
        "Authentication-Results": f"{OWN}; dmarc=pass header.from={domain}",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in values.items():
        message[name] = value
    message.set_content(f"{text}\n\nOp di 3 mrt 2026 schreef Kennisnetwerk <n@example.org>:\n> Hoi\n")
    return message


def hand_over(member, conversation, **values):
    address = make_reply_address(REPLY_BOX, member, conversation.public_id)
    return receive_mail(answer(member, **values).as_bytes(), recipient=address)


def texts():
    return list(Post.objects.order_by("pk").values_list("text", flat=True))


def test_an_answer_by_mail_stands_in_the_conversation_once(inside, conversation):
    assert hand_over(inside.member, conversation) is Receipt.TAKEN
    assert hand_over(inside.member, conversation) is Receipt.TAKEN
    assert texts() == ["Wie doet mee?", "Ik doe mee."]
    assert Post.objects.last().author == inside.member
    assert Notice.objects.filter(member=inside.lead, kind="plg.posted").count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "iemand@boze.example"},
        {"Authentication_Results": f"{OWN}; dmarc=fail header.from=example.org"},
        {"Authentication_Results": "mx.boze.example; dmarc=pass header.from=example.org"},
    ],
)
def test_what_is_not_surely_from_the_member_is_not_placed_and_the_member_hears_why(inside, conversation, headers):
    assert hand_over(inside.member, conversation, **headers) is Receipt.IGNORED
    assert texts() == ["Wie doet mee?"]
    notice = Notice.objects.get(kind="notifications.reply_not_taken")
    assert notice.member == inside.member
    assert "Ik doe mee" not in str(notice.params)


def test_an_address_of_one_member_takes_nothing_of_another(inside, conversation):
    address = make_reply_address(REPLY_BOX, inside.member, conversation.public_id)
    assert receive_mail(answer(inside.lead).as_bytes(), recipient=address) is Receipt.IGNORED
    assert texts() == ["Wie doet mee?"]


def test_the_answer_of_a_machine_is_let_go_without_a_word(inside, conversation):
    assert hand_over(inside.member, conversation, Auto_Submitted="auto-replied") is Receipt.IGNORED
    assert texts() == ["Wie doet mee?"]
    assert not Notice.objects.filter(kind="notifications.reply_not_taken").exists()


def test_who_left_the_group_who_only_watches_and_what_was_closed_is_told(inside, conversation):
    assert hand_over(inside.observer, conversation) is Receipt.IGNORED
    close_conversation(conversation=conversation, by=inside.lead)
    assert hand_over(inside.member, conversation) is Receipt.IGNORED
    GroupMembership.objects.filter(member=inside.member).delete()
    assert hand_over(inside.member, conversation, number=2) is Receipt.IGNORED
    assert texts() == ["Wie doet mee?"]
    reasons = {str(notice.params["reason"]) for notice in Notice.objects.filter(kind="notifications.reply_not_taken")}
    assert reasons == {
        "Je kunt niet meer schrijven in dit gesprek.",
        "Dit gesprek is gesloten. Begin een nieuw gesprek, of vraag de trekker om het weer te openen.",
    }


def test_no_address_is_given_out_where_nobody_looks_whose_a_mail_is(inside, conversation, settings):
    settings.MAIL_IN_AUTHSERV_ID = ""
    assert make_reply_address(REPLY_BOX, inside.member, conversation.public_id) == ""


def test_a_question_is_answered_by_mail_by_who_helps(db):
    asker, helper = f.MemberFactory(), f.MemberFactory()
    EmailAddress.objects.update_or_create(user=helper, email=helper.email, defaults={"verified": True, "primary": True})
    help_request = questions.ask(by=asker, audience=HelpAudience.NETWORK, title="Hoe oefen ik dit?")
    address = make_reply_address("question", helper, help_request.public_id)
    assert receive_mail(answer(helper).as_bytes(), recipient=address) is Receipt.IGNORED
    questions.accept(help_request=help_request, by=helper)
    for _twice in range(2):
        assert receive_mail(answer(helper, number=2).as_bytes(), recipient=address) is Receipt.TAKEN
    assert [message.text for message in HelpRequestMessage.objects.all()] == ["Ik doe mee."]


@pytest.fixture
def lmtp_port(transactional_db):
    """The server that the mail server of the network hands mail to, in a thread of its own."""
    loop, ports, ready = asyncio.new_event_loop(), [], threading.Event()

    async def serve() -> None:
        started = asyncio.Event()
        task = loop.create_task(lmtp.serve("127.0.0.1:0", started=started, bound=ports))
        await started.wait()
        ready.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield ports[0]
    loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    thread.join(20)
    loop.close()


@pytest.mark.django_db(transaction=True)
def test_from_the_mail_that_went_out_by_smtp_to_the_answer_that_comes_in_by_lmtp(lmtp_port, inside, conversation):
    notice = Notice.objects.select_related("member").get(member=inside.member, kind="plg.conversation_started")
    notice.channel = Channel.NOW
    with mail_sink() as sink, override_settings(MAILERS={"default": sink.mailer, "bulk": sink.mailer}):
        plan_own_mails(replace(CONVERSATION_STARTED, urgency=Urgency.URGENT), [notice], now=timezone.now())
        deliver_due()
        [mail] = sink.mails
    assert "Schrijf boven deze regel" in mail.get_body(("plain",)).get_content()
    reply_to = str(mail["Reply-To"])
    with smtplib.LMTP("127.0.0.1", lmtp_port, timeout=20) as client:
        client.sendmail(inside.member.email, [reply_to], answer(inside.member).as_bytes())
    connection.close()
    assert texts() == ["Wie doet mee?", "Ik doe mee."]
