"""Questions about printing: odd, broken and missing answers are never taken for knowledge."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from concierge_desk.print.ways import ipp
from tests.print.ways.answering import ENUM, KEYWORD, NOTHING, TEXT, answer, answering, enum

FOUND = answer([(ENUM, "job-state", enum(9)), (KEYWORD, "job-state-reasons", b"one"), (KEYWORD, "", b"two"),
                (NOTHING, "time-at-processing", b"")])  # fmt: skip
PATIENCE = 2.0


@pytest.fixture
def system_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the system's printing be at an address."""

    def be(address: str) -> None:
        lpstat = tmp_path / "lpstat"
        lpstat.write_text(f"#!/bin/sh\necho '{address}'\n")
        lpstat.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path))

    return be


def test_an_answer_is_read_with_all_its_values(system_at: Callable[[str], None]) -> None:
    """A name holds for the values after it; what the system does not know yet is None."""
    with answering(FOUND) as address:
        system_at(address)
        job = ipp.job(1, patience=PATIENCE)
    assert job == {"job-state": (9,), "job-state-reasons": ("one", "two"), "time-at-processing": (None,)}
    assert ipp.number(job, "job-state") == 9
    assert ipp.number(job, "time-at-processing") is None
    assert (ipp.text(job, "job-state-reasons"), ipp.text(job, "job-state")) == ("one", "")
    assert ipp.texts_of(job, "job-state-reasons") == ["one", "two"]


@pytest.mark.parametrize("cut", range(0, len(FOUND), 5))
def test_an_answer_that_is_cut_off_is_no_answer(system_at: Callable[[str], None], cut: int) -> None:
    """Wherever it ends."""
    with answering(FOUND[:cut]) as address:
        system_at(address)
        with pytest.raises(ipp.Unanswered):
            ipp.job(1, patience=PATIENCE)


@pytest.mark.parametrize(
    ("status", "http_status", "refusal"),
    [
        (0x0406, 200, ipp.NotTold),
        (0x0401, 200, ipp.NotTold),
        (0x0502, 200, ipp.Unanswered),
        (0, 401, ipp.NotTold),
        (0, 426, ipp.NotTold),
        (0, 503, ipp.Unanswered),
        (0, 200, ipp.NotTold),
    ],
)
def test_not_to_be_told_is_not_to_be_unanswered(
    system_at: Callable[[str], None], status: int, http_status: int, refusal: type[Exception]
) -> None:
    """Who is busy is asked again; who does not know, or does not tell, is not."""
    with answering(status=status, http_status=http_status) as address:
        system_at(address)
        with pytest.raises(refusal):
            ipp.job(1, patience=PATIENCE)


def test_something_else_that_listens_there_is_no_answer(system_at: Callable[[str], None]) -> None:
    """A program that speaks no HTTP, or says nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        system_at(f"127.0.0.1:{server.getsockname()[1]}")
        talker = threading.Thread(target=_say_rubbish, args=(server,))
        talker.start()
        with pytest.raises(ipp.Unanswered):
            ipp.job(1, patience=PATIENCE)
        talker.join()
        with pytest.raises(ipp.Unanswered):
            ipp.job(1, patience=0.1)


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "127.0.0.1:1", "[::1]:1"])
def test_a_system_that_is_not_there_is_no_answer(system_at: Callable[[str], None], address: str) -> None:
    """By its socket, or by its port."""
    system_at(address)
    with pytest.raises(ipp.Unanswered):
        ipp.queues(patience=PATIENCE)


def test_the_last_job_of_a_name_at_a_printer_is_the_one(tmp_path: Path) -> None:
    """An earlier paper of the same name says nothing about this one."""
    jobs = [
        [(ENUM, "job-id", enum(id_)), (TEXT, "job-name", name), (ENUM, "job-state", enum(state))]
        for id_, name, state in ((7, b"mine", 8), (9, b"other", 7), (3, b"mine", 9))
    ]
    with answering(answer(*jobs)) as address:
        uri = f"ipp://{address}/ipp/print"
        assert ipp.state_at_printer(uri, "mine", patience=PATIENCE) == 8
        assert ipp.state_at_printer(uri, "nobody's", patience=PATIENCE) is None


@pytest.mark.parametrize(
    "uri",
    ["socket://127.0.0.1:9100", "dnssd://Zebra._ipp._tcp.local/", "usb://Zebra", "", "ipp://[", "ipp://127.0.0.1:x/",
     "ipp://127.0.0.1:1/ipp/print", "ipps://127.0.0.1:1/ipp/print"],
)  # fmt: skip
def test_a_printer_that_cannot_be_asked_is_no_answer(uri: str) -> None:
    """Its "completed" is then only the computer's word."""
    with pytest.raises(ipp.Unanswered):
        ipp.state_at_printer(uri, "mine", patience=PATIENCE)


def _say_rubbish(server: socket.socket) -> None:
    with server.accept()[0] as line:
        line.recv(4096)
        line.sendall(b"\x1b@hello\r\n\r\n")
