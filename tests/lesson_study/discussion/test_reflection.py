"""Progress, insights, questions, sharing, report and end; what goes after twelve months; what never leaves the team."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.models import HelpRequest
from expertise.products.actions.reviews import give_review, name_second_reader
from expertise.products.enums import ProductKind, ProductLicence, ProductStatus
from expertise.products.forms.products import licences_with_meaning
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.topics.models import Topic
from lesson_study.classroom.enums import Match
from lesson_study.cycles.enums import CycleState, Phase
from lesson_study.cycles.phases import find_missing
from lesson_study.discussion import documents
from lesson_study.discussion.actions import reflection as actions
from lesson_study.discussion.actions import report as report_actions
from lesson_study.discussion.actions.revisions import add_revision
from lesson_study.discussion.documents import blocks
from lesson_study.discussion.enums import InsightLevel, Progress, ShareForm, Step
from lesson_study.discussion.models import EvidenceLink, Insight, OpenQuestion, PupilProgress, ReportDraft, ShareEvent
from tests.factories import MemberFactory, NetworkRoleFactory, TopicFactory
from tests.lesson_study.discussion.helpers import chair_of, noted, observer_of, of_cycle, talk_in, taught

pytestmark = pytest.mark.django_db
CANARY = "KANARIE-UIT-DE-KLAS"


def in_reflection():
    lesson = taught()
    cycle = lesson.cycle
    cycle.phase = Phase.REFLECTION
    cycle.question = "We willen begrijpen hoe leerlingen breuken vergelijken."
    cycle.save()
    cycle.topics.set([TopicFactory(), TopicFactory()])
    return lesson


def fill(cycle, by):
    for level in InsightLevel:
        actions.write_insight(cycle=cycle, by=by, level=level, text=f"Inzicht {level}", monday=f"Maandag {level}")
    day = timezone.localdate()
    actions.plan_sharing(cycle=cycle, by=by, form=ShareForm.PLENARY, audience="het netwerk", day=day)
    actions.choose_licence(cycle=cycle, by=by, licence="cc-by-40")


def test_the_gate_asks_for_an_insight_per_level_a_day_and_a_licence():
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    assert len(find_missing(cycle, Phase.REFLECTION)) == 5
    fill(cycle, by)
    assert find_missing(cycle, Phase.REFLECTION) == []
    Insight.objects.filter(level=InsightLevel.SCHOOL).delete()
    assert [str(one.text) for one in find_missing(cycle, Phase.REFLECTION)] == [
        "Er ontbreekt een inzicht over de school."
    ]


def test_a_team_fills_in_its_reflection(client):
    lesson = in_reflection()
    cycle = lesson.cycle
    note = noted(lesson, "zag het pas bij het touw")
    client.force_login(observer_of(lesson))
    client.post(of_cycle(cycle, "progress_note", "A"), {"progress": Progress.REACHED, "text": "legt 4/5 meteen goed"})
    assert PupilProgress.objects.get().progress == Progress.REACHED
    assert client.get(of_cycle(cycle, "progress_note", "Z")).status_code == 404
    data = {"level": InsightLevel.PUPIL, "text": "Het ontbrekende stuk is een brug", "evidence": [str(note.uuid)]}
    client.post(of_cycle(cycle, "insight_add"), data)
    insight = Insight.objects.get()
    assert EvidenceLink.objects.get().insight == insight
    assert client.get(of_cycle(cycle, "insight_change", insight.public_id)).status_code == 200
    client.post(of_cycle(cycle, "insight_change", insight.public_id), data | {"evidence": []})
    assert not EvidenceLink.objects.exists()
    client.post(of_cycle(cycle, "sharing_plan"), {"form": "plenary", "audience": "iedereen", "day": "2026-12-01"})
    assert ShareEvent.objects.get().audience == "iedereen"
    response = client.post(of_cycle(cycle, "sharing_plan"), {"form": "plenary", "audience": "x", "day": "0001-01-01"})
    assert response.status_code == 422
    page = client.get(of_cycle(cycle, "reflection")).content.decode()
    assert "Het ontbrekende stuk is een brug" in page
    assert "bereikt" in page
    client.post(of_cycle(cycle, "insight_remove", insight.public_id))
    assert not Insight.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_reflection_costs_the_same_however_much_was_found(client, django_assert_num_queries, count):
    lesson = in_reflection()
    by = observer_of(lesson)
    for number in range(count):
        note = noted(lesson, f"notitie {number}")
        actions.write_insight(cycle=lesson.cycle, by=by, level="pupil", text=f"Inzicht {number}", evidence=[note])
        actions.leave_question(cycle=lesson.cycle, by=by, text=f"Vraag {number}?")
    client.force_login(by)
    with django_assert_num_queries(18):
        assert client.get(of_cycle(lesson.cycle, "reflection")).status_code == 200


def test_an_open_question_becomes_a_help_request_once(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    client.force_login(by)
    client.post(of_cycle(cycle, "question_leave"), {"text": "Wanneer zet je thuistaal in?"})
    question = OpenQuestion.objects.get()
    url = of_cycle(cycle, "question_ask", question.public_id)
    form = client.get(url).context["form"]
    assert form.initial["title"] == "Wanneer zet je thuistaal in?"
    assert cycle.question in form.initial["situation"]
    for _twice in range(2):
        client.post(url, form.initial)
    question.refresh_from_db()
    assert question.help_request == HelpRequest.objects.get()
    assert set(question.help_request.topics.all()) == set(cycle.topics.all())


def test_hours_are_shown_to_oneself_alone(client):
    lesson = in_reflection()
    client.force_login(observer_of(lesson))
    page = client.get(of_cycle(lesson.cycle, "reflection"))
    assert (page.context["view"].hours, page.context["view"].meetings) == (0, 0)
    assert "Alleen jij ziet dit." in page.content.decode()


@pytest.mark.parametrize(("hours", "told"), [("7.25", "7,25"), ("10.00", "10"), ("10.50", "10,50")])
def test_hours_are_written_as_people_write_them(client, monkeypatch, hours, told):
    lesson = in_reflection()
    monkeypatch.setattr("lesson_study.discussion.presenters.reflection.count_hours", lambda *_who: (Decimal(hours), 3))
    client.force_login(observer_of(lesson))
    assert f'<b class="num">{told}</b>' in client.get(of_cycle(lesson.cycle, "reflection")).content.decode()


# The report -------------------------------------------------------------------------------------


def test_the_report_is_drafted_from_the_evidence_without_a_word_of_a_note():
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    noted(lesson, CANARY, match=Match.OTHERWISE)
    discussion = talk_in(Step.REVISION, lesson)
    add_revision(discussion=discussion, by=by, after="Touw naar rij 2", reason="A zag het pas bij het touw")
    fill(cycle, by)
    report = report_actions.propose_report(cycle=cycle, by=by)
    for words in (cycle.question, "Touw naar rij 2", "A zag het pas", "1 anders", "Inzicht pupil", "Maandag school"):
        assert words in report.text
    assert CANARY not in report.text
    assert report_actions.draft_report(cycle) == report.text
    for member in cycle.team.all():
        assert member.member.get_full_name() not in report.text


def test_the_drafted_report_ends_each_sentence_once_and_tells_a_deed_of_monday_once():
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    discussion = talk_in(Step.REVISION, lesson)
    for after in ("Touw naar rij 2", "Eerst stil tekenen."):
        add_revision(discussion=discussion, by=by, after=after, reason="A zag het pas bij het touw")
    for level in InsightLevel:
        actions.write_insight(cycle=cycle, by=by, level=level, text=f"Inzicht {level}", monday="We tekenen eerst.")
    text = report_actions.propose_report(cycle=cycle, by=by).text
    assert "- **Touw naar rij 2**. Want: " in text
    assert "- **Eerst stil tekenen.** Want: " in text
    assert text.count("- We tekenen eerst.") == 1


def test_a_new_draft_keeps_what_the_team_wrote(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    client.force_login(by)
    client.post(of_cycle(cycle, "report_propose"))
    version = ReportDraft.objects.get().version
    client.post(of_cycle(cycle, "report_write"), {"text": "Ons eigen verslag", "version": version, "base": "{}"})
    client.post(of_cycle(cycle, "report_propose"))
    assert "Ons eigen verslag" in ReportDraft.objects.get().texts.values_list("text", flat=True)
    assert "Ons eigen verslag" in client.get(of_cycle(cycle, "report_write")).content.decode()


def test_two_writers_of_the_report_lose_no_word(client):
    lesson = in_reflection()
    cycle = lesson.cycle
    url = of_cycle(cycle, "report_write")
    client.force_login(observer_of(lesson))
    saved = client.post(url, {"text": "Van de een", "version": 0, "base": "{}", "autosave": "1"})
    assert saved.json()["version"] == 1
    client.force_login(chair_of(lesson))
    late = {"text": "Van de ander", "version": 0, "base": "{}"}
    assert client.post(url, late | {"autosave": "1"}).status_code == 409
    response = client.post(url, late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Van de een" in page
    assert "Van de ander" in page
    again = {"text": "Van beiden", "version": response.context["form"]["version"].value(), "base": "{}"}
    client.post(url, again)
    report = ReportDraft.objects.get()
    assert report.text == "Van beiden"
    assert list(report.texts.values_list("text", flat=True)) == ["Van de een"]


def send_in(client, lesson):
    cycle, by = lesson.cycle, observer_of(lesson)
    fill(cycle, by)
    report_actions.propose_report(cycle=cycle, by=by)
    client.force_login(by)
    client.post(of_cycle(cycle, "contact_wish"), {"wens": "ja"})
    topics = [topic.slug for topic in cycle.topics.all()]
    data = {"summary": "Wat het gaf", "topics": topics, "contact": by.public_id}
    return client.post(of_cycle(cycle, "report_send_in"), data)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_without_topics_to_choose_from_the_team_reads_who_makes_them(client, count):
    lesson = in_reflection()
    lesson.cycle.topics.clear()
    Topic.objects.all().delete()
    TopicFactory.create_batch(count)
    client.force_login(observer_of(lesson))
    page = client.get(of_cycle(lesson.cycle, "report_send_in")).content.decode()
    assert (reverse("members:topic_propose") in page) is (count < 2)
    assert client.get(reverse("members:topic_propose")).status_code == 200


def test_the_report_goes_to_review_as_a_knowledge_product(client):
    lesson = in_reflection()
    noted(lesson, CANARY)
    assert send_in(client, lesson).status_code == 302
    product = KnowledgeProduct.objects.get()
    lesson.cycle.refresh_from_db()
    assert lesson.cycle.product == product
    assert (product.kind, product.status) == (ProductKind.LESSON_STUDY_REPORT, ProductStatus.REVIEW)
    assert product.licence == "cc-by-40"
    assert product.contact_person == observer_of(lesson)
    with product.versions.get().content.open() as stored:
        assert stored.read(5) == b"%PDF-"


def test_the_team_hears_that_its_report_is_published(client):
    lesson = in_reflection()
    send_in(client, lesson)
    product = KnowledgeProduct.objects.get()
    readers = [NetworkRoleFactory().member, MemberFactory()]
    name_second_reader(product=product, by=readers[0], reader=readers[1])
    fields = ("content_is_right", "privacy_is_kept", "sources_are_named", "licence_fits", "contact_is_right")
    for reader in readers:
        give_review(product=product, by=reader, verdict="good", **dict.fromkeys(fields, True))
    product.refresh_from_db()
    assert product.status == ProductStatus.PUBLISHED
    told = Notice.objects.filter(kind="lesson_study.report_published").values_list("member", flat=True)
    assert set(told) == set(lesson.cycle.team.values_list("member", flat=True))


def test_nobody_is_contact_person_who_did_not_say_so():
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    fill(cycle, by)
    with pytest.raises(RefusedError):
        report_actions.send_in_report(
            cycle=cycle, by=by, summary="x", contact_person=chair_of(lesson), topics=cycle.topics.all(), pdf=b"%PDF-"
        )


@pytest.mark.parametrize(
    "text",
    [
        "",
        '# [x](https://elders.example) *y* `#let` $x$ \\ @cite <tag> #eval("1")',
        "- a\n- **b** c\n\n1. d\n2) e\n\nf\ng\n\n###### h",
        "\u202eomgekeerd \u200b\x07 🎈",
        "woord " * 6000,
    ],
)
def test_any_text_becomes_a_pdf(client, text):
    lesson = in_reflection()
    ReportDraft.objects.create(cycle=lesson.cycle, text=text, version=1)
    client.force_login(observer_of(lesson))
    response = client.get(of_cycle(lesson.cycle, "report_pdf"))
    assert response.content.startswith(b"%PDF-")


def test_markdown_becomes_headings_lists_and_words():
    found = blocks("## Kop\n\n- a **b**\n- c\n\n1. d\nTekst\nverder")
    assert [block["kind"] for block in found] == ["heading", "list", "enum", "text"]
    assert found[1]["items"][0] == [{"text": "a ", "bold": False}, {"text": "b", "bold": True}]
    assert len(found[3]["items"]) == 2


def published(lesson):
    """The report of this lesson's study, found good and in the knowledge base."""
    cycle, by = lesson.cycle, observer_of(lesson)
    fill(cycle, by)
    actions.set_contact_wish(cycle=cycle, by=by, agrees=True)
    report_actions.propose_report(cycle=cycle, by=by)
    pdf = documents.make_report(cycle, cycle.report.text, language="nl")
    product = report_actions.send_in_report(
        cycle=cycle, by=by, summary="Kort", contact_person=by, topics=cycle.topics.all(), pdf=pdf
    )
    type(product).objects.filter(pk=product.pk).update(
        status=ProductStatus.PUBLISHED, published_on=timezone.localdate(), review_on=timezone.localdate()
    )
    cycle.refresh_from_db()
    return product


