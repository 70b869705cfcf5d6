"""What can happen in the demo besides, when somebody asks for it: `manage.py seed_demo --scenario merger`."""

from __future__ import annotations

from collections.abc import Callable

from knowledge_network.demo.seeding import DemoNetwork
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.organisations.models import Board

ENDS, GOES_ON = "41814", "65287"


def merge_boards(network: DemoNetwork) -> None:
    """Primato ends, the Dr. Schaepmanstichting goes on with its schools; what was signed keeps its names."""
    board, into = Board.objects.get(bg_number=ENDS), Board.objects.get(bg_number=GOES_ON)
    merge_board(board=board, into=into, by=network.cast.login("coordinator"), on=network.reference)


SCENARIOS: dict[str, Callable[[DemoNetwork], None]] = {"merger": merge_boards}
