"""How a reminder is delivered: every way is tried, and none holds up the others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.reminders import deliver as delivery
from coach.reminders.deliver import Outcome, Ways, buses, deliver, hook_program
from tests.processes import until_gone

PATH = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """Makes a program of these lines."""

    def make(lines: str) -> str:
        program = tmp_path / "my hook"
        program.write_text(f"#!/bin/sh\n{lines}\n")
        program.chmod(0o755)
        return str(program)

    return make


def hooked(tmp_path: Path, *hook: str, text: str = "Look.") -> Outcome:
    outcomes = deliver(text, Ways(tmp_path / "nudge", hook, "", PATH), may_print=False)
    assert [outcome.channel for outcome in outcomes] == ["nudge", "desktop", "hook"]
    return outcomes[2]


def test_a_hook_finds_the_text_in_its_environment(
    tmp_path: Path, script: Callable[[str], str]
) -> None:
    hook = script('printf "%s/%s/%s" "$COACH_TITLE" "$COACH_TEXT" "$1" > "${0%/*}/told"')
    assert hooked(tmp_path, hook, "a b") == Outcome("hook", True, "done")
    assert (tmp_path / "told").read_text() == "coach/Look./a b"
    assert (tmp_path / "nudge").read_text() == "coach: Look.\n"


@pytest.mark.parametrize(
    ("lines", "says"),
    [("exit 3", "ended with code 3"), ("kill -9 $$", "ended with code -9")],
)
def test_a_hook_that_fails_is_reported(
    tmp_path: Path, script: Callable[[str], str], lines: str, says: str
) -> None:
    assert hooked(tmp_path, script(lines)) == Outcome("hook", False, says)
    assert (tmp_path / "nudge").exists()


@pytest.mark.parametrize(
    ("hook", "says"),
    [
        ("not-there-at-all", "isn't on the PATH"),
        ("/not/there", "doesn't exist"),
        ("{folder}/file", "isn't a program you may run"),
        ("{folder}", "isn't a program you may run"),
    ],
)
def test_what_keeps_a_hook_from_running_is_reported(tmp_path: Path, hook: str, says: str) -> None:
    (tmp_path / "file").touch()
    hook = hook.format(folder=tmp_path)
    assert hooked(tmp_path, hook) == Outcome("hook", False, says)
    assert hook_program([hook], PATH) == (None, says)


def test_a_hook_may_be_named_from_the_home(
    tmp_path: Path, script: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    program = script("true")
    assert hook_program(["~/my hook"], PATH) == (program, "")


def test_what_a_hook_leaves_behind_is_killed(tmp_path: Path, script: Callable[[str], str]) -> None:
    assert hooked(tmp_path, script('sleep 1000 & echo $! > "${0%/*}/child"')).worked
    until_gone((tmp_path / "child").read_text().strip())


def test_a_hook_that_hangs_is_killed_with_all_it_started(
    tmp_path: Path, script: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "HOOK_SECONDS", 0.5)
    outcome = hooked(tmp_path, script('sleep 1000 & echo $! > "${0%/*}/child"; wait'))
    assert outcome == Outcome("hook", False, "took longer than 0.5 seconds and was stopped")
    until_gone((tmp_path / "child").read_text().strip())


def test_a_text_that_no_program_can_be_given_goes_the_other_ways(tmp_path: Path) -> None:
    for text, hook in (("look \ud800", ("true",)), ("look", ("true", "\0"))):
        outcome = hooked(tmp_path, *hook, text=text)
        assert not outcome.worked
        assert outcome.says.startswith("couldn't be started: ")
        assert (tmp_path / "nudge").read_text().startswith("coach: look")


def test_the_text_is_printed_only_if_neither_desktop_nor_hook_took_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ways = Ways(tmp_path / "nudge", ["false"], "", PATH)
    assert deliver("Look.", ways)[-1] == Outcome("output", True, "printed")
    assert capsys.readouterr().out == "Look.\n"
    assert "output" not in {o.channel for o in deliver("Look.", ways, may_print=False)}
    ways = Ways(tmp_path / "nudge", ["true"], "", PATH)
    assert "output" not in {o.channel for o in deliver("Look.", ways)}
    assert capsys.readouterr().out == ""


def test_a_desktop_is_looked_for_where_it_usually_is(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert list(buses(runtime, "")) == [f"unix:path={tmp_path}/bus"]
    environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a;tcp:x"}
    found = [bus for bus in buses(environ, "unix:abstract=/x") if "/run/user/" not in bus]
    assert found == ["unix:path=/a;tcp:x", "unix:abstract=/x"]


def test_macos_is_told_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    program = tmp_path / "osascript"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/told"\n')
    program.chmod(0o755)
    ways = Ways(tmp_path / "nudge", (), "", {"PATH": f"{tmp_path}:/usr/bin:/bin"})
    assert delivery.to_desktop('A "text"', ways).worked
    assert (tmp_path / "told").read_text().splitlines()[-2:] == ["coach", 'A "text"']
