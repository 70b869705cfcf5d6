"""Public identifiers: what stands in addresses instead of a counter."""

import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def random_public_id() -> str:
    """Ten characters without look-alikes, about 49 bits: too many to guess, short enough to read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))