def test_once_published_the_report_stays_as_it_is_and_its_page_says_where_it_changes(client):
    lesson = in_reflection()
    product = published(lesson)
    cycle, by = lesson.cycle, observer_of(lesson)
    text, version = cycle.report.text, cycle.report.version
    for change in (
        lambda: report_actions.save_report(cycle=cycle, by=by, text="Anders", seen_version=version),
        lambda: report_actions.propose_report(cycle=cycle, by=by),
        lambda: report_actions.send_in_report(
            cycle=cycle, by=by, summary="x", contact_person=by, topics=cycle.topics.all(), pdf=b"%PDF-"
        ),
    ):
        with pytest.raises(RefusedError, match="gepubliceerd"):
            change()
    client.force_login(by)
    page = client.get(of_cycle(cycle, "reflection")).content.decode()
    assert f'href="{of_cycle(cycle, "report_write")}"' not in page
    assert f'href="{of_cycle(cycle, "report_send_in")}"' not in page
    assert reverse("expertise:product_file_add", args=[product.slug]) in page
    for name in ("report_write", "report_send_in"):
        assert client.get(of_cycle(cycle, name)).status_code == 302
    answer = client.post(of_cycle(cycle, "report_write"), {"text": "Mijn tekst", "version": version, "base": "{}"})
    assert (answer.status_code, "Mijn tekst" in answer.content.decode()) == (409, True)
    cycle.report.refresh_from_db()
    assert cycle.report.text == text


