"""Reads over cycles together with what their teams studied: the archive, and what looks like a cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import CycleState, ExpertAnswer, StudyItemKind
from lesson_study.cycles.models import CycleTopic, LessonStudyCycle, PriorStudyItem, TeamMember
from plg.groups.models import GroupMembership

# Words that say nothing about what a study is about; compared with Dutch texts, never shown.
PLAIN_WORDS = frozenset(
    """
    alle alleen andere beter begrijpen deze doen eigen elkaar gaan geen groep hebben ieder komen kunnen
    leerling leerlingen leren lessen maar maken meer moeten naar niet onze onderzoeken over school veel
    voor waar waarom wanneer weten welke willen worden zelf zich zien zijn zodat zonder
    """.split()  # noqa: SIM905 - read as words
)
SHORTEST_WORD = 4
MOST_SIMILAR = 4
# Of the subject, and of all: so many that finished last are looked at.
CANDIDATES = 60


def misconceptions() -> QuerySet[PriorStudyItem]:
    return PriorStudyItem.objects.filter(kind=StudyItemKind.MISCONCEPTION)


def matching(cycles: QuerySet[LessonStudyCycle], words: str) -> QuerySet[LessonStudyCycle]:
    """Those in which each of `words` stands: title, question, theme, goal or something that the team studied."""
    for word in words.split()[:8]:
        studied = PriorStudyItem.objects.filter(cycle=OuterRef("pk"), title__icontains=word)
        # Asked for, not joined: each word would multiply the rows, and all of them would be sorted to be told apart.
        tagged = CycleTopic.objects.filter(content_object=OuterRef("pk"), tag__name__icontains=word)
        cycles = cycles.filter(
            Q(title__icontains=word)
            | Q(question__icontains=word)
            | Q(research_theme__icontains=word)
            | Q(long_term_goal__icontains=word)
            | Exists(tagged)
            | Exists(studied)
        )
    return cycles


def with_misconception(cycles: QuerySet[LessonStudyCycle], words: str) -> QuerySet[LessonStudyCycle]:
    """Those of which one misconception holds each of `words`."""
    about = misconceptions().filter(cycle=OuterRef("pk"))
    for word in words.split()[:8]:
        about = about.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return cycles.filter(Exists(about))


def mine(member: Member) -> QuerySet[LessonStudyCycle]:
    """Those in whose team `member` is or is asked for, and of which they are the expert; what runs comes first."""
    asked = TeamMember.objects.standing().filter(member=member).values("cycle")
    return LessonStudyCycle.objects.filter(pk__in=asked.union(member.lesson_studies_advised.standing().values("cycle")))


def find_taken_part_in(member: Member) -> QuerySet[LessonStudyCycle]:
    """Finished and shared, with `member` in its team until the end, or as its expert."""
    in_team = TeamMember.objects.present().filter(member=member).values("cycle")
    advised = member.lesson_studies_advised.standing().filter(answer=ExpertAnswer.YES).values("cycle")
    return LessonStudyCycle.objects.in_archive().select_related("group").filter(pk__in=in_team.union(advised))


def of_my_groups(member: Member) -> QuerySet[LessonStudyCycle]:
    """What runs in one's groups without oneself in it."""
    groups = GroupMembership.objects.current().filter(member=member).values("group")
    asked = TeamMember.objects.standing().filter(cycle=OuterRef("pk"), member=member)
    return LessonStudyCycle.objects.filter(group__in=groups, state__in=CycleState.OPEN).exclude(Exists(asked))


@dataclass(frozen=True)
class Similar:
    """A finished study that looks like this one, with the words that say why."""

    cycle: LessonStudyCycle
    shared: tuple[str, ...]
    misconceptions: tuple[str, ...]
    same_subject: bool
    same_year: bool


def collect_words(*texts: str) -> frozenset[str]:
    """The words that say what a text is about."""
    letters = "".join(letter if letter.isalnum() else " " for letter in " ".join(texts).lower())
    return frozenset(word for word in letters.split() if len(word) >= SHORTEST_WORD and word not in PLAIN_WORDS)


def find_similar(cycle: LessonStudyCycle, most: int = MOST_SIMILAR) -> list[Similar]:
    """Finished, shared studies that share words, subject or year group, what is nearest first. Five queries.

    Out of those that finished last, of the subject and of all, each found along an index of its own. A point for each
    shared word, two for one that stands in a misconception, two for the subject, one for a year group.
    """
    own = collect_words(cycle.title, cycle.question, cycle.research_theme, *find_misconceptions([cycle.pk])[cycle.pk])
    others = LessonStudyCycle.objects.in_archive().exclude(pk=cycle.pk).order_by("-finished_at", "-public_id")
    of_all, of_subject = others[:CANDIDATES], others.filter(subject=cycle.subject)[:CANDIDATES]
    rows = list({row.pk: row for row in of_all.union(of_subject, all=True)}.values())
    thoughts = find_misconceptions(row.pk for row in rows)
    scored = []
    for row in rows:
        in_thoughts = own & collect_words(*thoughts[row.pk])
        shared = own & (collect_words(row.title, row.question, row.research_theme) | in_thoughts)
        same_subject = row.subject == cycle.subject
        same_year = bool(set(row.year_groups) & set(cycle.year_groups))
        score = len(shared) + len(in_thoughts) + 2 * same_subject + same_year
        # The subject alone says little: then the year group has to fit as well, where the team chose one.
        if shared or (same_subject and (same_year or not cycle.year_groups)):
            found = Similar(row, tuple(sorted(shared)), tuple(thoughts[row.pk]), same_subject, same_year)
            scored.append((score, found))
    scored.sort(key=lambda pair: -pair[0])
    best = [found for _score, found in scored[:most]]
    prefetch_related_objects([found.cycle for found in best], "group", "product")
    return best


def find_misconceptions(cycles: Iterable[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for cycle, title in (
        misconceptions().filter(cycle__in=list(cycles)).order_by("position", "pk").values_list("cycle", "title")
    ):
        found[cycle].append(title)
    return found
