"""Where data, logs, copies and resources lie; the only place that knows."""

import getpass
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import platformdirs

_APP = "concierge-desk"


@lru_cache
def resources() -> Path:
    """Find the resources: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """Point to one resource by its name, such as "icons/home.svg"."""
    return resources() / name


def data() -> Path:
    """Point to the folder of this person's desk data; made on demand, private."""
    folder = Path(platformdirs.user_data_dir(_APP, appauthor=False))
    return private_folder(folder)


def default_store() -> Path:
    """Point to the store that is opened when none is named."""
    return data() / "desk.sqlite"


def config_file() -> Path:
    """Point to the settings of this machine."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.toml"


def log_file() -> Path:
    """Point to the log of the program."""
    try:
        folder = private_folder(Path(platformdirs.user_log_dir(_APP, appauthor=False)))
    except OSError:
        # A home that takes nothing must not keep the desk closed.
        folder = private_folder(Path(tempfile.gettempdir()) / f"{_APP}-{getpass.getuser()}")
    return folder / "desk.log"


def named(folder_text: str) -> Path:
    """Point to a folder that a person named; "~" is their home where there is one."""
    try:
        return Path(folder_text).expanduser()
    except RuntimeError:
        return Path(folder_text)


def copies_of(store: Path) -> Path:
    """Point to the folder of the copies of a store, beside it."""
    return private_folder(store.with_name(store.name + "-copies"))


def papers_of(store: Path) -> Path:
    """Point to the folder of the papers (PDF) of a store, beside it."""
    return private_folder(store.with_name(store.name + "-papers"))


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner may open."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)
    return folder
