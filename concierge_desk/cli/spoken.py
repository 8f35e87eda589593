"""The language of the environment, and the words of Python's own messages about a command line."""

import gettext
import locale
import os

from concierge_desk import paths
from concierge_desk.texts import LANGUAGES, N_, Texts

_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# What argparse says; it asks gettext for these very words.
_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
_DOMAIN = "desk"


def texts() -> Texts:
    """Choose the words of the environment's language, for our messages and for Python's."""
    gettext.bindtextdomain(_DOMAIN, str(paths.resource("translations")))
    gettext.textdomain(_DOMAIN)
    return Texts(language())


def language() -> str:
    """Tell the language of the environment; English when it has none of ours."""
    asked = next((os.environ[name] for name in _ASKED if os.environ.get(name)), "")
    found = (asked or locale.getlocale()[0] or "")[:2].lower()
    return found if found in LANGUAGES else "en"
