"""What the text of agreements tells the rooms above it."""

from django.dispatch import Signal

# party=Party, on=date, successor=Organisation | None: leaves on that day, or went on as another organisation.
party_ended = Signal()
# agreement=CollaborationAgreement: holds from now on; what held before it is its `predecessor`.
took_effect = Signal()
# agreement=CollaborationAgreement: expired, was terminated or succeeded.
agreement_ended = Signal()
