"""Waiting for a line without a thread: until it can be read or written, or the time is over."""

import select


def wait(line: int, seconds: float, *, to_read: bool, to_write: bool) -> bool:
    """Wait, and tell whether anything happened."""
    if not hasattr(select, "poll"):  # Windows, which only knows connections
        asked = [line]
        return any(select.select(asked * to_read, asked * to_write, asked, seconds))
    poll = select.poll()
    poll.register(line, to_read * select.POLLIN | to_write * select.POLLOUT)
    return bool(poll.poll(seconds * 1000))
