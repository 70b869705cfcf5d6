"""The addresses of groups: their open part, their closed space, and of meetings; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "plg"

urlpatterns = collect_addresses("plg")
