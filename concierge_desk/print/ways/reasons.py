"""Why a line to a printer could not be opened or broke, in words for people where the system has none."""

import errno
import socket

from concierge_desk.print.ways.troubles import in_each
from concierge_desk.texts import N_

HUNG_UP = N_("it hung up")
_NO_NAME = N_("nobody knows its name")
_LATE = N_("it takes too long")
_NOBODY = N_("nobody listens at its address")
_UNREACHED = N_("the network does not reach it")
_NO_DEVICE = N_("there is no such device")
_TAKEN = N_("another program is using it")
_BY_NUMBER = {
    errno.ECONNREFUSED: _NOBODY,
    errno.ECONNRESET: HUNG_UP,
    errno.EPIPE: HUNG_UP,
    errno.EIO: HUNG_UP,
    errno.ETIMEDOUT: _LATE,
    errno.EHOSTUNREACH: _UNREACHED,
    errno.ENETUNREACH: _UNREACHED,
    errno.EHOSTDOWN: _UNREACHED,
    errno.ENOENT: _NO_DEVICE,
    errno.ENXIO: _NO_DEVICE,
    errno.ENODEV: _NO_DEVICE,
    errno.EBUSY: _TAKEN,
}


def said(refused: OSError) -> object:
    """Say it in each language; what is seldom stays in the words of the system."""
    if isinstance(refused, socket.gaierror):
        return in_each(_NO_NAME)
    if isinstance(refused, ConnectionAbortedError):
        return in_each(HUNG_UP)
    if isinstance(refused, TimeoutError):
        return in_each(_LATE)
    words = _BY_NUMBER.get(refused.errno or 0)
    return in_each(words) if words else refused.strerror or str(refused)
