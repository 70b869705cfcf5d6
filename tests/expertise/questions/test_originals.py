"""Bringing in questions from practice: they stay to the letter, are never lost, and always say how they stand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.asking.actions import endings
from expertise.asking.actions import requests as asking
from expertise.asking.enums import HelpAudience, PassedTo
from expertise.questions import notices
from expertise.questions.actions import originals, states
from expertise.questions.enums import QuestionState, RoleGroup
from expertise.questions.find import find_alike, find_known
from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import MARK, show_words, take_out
from expertise.questions.presenters.questions import build_page
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.actions import merge_topic
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from tests import factories as f
from tests.emptying import empty

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
WORDS = "Hoe krijg ik Fatima uit groep zeven aan het redeneren?"


def bring_in(**values):
    values = {"text": WORDS} | values
    return originals.add_question(by=values.pop("by", None) or f.MemberFactory(), **values)


def write(question, **fields):
    with transaction.atomic():
        PracticeQuestion.objects.filter(pk=question.pk).update(**fields)


def told(member):
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


# The words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PracticeQuestion.WORDS)
def test_no_word_of_an_original_is_changed_whoever_writes(name):
    question = bring_in(context="Elke week.", why_now="De toets komt.", tried="Tekenen.")
    with pytest.raises(IntegrityError, match="never changed"):
        write(question, **{name: "Iets anders"})
    with pytest.raises(IntegrityError, match="never changed"):
        write(question, **{name: f"{getattr(question, name)} {MARK}"})


def test_no_question_is_thrown_away():
    question = bring_in()
    with pytest.raises(IntegrityError, match="never lost"), transaction.atomic():
        question.delete()
    with pytest.raises(IntegrityError, match="never lost"):
        empty(PracticeQuestion)


def test_who_asks_is_counted_with_their_role_and_board_of_that_day():
    site = f.SiteFactory()
    member = f.MemberFactory(site=site)
    question = bring_in(by=member)
    assert question.role_group == RoleGroup.TEACHER
    assert question.board_id == (site.governing_board_id or site.pk)


def test_the_same_form_twice_is_one_question():
    member = f.MemberFactory()
    assert bring_in(by=member, idempotency_key="a") == bring_in(by=member, idempotency_key="a")


def test_a_name_is_blacked_out_everywhere_and_leaves_a_mark():
    asker, runs = f.MemberFactory(), f.NetworkRoleFactory().member
    question = bring_in(by=asker, context="fatima zwijgt, en Fatima's moeder ook.")
    assert originals.black_out(question=question, by=runs, words="Fatima") == 3
    question.refresh_from_db()
    assert question.text == WORDS.replace("Fatima", MARK)
    assert show_words(question.text) == "Hoe krijg ik [weggelakt] uit groep zeven aan het redeneren?"
    assert "fatima" not in f"{question.text} {question.context}".lower()
    entry = SearchEntry.objects.get(kind="practice_question", object_key=str(question.pk))
    assert "fatima" not in f"{entry.title} {entry.words}".lower()
    assert told(asker) == ["expertise.practice_question_blacked_out"]
    event = AuditEvent.objects.get(verb="expertise.question_blacked_out")
    assert (event.object_label, event.data) == (question.public_id, {"count": 3})
    with pytest.raises(RefusedError):
        originals.black_out(question=question, by=runs, words="Fatima")


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("ab %_\\.'"), min_size=1, max_size=40),
    words=st.lists(st.text(st.sampled_from("ab%_ █"), min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_the_database_takes_every_black_out_and_nothing_else(text, words):
    with connection.cursor() as cursor:
        for one in words:
            after = take_out(text, one)
            cursor.execute("SELECT expertise_is_blacked_out(%s, %s)", [text, after])
            assert cursor.fetchone() == (True,)
            if after == text:
                cursor.execute("SELECT expertise_is_blacked_out(%s, %s)", [text, f"c{text}c"])
                assert cursor.fetchone() == (False,)
            text = after


def test_who_is_erased_leaves_the_words_without_a_name():
    member = f.MemberFactory(given_name="Vraagje", family_name="Steller")
    question = bring_in(by=member)
    erase_member(member=member, by=f.NetworkRoleFactory().member)
    question.refresh_from_db()
    assert (question.asker, question.text) == (None, WORDS)


# Who sees what ------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_a_name_is_shown_only_where_it_was_given(client, is_anonymous):
    asker = f.MemberFactory(given_name="Vraagje", family_name="Steller", site=f.SiteFactory())
    question = bring_in(by=asker, is_anonymous=is_anonymous)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    for address in (question.get_absolute_url(), reverse("expertise:practice_question_list")):
        page = client.get(address).content.decode()
        assert ("Vraagje" in page) is not is_anonymous
    assert not is_anonymous or not AuditEvent.objects.filter(actor=asker).exists()


def test_who_runs_the_network_reads_who_asked_without_a_name(client):
    asker = f.MemberFactory(given_name="Vraagje", family_name="Steller")
    question = bring_in(by=asker, is_anonymous=True)
    client.force_login(f.NetworkRoleFactory().member, backend=BACKEND)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Vraagje" in page
    assert "anderen zien niet wie" in page


# What becomes of it -------------------------------------------------------------------------------


def test_each_decision_is_told_with_its_reason_and_can_be_taken_back():
    asker, runs = f.MemberFactory(), f.NetworkRoleFactory().member
    question = bring_in(by=asker)
    now = timezone.now()
    states.decide(
        question=question, by=runs, state=QuestionState.REFERRED, reason="Zie de kijkwijzer.", passed_to="Taal", at=now
    )
    notice = Notice.objects.get(member=asker)
    said = notices.STATE_CHANGED.text(notice.params)
    assert said == (
        f"Je praktijkvraag van {nice_date(question.asked_at)} is nu: doorverwezen. De reden: Zie de kijkwijzer."
        " Doorgezet naar: Taal."
    )
    assert WORDS not in str(notice.params)
    with pytest.raises(RefusedError):
        states.withdraw(question=question, by=asker)
    states.undo_decision(question=question, by=runs, at=now + dt.timedelta(minutes=1))
    question.refresh_from_db()
    assert (question.state, question.state_reason) == (QuestionState.BROUGHT_IN, "")
    assert told(asker) == [], "they heard of neither: the two cancel each other"


def test_who_heard_of_a_decision_hears_that_it_is_taken_back():
    asker, runs = f.MemberFactory(), f.NetworkRoleFactory().member
    question, now = bring_in(by=asker), timezone.now()
    states.decide(question=question, by=runs, state=QuestionState.REFERRED, reason="Zie de kijkwijzer.", at=now)
    Notice.objects.filter(member=asker).update(mailed_at=now)
    states.undo_decision(question=question, by=runs, at=now + dt.timedelta(days=1))
    assert Notice.objects.filter(member=asker, params__state=QuestionState.BROUGHT_IN).exists()


def test_the_end_of_a_question_without_a_reason_is_refused():
    question = bring_in()
    for state in QuestionState.NEEDS_REASON:
        with pytest.raises(IntegrityError):
            write(question, state=state)


DEEDS = st.lists(st.sampled_from(["refer", "leave", "undo", "withdraw", "put_back", "black_out"]), max_size=8)


@settings(max_examples=25, deadline=None)
@given(deeds=DEEDS)
def test_a_question_always_has_a_visible_state_and_reason_and_keeps_its_words(deeds):
    asker, runs = f.MemberFactory(), f.NetworkRoleFactory().member
    question, expected = bring_in(by=asker), WORDS
    for deed in deeds:
        try:
            if deed == "refer":
                states.decide(question=question, by=runs, state=QuestionState.REFERRED, reason="Daarom.")
            elif deed == "leave":
                states.decide(question=question, by=runs, state=QuestionState.NOT_TAKEN_UP, reason="Daarom.")
            elif deed == "undo":
                states.undo_decision(question=question, by=runs)
            elif deed == "withdraw":
                states.withdraw(question=question, by=asker)
            elif deed == "put_back":
                states.undo_withdrawal(question=question, by=asker)
            else:
                originals.black_out(question=question, by=asker, words="Fatima")
                expected = expected.replace("Fatima", MARK)
        except RefusedError:
            pass
        question.refresh_from_db()
        shown = build_page(question, asker)
        assert question.text == expected
        assert shown.state
        assert shown.explained
        assert bool(shown.reason) is (question.state in QuestionState.NEEDS_REASON)


# Where questions come from ------------------------------------------------------------------------


def pass_on(help_request, runs, passed_to=PassedTo.BUNDLING):
    endings.pass_on(help_request=help_request, by=runs, passed_to=passed_to, reason="Niemand weet het.")


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_a_question_that_nobody_answered_comes_in_once_in_the_words_of_who_asked(is_anonymous):
    asker, runs, topic = f.MemberFactory(), f.NetworkRoleFactory().member, f.TopicFactory()
    help_request = asking.ask(
        by=asker,
        audience=HelpAudience.NETWORK,
        title="Wie kent een les over kwarten?",
        situation="Groep zes.",
        topics=[topic],
        is_anonymous=is_anonymous,
    )
    pass_on(help_request, runs)
    question = PracticeQuestion.objects.get()
    assert (question.text, question.context, question.asker) == (help_request.title, "Groep zes.", asker)
    assert (question.is_anonymous, list(question.topics.all())) == (is_anonymous, [topic])
    endings.reopen(help_request=help_request, by=asker)
    pass_on(help_request, runs)
    assert PracticeQuestion.objects.count() == 1


def test_what_goes_to_the_kennisrotonde_does_not_come_in():
    pass_on(
        asking.ask(by=f.MemberFactory(), audience=HelpAudience.NETWORK, title="Wat werkt?"),
        f.NetworkRoleFactory().member,
        PassedTo.KENNISROTONDE,
    )
    assert not PracticeQuestion.objects.exists()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("3. Mag een kleuter al letters leren?", "Mag een kleuter al letters leren?"),
        ("(12) Mag een kleuter al letters leren?", "Mag een kleuter al letters leren?"),
        ("☐ “Mag een kleuter al letters leren?”", "Mag een kleuter al letters leren?"),
        ("– 4) Hoe lang duurt 1.5 uur?", "Hoe lang duurt 1.5 uur?"),
        ("2 uur rekenen, is dat te veel?", "2 uur rekenen, is dat te veel?"),
        ("1.5 uur rekenen, is dat te veel?", "1.5 uur rekenen, is dat te veel?"),
    ],
)
def test_what_stands_before_a_question_on_a_list_is_no_part_of_it(line, text):
    assert [one.text for one in originals.read_lines(line)] == [text]


WALL = "- Hoe leer ik kinderen samen opruimen?\n\n• Moet spelling elke dag?\tgroep 5\nMoet spelling elke dag?\nja\n"


def test_a_wall_of_post_its_comes_in_line_by_line_after_a_look(client):
    runs = f.NetworkRoleFactory().member
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:practice_question_paste")
    sent = {"pasted": WALL, "role_group": RoleGroup.TEACHER}
    page = client.post(address, sent).content.decode()
    assert "2 vragen komen binnen" in page
    assert "Die staat er twee keer." in page
    assert not PracticeQuestion.objects.exists()
    client.post(address, sent | {"confirmed": "1"})
    texts = sorted(PracticeQuestion.objects.values_list("text", flat=True))
    assert texts == ["Hoe leer ik kinderen samen opruimen?", "Moet spelling elke dag?"]
    assert "Die is al ingebracht." in client.post(address, sent).content.decode()


def test_what_was_pasted_is_taken_back_at_once_within_a_day_and_stays_readable():
    runs, now = f.NetworkRoleFactory().member, timezone.now()
    batch = originals.bring_in_lines(by=runs, lines=["Een vraag?", "Nog een?"], role_group=RoleGroup.TEACHER, at=now)
    one = PracticeQuestion.objects.get(text="Een vraag?")
    states.decide(question=one, by=runs, state=QuestionState.NOT_TAKEN_UP, reason="Buiten bereik.")
    later = now + dt.timedelta(hours=25)
    assert originals.take_back_lines(batch=batch, by=runs, at=later) == 0
    assert originals.take_back_lines(batch=batch, by=runs, at=now) == 1
    assert originals.take_back_lines(batch=batch, by=runs, at=now) == 0
    kept = dict(PracticeQuestion.objects.values_list("text", "state"))
    assert kept == {"Een vraag?": QuestionState.NOT_TAKEN_UP, "Nog een?": QuestionState.WITHDRAWN}
    assert not SearchEntry.objects.filter(kind="practice_question", title="Nog een?").exists()


# The pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    topic = f.TopicFactory()
    for number in range(count):
        bring_in(by=f.MemberFactory(site=f.SiteFactory()), text=f"Vraag {number}?", topics=[topic])
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:practice_question_list")
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_pasted_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    runs = f.NetworkRoleFactory().member
    lines = [f"Vraag {number}?" for number in range(count)]
    batch = originals.bring_in_lines(by=runs, lines=lines, role_group=RoleGroup.TEACHER)
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:practice_question_pasted", args=[batch])
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


def test_the_list_is_narrowed_by_what_stands_in_the_address(client):
    topic, member = f.TopicFactory(slug="lezen"), f.MemberFactory()
    mine = bring_in(by=member, text="Hoe lees ik voor?", topics=[topic])
    bring_in(text="Hoe reken ik voor?", sector="primary")
    client.force_login(member, backend=BACKEND)

    def found(query):
        page = client.get(reverse("expertise:practice_question_list", query=query))
        return [line.text for line in page.context["lines"]]

    assert found({"wat": "van-mij"}) == [mine.text]
    assert found({"thema": "lezen"}) == [mine.text]
    assert found({"q": "voor lees"}) == [mine.text]
    assert found({"stand": "doorverwezen"}) == []
    assert len(found({"rol": "onzin"})) == 2


def test_bringing_in_several_in_a_row(client):
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:practice_question_bring_in")
    response = client.post(address, {"text": "Hoe lees ik voor?", "next": "1"})
    assert response.url == address
    response = client.post(address, {"text": "Hoe reken ik voor?"})
    assert response.url == PracticeQuestion.objects.get(text="Hoe reken ik voor?").get_absolute_url()


def test_black_blocks_are_not_taken_for_words(client):
    client.force_login(f.MemberFactory(), backend=BACKEND)
    response = client.post(reverse("expertise:practice_question_bring_in"), {"text": f"Hoe help ik {MARK}?"})
    assert response.status_code == 422
    assert not PracticeQuestion.objects.exists()


def test_what_is_known_already_is_offered_while_typing(client):
    f.KnowledgeProductFactory(title="Kijkwijzer redeneren bij breuken")
    known = bring_in(text="Hoe redeneren leerlingen over breuken?")
    client.force_login(f.MemberFactory(), backend=BACKEND)
    page = client.get(reverse("expertise:practice_question_known"), {"text": "redeneren over breuken"})
    assert known.get_absolute_url() in page.content.decode()


def test_what_is_about_a_merged_topic_is_about_what_it_became():
    gone, kept = f.TopicFactory(), f.TopicFactory()
    question = bring_in(topics=[gone, kept])
    merge_topic(topic=gone, into=kept, by=f.NetworkRoleFactory().member)
    assert list(question.topics.all()) == [kept]


def test_while_typing_a_question_in_other_words_is_offered_before_what_is_of_the_same_topic_only():
    reader = f.MemberFactory()
    alike = bring_in(text="Hoe krijg ik stille leerlingen in groep zeven aan het redeneren bij rekenen?")
    bring_in(text="Hoe houd ik orde in een drukke klas?")
    hits = find_known(reader, "Wat helpt stille leerlingen om bij rekenen iets te zeggen?")
    assert hits[0].url == alike.get_absolute_url()


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Welke brieven sturen scholen over huiswerk?", "Een brief over huiswerk, hoe lang mag die zijn?"),
        ("Helpt een spel bij breuken?", "Zijn rekenspelletjes zinvol voor een breuk?"),
        ("Wie oefent klokkijken met kleuters?", "Kleuter en klokkijken, is dat te vroeg?"),
    ],
)
def test_another_form_of_a_word_and_a_part_of_one_count_as_that_word(known, asked):
    assert [hit.title for hit in find_alike(bring_in(text=known).asker, asked)] == [known]


def test_one_word_that_two_questions_share_makes_them_not_alike():
    bring_in(text="Hoe krijg ik stille leerlingen aan het redeneren?")
    assert find_alike(f.MemberFactory(), "Wanneer is stille lezen zinvol?") == []
