"""What is given on paper; `knowledge_network.kit.pdf` draws it."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SHEET = FOLDER / "sheet.typ"
