"""A passkey instead of a code, with the authenticator that Chromium makes for tests."""

import base64
import re
import secrets

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import expect

from lesson_study.classroom.models import Observation
from tests.browser import assert_no_axe_violations
from tests.lesson_study.classroom.browsing import (
    READY,
    Phone,
    decoded,
    files_holding,
    requests_have_ended,
    wait_until,
)
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="classroom")]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# Beside what the page does: the secret of the passkey, which it keeps nowhere.
WATCH = """
  for (const name of ["create", "get"]) {
    const does = navigator.credentials[name].bind(navigator.credentials);
    navigator.credentials[name] = async (options) => {
      if (globalThis.refusals-- > 0) throw new DOMException("", "NotAllowedError");
      const found = await does(options);
      const secret = found.getClientExtensionResults().prf?.results?.first;
      if (secret) globalThis.secretSeen = btoa(String.fromCharCode(...new Uint8Array(secret)));
      return found;
    };
  }
"""


@pytest.fixture
def lesson():
    return make_lesson()


@pytest.fixture
def context(browser_type, browser_type_launch_args, tmp_path):
    made = browser_type.launch_persistent_context(
        str(tmp_path / "profile"),
        **browser_type_launch_args,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        viewport={"width": 360, "height": 740},
    )
    yield made
    made.close()
    requests_have_ended()


@pytest.fixture
def phone(context, live_server, lesson):
    device = Phone(context, live_server.url.replace("127.0.0.1", "localhost"), lesson, context.pages[0])
    device.sign_in(observer_of(lesson))
    device.page.add_init_script(WATCH)
    return device


@pytest.fixture
def authenticator(context, phone):
    """`authenticator(has_secret)` gives the phone a passkey reader, and lets it refuse: `…(…)(is_me=False)`."""
    session = context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")

    def add(*, has_secret=True):
        options = AUTHENTICATOR | {"hasPrf": has_secret}
        found = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

        def verify(*, is_me):
            session.send("WebAuthn.setUserVerified", {"authenticatorId": found, "isUserVerified": is_me})

        return verify

    return add


def make_ready(phone):
    phone.open()
    phone.page.get_by_role("button", name="Maak klaar met een passkey").click()
    expect(phone.page.locator("#thumb")).to_be_visible()
    expect(phone.page.locator("#net")).to_contain_text(READY)


def open_button(phone):
    return phone.page.get_by_role("button", name="Open met je passkey")


def test_a_passkey_opens_plan_and_notes_after_a_cold_start_without_a_connection(phone, context, authenticator):
    authenticator()
    make_ready(phone)
    context.set_offline(True)
    phone.note("Legt een strook neer")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.reload()
    expect(phone.page.locator("#pin")).to_be_hidden()
    assert "strook" not in phone.page.content()
    assert_no_axe_violations(phone.page)
    open_button(phone).click()
    expect(phone.page.locator("#mine li")).to_contain_text("Legt een strook neer")
    context.set_offline(False)
    wait_until(phone, Observation.objects.exists)


def test_neither_the_secret_of_the_passkey_nor_the_key_nor_a_word_stands_in_the_profile(
    phone, context, authenticator, tmp_path
):
    authenticator()
    make_ready(phone)
    secret = base64.b64decode(phone.page.evaluate("secretSeen"))
    [place] = phone.stored("lessons")
    wrapped = {name: decoded(place["wrapped"][name]) for name in ("salt", "iv", "data")}
    info = b"lesson study, key of a device, format 1"
    wrapping = HKDF(hashes.SHA256(), 32, salt=wrapped["salt"], info=info).derive(secret)
    key = AESGCM(wrapping).decrypt(wrapped["iv"], wrapped["data"], None)
    context.set_offline(True)
    text = f"notitie {secrets.token_hex(8)}"
    phone.note(text)
    context.close()
    needles = {"secret": secret, "wrapping key": wrapping, "key of the notes": key, "note": text.encode()}
    assert files_holding(tmp_path / "profile", needles) == []


def test_who_is_not_known_opens_nothing_with_a_passkey(phone, context, authenticator):
    verify = authenticator()
    make_ready(phone)
    context.set_offline(True)
    phone.note("Legt een strook neer")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.reload()
    verify(is_me=False)
    open_button(phone).click()
    expect(phone.page.locator("#unlock-other-error")).to_contain_text("Dat lukte niet")
    assert "strook" not in phone.page.content()


def test_who_was_not_known_at_once_tries_again(phone, context, authenticator):
    """The refusal is the browser's: after one, Chromium's authenticator for tests asks no finger any more at all.

    It tries a finger that is not known until it has no tries left, and then wants a PIN that it does not have.
    """
    authenticator()
    make_ready(phone)
    phone.page.reload()
    phone.page.evaluate("globalThis.refusals = 1")
    open_button(phone).click()
    expect(phone.page.locator("#unlock-other-error")).to_contain_text("Probeer het nog eens")
    open_button(phone).click()
    expect(phone.page.locator("#thumb")).to_be_visible()


@pytest.mark.in_suite
def test_a_passkey_without_a_secret_opens_nothing_and_a_code_still_does(phone, authenticator):
    authenticator(has_secret=False)
    phone.open()
    phone.page.get_by_role("button", name="Maak klaar met een passkey").click()
    expect(phone.page.locator("#prepare-other-error")).to_contain_text("Dat lukte niet")
    assert phone.stored("lessons") == []
    phone.make_ready()


def test_a_browser_that_has_no_passkeys_speaks_of_none(phone):
    phone.open()
    expect(phone.page.locator("#prepare")).to_be_visible()
    phone.page.wait_for_timeout(300)
    expect(phone.page.locator("#prepare")).not_to_contain_text(
        re.compile("Maak klaar met een passkey"), use_inner_text=True
    )
