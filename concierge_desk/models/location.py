"""Where a store must not lie: network folders and folders that are copied to the cloud.

SQLite needs locks that work and writes that stay in order. Network file systems promise neither
(https://sqlite.org/useovernet.html), and a program that copies the file while it is written takes it apart from
its write-ahead log.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from concierge_desk.errors import StoreError
from concierge_desk.texts import N_

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = re.compile(
    r"nfs4?|cifs|smb\w*|afs|ncp(fs)?|coda|ceph|glusterfs|lustre|gpfs|beegfs|davfs|webdav|vboxsf|prl_fs|"
    r"fuse\.(sshfs|rclone(fs)?|gvfsd-fuse|glusterfs|ceph|s3fs|davfs2?|smbnetfs|onedriver|google-drive-ocamlfuse|gcsfuse)"
)
_CLOUDS = {
    "OneDrive": r"onedrive",
    "Dropbox": r"dropbox",
    "iCloud": r"icloud ?drive|com~apple~clouddocs",
    "Nextcloud": r"nextcloud\d*",
    "ownCloud": r"owncloud",
    "Google Drive": r"google ?drive",
    "kDrive": r"kdrive\d*",
    "pCloud": r"pcloud ?drive",
}
# "OneDrive - Ateliers Darwin", "Dropbox (Personal)": the name of the program, then whose folder it is.
_FOLDER = {
    cloud: re.compile(rf"(?:{names})(?: ?- ?.*| \(.*\))?", re.IGNORECASE) for cloud, names in _CLOUDS.items()
}
# Files that a copying program leaves in the topmost folder it watches.
_TRACES = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log",),
    "ownCloud": (".owncloudsync.log",),
    "Seafile": (".seafile-data",),
    "Syncthing": (".stfolder",),
    "Resilio Sync": (".sync/ID",),
}
_UNC = re.compile(r"^(\\\\|//)[^\\/]+[\\/]")
_REMOTE_DRIVE = 4
_ESCAPED = re.compile(r"\\([0-7]{3})")


class StoreOnNetwork(StoreError):
    """The store lies on a network folder, where locks cannot be trusted."""

    sentence = N_(
        "The store cannot lie on the network folder {path} ({kind}): it would be damaged. "
        "Choose a folder of this computer; several counters share a store through PostgreSQL."
    )


class StoreInCloud(StoreError):
    """The store lies in a folder that a program copies to the cloud while it is written."""

    sentence = N_(
        "The store cannot lie in {path}, which {kind} copies while the desk writes: it would be damaged. "
        "Choose another folder; copies of the store may go there."
    )


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and where it is mounted."""

    at: str
    kind: str


def check(path: Path) -> None:
    """Refuse a store on a network folder or in a cloud folder. Raises StoreOnNetwork, StoreInCloud."""
    kind = network(path, mounts())
    if kind is not None:
        raise StoreOnNetwork(path=path.parent, kind=kind)
    kind = cloud(path)
    if kind is not None:
        raise StoreInCloud(path=path.parent, kind=kind)


def network(path: Path, mounted: Sequence[Mount]) -> str | None:
    """Tell by which network file system a path is reached; None when it is on this computer."""
    if _UNC.match(str(path)) and (sys.platform == "win32" or str(path).startswith("\\\\")):
        return "UNC"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only this system asks it

        return "SMB" if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE else None
    under = [mount for mount in mounted if path.is_relative_to(mount.at)]
    if not under:
        return None
    # The deepest mount holds the path; of two at one place, the later one covers the earlier.
    deepest = max(enumerate(under), key=lambda each: (len(Path(each[1].at).parts), each[0]))[1]
    return deepest.kind if _NETWORK.fullmatch(deepest.kind) else None


def cloud(path: Path) -> str | None:
    """Tell which program copies the folder of a path to the cloud; None when none is seen."""
    for part in path.parts[:-1]:
        for name, folder in _FOLDER.items():
            if folder.fullmatch(part):
                return name
    for folder_above in path.parents:
        for name, traces in _TRACES.items():
            if any(_there(folder_above, trace) for trace in traces):
                return name
    return None


def mounts(table: Path = _MOUNTS) -> list[Mount]:
    """List what is mounted (proc(5), mountinfo), in order; empty where the system keeps no such table."""
    try:
        return list(_read(table.read_text("utf-8", "surrogateescape").splitlines()))
    except OSError:
        return []


def _read(lines: Iterable[str]) -> Iterable[Mount]:
    for line in lines:
        place, _, source = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) > 4 and source:  # noqa: PLR2004  # the fifth field is the mount point
            at = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
            yield Mount(at, source.split(" ")[0])


def _there(folder: Path, trace: str) -> bool:
    try:
        return (folder / trace).exists()
    except OSError:
        return False
