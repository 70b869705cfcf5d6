"""The addresses below `/afspraken/`; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "agreements"

urlpatterns = collect_addresses("knowledge_network.agreements")
