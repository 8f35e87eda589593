"""Which printers are within reach, on a computer that a test has put together."""

from pathlib import Path

from concierge_desk.print.ways import addresses, nearby
from concierge_desk.print.ways.nearby import Nearby


def plug(root: Path, name: str, told: str | None) -> None:
    """Plug a USB printer in, as the system shows it."""
    (root / "dev/usb").mkdir(parents=True, exist_ok=True)
    (root / "dev/usb" / name).touch()
    if told is not None:
        shown = root / "sys/class/usbmisc" / name / "device"
        shown.mkdir(parents=True)
        (shown / "ieee1284_id").write_text(told, "utf-8")


def test_what_is_plugged_in_is_listed_by_its_own_name(tmp_path: Path) -> None:
    """Printers by USB in their order, with the language that they name; then serial lines."""
    plug(tmp_path, "lp10", None)
    plug(tmp_path, "lp0", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;DES:EPSON TM-T20III;\n")
    plug(
        tmp_path,
        "lp1",
        "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZD421-203dpi ZPL;CLASS:PRINTER;",
    )
    plug(tmp_path, "lp2", "MFG:Brother;CMD:PJL,PCL,PCLXL;MDL:Brother HL-L2350DW\x1b;")
    (tmp_path / "dev/serial/by-id").mkdir(parents=True)
    (tmp_path / "dev/serial/by-id/usb-FTDI_FT232R-if00-port0").touch()
    assert nearby.here(tmp_path) == [
        Nearby("file:///dev/usb/lp0", "EPSON TM-T20III", "escpos"),
        Nearby("file:///dev/usb/lp1", "Zebra Technologies ZTC ZD421-203dpi ZPL", "zpl"),
        Nearby("file:///dev/usb/lp2", "Brother HL-L2350DW", ""),
        Nearby("file:///dev/usb/lp10", "lp10", ""),
        Nearby("serial:///dev/serial/by-id/usb-FTDI_FT232R-if00-port0", "usb-FTDI_FT232R-if00-port0", ""),
    ]
    assert all(addresses.parse(each.address) for each in nearby.here(tmp_path))


def test_a_computer_with_nothing_plugged_in_lists_nothing(tmp_path: Path) -> None:
    """No folder of devices is no crash."""
    assert nearby.here(tmp_path) == []
