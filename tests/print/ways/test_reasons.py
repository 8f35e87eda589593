"""Why a printer is not there is said in the language of the house."""

import errno
import os
import socket

import pytest

from concierge_desk.print.ways import reasons


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "nobody listens at its address"),
        (socket.gaierror(-2, "Name or service not known"), "nobody knows its name"),
        (TimeoutError("timed out"), "it takes too long"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "the network does not reach it"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "there is no such device"),
        (ConnectionAbortedError(0, "the printer hung up"), "it hung up"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "it hung up"),
        (OSError(errno.EBUSY, "Device or resource busy"), "another program is using it"),
    ],
)
def test_what_often_happens_has_words_of_our_own(refused: OSError, words: str) -> None:
    """No English of the system stands in a French sentence."""
    said = reasons.said(refused)
    assert isinstance(said, dict)
    assert said["en"] == words


def test_what_is_seldom_keeps_the_words_of_the_system() -> None:
    """Better than nothing."""
    assert reasons.said(OSError(errno.EMFILE, os.strerror(errno.EMFILE))) == os.strerror(errno.EMFILE)
