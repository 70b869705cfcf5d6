"""Who may choose in which role group, which bundles can be chosen, and what was chosen."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.db.models import Count

from expertise.choosing.models import Ballot, Choosing, ChoosingOption, OptionPoints
from expertise.questions.enums import RoleGroup, Verdict
from expertise.questions.models import CoPCycle, IndicativeQuestion, QuestionCard
from expertise.questions.states import find_role_group
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.topics.models import Topic


def count_electorate() -> dict[str, int]:
    """How many active members each role group has by their main appointments. Two queries."""
    members = set(Member.objects.active().values_list("pk", flat=True))
    rows = Appointment.objects.current().order_by("member", "-is_primary", "start", "pk").distinct("member")
    of_member = dict(rows.values_list("member", "function"))
    found = Counter(find_role_group(of_member.get(member, "")) for member in members)
    return {role_group.value: found[role_group] for role_group in RoleGroup}


def read_electorate() -> Counted[dict[str, int]]:
    """`count_electorate` as it was at most five minutes ago, for who looks; what is stored is checked by what is so."""
    return read_counted("expertise.electorate", count_electorate)


def find_options(cycle: CoPCycle) -> list[IndicativeQuestion]:
    """Bundles that a confirmed round stands by and that are not answered already. One query."""
    confirmed = QuestionCard.objects.on_board().filter(cycle=cycle, confirmed_bundle__isnull=False)
    rows = IndicativeQuestion.objects.present().filter(cycle=cycle, pk__in=confirmed.values("confirmed_bundle"))
    return list(rows.exclude(verdict=Verdict.ANSWERED).exclude(words="").order_by("name"))


def find_themes(cycle: CoPCycle) -> dict[int, Topic]:
    """Bundle → the main topic that most of its questions are about. Two queries."""
    rows = QuestionCard.objects.filter(cycle=cycle, confirmed_bundle__isnull=False)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for bundle, topic, parent in rows.values_list("confirmed_bundle", "question__topics", "question__topics__parent"):
        if bundle is not None and topic is not None:
            counts[bundle][parent or topic] += 1
    topics = Topic.objects.in_bulk({topic for found in counts.values() for topic in found})
    return {bundle: topics[_choose(found)] for bundle, found in counts.items()}


def _choose(counts: Counter[int]) -> int:
    """The most frequent; of equals the first that there was."""
    return min(counts, key=lambda topic: (-counts[topic], topic))


def read_joins(choosing: Choosing) -> dict[str, str]:
    """Role group → that to which it is joined, or nothing. One query."""
    return dict(choosing.voices.values_list("role_group", "joins"))


def count_ballots(choosing: Choosing) -> dict[str, int]:
    """Voice → how many cast a ballot in it, of every voice that stands by itself. Two queries."""
    joins = read_joins(choosing)
    found = {role_group: 0 for role_group, into in joins.items() if not into}
    for role_group, count in choosing.ballots.values_list("role_group").annotate(count=Count("pk")):
        found[joins.get(role_group) or role_group] += count
    return found


def count_points(choosing: Choosing) -> dict[tuple[int, str], int]:
    """(option, voice) → how many of that voice chose it. Two queries."""
    joins = read_joins(choosing)
    found: dict[tuple[int, str], int] = defaultdict(int)
    rows = Ballot.picks.through.objects.filter(ballot__choosing=choosing)
    grouped = rows.values_list("choosingoption", "ballot__role_group").annotate(count=Count("pk"))
    for option, role_group, count in grouped:
        found[option, joins.get(role_group) or role_group] += count
    return found


def read_points(choosing: Choosing) -> dict[str, dict[int, int]]:
    """Voice → option → points, as they were counted when it closed. One query."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    rows = OptionPoints.objects.filter(option__choosing=choosing)
    for option, voice, points in rows.values_list("option", "voice", "points"):
        found[voice][option] = points
    return dict(found)


def list_options(choosing: Choosing) -> list[ChoosingOption]:
    """By theme, then by name. One query."""
    rows = choosing.options.select_related("bundle", "theme")
    return sorted(rows, key=lambda one: (one.theme is None, str(one.theme or ""), one.bundle.name))


def find_silent(choosing: Choosing) -> list[Member]:
    """Active members who did not choose yet. One query."""
    voted = Ballot.objects.filter(choosing=choosing).values("voter")
    return list(Member.objects.active().exclude(pk__in=voted).order_by("pk"))
