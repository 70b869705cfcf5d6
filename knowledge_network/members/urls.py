"""The addresses of people and organisations; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "members"

urlpatterns = collect_addresses("knowledge_network.members")
