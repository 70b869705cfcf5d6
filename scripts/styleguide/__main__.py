"""Draw every component on one page and take pictures of it: `python -m scripts.styleguide`.

For developers; the product has no such page. Writes `.data/styleguide/`: pictures at 360 and 1280 px, light and dark,
as a visitor and signed in. Prints what axe finds. `--serve PORT` shows the page in your own browser instead.
"""

import argparse
import os
import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / ".data" / "styleguide"
SHOTS = [(width, theme, page) for page in ("page", "home") for width in (1280, 360) for theme in ("light", "dark")]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", type=int, metavar="PORT")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="only write the pages, here")
    arguments = parser.parse_args()
    port = arguments.serve
    write_pages(arguments.write or TARGET)
    if arguments.write:
        return
    server = HTTPServer(("127.0.0.1", port or 0), partial(Handler, directory=str(TARGET)))
    if port:
        print(f"http://127.0.0.1:{port}/page.html")
        server.serve_forever()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    take_pictures(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


class Handler(SimpleHTTPRequestHandler):
    """The pages from `.data/styleguide/`, static files from where they are, under the policy of the product."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/static/"):
            return str(ROOT / path.split("?", maxsplit=1)[0].lstrip("/"))
        return super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


def write_pages(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "knowledge_network.settings_test"
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.base import Message
    from django.template.loader import get_template
    from django.test import RequestFactory
    from django.utils.translation import override

    from knowledge_network.kit import navigation, network

    settings.TEMPLATES[0]["DIRS"].append(  # type: ignore[attr-defined]
        ROOT / "scripts" / "styleguide"
    )
    settings.ROOT_URLCONF = "scripts.styleguide.urls"
    network.register_reader(lambda: network.NetworkFacts(name="Kennisnetwerk"))
    navigation.Frame.demo = True  # type: ignore[method-assign, assignment]
    navigation._address = lambda name, _urlconf: f"/{name.split(':')[-1]}.html"  # type: ignore[assignment]
    navigation.reverse = lambda _name, **_kwargs: "/profile.html"
    folder.mkdir(parents=True, exist_ok=True)
    for page, user in (("page", signed_in()), ("home", AnonymousUser())):
        request = RequestFactory().get(f"/{'start' if page == 'page' else page}.html")
        request.user = user  # type: ignore[assignment]
        values = example_values() | {"messages": [Message(25, "Gesprek verwijderd.", "undo:/x/")] * (page == "page")}
        with override("nl"):
            html = get_template(f"{page}.html").render(values, request)
        (folder / f"{page}.html").write_text(html)


def signed_in() -> SimpleNamespace:
    return SimpleNamespace(
        is_authenticated=True,
        is_coordinator=True,
        unread_addresses=["/vragen/a/", "/agenda/", "/"],
        public_id="x",
        email="fenna@demo.example",
        get_full_name="Fenna Twickelstra",
        initials="FT",
        avatar_colour=0,
        pk=1,
    )


def example_values() -> dict[str, object]:
    from plg.groups.enums import GroupKind
    from plg.groups.kinds import INFO

    people = [
        SimpleNamespace(name=name, initials=initials, avatar_colour=colour)
        for colour, (name, initials) in enumerate(
            [
                ("Fenna Twickelstra", "FT"),
                ("Sjoerd Hazelbekke", "SH"),
                ("Ilse Hagreis", "IH"),
                ("Özgür Yıldız", "ÖY"),
                ("Karim el Amrani", "KA"),
                ("Jan van der Berg", "JB"),
            ]
        )
    ]
    return {
        "trail": [("Groepen", "#"), ("PLG's", "#")],
        "people": people,
        "kinds": [(kind.value, INFO[kind].name) for kind in GroupKind],
        "text": "## Onze vraag\n\nHoe leren kinderen **merken** dat ze een tekst niet begrijpen?\n\n"
        "- We lezen hardop voor\n- We denken hardop\n\n> Haperen mag.\n\nMeer op https://example.org/lezen.",
        "facets": [
            ("Thema", [("Begrijpend lezen", 14), ("Woordenschat", 9), ("Meertaligheid/NT2", 4)]),
            ("Bestuur", [("Stichting Consent", 6), ("Stichting Keender", 3)]),
        ],
        "rows": [
            ("Hardop denken bij weetjesteksten", "plg", "PLG", "Actief", "ok"),
            ("Rekenen met taal", "project", "Projectgroep", "Aangevraagd", "wait"),
            ("Meertaligheid", "expert", "Expertgroep", "Slapend", "bad"),
            ("Formatief handelen", "theme", "Themagroep", "Afgesloten", ""),
        ],
        "form": example_form(),
        "chips": ["", "ok", "ev", "self", "wait", "warn", "bad", "outline"],
        "stats": [("42", "groepen actief"), ("160", "leden"), ("1.204", "uren samen geleerd"), ("87%", "kwam opdagen")],
        "arts": ["talk", "people", "search", "calendar"],
    }


def example_form() -> object:
    from django import forms

    class ExampleForm(forms.Form):
        name = forms.CharField(label="Naam")
        school = forms.ChoiceField(label="School", choices=[("", "Kies een school")], help_text="Waar je nu werkt.")
        about = forms.CharField(label="Over mij", widget=forms.Textarea, required=False)
        visible = forms.ChoiceField(
            label="Wie ziet dit?",
            widget=forms.RadioSelect,
            choices=[("all", "Iedereen"), ("members", "Leden van het netwerk"), ("nobody", "Niemand")],
        )
        agree = forms.BooleanField(label="Ik ga akkoord met de afspraken van de groep")
        photo = forms.FileField(label="Foto", required=False, help_text="JPG of PNG, hooguit 5 MB.")

    return ExampleForm({"name": "Fenna", "about": "Leraar groep 6.", "visible": "members"})


def take_pictures(address: str) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import axe_violations, chromium_options

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        for width, theme, name in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
            page.on("console", lambda message: print("console:", message.text))
            page.emulate_media(reduced_motion="reduce")
            page.goto(f"{address}/{name}.html")
            page.evaluate("document.fonts.ready")
            page.evaluate("document.activeElement.blur(), scrollTo({top: 0, behavior: 'instant'})")
            file = TARGET / f"{name}-{width}-{theme}.png"
            page.screenshot(path=file, full_page=True)
            overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found = axe_violations(page)
            print(f"{file.relative_to(ROOT)}: axe {found or 'finds nothing'}{', scrolls sideways' * overflow}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
