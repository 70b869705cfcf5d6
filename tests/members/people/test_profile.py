"""The profile: each field seen by whom its member chose; photos without anything that the camera added."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from knowledge_network.members.people import photos
from knowledge_network.members.people.actions import messages
from knowledge_network.members.people.actions.profile import PROFILE_FIELDS, change_profile, set_photo
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.models import SearchEntry
from tests.factories import AppointmentFactory, MemberFactory, NetworkRoleFactory, SiteFactory, TopicFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
EDIT = "/mijn/profiel/"


def picture(width=400, height=600, *, kind="JPEG", exif=None, colour="red"):
    memory = io.BytesIO()
    options = {"exif": exif} if exif is not None else {}
    Image.new("RGB", (width, height), colour).save(memory, kind, **options)
    return memory.getvalue()


def portrait():
    data = picture()
    return photos.read_portrait(io.BytesIO(data), len(data))


@pytest.fixture
def member():
    member = MemberFactory(
        site=SiteFactory(name="De Springplank"),
        given_name="Fenna",
        family_name="Twickelstra",
        email="fenna@example.org",
        about="Ik houd van **breuken**.",
        languages=["nl", "tr"],
    )
    change_profile(member=member, by=member, values={}, topics=[TopicFactory(name="meertaligheid")])
    set_photo(member=member, by=member, portrait=portrait())
    return member


@pytest.fixture
def signed_in(client):
    client.force_login(reader := MemberFactory(), backend=BACKEND)
    client.reader = reader
    return client


def form_data(member, **changes):
    values = {name: getattr(member, name) for name in PROFILE_FIELDS}
    values["topics"] = list(member.ask_me_about.values_list("slug", flat=True))
    values["more_topics"] = ""
    return {**values, **changes}


# Who sees what --------------------------------------------------------------------------------

MARKS = {
    "email": "fenna@example.org",
    "about": "<strong>breuken</strong>",
    "work": "De Springplank",
    "languages": "Türkçe",
    "topics": "meertaligheid",
    "photo": "/foto/320/",
}


@pytest.mark.parametrize("field", MARKS)
@pytest.mark.parametrize("choice", Visibility.values)
@pytest.mark.parametrize("viewer", ["stranger", "member", "coordinator", "self"])
def test_each_field_is_seen_by_whom_the_member_chose(client, member, field, choice, viewer):
    change_profile(member=member, by=member, values={"name_visibility": "everybody", f"{field}_visibility": choice})
    if viewer == "member":
        client.force_login(MemberFactory(), backend=BACKEND)
    elif viewer == "coordinator":
        client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    elif viewer == "self":
        client.force_login(member, backend=BACKEND)
    # Above it, in the frame, stands who reads.
    seen = MARKS[field] in Page(client.get(f"/leden/{member.public_id}/")).one("main").source
    expected = viewer == "self" or choice == "everybody" or (choice == "members" and viewer != "stranger")
    assert seen is expected


def test_a_stranger_does_not_learn_that_a_member_exists_who_is_not_public(client, member):
    assert client.get(f"/leden/{member.public_id}/").status_code == 404
    assert client.get("/leden/bestaatniet/").status_code == 404


@pytest.mark.parametrize("state", ["suspended_at", "left_at", "erasure_requested_at"])
def test_who_is_out_has_no_page_for_members(signed_in, member, state):
    Member.objects.filter(pk=member.pk).update(**{state: timezone.now()})
    assert signed_in.get(f"/leden/{member.public_id}/").status_code == 404


def test_the_text_is_markdown_without_html(signed_in, member):
    Member.objects.filter(pk=member.pk).update(about="<script>alert(1)</script> [x](javascript:alert(1)) **ja**")
    page = signed_in.get(f"/leden/{member.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert 'javascript:alert(1)"' not in page
    assert "<strong>ja</strong>" in page


@pytest.mark.parametrize("appointment_count", [1, 3])
def test_a_profile_costs_four_queries_whatever_it_holds(
    signed_in, member, appointment_count, django_assert_num_queries
):
    for number in range(appointment_count):
        AppointmentFactory(member=member, function="other")
        member.ask_me_about.add(TopicFactory(name=f"onderwerp {number}"))
    signed_in.get(f"/leden/{member.public_id}/")
    with django_assert_num_queries(4):
        page = signed_in.get(f"/leden/{member.public_id}/").content.decode()
    assert page.count("<b>Overig</b>") == appointment_count


# Photos ---------------------------------------------------------------------------------------


def test_a_photo_is_written_anew_upright_square_and_without_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "SECRET CAMERA"
    data = picture(600, 400, exif=exif)
    name = photos.store_portrait(photos.read_portrait(io.BytesIO(data), len(data)))
    for size in photos.SIZES:
        with default_storage.open(photos.name_of_size(name, size)) as stored:
            raw = stored.read()
        assert b"SECRET" not in raw
        again = Image.open(io.BytesIO(raw))
        assert again.format == "WEBP"
        assert again.size == (size, size)
        assert not again.getexif()


def test_the_picture_is_turned_the_way_the_camera_was_held():
    """The red half is at the left in the file, and on top for who looks at it."""
    paper = Image.new("RGB", (400, 400), "blue")
    paper.paste("red", (0, 0, 200, 400))
    exif = Image.Exif()
    exif[0x0112] = 6
    memory = io.BytesIO()
    paper.save(memory, "JPEG", exif=exif)
    upright = photos.read_portrait(io.BytesIO(memory.getvalue()), 1)
    red, _green, blue = upright.getpixel((200, 60))
    assert red > 200 > blue


@pytest.mark.parametrize(
    ("data", "size", "code"),
    [
        (b"no picture at all", None, "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None, "unreadable"),
        (b"GIF89a" + b"\0" * 20, None, "unreadable"),
        (picture()[:200], None, "unreadable"),
        (picture(), photos.LARGEST_FILE + 1, "too_large"),
        (picture(40, 40), None, "small"),
    ],
)
def test_what_is_no_usable_photo_gets_a_clear_error(data, size, code):
    with pytest.raises(ValidationError) as error:
        photos.read_portrait(io.BytesIO(data), size or len(data))
    assert error.value.code == code


def test_a_picture_that_unfolds_to_too_many_pixels_is_not_opened(monkeypatch):
    monkeypatch.setattr(photos, "LARGEST_AREA", 1000)
    with pytest.raises(ValidationError) as error:
        photos.read_portrait(io.BytesIO(picture()), 1)
    assert error.value.code == "too_many_pixels"


def test_a_new_photo_replaces_the_files_of_the_former_one(member, django_capture_on_commit_callbacks):
    former = member.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        set_photo(member=member, by=member, portrait=portrait())
    assert default_storage.exists(member.photo.name)
    for size in photos.SIZES:
        assert not default_storage.exists(photos.name_of_size(former, size))


def test_the_photo_is_private_and_answers_304_to_who_has_it(signed_in, member):
    url = f"/leden/{member.public_id}/foto/96/"
    first = signed_in.get(url)
    assert first["Content-Type"] == "image/webp"
    assert "private" in first["Cache-Control"]
    assert first["X-Content-Type-Options"] == "nosniff"
    assert b"".join(first.streaming_content)[:4] == b"RIFF"
    assert signed_in.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("size", [1, 95, 97, 4000])
def test_only_the_known_sizes_exist(signed_in, member, size):
    assert signed_in.get(f"/leden/{member.public_id}/foto/{size}/").status_code == 404


def test_the_photo_obeys_the_choice_at_each_request(client, signed_in, member):
    url = f"/leden/{member.public_id}/foto/96/"
    assert b"".join(signed_in.get(url).streaming_content)
    Member.objects.filter(pk=member.pk).update(photo_visibility="nobody")
    assert signed_in.get(url).status_code == 404
    Member.objects.filter(pk=member.pk).update(photo_visibility="everybody")
    client.logout()
    assert client.get(url).status_code == 404  # the name is for members only
    Member.objects.filter(pk=member.pk).update(name_visibility="everybody")
    assert b"".join(client.get(url).streaming_content)


# Changing it ----------------------------------------------------------------------------------


def test_saving_the_form_as_it_is_changes_nothing(client, member):
    client.force_login(member, backend=BACKEND)
    before = AuditEvent.objects.count()
    assert client.post(EDIT, form_data(member)).status_code == 302
    assert AuditEvent.objects.count() == before


def test_the_whole_form_is_saved_and_told_in_the_audit_trail_without_its_texts(client, member):
    client.force_login(member, backend=BACKEND)
    topic = TopicFactory(name="spel")
    data = form_data(
        member,
        about="Heel geheim",
        infix="van",
        languages=["nl", "en"],
        topics=[topic.slug],
        email_visibility="members",
    )
    assert client.post(EDIT, data).status_code == 302
    member.refresh_from_db()
    assert (member.about, member.infix, member.languages, member.email_visibility) == (
        "Heel geheim",
        "van",
        ["nl", "en"],
        "members",
    )
    assert [t.name for t in member.ask_me_about.all()] == ["spel"]
    event = AuditEvent.objects.filter(verb="members.profile_changed").latest("pk")
    assert event.data == {"fields": ["about", "email_visibility", "infix", "languages", "topics"]}
    assert "geheim" not in str(event.data)


def test_undo_puts_the_profile_back(client, member):
    client.force_login(member, backend=BACKEND)
    client.post(EDIT, form_data(member, about="Iets anders", topics=[], given_name="Ander"))
    client.post(reverse("members:profile_undo"))
    member.refresh_from_db()
    assert (member.about, member.given_name) == ("Ik houd van **breuken**.", "Fenna")
    assert member.sort_name == "twickelstra, fenna"
    assert [t.name for t in member.ask_me_about.all()] == ["meertaligheid"]


def test_topics_may_be_typed_by_any_of_their_names(client, member):
    TopicFactory(name="begrijpend lezen", slug="begrijpend-lezen", synonyms=["leesbegrip"])
    client.force_login(member, backend=BACKEND)
    client.post(EDIT, form_data(member, more_topics=" Leesbegrip , "))
    assert sorted(t.name for t in member.ask_me_about.all()) == ["begrijpend lezen", "meertaligheid"]


def test_an_unknown_topic_is_an_error_on_the_field_and_keeps_the_text(client, member):
    client.force_login(member, backend=BACKEND)
    response = client.post(EDIT, form_data(member, more_topics="toverkunst", about="Lange tekst"))
    assert response.status_code == 200
    assert "toverkunst" in str(response.context["form"].errors["more_topics"])
    assert "Lange tekst" in response.content.decode()
    member.refresh_from_db()
    assert member.about == "Ik houd van **breuken**."


def test_a_broken_photo_is_an_error_on_the_field(client, member):
    client.force_login(member, backend=BACKEND)
    upload = SimpleUploadedFile("ik.jpg", b"geen foto", content_type="image/jpeg")
    response = client.post(EDIT, {**form_data(member), "photo": upload})
    assert response.status_code == 200
    assert response.context["form"].errors["photo"]


def test_a_photo_is_uploaded_and_removed(client, member):
    client.force_login(member, backend=BACKEND)
    former = member.photo.name
    client.post(EDIT, {**form_data(member), "photo": SimpleUploadedFile("ik.png", picture(kind="PNG"))})
    member.refresh_from_db()
    assert member.photo.name not in {"", former}
    client.post(EDIT, form_data(member, remove_photo="on"))
    member.refresh_from_db()
    assert not member.photo


@pytest.mark.parametrize(
    "bad", [{"given_name": ""}, {"about": "x" * 2001}, {"languages": ["klingon"]}, {"name_visibility": "nobody"}]
)
def test_what_the_form_refuses_is_not_saved(client, member, bad):
    client.force_login(member, backend=BACKEND)
    assert client.post(EDIT, form_data(member, **bad)).status_code == 200


def test_suggestions_keep_what_is_ticked_and_find_synonyms(client, member):
    TopicFactory(name="begrijpend lezen", slug="begrijpend-lezen", synonyms=["leesbegrip"])
    client.force_login(member, backend=BACKEND)
    slug = member.ask_me_about.get().slug
    page = Page(client.get("/mijn/profiel/themas/", {"zoek": "leesbegrip", "topics": [slug]}))
    assert page.one(f"input[value='{slug}'][checked]")
    assert "begrijpend lezen" in page


def test_the_preview_shows_what_others_see(client, member):
    Member.objects.filter(pk=member.pk).update(about_visibility="nobody", name_visibility="everybody")
    client.force_login(member, backend=BACKEND)
    as_member = client.get("/mijn/profiel/voorbeeld/?als=leden").content.decode()
    assert MARKS["work"] in as_member
    assert MARKS["about"] not in as_member
    as_stranger = client.get("/mijn/profiel/voorbeeld/?als=iedereen").content.decode()
    assert MARKS["work"] not in as_stranger


def test_the_preview_of_somebody_who_is_not_public_says_so(client, member):
    client.force_login(member, backend=BACKEND)
    response = client.get("/mijn/profiel/voorbeeld/?als=iedereen")
    assert response.context["hidden"]
    assert "De Springplank" not in response.content.decode()


# In the index ---------------------------------------------------------------------------------


def found(reader_audience, word):
    return SearchEntry.objects.filter(kind="member", audiences__contains=[reader_audience], words__icontains=word)


def test_the_index_holds_for_each_audience_only_what_it_may_see(member):
    change_profile(member=member, by=member, values={"name_visibility": "everybody", "topics_visibility": "everybody"})
    assert found("members", "breuken").exists()
    assert found("anonymous", "meertaligheid").exists()
    assert not found("anonymous", "breuken").exists()
    change_profile(member=member, by=member, values={"name_visibility": "members"})
    assert not found("anonymous", "meertaligheid").exists()


# A message ------------------------------------------------------------------------------------


def test_a_message_goes_by_mail_without_showing_the_receivers_address(signed_in, member):
    url = f"/leden/{member.public_id}/bericht/"
    assert "fenna@example.org" not in signed_in.get(url).content.decode()
    response = signed_in.post(url, {"subject": "Vraag\r\nBcc: x@example.org", "text": "Kun je helpen?"})
    assert response.status_code == 302
    mail = Delivery.objects.get(kind="members.message")
    assert mail.address == "fenna@example.org"
    assert mail.reply_to == signed_in.reader.email
    assert "\n" not in mail.subject
    assert "Kun je helpen?" in mail.text
    assert not AuditEvent.objects.filter(data__icontains="helpen").exists()


def test_nobody_sends_more_messages_than_the_day_allows(signed_in, member, monkeypatch):
    monkeypatch.setattr(messages, "MOST_PER_DAY", 2)
    url = f"/leden/{member.public_id}/bericht/"
    for number in range(3):
        response = signed_in.post(url, {"subject": f"Bericht {number}", "text": "Hoi"})
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert Delivery.objects.filter(kind="members.message").count() == 2


def test_nobody_writes_to_themselves(client, member):
    client.force_login(member, backend=BACKEND)
    assert client.get(f"/leden/{member.public_id}/bericht/").status_code == 403
