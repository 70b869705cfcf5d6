from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Only installed in demo mode: its pages, its mail folder and its logins do not exist otherwise."""

    name = "knowledge_network.demo"
    label = "demo"
