"""Files of products: what may come in, the picture that is drawn of it, and who gets it out."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import typst
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from expertise.claims.enums import EvidenceGround
from expertise.products import previews
from expertise.products.actions import files as actions
from expertise.products.actions.products import submit_for_review
from expertise.products.actions.reviews import CHECKS, give_review
from expertise.products.enums import ProductAccess, ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct
from expertise.products.queries.products import fetch_for_cards
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import check_upload
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.plg.space.test_what_may_come_in import office

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def pdf(text="Breuken"):
    return typst.compile(f"= {text}".encode(), format="pdf", ignore_system_fonts=True)


def picture(size=(1600, 1200), **options):
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, format="JPEG", **options)
    return stream.getvalue()


def safe(content=b"een tekst", name="les.txt"):
    return check_upload(SimpleUploadedFile(name, content))


@pytest.fixture
def product():
    return f.KnowledgeProductFactory()


def client_of(member):
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


def file_url(product, number=1, name="product_file"):
    return reverse(f"expertise:{name}", args=[product.slug, number])


def add(product, content=None, **values):
    return actions.add_version(product=product, by=product.contact_person, content=content or safe(), **values)


# Coming in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00\x03\x00", "les.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "plaat.svg"),
        (b"<html><script>x</script></html>", "les.html"),
        (b"PK\x03\x04rommel", "les.docx"),
        (b"%PDF-1.7 zonder einde", "les.pdf"),
        (office(word__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"), "les.docm"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason_at_the_field(product, content, name):
    url = reverse("expertise:product_file_add", args=[product.slug])
    page = client_of(product.contact_person).post(url, {"content": SimpleUploadedFile(name, content), "note": "x"})
    assert page.context["form"].errors["content"]
    assert not product.versions.exists()


def test_a_new_product_takes_its_file_along_in_one_form():
    member = f.MemberFactory()
    data = {
        "title": "Les", "kind": ProductKind.ACTIVITY, "summary": "Wat het is.",
        "ground": EvidenceGround.PRACTICE, "access": ProductAccess.OPEN,
        "licence": "cc-by-40", "language": "nl", "contact_person": member.public_id, "do": "draft",
        "content": SimpleUploadedFile("les.pdf", pdf()),
    }  # fmt: skip
    client_of(member).post(reverse("expertise:product_add"), data)
    version = KnowledgeProduct.objects.get().versions.get()
    assert (version.file_name, version.media_type, bool(version.preview)) == ("les.pdf", "application/pdf", True)


def test_place_and_camera_are_taken_out_of_pictures(product):
    exif = Image.Exif()
    exif[0x010F] = "Merk van de camera"
    version = add(product, safe(picture(exif=exif.tobytes()), "foto.jpg"))
    assert b"Merk van de camera" not in version.content.open("rb").read()


def test_a_newer_version_comes_first_and_the_older_stays_to_be_found(product):
    add(product, safe(b"een", "les.txt"))
    add(product, safe(b"twee", "les.txt"), note="Vraag 4 erbij")
    page = Client().get(reverse("expertise:product_detail", args=[product.slug]))
    assert page.context["newest"].number == 2
    assert [row.number for row in page.context["older"]] == [1]
    assert b"".join(Client().get(file_url(product, 1)).streaming_content) == b"een"
    assert b"".join(Client().get(file_url(product, 2)).streaming_content) == b"twee"


def test_a_file_that_was_replaced_before_anybody_found_it_good_is_for_its_makers_alone(client):
    """A reader asked to take a name out: the file with the name in it comes back with no publication."""
    group = f.GroupFactory(kind="expert")
    readers = [f.MemberFactory() for _number in range(2)]
    for reader in readers:
        f.GroupMembershipFactory(group=group, member=reader)
    maker, topics = f.MemberFactory(), [f.TopicFactory(), f.TopicFactory()]
    group.topics.add(*topics)
    product = f.KnowledgeProductFactory(
        status=ProductStatus.DRAFT,
        published_on=None,
        access=ProductAccess.OPEN,
        added_by=maker,
        contact_person=maker,
        for_whom="groep 7",
    )
    product.topics.add(*topics)
    add(product, safe(picture(), "met-een-naam.jpg"))
    submit_for_review(product=product, by=maker)
    give_review(product=product, by=readers[0], verdict="change", note="Er staat een naam in.")
    add(product, safe(b"zonder de naam", "les.txt"))
    submit_for_review(product=product, by=maker)
    for reader in readers:
        give_review(product=product, by=reader, verdict="good", **dict.fromkeys(CHECKS, True))
    product.refresh_from_db()
    assert product.is_public
    # What comes after it was published stays to be found.
    add(product, safe(b"met een vraag erbij", "les.txt"))
    page = client.get(reverse("expertise:product_detail", args=[product.slug]))
    assert (page.context["newest"].number, [row.number for row in page.context["older"]]) == (3, [2])
    for reader in (client, client_of(f.MemberFactory())):
        assert [reader.get(file_url(product, number)).status_code for number in (1, 2, 3)] == [404, 200, 200]
        assert reader.get(file_url(product, 1, "product_preview")).status_code == 404
    assert client_of(maker).get(file_url(product, 1)).status_code == 200
    assert "voorbeeld/1" not in client.get(reverse("expertise:product_list")).content.decode()
    assert fetch_for_cards([product.pk])[0].preview_number is None


def test_the_same_content_is_no_newer_version(product):
    add(product)
    with pytest.raises(RefusedError):
        add(product)


def test_there_are_at_most_twenty_versions(product, monkeypatch):
    monkeypatch.setattr(actions, "MOST_VERSIONS", 1)
    add(product)
    with pytest.raises(RefusedError):
        add(product, safe(b"nog een"))


def test_no_file_changes_while_it_is_reviewed(product):
    add(product)
    before = set(default_storage.listdir(actions.FOLDER)[1])
    KnowledgeProduct.objects.filter(pk=product.pk).update(status="review")
    with pytest.raises(RefusedError):
        add(product, safe(b"nog een"))
    assert set(default_storage.listdir(actions.FOLDER)[1]) == before


# Getting out ----------------------------------------------------------------------------------


def test_a_file_goes_out_as_an_attachment_that_may_do_nothing(product):
    add(product, safe(pdf(), "les.pdf"))
    answer = Client().get(file_url(product))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["product_file", "product_preview"])
def test_access_is_asked_again_at_every_request(product, name):
    add(product, safe(picture(), "plaat.jpg"))
    url = file_url(product, name=name)
    stranger, member = Client(), client_of(f.MemberFactory())
    assert (stranger.get(url).status_code, member.get(url).status_code) == (200, 200)
    KnowledgeProduct.objects.filter(pk=product.pk).update(access=ProductAccess.NETWORK)
    assert (stranger.get(url).status_code, member.get(url).status_code) == (404, 200)
    KnowledgeProduct.objects.filter(pk=product.pk).update(status=ProductStatus.DRAFT)
    assert (stranger.get(url).status_code, member.get(url).status_code) == (404, 404)
    assert client_of(product.contact_person).get(url).status_code == 200


def test_a_version_that_is_not_there_does_not_exist(product):
    add(product)
    for number in (0, 2, 10**30):
        assert Client().get(file_url(product, number)).status_code == 404
    assert Client().get(file_url(product, 1, "product_preview")).status_code == 404, "a text has no picture"


def test_the_logbook_names_no_file(product):
    add(product, safe(b"x", "geheime-naam.txt"))
    event = AuditEvent.objects.get(verb="expertise.product_version_added")
    assert "geheime-naam" not in str(event.data) + event.object_label


# Pictures of what is inside -------------------------------------------------------------------


def test_the_first_page_of_a_pdf_and_a_picture_are_drawn_small(product):
    for content, name in ((pdf(), "les.pdf"), (picture(), "plaat.jpg")):
        version = add(product, safe(content, name))
        answer = Client().get(file_url(product, version.number, "product_preview"))
        assert answer["Content-Type"] == "image/webp"
        assert "attachment" not in answer.get("Content-Disposition", "")
        with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as small:
            assert small.format == "WEBP"
            assert max(small.size) <= max(previews.SIZE)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
        b"%PDF-1.7\n" + b"(" * 100_000 + b"\n%%EOF\n",
        b"%PDF-1.7\n%%EOF",
    ],
)
def test_a_pdf_that_cannot_be_drawn_is_kept_without_a_picture(product, content):
    version = add(product, safe(content, "les.pdf"))
    assert not version.preview


def test_a_pdf_that_takes_too_long_is_given_up(product, monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(30)\n")
    monkeypatch.setattr(previews, "RENDERER", slow)
    monkeypatch.setattr(previews, "SECONDS", 0.5)
    assert not add(product, safe(pdf(), "les.pdf")).preview


def test_who_draws_may_not_take_all_memory_or_write_files(product, monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    start = previews.RENDERER.read_text().split('if __name__ == "__main__":')[0]
    greedy.write_text(f"{start}\nconfine()\nx = bytearray(2 * 1024**3)\nsys.stdout.buffer.write(b'x')\n")
    monkeypatch.setattr(previews, "RENDERER", greedy)
    assert not add(product, safe(pdf(), "les.pdf")).preview
    greedy.write_text(f"{start}\nconfine()\nopen('{tmp_path}/out', 'wb').write(b'x')\n")
    add(product, safe(pdf("Anders"), "les.pdf"))
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size == 0


def test_contents_that_belong_to_no_version_are_deleted(product):
    version = add(product, safe(picture(), "plaat.jpg"))
    stray = default_storage.save(f"{actions.FOLDER}/verdwaald", io.BytesIO(b"x"))
    later = default_storage.get_modified_time(stray) + dt.timedelta(days=2)  # the disk has a clock of its own
    assert actions.delete_stray_contents(before=later) >= 1
    assert not default_storage.exists(stray)
    assert default_storage.exists(version.content.name)
    assert default_storage.exists(version.preview.name)
