"""A delivery as it is written down, without any window."""

from datetime import date

from concierge_desk.models import MailKind, Signed
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Who, from_body

TODAY = date(2026, 11, 23)
CLAIRE, MOHAMED = Who(1, "Claire Dupont"), Who(2, "Mohamed Traoré")


def _form() -> ArrivalForm:
    return ArrivalForm(1, today=TODAY)


def test_a_name_without_a_number_is_a_new_piece_and_the_kind_stays() -> None:
    """Kind and shelf hold until they are changed."""
    form = _form()
    form.use_shelf(2)
    form.answer(CLAIRE)
    form.use_kind(MailKind.REGISTERED)
    form.answer(MOHAMED)
    form.answer(MOHAMED)
    assert [(piece.kind, piece.shelf_id) for piece in form.pieces] == [
        (MailKind.LETTER, 2),
        (MailKind.REGISTERED, 2),
        (MailKind.REGISTERED, 2),
    ]
    assert [piece.presented_on for piece in form.pieces] == [None, TODAY, TODAY]
    assert form.counts()[MailKind.REGISTERED] == 2


def test_a_name_is_for_the_piece_in_the_hand_then_for_the_top_of_the_pile() -> None:
    """Three scans in a row are answered from the last one down; what a number says of its kind is of it alone."""
    form = _form()
    form.add("A", kind=MailKind.PARCEL)
    form.add("B")
    form.add("C", kind=MailKind.EXPRESS)
    for who in (CLAIRE, MOHAMED, CLAIRE):
        assert form.asks()
        form.answer(who)
    assert [piece.who for piece in form.pieces] == [CLAIRE, MOHAMED, CLAIRE]
    assert form.pieces[1].kind is MailKind.LETTER
    assert form.current is None


def test_correcting_a_piece_changes_nothing_of_the_next_ones() -> None:
    """Another kind and another shelf of a piece that is looked at again stay with it."""
    form = _form()
    form.answer(CLAIRE)
    form.current = 0
    form.use_kind(MailKind.PARCEL)
    form.use_shelf(2)
    form.answer(MOHAMED)
    assert (form.kind, form.shelf_id) == (MailKind.LETTER, None)
    assert [(piece.kind, piece.who) for piece in form.pieces] == [(MailKind.PARCEL, MOHAMED)]


def test_the_last_step_is_taken_back_whatever_it_was() -> None:
    """A piece, an answer, a correction and a removal are taken back in their order, then nothing more."""
    form = _form()
    form.answer(CLAIRE)
    form.add("A")
    form.answer(MOHAMED)
    form.current = 0
    form.remove()
    seen = []
    while form.take_back():
        seen.append([piece.who for piece in form.pieces])
    assert seen == [[CLAIRE, MOHAMED], [CLAIRE, None], [CLAIRE], []]


def test_the_sheet_agrees_or_the_difference_is_told_by_kind() -> None:
    """Without a sheet nothing differs, nor does a kind that it does not name; a nought is a word of the sheet."""
    form = _form()
    for _ in range(3):
        form.answer(CLAIRE)
    form.add("A", kind=MailKind.PARCEL)
    assert form.differences() == {}
    form.sheet = {"letter": 3, "parcel": 1}
    assert form.differences() == {}
    form.sheet = {"letter": 4}
    assert form.differences() == {MailKind.LETTER: -1}
    form.sheet = {"parcel": 0}
    assert form.differences() == {MailKind.PARCEL: 1}


def test_a_draft_says_everything_but_names() -> None:
    """What is read again is what was written; somebody who was erased meanwhile is asked for again."""
    form = _form()
    form.use_kind(MailKind.REGISTERED)
    form.presented_on = date(2026, 11, 21)
    form.answer(CLAIRE)
    form.add("A", carrier="dpd", check_fails=True)
    form.answer(Who(written="M. Dupon", candidates=(1, 2)))
    form.answer(MOHAMED)
    form.sheet, form.driver, form.strokes = {"letter": 2}, "Luc", [[[0.1, 0.2]]]
    body = form.body()
    assert "Claire" not in str(body)
    again = from_body(form.uid, body, TODAY, {1: CLAIRE}.get)
    assert again.pieces[:2] == form.pieces[:2]
    assert again.pieces[2].who is None
    assert (again.current, again.sheet, again.driver, again.signed()) == (2, form.sheet, "Luc", Signed.SCREEN)
