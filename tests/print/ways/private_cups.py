"""A private CUPS in a folder of its own, with printers that keep what they get; the system's own is never touched.

It runs Debian's own programs (cups-daemon, cups-client, cups-core-drivers, cups-ipp-utils) as root, as they want it.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from concierge_desk.print.ways import ipp, queue_health

PROGRAMS = ("cupsd", "lp", "lpstat", "lpadmin", "cancel", "cupsenable", "ippeveprinter", "dbus-daemon")
FILTER = Path("/usr/lib/cups/filter/pdftopdf")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_ANSWER = 5.0
_LONG = 20.0

FILES = """User lp
Group lp
SystemGroup root
ServerRoot {0}/server
StateDir {0}/run
RequestRoot {0}/spool
TempDir {0}/spool/tmp
CacheDir {0}/cache
AccessLog {0}/access.log
ErrorLog {0}/error.log
PageLog {0}/page.log
FileDevice Yes
"""
DAEMON = """Listen {0}/run/cups
Browsing No
DefaultShared No
WebInterface No
DirtyCleanInterval 0
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
# ippeveprinter announces itself on the system's bus; here it is one on which nobody listens.
BUS = """<busconfig><type>session</type><listen>unix:path={0}/bus</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy>
</busconfig>
"""
# What the printer does with a paper: it keeps it, then does what the files beside tell it.
KEEP = """#!/bin/sh
cd {0} || exit 1
cp "$1" part.$$ && mv part.$$ $$.pdf
if [ -e hungry ]; then echo "STATE: +media-needed" >&2; fi
while [ -e hungry ] || [ -e slow ]; do sleep 0.05; done
if [ -e broken ]; then exit 1; fi
echo "STATE: -media-needed" >&2
"""
# A label printer that takes its own labels and rolls.
LABELS = """ATTR collection media-size-supported {
    MEMBER integer x-dimension 5700
    MEMBER integer y-dimension 3200
},{
    MEMBER rangeOfInteger x-dimension 2500-10400
    MEMBER rangeOfInteger y-dimension 2000-99900
}
ATTR keyword media-supported om_label_57x32mm,custom_min_25x20mm,custom_max_104x999mm
ATTR keyword media-default om_label_57x32mm
ATTR keyword media-ready om_label_57x32mm
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR mimeMediaType document-format-supported application/pdf
ATTR resolution printer-resolution-supported 203dpi
"""
DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "LABEL.PPD"
*Product: "(Label)"
*Manufacturer: "Test"
*ModelName: "Label"
*ShortNickName: "Label"
*NickName: "Label"
*PSVersion: "(3010.000) 0"
*cupsVersion: 2.4
*cupsFilter2: "application/vnd.cups-pdf application/pdf 10 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*MaxMediaWidth: "595"
*MaxMediaHeight: "2800"
*HWMargins: 0 0 0 0
*ParamCustomPageSize Width: 1 points 60 595
*ParamCustomPageSize Height: 2 points 40 2800
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 3
*VariablePaperSize: True
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]/ImagingBBox null>>setpagedevice"
"""


def missing() -> str:
    """Say why there can be no private CUPS here; empty where there can."""
    if os.name != "posix" or os.getuid() != 0:
        return "a private CUPS has to be started by root"
    lacking = [name for name in PROGRAMS if shutil.which(name, path=_PATH) is None]
    lacking += [] if FILTER.exists() else [str(FILTER)]
    return f"a private CUPS needs {', '.join(lacking)} (see bootstrap.sh)" if lacking else ""


def until(true: Callable[[], object], patience: float = _LONG) -> None:
    """Wait until something is so, and fail when it never is."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(_LONG)


class Printer:
    """A printer that understands IPP, on a port of this machine; it keeps each paper that it prints."""

    def __init__(self, folder: Path, bus: str, attributes: str = "") -> None:
        """Make its folders, and start it."""
        self.folder, self._bus = folder, bus
        self._spool = folder / "spool"
        self._spool.mkdir(parents=True)
        self._program = folder / "keep"
        self._program.write_text(KEEP.format(folder))
        self._program.chmod(0o755)
        self._attributes = folder / "attributes"
        self._attributes.write_text(attributes)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.uri = f"ipp://localhost:{self.port}/ipp/print"
        self.start()

    def start(self) -> None:
        """Switch it on, and wait until it answers."""
        known = ["-a", str(self._attributes)] if self._attributes.read_text() else ["-f", "application/pdf"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                ["ippeveprinter", "-p", str(self.port), "-n", "localhost", "-r", "off", *known,
                 "-d", str(self._spool), "-c", str(self._program), "Test"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "PATH": _PATH, "DBUS_SYSTEM_BUS_ADDRESS": self._bus},
            )  # fmt: skip
        try:
            until(self._answers)
        except AssertionError:
            self.stop()
            raise

    def stop(self) -> None:
        """Pull its plug."""
        self._process.kill()
        self._process.wait(_ANSWER)

    @contextlib.contextmanager
    def being(self, how: str) -> Iterator[None]:
        """Make it "slow", "hungry" or "broken" for a while."""
        state = self.folder / how
        state.touch()
        try:
            yield
        finally:
            state.unlink()

    def papers(self) -> list[Path]:
        """List what it has printed."""
        return sorted(self.folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)

    def forget(self) -> None:
        """Take the papers out of it."""
        for path in self.papers():
            path.unlink()

    def _answers(self) -> bool:
        assert self._process.poll() is None, (self.folder / "log").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


