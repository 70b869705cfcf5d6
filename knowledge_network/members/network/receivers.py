"""The settings reach every page through the kit, which knows no model."""

from knowledge_network.kit.network import register_reader
from knowledge_network.members.network.queries import build_facts

register_reader(build_facts)
