"""What somebody who means ill can work out of what is told: subtracting, comparing rounds, from a dump, by export.

Each attack plants its leak and sees it, so that it would be seen when it came.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from knowledge_network.insight.ties import bands, figures
from knowledge_network.insight.ties.actions import answers
from knowledge_network.insight.ties.bands import BOUNDS, Sides
from knowledge_network.insight.ties.enums import Amount, UnitState
from knowledge_network.insight.ties.figures import Gathered, read_told, tell
from knowledge_network.insight.ties.measures import Arc
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests import factories as f
from tests.figures.oracle import ENDLESS, FEWEST, Knowledge
from tests.insight.ties.helpers import across, boards, counted, name, opened, published, send, usual

FEW = FEWEST - 1


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# What follows from all that is told together ------------------------------------------------------


def invent(seed):
    """A network of boards of all sizes, of which some hardly look outside."""
    source = random.Random(seed)
    sizes = [source.randint(3, 30) for _board in range(source.randint(3, 7))]
    board_of = {f"{board}-{number}": board for board, size in enumerate(sizes, 1) for number in range(size)}
    people = list(board_of)
    arcs = []
    for person in people:
        own = [one for one in people if board_of[one] == board_of[person] and one != person]
        others = [one for one in people if board_of[one] != board_of[person]]
        inward = source.choice((0.5, 0.8, 0.97))
        for _tie in range(source.randint(0, 6)):
            arcs.append(Arc(person, source.choice(own if own and source.random() < inward else others), 9, 2))
    unique = {(arc.source, arc.target): arc for arc in arcs}
    asked = Counter({board: size + source.randint(0, size // 3) for board, size in enumerate(sizes, 1)})
    return Gathered(board_of, asked, list(unique.values()))


def what_everybody_knows(told):
    """Amounts between boards and inside them, and what E-I says of their sums, by linear programming.

    E-I is a quotient: (E−I)/(E+I) between two values is two lines, E ≥ a·I and E ≤ b·I.
    """
    knowledge = Knowledge()
    units = [unit for unit in told.units if unit.state == UnitState.TOLD]
    for unit in units:
        knowledge.count(("inside", unit.unit))
        knowledge.count(("rest", unit.unit))
        show(knowledge, ("inside", unit.unit), unit.inside)
    for pair in told.pairs:
        knowledge.count((pair.one, pair.other))
        show(knowledge, (pair.one, pair.other), pair.named)
    lines = []
    for unit in units:
        if unit.index is None:
            continue
        low, high = (min(1, max(-1, unit.index + side * bands.STEP / 2)) for side in (-1, 1))
        around = [(pair.one, pair.other) for pair in told.pairs if unit.unit in (pair.one, pair.other)]
        around.append(("rest", unit.unit))
        lines.append((unit.unit, around, low, high))
    return knowledge, lines


def show(knowledge, key, amount):
    least, most = BOUNDS[Amount(amount)]
    knowledge.show(key, least, min(most, ENDLESS))


def find_interval(knowledge, lines, key):
    """The least and the most of a count, with the lines of E-I added."""
    from scipy.optimize import linprog  # noqa: PLC0415

    keys = list(knowledge.bounds)
    place = {one: number for number, one in enumerate(keys)}
    bounds = {one: list(knowledge.bounds[one]) for one in keys}
    for one, least, most in knowledge.shown:
        bounds[one] = [max(bounds[one][0], least), min(bounds[one][1], most)]
    rows, limits = [], []
    for unit, around, low, high in lines:
        # (1−x)·E ≥ (1+x)·I for the low end, and ≤ for the high one.
        for value, sign in ((low, -1), (high, 1)):
            row = [0.0] * len(keys)
            for one in around:
                row[place[one]] += sign * (1 - value)
            row[place["inside", unit]] -= sign * (1 + value)
            rows.append(row)
            limits.append(0)
    ends = []
    for sign in (1, -1):
        goal = [0.0] * len(keys)
        goal[place[key]] = sign
        found = linprog(goal, A_ub=rows or None, b_ub=limits or None, bounds=[tuple(bounds[one]) for one in keys])
        assert found.success, found.message
        ends.append(sign * found.fun)
    return ends


def list_leaks(told):
    """Amounts that are not told and of which more follows than that they are fewer than five."""
    knowledge, lines = what_everybody_knows(told)
    hidden = [key for key, _least, most in knowledge.shown if most == FEW]
    found = []
    for key in hidden:
        least, most = find_interval(knowledge, lines, key)
        if least > 1e-6 or most < FEW - 1e-6:
            found.append((key, least, most))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(40))
def test_of_no_amount_that_is_not_told_more_follows_than_that_it_is_fewer_than_five(seed, monkeypatch):
    monkeypatch.setattr("knowledge_network.insight.ties.measures.SHUFFLES", 5)
    assert list_leaks(tell(invent(seed))) == []


@pytest.mark.django_db
def test_telling_inward_or_outward_of_everybody_would_betray_small_amounts(monkeypatch):
    monkeypatch.setattr("knowledge_network.insight.ties.measures.SHUFFLES", 5)
    monkeypatch.setattr(bands, "tells_index", lambda sides, answered, hidden: sides.inside + sides.across > 0)
    assert any(list_leaks(tell(invent(seed))) for seed in range(40))


def test_inward_or_outward_is_not_told_when_an_amount_would_follow_from_it():
    # Twenty inside, five across of which four with one other board: that board names them at least once then.
    sides = Sides(inside=19, across=5, namers_inside=9, namers_across=5)
    assert bands.tells_index(sides, 20, [])
    assert not bands.tells_index(sides, 20, [4])
    assert not bands.tells_index(sides, 9, [])
    assert not bands.tells_index(Sides(19, 5, 9, 4), 20, [])


def test_what_one_or_two_people_do_counts_as_few_however_often():
    assert bands.name_amount(24, 4) == Amount.FEW
    assert bands.name_amount(4, 4) == Amount.FEW
    assert bands.name_amount(0, 0) == Amount.FEW
    assert [bands.name_amount(count, 5) for count in (5, 9, 10, 19, 20)] == [
        Amount.SOME, Amount.SOME, Amount.MANY, Amount.MANY, Amount.VERY_MANY
    ]  # fmt: skip


def test_each_measure_has_its_own_threshold():
    assert (bands.tells_ties(69, 100), bands.tells_ties(70, 100)) == (False, True)
    assert (bands.tells_brokers(84, 100), bands.tells_brokers(85, 100)) == (False, True)
    assert not bands.tells_brokers(19, 19)
    assert bands.judge_unit(4, 4) == UnitState.FEW
    assert bands.judge_unit(6, 10) == UnitState.LITTLE_RESPONSE
    assert bands.judge_unit(7, 10) == UnitState.TOLD
    assert (bands.name_people(4), bands.name_people(0), bands.name_people(5)) == (None, None, 5)


# What is in what is told --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_board_below_the_threshold_has_no_amount_no_number_and_no_line():
    made = boards({"Alfa": 12, "Beta": 10, "Klein": 4, "Weinig": 10})
    found = opened()
    usual_part = [*made.of["Alfa"], *made.of["Beta"], *made.of["Klein"], *made.of["Weinig"][:6]]
    send(found, usual_part)
    name(found, across(made.of["Klein"], made.of["Alfa"]) * 1 + across(made.of["Weinig"][:6], made.of["Alfa"]))
    told = read_told(counted(found).figures)
    states = {unit.name: unit for unit in told.units}
    assert states["Klein"].state == UnitState.FEW
    assert states["Weinig"].state == UnitState.LITTLE_RESPONSE
    for small in ("Klein", "Weinig"):
        assert (states[small].inside, states[small].index) == ("", None)
        assert not any(made.board[small].pk in (pair.one, pair.other) for pair in told.pairs)


@pytest.mark.django_db
def test_what_is_told_holds_no_person_no_pseudonym_and_no_count_of_a_board():
    made = boards()
    found = opened()
    usual(made, found)
    kept = json.dumps(counted(found).figures)
    for row in TieAnswers.objects.all():
        assert row.source not in kept
    for person in made.people:
        assert person.get_full_name() not in kept
        assert person.public_id not in kept
    told = read_told(NetworkRound.objects.get(pk=found.pk).figures)
    assert {type(getattr(unit, field)) for unit in told.units for field in ("inside", "state")} == {str}


@pytest.mark.django_db
def test_a_drawing_of_nameless_people_is_not_made_for_others(client):
    """The unique node: of 160 people 96 can be recognised by board and number of lines. Others see boards only."""
    made = boards()
    found = opened()
    usual(made, found)
    found = published(found)
    client.force_login(made.people[0])
    html = client.get(reverse("insight:network_picture")).text
    # Each board once, and one in the key.
    assert html.count('class="ties-node') == len(found.figures["units"]) + 1
    assert not any(person.get_full_name() in html for person in made.people[1:])


@pytest.mark.django_db
def test_a_newcomer_and_somebody_who_withdraws_change_nothing_that_was_told():
    made = boards()
    found = opened()
    usual(made, found)
    found = published(found)
    before = found.figures
    f.MemberFactory()
    answers.withdraw_answers(network_round=found, by=made.people[0])
    found.refresh_from_db()
    assert found.figures == before


@pytest.mark.django_db
def test_one_person_more_or_less_looks_the_same_where_few_are():
    """Nobody naming another board and four of them doing so give the same page."""
    shown = []
    for number in (0, 4):
        made = boards({"Alfa": 12, "Beta": 12})
        told = tell(_two_boards(made, number))
        shown.append([(pair.named, pair.seen) for pair in told.pairs] + [unit.index for unit in told.units])
    assert shown[0] == shown[1]


def _two_boards(made, number):
    board_of, arcs = {}, []
    for board in made.of:
        names = [f"{board}{one}" for one in range(12)]
        board_of |= dict.fromkeys(names, made.board[board].pk)
        arcs += [Arc(one, names[(place + 1) % 12], 9, 2) for place, one in enumerate(names)]
    arcs += [Arc(f"Alfa{one}", f"Beta{one}", 9, 2) for one in range(number)]
    return Gathered(board_of, Counter(board_of.values()), arcs)


@pytest.mark.django_db
def test_a_unanimous_board_tells_nothing_of_its_people_but_an_order_and_words():
    made = boards()
    found = opened()
    send(found, made.people, {"vt1": 5, "vt2": 1})
    told = read_told(counted(found).figures)
    assert set(told.statements["vt1"]) == {"rank", "spread", "parts"}
    assert told.statements["vt1"]["parts"] == {"low": "few", "middle": "few", "high": "five"}


@pytest.mark.django_db
def test_words_are_told_from_eight_on_by_the_alphabet_and_without_what_is_left_out():
    made = boards()
    found = opened()
    send(found, made.people)
    texts = [f"Tekst {letter}" for letter in "hgfedcba"]
    sources = list(TieAnswers.objects.values_list("pk", flat=True))[:8]
    for pk, text in zip(sources[:7], texts, strict=False):
        TieAnswers.objects.filter(pk=pk).update(words={"op1": text})
    assert "op1" not in figures.tell(_gather(found)).words
    TieAnswers.objects.filter(pk=sources[7]).update(words={"op1": texts[7]})
    found = published(found, left_out=["op1:0"])
    assert found.figures["words"] == {"op1": sorted(texts)[1:]}


def _gather(found):
    from knowledge_network.insight.ties.names import read_key  # noqa: PLC0415

    return figures.gather(found, read_key(found))


# Who reads everything -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_logbook_bell_and_mail_know_nothing_of_who_took_part_or_named_whom():
    made = boards()
    found = opened()
    before = AuditEvent.objects.count(), Notice.objects.count(), Delivery.objects.count()
    me, other = made.people[:2]
    answers.begin_answers(network_round=found, by=me, may_be_connected=True)
    answers.name_people(network_round=found, by=me, people=[other], kind="spoken")
    answers.unname_person(network_round=found, by=me, person=other, kind="spoken")
    answers.send_answers(network_round=found, by=me, values={"vt1": 3}, words={})
    answers.withdraw_answers(network_round=found, by=me)
    assert (AuditEvent.objects.count(), Notice.objects.count(), Delivery.objects.count()) == before


def list_joins():
    """Columns by which rows under a pseudonym could be laid beside rows with a member: same value in both."""
    named = _read(RoundParticipation._meta.db_table)
    found = []
    for model in (Tie, TieAnswers):
        for column, values in _read(model._meta.db_table).items():
            for other, known in named.items():
                if column != "network_round_id" and values & known:
                    found.append((model.__name__, column, other))
    return found


def _read(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column.name for column in cursor.description]
        rows = cursor.fetchall()
    columns = {one: {str(row[place]) for row in rows} for place, one in enumerate(names)}
    # What holds one of few values says nothing of who.
    return {
        one: values for one, values in columns.items() if len(values) > 5 or one in {"member_id", "source", "target"}
    }


@pytest.mark.django_db
def test_a_dump_of_the_database_alone_does_not_say_whose_an_answer_is():
    made = boards()
    found = opened()
    usual(made, found)
    assert list_joins() == []


@pytest.mark.django_db
def test_with_a_pseudonym_that_is_no_secret_it_would(monkeypatch):
    monkeypatch.setattr("tests.insight.ties.helpers.make_pseudonym", lambda key, member: str(member))
    made = boards()
    found = opened()
    usual(made, found)
    assert {("Tie", "source", "member_id"), ("TieAnswers", "source", "member_id")} <= set(list_joins())


def test_no_backup_holds_the_key():
    from knowledge_network.insight.ties.names import _find_path  # noqa: PLC0415
    from knowledge_network.kit.passing import FOLDER  # noqa: PLC0415

    path = _find_path(SimpleNamespace(public_id="abc"))
    assert FOLDER in path.parts
    assert path.parts[path.parts.index(FOLDER) - 1 :][0] != FOLDER


@pytest.mark.django_db
def test_a_curious_coordinator_exports_what_the_page_shows_and_no_more(client):
    made = boards()
    found = opened()
    usual(made, found)
    found = published(found)
    client.force_login(found.opened_by)
    content = b"".join(client.get(reverse("insight:round_table", args=[found.public_id])).streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert {row[2] for row in rows[1:]} <= {str(amount.label) for amount in Amount}
    assert {row[3] for row in rows[1:]} <= {"ja", "weinig of niet", ""}


@pytest.mark.django_db
def test_before_it_is_released_a_coordinator_neither_reads_nor_exports_it(client):
    made = boards()
    found = opened()
    usual(made, found)
    found = counted(found)
    client.force_login(found.opened_by)
    assert client.get(reverse("insight:round_table", args=[found.public_id])).status_code == 403
    html = client.get(reverse("insight:round_detail", args=[found.public_id])).text
    assert "ties-map" not in html
