"""The addresses below `/lesson-study/`; each room keeps its own."""

from knowledge_network.kit.rooms import collect_addresses

app_name = "lesson_study"

urlpatterns = collect_addresses("lesson_study")