class Cups:
    """The private CUPS, with a label printer, an office printer, a queue with an old driver, and a raw one."""

    def __init__(self, folder: Path) -> None:
        """Make its folders and start it; the environment has to name its socket as CUPS_SERVER already."""
        self.folder = folder
        folder.chmod(0o755)
        for name in ("server", "run", "spool/tmp", "cache", "out"):
            (folder / name).mkdir(parents=True)
        (folder / "out").chmod(0o777)
        for name, words in (("cups-files.conf", FILES), ("cupsd.conf", DAEMON), ("bus.conf", BUS)):
            (folder / "server" / name).write_text(words.format(folder))
        self._ending = contextlib.ExitStack()
        with contextlib.ExitStack() as ending:
            self._switch_on(ending)
            self._ending = ending.pop_all()

    def start(self) -> None:
        """Start the daemon, and wait until it answers."""
        files = self.folder / "server"
        self._daemon = self._started(
            "cupsd", "-f", "-c", f"{files}/cupsd.conf", "-s", f"{files}/cups-files.conf"
        )
        until(lambda: self.told("lpstat", "-r").returncode == 0 and self._serves())

    def kill(self) -> None:
        """End the daemon without a word."""
        self._daemon.kill()
        self._daemon.wait(_ANSWER)

    @contextlib.contextmanager
    def hung(self) -> Iterator[None]:
        """Make the daemon neither answer nor end for a while."""
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def told(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Do something at the system as its administrator would."""
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONG,
            env={**os.environ, "PATH": _PATH},
        )

    @contextlib.contextmanager
    def paused(self, queue: str) -> Iterator[None]:
        """Stop a queue for a while."""
        assert self.told("cupsdisable", queue).returncode == 0
        try:
            yield
        finally:
            assert self.told("cupsenable", queue).returncode == 0

    def close(self) -> None:
        """End all of it."""
        self._ending.close()

    def _switch_on(self, ending: contextlib.ExitStack) -> None:
        bus = self._started("dbus-daemon", "--nofork", f"--config-file={self.folder}/server/bus.conf")
        ending.callback(_end, bus)
        until((self.folder / "bus").exists)
        ending.callback(lambda: _end(self._daemon))
        self.start()
        named = f"unix:path={self.folder}/bus"
        self.labels = Printer(self.folder / "labels", named, LABELS)
        ending.callback(self.labels.stop)
        self.office = Printer(self.folder / "office", named)
        ending.callback(self.office.stop)
        self._add_queues()

    def renew(self, queue: str) -> None:
        """Take a queue away and make it again, so that nothing of its past is left."""
        assert self.told("lpadmin", "-x", queue).returncode == 0
        self._add(queue)

    def _add_queues(self) -> None:
        (self.folder / "server" / "driver.ppd").write_text(DRIVER)
        out = self.folder / "out"
        for name in ("driver", "raw"):
            (out / name).touch()
            (out / name).chmod(0o666)
        for name in ("labels", "office", "driver", "raw"):
            self._add(name)

    def _add(self, name: str) -> None:
        kinds = {
            "labels": ("-v", self.labels.uri, "-m", "everywhere"),
            "office": ("-v", self.office.uri, "-m", "everywhere", "-D", "L'imprimante du bureau"),
            "driver": ("-v", f"file:{self.folder}/out/driver", "-P", f"{self.folder}/server/driver.ppd"),
            "raw": ("-v", f"file:{self.folder}/out/raw", "-m", "raw"),
        }
        made = self.told("lpadmin", "-p", name, *kinds[name], "-o", "printer-error-policy=retry-job", "-E")
        assert made.returncode == 0, made.stderr
        # CUPS asks a printer what it can after it has answered; until then the queue has no driver.
        if name != "raw":
            until(lambda: not queue_health.is_raw(ipp.queue(name, patience=_ANSWER)))

    def _serves(self) -> bool:
        try:
            ipp.queues(patience=_ANSWER)
        except ipp.NotTold:  # it has no queue yet
            return True
        except ipp.Unanswered:
            return False
        return True

    def _started(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        found = shutil.which(program, path=_PATH)
        assert found is not None
        with (self.folder / "started.log").open("ab") as log:
            return subprocess.Popen(
                [found, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )


@contextlib.contextmanager
def running() -> Iterator[Cups]:
    """Run a private CUPS, which everything speaks to that is started meanwhile."""
    before = os.environ.get("CUPS_SERVER")
    # The filters of CUPS run as "lp", which may not look into pytest's own folders.
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        os.environ["CUPS_SERVER"] = f"{folder}/run/cups"
        try:
            with contextlib.closing(Cups(Path(folder))) as cups:
                yield cups
        finally:
            os.environ.pop("CUPS_SERVER")
            if before is not None:
                os.environ["CUPS_SERVER"] = before
