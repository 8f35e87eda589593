"""A delivery that was recorded and taken back, as it is written down again."""

from collections.abc import Mapping
from datetime import date

from concierge_desk import tracking
from concierge_desk.models import Carrier, Signed
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.tracking import Certainty, Check
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Named, Piece, Who


def written(recorded: Recorded, today: date, named: Named, carriers: Mapping[str, Carrier]) -> ArrivalForm:
    """Write it down again; `carriers` by their keys. Whose person is gone is asked for again."""
    made = ArrivalForm(
        recorded.carrier_id, today=today, sheet=dict(recorded.sheet), driver=recorded.driver,
        strokes=recorded.signature, on_paper=recorded.signed is Signed.PAPER,
        pieces=[_piece(each, recorded.carrier_id, named, carriers) for each in recorded.pieces],
    )  # fmt: skip
    if made.pieces:
        made.kind, made.shelf_id = made.pieces[-1].kind, made.pieces[-1].shelf_id
    made.last = next((piece.who for piece in reversed(made.pieces) if piece.who is not None), None)
    made.leave()
    return made


def _piece(said: Arrival, carrier_id: int, named: Named, carriers: Mapping[str, Carrier]) -> Piece:
    reading = tracking.read(said.number)
    who = Who(written=said.addressee, candidates=said.candidates)
    return Piece(
        said.kind, said.shelf_id, said.number, other_carrier(reading, carrier_id, carriers),
        check_fails=reading.check is Check.FAILS, presented_on=said.presented_on,
        who=who if said.customer_id is None else named(said.customer_id),
    )  # fmt: skip


def other_carrier(reading: tracking.Reading, carrier_id: int | None, carriers: Mapping[str, Carrier]) -> str:
    """Tell the carrier that a number surely names, where another one brought it."""
    sure = reading.certainty is Certainty.SURE and len(reading.carriers) == 1
    its_own = carriers.get(reading.carriers[0]) if sure else None
    return "" if its_own is None or its_own.id == carrier_id else its_own.key
