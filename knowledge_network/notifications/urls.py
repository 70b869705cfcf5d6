"""The addresses of the bell, of choices about mail, and of what was sent; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "notifications"

urlpatterns = collect_addresses("knowledge_network.notifications")
