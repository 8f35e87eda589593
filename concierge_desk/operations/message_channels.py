"""How a person is told: as they wish, then the next way that they have not refused and that can reach them."""

import re
from collections.abc import Collection

from concierge_desk.models import Channel, Customer, Notify

_WISHED = {Notify.EMAIL: Channel.EMAIL, Notify.SMS: Channel.SMS, Notify.PHONE: Channel.PHONE}
_IN_TURN = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.COUNTER)
_LANDLINE = re.compile(r"^0[1-58-9]")
"""French numbers that cannot get a text message (ARCEP: mobiles begin with 06 and 07)."""


def channel_of(
    customer: Customer,
    *,
    ways: Collection[Channel],
    failed: Collection[tuple[Channel, str]] = (),
) -> tuple[Channel, str] | None:
    """Choose how a person is told, and where; None when every way is refused.

    Who wants no message gets a slip at the desk, unless they refuse that too. A way that failed for good to the same
    address is not tried again.
    """
    for channel in _turn(customer.notify):
        address = address_of(customer, channel)
        usable = channel in ways and channel.value not in customer.refuses
        if usable and address is not None and (channel, address) not in failed:
            return channel, address
    return None


def wished_in_vain(customer: Customer, *, ways: Collection[Channel]) -> Channel | None:
    """Tell which way a person wishes that would reach them if it were set up; None where all is well."""
    wished = _WISHED.get(customer.notify)
    if wished is None or wished in ways or wished.value in customer.refuses:
        return None
    return wished if address_of(customer, wished) is not None else None


def address_of(customer: Customer, channel: Channel) -> str | None:
    """Tell where a person is reached by a channel; None when they cannot be."""
    if channel is Channel.EMAIL:
        return customer.email or None
    if channel is Channel.PHONE:
        return customer.phone or None
    if channel is Channel.SMS:
        return None if _LANDLINE.match(customer.phone) else customer.phone or None
    return customer.place if channel is Channel.COUNTER else None


def _turn(notify: Notify) -> tuple[Channel, ...]:
    if notify is Notify.NONE:
        return (Channel.COUNTER,)
    wished = _WISHED[notify]
    return (wished, *(each for each in _IN_TURN if each is not wished))
