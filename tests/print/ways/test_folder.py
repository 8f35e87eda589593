"""The folder of papers: whole, private, never one over another."""

import errno
import os
import stat
from pathlib import Path

import pytest

from concierge_desk.print.papers import A4
from concierge_desk.print.ways.folder import Folder
from concierge_desk.print.ways.troubles import FolderUnwritable
from concierge_desk.print.ways.way import Health, Printout, Sent


def test_a_paper_is_a_file_of_its_own(tmp_path: Path) -> None:
    """The same name twice is two files; nothing lies beside them."""
    folder = Folder(tmp_path / "papers")
    sent = [folder.send(Printout("000001-ticket", words, A4)) for words in (b"one", b"two", b"three")]
    names = ["000001-ticket.pdf", "000001-ticket-2.pdf", "000001-ticket-3.pdf"]
    assert sent == [Sent(str(tmp_path / "papers" / name), confirmed=True) for name in names]
    assert [Path(each.target).read_bytes() for each in sent] == [b"one", b"two", b"three"]
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == sorted(names)
    assert folder.target == str(tmp_path / "papers")


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise elsewhere")
def test_papers_are_for_their_owner_alone(tmp_path: Path) -> None:
    """They hold people's names."""
    made = Path(Folder(tmp_path / "papers").send(Printout("1", b"x", A4)).target)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_what_a_crash_left_is_written_anew(tmp_path: Path) -> None:
    """A half paper is never taken for one."""
    (tmp_path / f"1.{os.getpid()}.part").write_bytes(b"a half paper, longer than the whole")
    made = Path(Folder(tmp_path).send(Printout("1", b"whole", A4)).target)
    assert made.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [made]


def test_looking_tells_whether_it_takes_papers(tmp_path: Path) -> None:
    """A folder that can be made is well."""
    assert Folder(tmp_path / "a" / "b").look() is Health.WELL
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.parametrize("inside", [".", "below"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, inside: str) -> None:
    """A file in its place is a sentence, not a crash, and the paper waits."""
    (tmp_path / "papers").write_text("")
    folder = Folder(tmp_path / "papers" / inside)
    with pytest.raises(FolderUnwritable) as refused:
        folder.send(Printout("1", b"x", A4))
    assert not refused.value.may_be_out
    with pytest.raises(FolderUnwritable):
        folder.look()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_leaves_no_half_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written whole is not there at all."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderUnwritable):
        Folder(tmp_path).send(Printout("1", b"x", A4))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_desk_left_half_written_is_swept(tmp_path: Path) -> None:
    """Nobody finds half a paper with a customer's name on it; what is not ours stays."""
    (tmp_path / "000001-ticket.999999.part").write_bytes(b"%PDF")
    (tmp_path / "notes.part").write_bytes(b"mine")
    Folder(tmp_path).send(Printout("000002-ticket", b"%PDF", A4))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["000002-ticket.pdf", "notes.part"]


def test_only_our_own_leavings_are_swept(tmp_path: Path) -> None:
    """In a folder that somebody chose, whatever is called nearly the same stays."""
    kept = {"2024-11-backup.7z.part", "01-song.1.part", "000001-invoice.5.part"}
    for name in kept | {"000001-ticket-copy2-and-3.5.part", "000001-handback-slip.5.part"}:
        (tmp_path / name).touch()
    Folder(tmp_path).send(Printout("000002-ticket", b"%PDF", A4))
    assert {each.name for each in tmp_path.iterdir()} == kept | {"000002-ticket.pdf"}


@pytest.mark.skipif(os.name != "posix", reason="only there a folder is settled")
def test_a_disk_that_cannot_settle_its_folders_gets_each_paper_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper is there: it is not written again and again because its folder cannot be."""
    really = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert Folder(tmp_path).send(Printout("000002-ticket", b"%PDF", A4)).confirmed
    assert [each.name for each in tmp_path.iterdir()] == ["000002-ticket.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="only there a link can stand in for a file")
def test_a_link_that_somebody_put_there_is_not_followed(tmp_path: Path) -> None:
    """What it points to keeps what is in it."""
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / f"000002-ticket.{os.getpid()}.part").symlink_to(other)
    Folder(tmp_path).send(Printout("000002-ticket", b"%PDF", A4))
    assert other.read_bytes() == b"mine"
