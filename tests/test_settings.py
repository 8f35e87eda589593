"""Settings are declared once, and survive whatever stands in their file."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from concierge_desk import settings
from concierge_desk.settings import PrinterSetup, Settings


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Settings come back as they were, and nothing is left beside the file."""
    path = tmp_path / "new folder" / "settings.toml"
    wanted = Settings(
        ticket=PrinterSetup("escpos", "tcp://[::1]:9100", "roll58", cut=False), text_percent=150, dark=True
    )
    settings.save(wanted, path)
    assert settings.load(path) == wanted
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\xff\xfe",
        b"text_percent = ",
        b"[[[",
        b"\x00" * 100,
        b"dark = 'yes'",
        b"unknown = 1",
        b"a=1\na=2",
    ],
)
def test_rubbish_leaves_the_defaults(tmp_path: Path, rubbish: bytes) -> None:
    """An empty, broken or foreign file is as good as none."""
    path = tmp_path / "settings.toml"
    path.write_bytes(rubbish)
    assert settings.load(path) == Settings()


def test_what_is_right_is_kept_beside_what_is_wrong(tmp_path: Path) -> None:
    """One wrong line does not cost the others; yes is not 1."""
    path = tmp_path / "settings.toml"
    path.write_text(
        'dark = 1\ntext_percent = "big"\nlock_after_minutes = 9\n'
        '[label]\nway = "zpl"\ncut = 1\nunknown = 2\npaper = "label50x25"\n',
        "utf-8",
    )
    assert settings.load(path) == Settings(
        label=PrinterSetup("zpl", paper="label50x25"), lock_after_minutes=9
    )


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=200))
def test_no_file_breaks_the_start(tmp_path: Path, content: bytes) -> None:
    """Whatever the bytes, there are settings."""
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    assert isinstance(settings.load(path), Settings)


def test_a_missing_file_or_a_folder_leaves_the_defaults(tmp_path: Path) -> None:
    """The first start has no settings."""
    assert settings.load(tmp_path / "none.toml") == settings.load(tmp_path) == Settings()


def test_every_setting_has_its_words() -> None:
    """The settings screen follows from the declaration."""
    assert all(settings.words_of(each.name) for each in (*fields(Settings), *fields(PrinterSetup)))


def test_the_printers_of_an_older_version_are_still_used(tmp_path: Path) -> None:
    """Three names of queues become the ways out of the four roles; what was chosen since comes first."""
    path = tmp_path / "settings.toml"
    path.write_text(
        'ticket_printer = "POS-80"\nlabel_printer = ""\ndocument_printer = "HP"\n[other]\nway = "folder"\n',
        "utf-8",
    )
    found = settings.load(path)
    assert found.ticket == PrinterSetup("system", "POS-80")
    assert found.label == PrinterSetup()
    assert (found.manifest, found.other) == (PrinterSetup("system", "HP"), PrinterSetup())
