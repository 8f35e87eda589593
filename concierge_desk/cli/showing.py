"""What ends in a window or fills one: the desk itself, the tour, and the example history."""

import os
import sys
from argparse import Namespace

from concierge_desk import paths
from concierge_desk.cli.console import Console
from concierge_desk.errors import StoreUnwritable


def run(console: Console, arguments: Namespace) -> int:
    """Open the window; a machine without a screen is told what it can do instead."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(each) for each in screens):
        console.note(console.texts("There is no screen here. “concierge-desk tour” plays a day without one."))
        return 1
    try:
        named = arguments.store or str(paths.default_store())
    except OSError as refused:
        reason = refused.strerror or str(refused)
        console.refuse(StoreUnwritable(path=refused.filename, reason=reason))
        return 1
    from concierge_desk.ui import application

    return application.run(named)


def tour(console: Console, arguments: Namespace) -> int:
    """Play a whole day in the window without a screen."""
    del console
    from concierge_desk.ui import tour as day

    return day.play(arguments.out)


def demo(console: Console, arguments: Namespace) -> int:
    """Fill a new store with a history."""
    from concierge_desk.cli import opening
    from concierge_desk.operations import demo as history

    t = console.texts
    with (
        opening.writing(arguments, making=True) as desk,
        console.progress(t("Making a history…")) as progress,
    ):
        moves = history.fill(
            desk, years=arguments.years, seed=arguments.seed, progress=progress.count, mail=True
        )
    console.say(t.many("{n} move was recorded in {path}.", "{n} moves were recorded in {path}.", moves,
                       path=opening.location(arguments)))  # fmt: skip
    return 0