def test_a_finished_study_whose_report_is_not_published_yet_still_writes_it():
    lesson = in_reflection()
    product = published(lesson)
    type(product).objects.filter(pk=product.pk).update(status=ProductStatus.DRAFT, published_on=None)
    cycle, by = lesson.cycle, observer_of(lesson)
    type(cycle).objects.filter(pk=cycle.pk).update(state=CycleState.FINISHED, finished_at=timezone.now())
    saved = report_actions.save_report(cycle=cycle, by=by, text="Anders", seen_version=cycle.report.version)
    assert saved.text == "Anders"


def test_a_licence_is_chosen_as_for_any_product(client):
    lesson = in_reflection()
    client.force_login(observer_of(lesson))
    response = client.get(of_cycle(lesson.cycle, "reflection"))
    form = response.context["licence_form"]
    assert form["licence"].value() == ProductLicence.CC_BY
    assert list(form.fields["licence"].choices) == licences_with_meaning()
    assert "Nog niet gekozen" in response.content.decode()
    actions.choose_licence(cycle=lesson.cycle, by=observer_of(lesson), licence=ProductLicence.CC0)
    response = client.get(of_cycle(lesson.cycle, "reflection"))
    assert response.context["licence_form"]["licence"].value() == ProductLicence.CC0
    assert "Nog niet gekozen" not in response.content.decode()
