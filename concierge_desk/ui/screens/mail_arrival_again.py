"""A delivery that was recorded and taken back, as it is written down again."""

from datetime import date

from concierge_desk import tracking
from concierge_desk.models import Signed
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.tracking import Check
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Named, Piece, Who


def written(recorded: Recorded, today: date, named: Named) -> ArrivalForm:
    """Write it down again. Whose person is gone is asked for again."""
    made = ArrivalForm(
        recorded.carrier_id, today=today, sheet=dict(recorded.sheet), driver=recorded.driver,
        strokes=recorded.signature, on_paper=recorded.signed is Signed.PAPER,
        pieces=[_piece(each, named) for each in recorded.pieces],
    )  # fmt: skip
    if made.pieces:
        made.kind, made.shelf_id = made.pieces[-1].kind, made.pieces[-1].shelf_id
    made.last = next((piece.who for piece in reversed(made.pieces) if piece.who is not None), None)
    made.leave()
    return made


def _piece(said: Arrival, named: Named) -> Piece:
    reading = tracking.read(said.number)
    who = Who(written=said.addressee, candidates=said.candidates)
    return Piece(
        said.kind, said.shelf_id, said.number, said.carrier or reading.surely,
        check_fails=reading.check is Check.FAILS, presented_on=said.presented_on,
        who=who if said.customer_id is None else named(said.customer_id),
        sender=said.sender,
    )  # fmt: skip
