"""A five-line receipt in Tryton, beside a five-item drop-off: the same machine, the same run, both on SQLite.

Tryton is no part of the project: it goes into an environment of its own under build/, from the ordinary package
index. Where it cannot be installed the comparison is left out, and says so.
"""

import json
import os
import subprocess
import venv
from pathlib import Path

from bench.figures import Figure, Times
from bench.stores import BUILD

FASTER = 40
PACKAGES = ("trytond>=7.6", "trytond_stock>=7.6", "proteus>=7.6")
_HOME = BUILD / "tryton"
_RECEIPT = Path(__file__).with_name("tryton_receipt.py")
_DATABASE = "receipt"


def figures(deed: Times) -> list[Figure]:
    """Compare a drop-off with Tryton's receipt: a supplier shipment of five moves, saved and received."""
    try:
        measured = json.loads(_received().splitlines()[-1])
    except subprocess.CalledProcessError as failed:
        why = (failed.stderr.strip().splitlines() or ["no reason given"])[-1]
        return [Figure("Tryton could not be installed or started: not compared", "", beside=why)]
    theirs = Times(tuple(measured["runs"]))
    ratio = theirs.median / deed.median
    return [
        Figure(
            "a five-item drop-off, against a five-line Tryton receipt",
            f"{ratio:.0f} × faster",
            f"≥ {FASTER} ×",
            ratio >= FASTER,
            f"deed {deed}, Tryton {measured['version']} {theirs}",
        )
    ]


def _received() -> str:
    """Install Tryton where it is not, make an empty database with its stock module, and receive."""
    programs = _HOME / "bin"
    if not (programs / "trytond-admin").exists():
        venv.create(_HOME, with_pip=True)
        _run(
            [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        )
    (_HOME / "trytond.conf").write_text(f"[database]\nuri = sqlite://\npath = {_HOME}\n", encoding="utf-8")
    (_HOME / "password").write_text("only-for-the-benchmark", encoding="utf-8")
    (_HOME / f"{_DATABASE}.sqlite").write_bytes(b"")
    made: list[str | Path] = [
        "-c",
        _HOME / "trytond.conf",
        "-d",
        _DATABASE,
        "-u",
        "stock",
        "--activate-dependencies",
    ]
    _run([programs / "trytond-admin", *made, "--email", "desk@courriel.example"])
    return _run([programs / "python", _RECEIPT, _DATABASE, _HOME / "trytond.conf"])


def _run(command: list[str | Path]) -> str:
    environment = os.environ | {"TRYTONPASSFILE": str(_HOME / "password")}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
