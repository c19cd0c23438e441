"""Taking the file of a contest away: who may, and of which contest."""

from xml.etree import ElementTree

from tests.factories import give, make_document, make_user, make_world

TAKERS = {"secretary", "clerk", "standing_head", "auditor"}


def address(world):
    return f"/contests/{world.contest.slug}/file/"


def test_only_who_keeps_or_watches_over_the_file_takes_it(login, world):
    make_document(world, "issued")
    for name in world.people:
        plain = name.removesuffix("_2").removesuffix("_3")
        response = login(name).get(address(world))
        assert response.status_code == (200 if plain in TAKERS else 403), name
        page = login(name).get(f"/contests/{world.contest.slug}/").content.decode()
        assert (address(world) in page) is (plain in TAKERS), name


def test_nobody_without_logging_in(client, world):
    assert client.get(address(world)).status_code == 302


def test_it_is_a_private_file_that_can_be_read(login, world):
    document = make_document(world, "issued")
    response = login("clerk").get(address(world))
    found = ElementTree.fromstring(b"".join(response))
    assert found.findtext("Documents/Document/CodeNumber") == str(document.number)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert "attachment" in response["Content-Disposition"]


def test_the_file_of_another_contest_is_not_found(login, world):
    other = make_world()
    for name in ("secretary", "clerk", "standing_head"):
        assert login(name).get(address(other)).status_code == 404
    watcher = make_user()
    give(watcher, "auditor", unit=world.units[0])
    world.people["watcher"] = watcher
    assert login("watcher").get(address(world)).status_code == 404
    assert login("clerk").get("/contests/khong-co/file/").status_code == 404
