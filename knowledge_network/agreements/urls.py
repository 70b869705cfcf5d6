"""The addresses below `/afspraken/`; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "agreements"

urlpatterns = addresses_of("knowledge_network.agreements")
