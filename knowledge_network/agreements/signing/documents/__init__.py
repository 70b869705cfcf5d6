"""The agreement on paper, as it is read, signed and kept."""

from pathlib import Path

AGREEMENT = Path(__file__).resolve().parent / "agreement.typ"
