"""Words are translated when they are shown, and a missing translation is never a crash."""

import pytest

from concierge_desk.texts import LANGUAGE_NAMES, LANGUAGES, N_, Texts


def test_a_message_is_said_in_its_language() -> None:
    """English is in the code, French in its file."""
    message = N_("A name is missing.")
    assert Texts("en")(message) == message
    assert Texts("fr")(message) not in ("", message)


def test_an_unknown_language_is_english() -> None:
    """A language that is not there does not stop the desk."""
    assert Texts("xx").language == "en"


def test_values_are_filled_in_as_they_are() -> None:
    """Braces in a value are no places; without values nothing is filled in."""
    assert Texts("en")("Hello {name}", name="{x}") == "Hello {x}"
    assert Texts("en")("100 % {sure}") == "100 % {sure}"
    assert Texts("fr")("") == ""


@pytest.mark.parametrize(("n", "said"), [(0, "0 items"), (1, "1 item"), (2, "2 items")])
def test_a_number_has_its_form(n: int, said: str) -> None:
    """One is not several."""
    assert Texts("en").many("{n} item", "{n} items", n) == said


def test_every_language_says_its_own_name() -> None:
    """A person finds their language in it."""
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
