"""Loads the models of all rooms. Code imports a model from its room, never from here."""

from knowledge_network.kit.rooms import load_models

load_models("knowledge_network.exchange")
