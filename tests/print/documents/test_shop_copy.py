"""The shop copy keeps everything that was noted, and a place to sign."""

from concierge_desk.models import Paper
from tests.print import samples


def test_a_shop_copy_holds_phone_notes_tags_and_details() -> None:
    """Who looks for a piece finds here all that was said at the counter."""
    words = samples.text(samples.built(Paper.SHOP_COPY))[0].replace("\u00a0", " ")
    for expected in (
        "Talon", "26-004812", "06 12 34 56 78", "Ateliers Darwin · bât. C", "Plier les chemises", "Passe jeudi",
        "0048 1201", "0048 1203 · 0048 1204", "Pressing", "Modèle : Fairphone 4", "Code laissé : non",
        "Réserves : Tache", "Signature du client",
    ):  # fmt: skip
        assert expected in words, expected
