"""How a command is read and how it ends."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from concierge_desk import __version__
from concierge_desk.cli import entry, parser
from concierge_desk.models.lock import StoreLock
from concierge_desk.texts import Texts
from tests.cli.conftest import Command

_COMMANDS = (
    "run", "tour", "verify", "demo", "import", "export", "manifest", "manifests", "ticket", "labels", "print",
    "backup", "restore",
)  # fmt: skip  # two rows


@pytest.mark.parametrize("name", _COMMANDS)
@pytest.mark.parametrize("language", ["en_GB.UTF-8", "fr_FR.UTF-8"])
def test_every_command_has_its_help_with_an_example(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    """`--help` explains a command, shows one, and ends well."""
    monkeypatch.setenv("LANG", language)
    status, said, _beside = command(name, "--help")
    assert status == 0
    assert f"concierge-desk {name}" in said.partition("Exemple" if "fr" in language else "Example")[
        2
    ].replace("--store demo.sqlite ", "")


def test_the_help_names_every_command(command: Command) -> None:
    """`concierge-desk --help` lists what there is."""
    status, said, _beside = command("--help")
    assert status == 0
    assert [name for name in _COMMANDS if name not in said] == []


def test_the_version_is_told(command: Command) -> None:
    """`--version` answers in one line."""
    assert command("--version") == (0, f"Concierge Desk {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["ticket"],
        ["demo", "--years", "0"],
        ["manifest", "x", "--day", "31/12", "--out", "f"],
        ["--x"],
    ],
)
def test_wrong_usage_ends_with_2(command: Command, words: list[str]) -> None:
    """What cannot be understood is told on standard error, with the usage."""
    status, said, beside = command(*words)
    assert (status, said) == (2, "")
    assert beside.startswith("usage: concierge-desk")


def test_wrong_usage_is_told_in_french(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own words about a command line are translated too."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    _status, _said, beside = command("backup")
    assert beside.startswith("utilisation\u00a0: concierge-desk")
    assert "obligatoires" in beside


def test_the_store_may_stand_before_or_after_the_command(command: Command, place: Path) -> None:
    """`--store` means the same on both sides."""
    before = command("--store", place, "verify")
    assert before[0] == 0
    assert command("verify", "--store", place) == before


def test_the_store_is_this_persons_own_when_none_is_named(command: Command, tmp_path: Path) -> None:
    """Without `--store` the platform's data folder is looked in."""
    status, _said, beside = command("verify")
    assert status == 1
    assert str(tmp_path / "own" / "concierge-desk" / "desk.sqlite") in beside


@pytest.mark.parametrize("name", ["verify", "backup", "export", "print"])
def test_a_store_that_is_not_there_is_not_made(command: Command, tmp_path: Path, name: str) -> None:
    """A mistyped path is refused with a sentence, and leaves no file."""
    more = {"backup": ["copy"], "export": ["items"]}.get(name, [])
    status, said, beside = command("--store", tmp_path / "other" / "typo.sqlite", name, *more)
    assert (status, said) == (1, "")
    assert beside.startswith("concierge-desk: There is no store at")
    assert not (tmp_path / "other" / "typo.sqlite").exists()


