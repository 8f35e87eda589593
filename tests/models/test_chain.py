"""The chain: whatever changes in a record, or before it, changes every digest from there on."""

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk.models import chain
from concierge_desk.models.base import canonical

RECORDS = st.lists(
    st.lists(st.integers() | st.text() | st.none(), min_size=1, max_size=5), min_size=1, max_size=6
)


def _digests(records: list[list[int | str | None]]) -> list[bytes]:
    digest, found = chain.genesis("house"), []
    for record in records:
        digest = chain.link(digest, record)
        found.append(digest)
    return found


@given(RECORDS, st.data())
def test_a_change_anywhere_changes_the_head(
    records: list[list[int | str | None]], data: st.DataObject
) -> None:
    """Change any record, and its digest and all after it are others; those before stay."""
    at = data.draw(st.integers(0, len(records) - 1))
    changed = [list(each) for each in records]
    changed[at].append("changed")
    before, after = _digests(records), _digests(changed)
    assert before[:at] == after[:at]
    assert all(one != other for one, other in zip(before[at:], after[at:], strict=True))


def test_a_chain_over_keys_alone_misses_a_change_of_content() -> None:
    """The twin that must fail: digests of keys alone stay the same when an amount behind them changes."""
    records: list[list[int | str | None]] = [[1, 450], [2, 1600]]
    changed: list[list[int | str | None]] = [[1, 450], [2, 16]]
    assert _digests([[record[0]] for record in records]) == _digests([[record[0]] for record in changed])
    assert _digests(records) != _digests(changed)


def test_two_houses_have_two_chains() -> None:
    """The first digest is bound to the house, so that one desk's moves do not fit another's."""
    assert chain.genesis("a") != chain.genesis("b")


def test_a_link_is_over_the_canonical_text() -> None:
    """Recomputing from the text of a record gives the same digest as from the record."""
    record = [1, {"b": 2, "a": "é"}]
    assert chain.link(b"x", record) == chain.link_text(b"x", canonical(record))


def test_a_commitment_shows_nothing_and_proves_all() -> None:
    """The same fields under another salt are another commitment; a changed field does not fit."""
    salt = chain.new_salt()
    committed = chain.commit(salt, {"name": "Claire"})
    assert chain.commit(salt, {"name": "Claire"}) == committed
    assert chain.commit(chain.new_salt(), {"name": "Claire"}) != committed
    assert chain.commit(salt, {"name": "claire"}) != committed
    assert "Claire" not in committed
    assert len(salt) == chain.SALT_BYTES


def test_an_anchor_fits_on_a_ticket() -> None:
    """The number of the last move and ten characters of its digest."""
    assert chain.anchor(4812, bytes.fromhex("0a1b2c3d4e5f")) == "4812-0a1b2c3d4e"
