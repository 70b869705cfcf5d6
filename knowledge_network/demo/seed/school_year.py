"""Load the school holidays."""

from knowledge_network.demo.seeding import Seed
from knowledge_network.school_year.actions import load_holidays

SEED = Seed("School holidays", lambda _network: load_holidays(), after=("members_organisations",))