def test_a_refusal_is_told_in_the_language_of_the_environment(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """LANG=fr answers in French, on standard error, without a trace."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    status, _said, beside = command("--store", tmp_path / "typo.sqlite", "verify")
    assert status == 1
    assert beside.startswith("concierge-desk: Il n’y a pas")
    assert "Traceback" not in beside


def test_a_terminal_without_our_letters_is_spoken_to(place: Path) -> None:
    """An old terminal knows no typographic apostrophe; the answer comes all the same."""
    old = os.environ | {"LANG": "fr_FR.ISO-8859-1", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "concierge_desk", "--store", str(place), "verify"]
    answered = subprocess.run(command, capture_output=True, env=old, check=False)
    assert (answered.returncode, b"Traceback" in answered.stderr) == (0, False)
    assert "Tout est en ordre. L?ancre".encode("latin-1") in answered.stdout


@pytest.mark.parametrize("content", [b"not a store at all", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_what_is_no_store_is_a_sentence(command: Command, tmp_path: Path, content: bytes) -> None:
    """A file of another kind and a damaged one are refused and left alone."""
    stranger = tmp_path / "stranger.sqlite"
    stranger.write_bytes(content)
    status, _said, beside = command("--store", stranger, "verify")
    assert status == 1
    assert "stranger.sqlite" in beside
    assert stranger.read_bytes() == content


def test_commands_that_write_wait_for_nobody(on_store: Command, place: Path, tmp_path: Path) -> None:
    """While a window holds the store, what writes is refused and what reads is answered."""
    people = tmp_path / "people.csv"
    people.write_text("name\nAda\n")
    with StoreLock(place):
        for words in (["print"], ["import", "customers", people, "--apply"], ["demo"]):
            status, _said, beside = on_store(*words)
            assert status == 1
            assert "open elsewhere" in beside
        for words in (
            ["verify"],
            ["export", "moves"],
            ["import", "customers", people],
            ["backup", tmp_path / "b"],
        ):
            assert on_store(*words)[0] == 0


def test_control_c_ends_clean(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    """Whoever stops a command sees no trace of the program, only the status of an interruption."""

    def interrupted(_console: object, _arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_deed", lambda _command: interrupted)
    assert command("verify") == (entry.STOPPED, "", "\n")


def test_a_reader_that_goes_away_is_no_error(place: Path) -> None:
    """`export | head -1` ends quietly."""
    words = f"'{sys.executable}' -m concierge_desk --store '{place}' export moves | head -c 1"
    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert done.stderr == ""


def test_a_closed_pipe_ends_quietly(place: Path) -> None:
    """A command whose reader is gone before it speaks says nothing either."""
    command = [sys.executable, "-m", "concierge_desk", "--store", str(place), "verify"]
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE, text=True) as child:
        os.close(write)
        _out, beside = child.communicate(timeout=60)
    assert (child.returncode, beside) == (entry.PIPE_CLOSED, "")


def _waits_for_its_list(child: "subprocess.Popen[str]") -> bool:
    """Tell whether a command reads a pipe now; where the system does not say so, it is given its time."""
    waits_in = Path(f"/proc/{child.pid}/wchan")
    return waits_in.exists() and "pipe_read" in waits_in.read_text()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let programs that are started be interrupted, also where the tests run behind a shell that forbids it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_the_program_is_interrupted_clean(place: Path) -> None:
    """SIGINT while a command waits for its list: no trace, and the status of an interruption."""
    command = [sys.executable, "-m", "concierge_desk", "--store", str(place), "import", "customers", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        for _ in range(400):
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(timeout=0.05)
            if _waits_for_its_list(child):
                break
        child.send_signal(signal.SIGINT)
        _out, beside = child.communicate(timeout=60)
    assert child.returncode == entry.STOPPED
    assert "Traceback" not in beside


def test_nothing_heavy_is_loaded_before_the_command_is_known() -> None:
    """The window does not wait for the store's, the papers' or its own libraries to be loaded for the help."""
    code = (
        "import sys; from concierge_desk import cli; cli.parser()\n"
        "print([m for m in ('sqlalchemy', 'PySide6', 'reportlab', 'babel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_log_is_closed_after_each_command(on_store: Command, tmp_path: Path) -> None:
    """A command leaves no open log behind, and what it wrote names no person."""
    on_store("verify")
    on_store("verify")
    logs = list((tmp_path / "own").rglob("desk.log"))
    assert len(logs) == 1
    assert "Dupont" not in logs[0].read_text()


def test_the_parser_speaks_the_language_it_is_given() -> None:
    """The help of the parser is in the language of its texts."""
    assert "ouvrir la fenêtre" in parser(Texts("fr")).format_help()
