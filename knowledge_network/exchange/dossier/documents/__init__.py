"""The dossier on paper; `knowledge_network.kit.pdf` draws it."""

from pathlib import Path

DOSSIER = Path(__file__).resolve().parent / "dossier.typ"
