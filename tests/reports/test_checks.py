"""The check that the renderer's libraries are there."""

from reports.checks import LIBRARIES, missing_libraries, renderer_libraries


def test_this_machine_can_render():
    assert renderer_libraries(None) == []


def test_a_missing_library_is_named():
    assert missing_libraries([*LIBRARIES, "libno-such-thing.so.9"]) == ["libno-such-thing.so.9"]


def test_the_error_tells_what_to_install(monkeypatch):
    monkeypatch.setattr("reports.checks.missing_libraries", lambda: ["libpango-1.0.so.0"])
    [error] = renderer_libraries(None)
    assert error.id == "reports.E001"
    assert "libpango-1.0.so.0" in error.msg
    assert error.hint.startswith("apt-get install")
