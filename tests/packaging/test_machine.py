"""What the system has to bring, and the command that brings it, on systems that are not this one."""

import machine
import pytest

BOOKWORM, TRIXIE, NOBLE, JAMMY = ("debian", 12), ("debian", 13), ("ubuntu", 24), ("ubuntu", 22)


def never(_: str) -> bool:
    return False


def always(_: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("release", "known", "glib"),
    [
        (BOOKWORM, always, "libglib2.0-0"),
        (TRIXIE, never, "libglib2.0-0t64"),
        (JAMMY, always, "libglib2.0-0"),
        (NOBLE, never, "libglib2.0-0t64"),
        (("linuxmint", 22), always, "libglib2.0-0t64"),
        (("linuxmint", 21), never, "libglib2.0-0"),
    ],
)
def test_a_package_is_named_as_the_release_names_it(release, known, glib):
    assert machine.package_names(["libglib2.0-0", "libgl1"], release, known) == ["libgl1", glib]


def test_the_line_is_complete_and_sorted_for_a_bare_debian():
    wanted = machine.wanted("", tests=False, fresh=True, system="linux")
    packages = machine.package_names(wanted.values(), BOOKWORM, never)
    line = machine.apt_line(packages, root=False)
    venv = next(iter(machine.PYTHON.values()))
    assert line == (
        "sudo apt-get install --yes --no-install-recommends fonts-dejavu-core libdbus-1-3 libegl1 libfontconfig1 "
        f"libgl1 libglib2.0-0 libx11-6 libxkbcommon0 {venv}"
    )
    assert machine.apt_line(packages, root=True) == line.removeprefix("sudo ")


@pytest.mark.parametrize(
    ("display", "tests", "has", "has_not"),
    [
        ("", False, {"libGL.so.1"}, {"libxcb-cursor.so.0", "libwayland-egl.so.1", "Xvfb", "ensurepip"}),
        ("x11", False, {"libGL.so.1", "libxcb-cursor.so.0"}, {"libwayland-egl.so.1", "Xvfb"}),
        ("wayland", False, {"libxcb-cursor.so.0", "libwayland-egl.so.1"}, {"Xvfb"}),
        ("", True, {"libxcb-cursor.so.0", "Xvfb", "xauth", "a font"}, {"libwayland-egl.so.1"}),
    ],
)
def test_each_use_asks_for_its_own_libraries(display, tests, has, has_not):
    wanted = machine.wanted(display, tests=tests, fresh=False, system="linux")
    assert has <= set(wanted)
    assert not has_not & set(wanted)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_bring_everything_but_the_venv_module(system):
    assert machine.wanted("native", tests=True, fresh=False, system=system) == {}
    assert machine.wanted("native", tests=True, fresh=True, system=system) == machine.PYTHON


@pytest.fixture
def apt(monkeypatch):
    """A Debian 12 with apt and nobody at the terminal; what it is told to install is kept."""
    installed: list[list[str]] = []
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine, "release", lambda: BOOKWORM)
    monkeypatch.setattr(machine, "install", lambda command, root: installed.append(command))
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine, "agreed", lambda: False)
    return installed


PARTS = {"libGL.so.1": "libgl1", "libX11.so.6": "libx11-6"}
LINE = "apt-get install --yes --no-install-recommends libgl1"


def test_nothing_is_said_when_nothing_is_missing(apt, capsys):
    machine.provide(PARTS, always)
    assert capsys.readouterr().out == ""
    assert apt == []


def test_without_root_and_without_a_yes_the_line_is_named_and_nothing_done(apt, capsys):
    with pytest.raises(SystemExit) as stopped:
        machine.provide(PARTS, lambda part: part == "libX11.so.6")
    assert stopped.value.code not in (0, None)
    assert f"\n  sudo {LINE}\n" in capsys.readouterr().out
    assert apt == []


@pytest.mark.parametrize(("who", "line"), [("is_root", LINE), ("agreed", f"sudo {LINE}")])
def test_root_or_a_yes_installs_what_was_missing(apt, monkeypatch, who, line):
    monkeypatch.setattr(machine, who, lambda: True)
    machine.provide(PARTS, lambda part: part == "libX11.so.6" or bool(apt))
    assert apt == [line.split()]


def test_what_is_missing_after_the_installation_is_named(apt, monkeypatch):
    monkeypatch.setattr(machine, "is_root", lambda: True)
    with pytest.raises(SystemExit, match=r"libGL\.so\.1"):
        machine.provide({"libGL.so.1": "libgl1"}, never)


def test_a_system_without_apt_is_told_the_libraries(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"libGL\.so\.1.*package manager"):
        machine.provide({"libGL.so.1": "libgl1"}, never)


@pytest.mark.parametrize(
    ("lists", "answers", "ran"),
    [
        (True, [0], ["install"]),
        (True, [100, 0, 0], ["install", "update", "install"]),
        (False, [0, 0], ["update", "install"]),
    ],
)
def test_the_package_lists_are_fetched_when_they_are_needed(monkeypatch, lists, answers, ran):
    calls: list[str] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append("update" if "update" in command else "install")
        assert env["DEBIAN_FRONTEND"] == "noninteractive"
        return answers[len(calls) - 1]

    monkeypatch.setattr(machine.subprocess, "call", call)
    monkeypatch.setattr(machine.Path, "glob", lambda self, pattern: iter(["a_Packages"] if lists else []))
    machine.install(LINE.split(), root=True)
    assert calls == ran


def test_nobody_at_the_terminal_is_a_no(monkeypatch):
    monkeypatch.setattr(machine.sys.stdin, "isatty", lambda: False, raising=False)
    assert not machine.agreed()


def test_the_probe_sees_this_machine():
    assert machine.is_there("ensurepip")
    assert not machine.is_there("libno-such-thing.so.7")
    assert not machine.is_there("no-such-program")


@pytest.mark.parametrize(
    ("variables", "display"),
    [({}, ""), ({"DISPLAY": ":0"}, "x11"), ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland")],
)
def test_the_display_is_read_from_the_variables(monkeypatch, variables, display):
    monkeypatch.setattr(machine.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert machine.display() == display
