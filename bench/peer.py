"""A printer on loopback in a process of its own, that answers as one that prints at once: `python -m bench.peer`.

It says its two addresses, first the receipt printer's, then the label printer's. When its standard input ends it says
what each has printed: in how many jobs, and how many papers.
"""

import json
import sys

from tests.print.ways.peers import EscPosTongue, Peer, ZplTongue

_WELL = (
    b"\x02030,0,0,0256,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
    b"\x020000,0\x03\r\n"
)
"""What a label printer says that has nothing left to print, by Zebra's guide to ~HS."""


def main() -> None:
    """Print until nobody is there."""
    receipts, label_printer = EscPosTongue(), ZplTongue(lambda _read, _left: _WELL)
    with Peer(receipts) as first, Peer(label_printer) as second:
        print(first.address, second.address, flush=True)
        sys.stdin.read()
    jobs = {
        "ticket": sum(b"\x1dv0" in stream for stream in first.streams),
        "label": sum(b"^XA" in stream for stream in second.streams),
    }
    print(json.dumps({"jobs": jobs, "papers": {"ticket": receipts.papers, "label": label_printer.papers}}))


if __name__ == "__main__":
    main()
