"""Addresses as people write them."""

import pytest

from concierge_desk.print.ways.addresses import Address, Device, Serial, Tcp, parse
from concierge_desk.print.ways.troubles import BadAddress
from concierge_desk.texts import Texts


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("192.168.1.50", Tcp("192.168.1.50", 9100)),
        (" 192.168.1.50:9100 ", Tcp("192.168.1.50", 9100)),
        ("imprimante.local:9101", Tcp("imprimante.local", 9101)),
        ("tcp://printer:6101", Tcp("printer", 6101)),
        ("tcp://printer/", Tcp("printer", 9100)),
        ("[fe80::1]:9100", Tcp("fe80::1", 9100)),
        ("/dev/usb/lp0", Device("/dev/usb/lp0")),
        ("file:///dev/usb/lp0", Device("/dev/usb/lp0")),
        ("/dev/ttyUSB0", Serial("/dev/ttyUSB0")),
        ("serial:///dev/ttyS0?baud=115200", Serial("/dev/ttyS0", 115_200)),
        ("serial:///dev/ttyUSB0?baud=19200&flow=rtscts", Serial("/dev/ttyUSB0", 19_200, "rtscts")),
        ("/dev/serial/by-id/usb-a?flow=xonxoff", Serial("/dev/serial/by-id/usb-a", 9600, "xonxoff")),
    ],
)
def test_an_address_is_understood(written: str, meant: Address) -> None:
    """A host with or without its port, a device, a serial line."""
    assert parse(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "a b", "printer:", "printer:0", "printer:70000", "printer:x", ":9100", "tcp://", "http://printer",
        "tcp://printer/path", "tcp://printer?x=1", "user@printer", "printer#1", "[fe80::1", "a..b", "x" * 70,
        "file://host/dev/usb/lp0", "file:///", "file:///dev/", "file:///dev/lp0?x=1", "file:///dev/%00",
        "serial://ttyS0", "serial:///dev/ttyS0?baud=12", "serial:///dev/ttyS0?baud=x", "serial:///dev/ttyS0?flow=y",
        "serial:///dev/ttyS0?parity=odd", "serial:///dev/ttyS0?baud", "192.168.1.50:9100\n\x1bp", "COM3:",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_its_words(written: str) -> None:
    """The concierge reads what is written in the settings, and nothing is sent."""
    with pytest.raises(BadAddress) as refused:
        parse(written)
    assert not refused.value.may_be_out
    assert f"“{written.strip()}”" in refused.value.said(Texts("en"))
