"""The pages of agreements: complete, in the alphabet, at one price, and usable when empty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.pages import queries
from knowledge_network.agreements.pages.presenters import build_verdict, find_ending, spell
from knowledge_network.agreements.plan.enums import Funding, MoneyPart
from knowledge_network.agreements.plan.models import BudgetLine, Evaluation, WorkPlan
from knowledge_network.agreements.signing.actions.mandates import propose_mandate
from knowledge_network.agreements.signing.actions.rounds import refuse
from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.agreements.texts.actions.life import give_notice
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.members.organisations.models import Partnership
from tests import factories as f
from tests.agreements.building import fresh, make_coordinator, make_director, make_draft, put_in_force
from tests.agreements.obligations.helpers import make_owed
from tests.agreements.rounds import opened_round, sign_as, signatures_of
from tests.pages import Page

pytestmark = pytest.mark.django_db
PAGES = ("agreements_home", "obligation_list", "work_plan_list", "theme_list", "evaluation_list", "partner_list")


@pytest.fixture
def owed(time_machine, db):
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    return make_owed()


@pytest.mark.parametrize("name", [*PAGES, "rule_list"])
def test_an_empty_installation_says_what_to_do(client, name):
    client.force_login(make_coordinator())
    assert client.get(reverse(f"agreements:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "rule_list"])
def test_every_page_stands_with_an_agreement(client, owed, name):
    client.force_login(owed.coordinator)
    assert client.get(reverse(f"agreements:{name}")).status_code == 200


def test_each_obligation_stands_beside_its_paragraph(client, owed):
    client.force_login(owed.coordinator)
    page = client.get(reverse("agreements:agreements_home")).content.decode()
    for one in Obligation.objects.select_related("rule"):
        assert page.count(one.get_absolute_url()) >= 1


def test_a_teacher_reads_how_it_stands_and_not_what_was_noted(client, owed):
    client.force_login(f.MemberFactory())
    page = client.get(reverse("agreements:agreements_home")).content.decode()
    one = Obligation.objects.first()
    assert "Bijeenkomsten tussen alle lagen" in page
    assert one.get_absolute_url() not in page
    assert client.get(one.get_absolute_url()).status_code == 403


def test_every_obligation_has_a_page(client, owed):
    client.force_login(owed.coordinator)
    for one in Obligation.objects.all():
        assert client.get(one.get_absolute_url()).status_code == 200


def test_partners_stand_in_the_alphabet_whatever_they_bring(client, owed):
    last = Party.objects.order_by("name_as_signed").last()
    member = f.AppointmentFactory(organisation=last.organisation, is_primary=True).member
    f.GroupMembershipFactory(member=member)
    client.force_login(owed.coordinator)
    names = [card.name for card in client.get(reverse("agreements:partner_list")).context["partners"].cards]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == 3


def test_of_what_a_partner_brings_the_first_are_named_and_all_are_counted(client, owed, monkeypatch):
    monkeypatch.setattr(queries, "MOST_NAMED", 2)
    party = Party.objects.order_by("pk").first()
    member = f.AppointmentFactory(organisation=party.organisation, is_primary=True).member
    for _group in range(3):
        f.GroupMembershipFactory(member=member)
    client.force_login(owed.coordinator)
    response = client.get(reverse("agreements:partner_list"))
    card = next(card for card in response.context["partners"].cards if card.name == party.name_as_signed)
    assert (card.people, card.group_count, len(card.groups)) == (1, 3, 2)
    page = Page(response).one(f".partner[aria-label='{card.name}']")
    assert "in 3 groepen" in page
    assert "Hier staan er 2; er zijn er meer." in page
    [link] = [link for link in page.all("a") if link["href"] == card.groups_url]
    assert client.get(link["href"]).context["filters"].values["board"] == party.organisation.slug


def test_a_director_writes_beside_the_own_figures_and_a_colleague_is_not_overwritten(client, owed):
    party = Party.objects.order_by("pk").first()
    client.force_login(make_director(party.organisation))
    address = reverse("agreements:partner_explain", args=[party.organisation.slug])
    assert client.post(address, {"text": "Wij begonnen net.", "read": ""}).status_code == 302
    again = client.post(address, {"text": "Iets anders.", "read": ""})
    assert again.status_code == 409
    assert "Wij begonnen net." in again.content.decode()
    party.refresh_from_db()
    assert party.explanation == "Wij begonnen net."


def test_who_gave_notice_is_a_party_until_its_last_day(client, owed, time_machine):
    parties = owed.agreement.parties.count()
    party = owed.agreement.parties.first()
    director = make_director(party.organisation)
    last = give_notice(party=party, by=director)
    address = reverse("agreements:partner_explain", args=[party.organisation.slug])
    for day, still in ((last, True), (last + dt.timedelta(days=1), False)):
        time_machine.move_to(dt.datetime.combine(day, dt.time(12), dt.UTC))
        client.force_login(fresh(director))
        found = CollaborationAgreement.objects.get(pk=owed.agreement.pk)
        verdict = build_verdict(found, []).first.casefold()
        assert verdict.startswith(f"{spell(parties if still else parties - 1)} ")
        assert (client.get(address).status_code == 200) is still
        assert found.parties.get(pk=party.pk).is_present_on(day) is still
        assert owed.agreement.parties.present_on(day).filter(pk=party.pk).exists() is still


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, owed, item_count, django_assert_num_queries):
    keep = Obligation.objects.order_by("pk").values_list("pk", flat=True)[:item_count]
    Obligation.objects.exclude(pk__in=list(keep)).delete()
    client.force_login(owed.coordinator)
    address = reverse("agreements:obligation_list")
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address, {"toon": "alles"})


def test_how_many_are_late_is_said_of_what_is_shown(client, owed):
    late = Obligation.objects.select_related("rule__article").order_by("pk").first()
    Obligation.objects.filter(pk=late.pk).update(state=ObligationState.LATE)
    other = Obligation.objects.exclude(rule__article=late.rule.article).select_related("rule__article").first()
    client.force_login(owed.coordinator)
    for article, count in ((late.rule.article, 1), (other.rule.article, 0)):
        page = client.get(reverse("agreements:obligation_list"), {"artikel": article.number})
        assert page.context["late"] == count
        assert ("te laat" in Page(page).one(".result-line").words) is bool(count)


# What one has to do -----------------------------------------------------------------------------


def what_waits(client, member, address="agreements:agreements_home"):
    client.force_login(member)
    return [(turn.title, turn.what, turn.is_late) for turn in client.get(reverse(address)).context["turns"]]


@pytest.mark.parametrize("address", ["agreements:agreements_home", "dashboards:start"])
def test_who_has_to_sign_finds_it_on_the_page_and_at_the_start(client, address, db):
    coordinator = make_coordinator()
    agreement, people = opened_round(coordinator)
    first, second, *_rest = signatures_of(agreement)
    assert what_waits(client, people[first.party_id], address) == [
        (agreement.title, f"Lees de overeenkomst en teken die voor {first.party.name_as_signed}.", False)
    ]
    sign_as(second, people[second.party_id])
    assert what_waits(client, people[second.party_id], address) == []
    refuse(signature=first, by=people[first.party_id], reason="Eerst praten.")
    assert what_waits(client, people[first.party_id], address) == [], "who answered is not asked again"


def test_a_director_finds_whom_to_confirm_and_not_their_own_mandate(client, db):
    coordinator = make_coordinator()
    draft = make_draft(by=coordinator)
    board = draft.parties.filter(role="board").first()
    proposed, other = make_director(board.organisation), make_director(board.organisation)
    propose_mandate(party=board, by=coordinator, member=proposed, function="Bestuurder")
    ((title, what, _late),) = what_waits(client, fresh(other))
    assert (title, board.name_as_signed in what) == (draft.title, True)
    assert what_waits(client, fresh(proposed)) == []


def test_what_is_late_stands_at_the_start_of_who_answers_for_it_and_of_nobody_else(client, owed):
    one = owed.of("Verslag over projectgelden: eerste")
    member = f.MemberFactory()
    Obligation.objects.filter(pk=one.pk).update(owner=member, due_on=dt.date(2026, 11, 1), state="late")
    assert what_waits(client, fresh(member), "dashboards:start") == [
        (one.rule.title, "had klaar moeten zijn op zo 1 november 2026", True)
    ]
    assert what_waits(client, f.MemberFactory(), "dashboards:start") == []


# An empty installation, and what comes ----------------------------------------------------------


def test_the_first_coordinator_goes_from_nothing_to_a_draft(client, db):
    client.force_login(make_coordinator())
    home = client.get(reverse("agreements:agreements_home")).text
    assert reverse("agreements:agreement_start") in home
    assert not Partnership.objects.exists(), "looking makes nothing"
    for name in ("agreement_start", "theme_add", "evaluation_add", "plan_start"):
        assert client.get(reverse(f"agreements:{name}")).status_code == 200, name
    assert not Partnership.objects.exists(), "asking for a form makes nothing either"
    client.post(reverse("agreements:agreement_start"), {"template": "kennisnetwerk", "title": "Samen"})
    client.post(reverse("agreements:plan_start"), {"school_year": "2026"})
    made = CollaborationAgreement.objects.get()
    assert Partnership.objects.count() == 1
    assert made.get_absolute_url() in client.get(reverse("agreements:agreements_home")).text, "the way to what comes"


def test_a_member_without_a_draft_to_read_is_sent_nowhere(client, db):
    make_draft()
    client.force_login(f.MemberFactory())
    page = client.get(reverse("agreements:agreements_home")).text
    assert CollaborationAgreement.objects.get().get_absolute_url() not in page


def test_a_plan_hangs_on_the_agreement_that_holds_in_its_year(client, owed):
    follower = draft_next_version(agreement=owed.agreement, by=owed.coordinator)
    follower.effective_from = dt.date(2027, 8, 1)
    put_in_force(follower)
    client.force_login(owed.coordinator)
    for year in (2026, 2027):
        client.post(reverse("agreements:plan_start"), {"school_year": str(year)})
    plans = {plan.school_year: plan.agreement for plan in WorkPlan.objects.select_related("agreement")}
    assert plans == {2026: owed.agreement, 2027: follower}
    assert client.get(reverse("agreements:agreements_home")).context["agreement"] == owed.agreement


def ending_on(agreement, last):
    """As if it ended then; what is signed does not change in the database."""
    agreement.effective_to = last
    return agreement


@pytest.mark.parametrize(
    ("last", "says"),
    [(dt.date(2027, 11, 25), False), (dt.date(2027, 11, 24), True), (dt.date(2026, 12, 31), True), (None, False)],
)
def test_the_page_says_in_its_last_year_that_the_agreement_ends(owed, last, says):
    ending = find_ending(ending_on(owed.agreement, last), owed.coordinator, dt.date(2026, 11, 24))
    assert (ending is not None) is says


def test_what_follows_is_told_to_who_may_read_it(owed):
    agreement = ending_on(owed.agreement, dt.date(2027, 7, 31))
    day = dt.date(2026, 11, 24)
    nothing = find_ending(agreement, owed.coordinator, day)
    assert nothing.url == agreement.get_absolute_url()
    assert find_ending(agreement, f.MemberFactory(), day).url == ""
    follower = draft_next_version(agreement=owed.agreement, by=owed.coordinator)
    told = find_ending(agreement, owed.coordinator, day)
    assert told.url == follower.get_absolute_url()
    assert "Versie 2 volgt" in told.text
    assert "Er volgt nog niets" in find_ending(agreement, f.MemberFactory(), day).text, "a draft is not for everybody"


def test_the_list_can_be_narrowed_to_what_is_open_in_words_that_say_so(client, owed):
    client.force_login(owed.coordinator)
    page = client.get(reverse("agreements:obligation_list"))
    assert [str(label) for label in page.context["choices"].labels] == ["open", "van mij", "te laat", "alle"]


def test_an_evaluation_of_each_of_five_levels_is_written_down_and_read_back(client, owed):
    client.force_login(owed.coordinator)
    listed = client.get(reverse("agreements:evaluation_list"))
    levels = [level.level for level in listed.context["levels"]]
    assert len(levels) == 5
    words = {"questions": "Wat helpt?", "findings": "Elkaars lessen zien.", "decisions": "Vaker samen."}
    for level in levels:
        sent = {**words, "level": level, "about": f"Over {level}", "school_year": "2026", "held_on": "2026-11-20"}
        address = reverse("agreements:evaluation_add", query={"niveau": level})
        assert client.get(address).context["form"].initial["level"] == level
        assert client.post(address, sent).status_code == 302
    listed = client.get(reverse("agreements:evaluation_list"), {"schooljaar": "2026"})
    shown = {level.level: [one.about for one in level.evaluations] for level in listed.context["levels"]}
    assert shown == {level: [f"Over {level}"] for level in levels}
    page = client.get(Evaluation.objects.first().get_absolute_url()).content.decode()
    assert all(text in page for text in words.values())


def test_an_amount_on_a_line_of_the_budget_is_seen_in_the_plan_and_put_right_with_a_minus(client, owed):
    client.force_login(owed.coordinator)
    plan = WorkPlan.objects.create(partnership=Partnership.objects.get(), school_year=2026)
    kinds = {"funding": Funding.STRUCTURAL, "part": MoneyPart.STUDENT_TEACHERS, "source": "Partijen"}
    line = BudgetLine.objects.create(plan=plan, title="Vrijroosteren", planned="12345.67", **kinds)
    entry = {"kind": "spent", "on": "2026-11-20", "description": "Eerste kwartaal"}
    for amount in ("1.000,01", "-0,01"):
        address = reverse("agreements:budget_line", args=[line.public_id])
        assert client.post(address, {**entry, "amount": amount}).status_code == 302
    page = Page(client.get(plan.get_absolute_url()))
    # On a phone the amounts stand below each other, each with what it is beside it.
    cells = page.all(".budget-table td.num")
    assert cells
    assert ("Uitgegeven", "€ 1.000,00") in {(cell["data-label"], cell.words.replace("\xa0", " ")) for cell in cells}
