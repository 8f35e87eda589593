"""The words people read, by language; the only place that translates.

Messages are written in English in the code and translated by gettext when they are shown: the concierge's
language on screen, the customer's on paper. Adding a language is one .po file.
"""

import gettext
from functools import lru_cache

from concierge_desk import paths

LANGUAGES = ("fr", "en")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def N_(message: str) -> str:  # noqa: N802  # gettext's own name, which the extraction knows
    """Mark a message for translation where it stands; it is translated when it is used."""
    return message


class Texts:
    """The words of one language; call it with a message."""

    def __init__(self, language: str) -> None:
        """Load the words of a language; English needs none."""
        self.language = language if language in LANGUAGES else "en"
        self._words = _words(self.language)

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a message and fill in its named values."""
        said = self._words.gettext(message) if message else ""
        return said.format(**values) if values else said

    def many(self, one: str, several: str, n: int, /, **values: object) -> str:
        """Translate a message that depends on a number, `n`, and fill in its named values."""
        return self._words.ngettext(one, several, n).format(n=n, **values)


@lru_cache
def _words(language: str) -> gettext.NullTranslations:
    catalogue = paths.resource(f"translations/{language}/LC_MESSAGES/desk.mo")
    if language == "en" or not catalogue.is_file():
        return gettext.NullTranslations()
    with catalogue.open("rb") as stream:
        return gettext.GNUTranslations(stream)
