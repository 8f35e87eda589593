"""The address of a printer as it is typed, and what is chosen for a role in a few words."""

import pytest

from concierge_desk.print.papers import Role
from concierge_desk.print.setups import papers_by
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import Texts
from concierge_desk.ui.screens.setup_printers_reading import read_address, shown_address
from concierge_desk.ui.screens.setup_printers_words import summary, ways_of

LONG = "Imprimante du deuxième étage " * 700


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("192.168.1.50", "tcp://192.168.1.50:9100"),
        (" 192,168,1,50 ", "tcp://192.168.1.50:9100"),
        ("192.168.1.50:9101", "tcp://192.168.1.50:9101"),
        ("TCP://Caisse.local", "tcp://caisse.local:9100"),
        ("fe80::1", "tcp://[fe80::1]:9100"),
        ("[fe80::1]:9101", "tcp://[fe80::1]:9101"),
        ("/dev/usb/lp0", "file:///dev/usb/lp0"),
        ("file:///dev/usb/lp0", "file:///dev/usb/lp0"),
        ("/dev/ttyUSB0", "serial:///dev/ttyUSB0"),
        ("serial:///dev/ttyUSB0?baud=115200", "serial:///dev/ttyUSB0?baud=115200"),
        ("", None),
        ("192.168.1.500", None),
        ("192.168.1", None),
        ("192.168.1.50:0", None),
        ("192.168.1.50:70000", None),
        ("http://192.168.1.50", None),
        ("a b", None),
        ("imprimante.é", None),
        ("/dev/../etc/passwd", None),
        ("serial:///dev/ttyUSB0?baud=12", None),
        ("host\x00", None),
        ("-x", None),
    ],
)
def test_an_address_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    """What is read is written so that it is read the same again, and shown as short as it was typed."""
    assert read_address(typed) == read
    if read is not None:
        assert read_address(read) == read
        assert read_address(shown_address(read)) == read


def test_every_role_has_a_way_out_and_a_paper_for_each() -> None:
    """No choice leads to an empty list, and settings of an older or odd file are said all the same."""
    t = Texts("en")
    for role in Role:
        for way in ways_of(role, t):
            assert papers_by(role, way.key)
        assert summary(role, PrinterSetup("zpl", LONG, "nothing"), t)
        assert len(summary(role, PrinterSetup("system", LONG), t)) < 200
