"""A photo stands beside a name wherever a page shows that person, to who may see it."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.urls import reverse

from expertise.asking.actions import requests as questions
from expertise.asking.enums import HelpAudience
from knowledge_network.members.people.models import Member
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
SHOW = Template("{% load kit %}{% avatar person %}")


def with_photo(**values):
    return f.MemberFactory(**{"photo": "members/abcdefgh-320.webp", "photo_visibility": "members", **values})


@pytest.mark.parametrize(("chosen", "shown"), [("members", True), ("everybody", True), ("nobody", False)])
def test_the_photo_is_shown_to_who_may_see_it(chosen, shown):
    person = with_photo(photo_visibility=chosen)
    assert ("<img" in SHOW.render(Context({"person": person, "user": f.MemberFactory()}))) is shown


def test_what_was_not_fetched_is_not_fetched_for_a_photo(django_assert_num_queries):
    person, reader = Member.objects.defer("photo").get(pk=with_photo().pk), f.MemberFactory()
    with django_assert_num_queries(0):
        SHOW.render(Context({"person": person, "user": reader}))


def test_who_helps_with_a_question_is_seen_with_their_photo_and_who_stays_unknown_is_not(client):
    helper, asker = with_photo(), with_photo()
    help_request = questions.ask(by=asker, audience=HelpAudience.NETWORK, title="Hoe dan?", is_anonymous=True)
    questions.accept(help_request=help_request, by=helper)
    questions.write_message(help_request=help_request, by=asker, text="Dank je wel.")
    questions.write_message(help_request=help_request, by=helper, text="Graag gedaan.")
    client.force_login(helper, backend=BACKEND)
    page = Page(client.get(reverse("expertise:help_request_detail", args=[help_request.public_id])))
    pictures = [picture["src"] for picture in page.all(".posts img.avatar")]
    assert len(pictures) == 1
    assert helper.public_id in pictures[0]
    assert asker.public_id not in pictures[0]
