"""What the front page tells machines: that this is an organisation."""

from __future__ import annotations

from knowledge_network.exchange.feeds.presenters import describe_network
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.machine_head import MachineHead, register
from knowledge_network.kit.network import NetworkFacts


def describe_front(network: NetworkFacts) -> MachineHead:
    return MachineHead(title=network.title, description=network.title, url=absolute_url("/"), facts=describe_network())


register(NetworkFacts, describe_front)
