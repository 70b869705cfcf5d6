"""The addresses of groups: their open part, their closed space, and of meetings; each room keeps its own."""

from knowledge_network.kit.rooms import addresses_of

app_name = "plg"

urlpatterns = addresses_of("plg")
