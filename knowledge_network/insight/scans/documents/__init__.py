"""What is given on paper; `knowledge_network.kit.pdf` draws it."""

from pathlib import Path

CARDS = Path(__file__).resolve().parent / "cards.typ"
