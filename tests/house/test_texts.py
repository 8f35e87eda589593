"""Every word a person reads is translated, whole and with its values."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from concierge_desk import texts
from tests.house import messages
from tests.house.source import here, modules, tree

LANGUAGES = [path.parts[-3] for path in messages.translations()]
BOTH = list(zip(LANGUAGES, messages.translations(), strict=True))


def test_every_language_but_english_has_its_translations() -> None:
    """English is in the code; each other language is one .po file."""
    assert {*LANGUAGES, "en"} == set(texts.LANGUAGES)


@pytest.mark.parametrize(("language", "translation"), BOTH)
def test_every_message_of_the_code_is_translated(language: str, translation: Path) -> None:
    """No message of the code is without its words: run `make texts` and fill in the empty ones."""
    words = messages.read(translation)
    waiting = [
        message.id
        for message in messages.in_the_code()
        if message.id and not ((found := words.get(_first(message))) and all(messages.forms(found.string)))
    ]
    assert waiting == [], language


def test_no_message_is_written_inside_an_f_string() -> None:
    """What collects the messages does not look into f-strings on Python 3.11: such a message has no translation."""
    inside = [
        f"{here(module, call)} {ast.unparse(call)}"
        for module in modules()
        for text in ast.walk(tree(module))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _is_message(call)
    ]
    assert inside == []


def _is_message(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in messages.KEYWORDS and any(isinstance(each, ast.Constant) for each in call.args)


@pytest.mark.parametrize(("language", "translation"), BOTH)
def test_no_translation_outlives_its_message(language: str, translation: Path) -> None:
    """What the code no longer says leaves the translations: run `make texts`."""
    said = {_first(message) for message in messages.in_the_code()}
    assert [message.id for message in messages.read(translation) if _first(message) not in said] == [], (
        language
    )


@pytest.mark.parametrize(("language", "translation"), BOTH)
def test_a_translation_names_the_same_values_as_its_message(language: str, translation: Path) -> None:
    """A value such as {name} stands in the message and in its translation, in every form of a plural."""
    wrong = [
        (message.id, form)
        for message in messages.read(translation)
        if message.id
        for form in messages.forms(message.string)
        if _values(form) - {"n"} != _values(messages.forms(message.id)[-1]) - {"n"}
    ]
    assert wrong == [], language


@pytest.mark.parametrize(("language", "translation"), BOTH)
def test_what_the_program_loads_is_what_the_translators_wrote(language: str, translation: Path) -> None:
    """desk.mo is desk.po, compiled: run `make texts`."""
    assert translation.with_suffix(".mo").read_bytes() == messages.compiled(translation), language


def _first(message: Message) -> str:
    return messages.forms(message.id)[0]


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
