"""The addresses of scans, stories and what else shows the network; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "insight"

urlpatterns = collect_addresses("knowledge_network.insight")
