"""Load searches that people keep, so that somebody new who fits is told about."""

from __future__ import annotations

from django.utils.http import urlencode

from expertise.finding.actions.saved_searches import keep_search
from expertise.finding.models import SavedSearch
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.models import Member

# Who keeps it, what they looked for, its name, and whether it tells.
KEPT = (
    ("leraar", "breuken vergelijken groep 7", "Breuken in groep 7", True),
    ("leraar", "meertaligheid", "Hulp bij meertalige leerlingen", True),
    ("schoolopleider", "coachen van aspirant-leraren", "Begeleiders van studenten", True),
    ("aspirant", "klassenmanagement", "Orde houden", False),
    ("expert", "Lesson Study", "Procesbegeleiders Lesson Study", False),
    ("coordinator", "AI-geletterdheid", "Wie weet iets van AI?", True),
    ("verbinding", "begeleiden van starters", "Starters over besturen heen", True),
)


def seed_searches(network: DemoNetwork) -> None:
    for login, words, name, tells in KEPT:
        query = urlencode({"q": words})
        keep_search(by=network.cast.login(login), query=query, name=name, tells=tells)
    # While the demo loads nothing is found yet: everybody who is there now is known to be.
    SavedSearch.objects.update(known=sorted(Member.objects.values_list("pk", flat=True)))


SEED = Seed("Searches that people keep", seed_searches, after=("expertise_claims", "expertise_asking"))
