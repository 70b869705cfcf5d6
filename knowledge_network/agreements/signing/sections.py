"""What signing adds to the page of an agreement."""

from knowledge_network.agreements.signing.presenters import signing_corner
from knowledge_network.agreements.texts.corners import Corner, register_corner

register_corner(
    Corner(name="signing", template="agreements/signing/_corner.html", present=signing_corner, place="side", order=10)
)
