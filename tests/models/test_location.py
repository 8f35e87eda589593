"""Where a store must not lie."""

from pathlib import Path

import pytest

from concierge_desk.models import location
from concierge_desk.models.location import Mount, StoreInCloud
from concierge_desk.models.store import Store

_MOUNTED = [
    Mount("/", "ext4"),
    Mount("/srv", "ext4"),
    Mount("/srv/ana/share", "cifs"),
    Mount("/mnt/nas", "nfs4"),
    Mount("/mnt/nas/local", "ext4"),
    Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
    Mount("/media/usb", "fuseblk"),
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/ana/desk.sqlite", None),
        ("/srv/ana/share/desk.sqlite", "cifs"),
        ("/srv/ana/shared/desk.sqlite", None),
        ("/mnt/nas/x/desk.sqlite", "nfs4"),
        ("/mnt/nas/local/desk.sqlite", None),
        ("/run/user/1000/gvfs/smb-share:server=s/desk.sqlite", "fuse.gvfsd-fuse"),
        ("/media/usb/desk.sqlite", None),
        (r"\\server\share\desk.sqlite", "UNC"),
    ],
)
def test_a_network_file_system_is_known_by_its_deepest_mount(path: str, kind: str | None) -> None:
    """What holds a path is the deepest mount above it, not one whose name only begins alike."""
    assert location.network(Path(path), _MOUNTED) == kind


def test_a_later_mount_covers_an_earlier_one() -> None:
    """Of two mounts at one place the later one counts."""
    assert location.network(Path("/data/x"), [Mount("/data", "ext4"), Mount("/data", "nfs")]) == "nfs"
    assert location.network(Path("/data/x"), [Mount("/data", "nfs"), Mount("/data", "xfs")]) is None


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Ateliers Darwin", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("dropbox", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("Library/CloudStorage/GoogleDrive-ana@exemple.fr", "Google Drive"),
        ("Dropboxes", None),
        ("mes documents", None),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(folder: str, cloud: str | None) -> None:
    """The folders that copying programs make are known; names that only resemble are not."""
    assert location.cloud(Path("/srv/ana") / folder / "conciergerie" / "desk.sqlite") == cloud


def test_the_store_itself_may_bear_any_name() -> None:
    """Only folders are looked at."""
    assert location.cloud(Path("/srv/ana/dropbox")) is None


@pytest.mark.parametrize("trace", [".nextcloudsync.log", ".dropbox", ".stfolder"])
def test_a_cloud_folder_of_another_name_is_known_by_its_traces(tmp_path: Path, trace: str) -> None:
    """A folder that was renamed still holds the files of the program that copies it."""
    (tmp_path / trace).write_text("")
    assert location.cloud(tmp_path / "deeper" / "desk.sqlite") is not None


def test_the_table_of_mounts_is_read(tmp_path: Path) -> None:
    """Lines of mountinfo are read, with their optional fields and the spaces in their names."""
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
        "36 22 0:44 / /mnt/my\\040nas rw,relatime shared:7 master:2 - cifs //nas/x rw\n"
        "nonsense\n"
    )
    assert location.mounts(table) == [Mount("/", "ext4"), Mount("/mnt/my nas", "cifs")]


def test_without_a_table_of_mounts_nothing_is_refused(tmp_path: Path) -> None:
    """A system that keeps no such table is no reason to refuse."""
    assert location.mounts(tmp_path / "nothing") == []


def test_a_store_in_a_cloud_folder_is_refused_before_it_is_made(tmp_path: Path) -> None:
    """The sentence names the folder and the program; no file is left behind."""
    place = tmp_path / "OneDrive" / "desk.sqlite"
    with pytest.raises(StoreInCloud, match="OneDrive"):
        Store(place)
    assert not place.parent.exists()
