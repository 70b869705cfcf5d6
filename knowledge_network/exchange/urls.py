"""The addresses of catalogues, feeds, the API and what else is open to the world; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "exchange"

urlpatterns = collect_addresses("knowledge_network.exchange")
