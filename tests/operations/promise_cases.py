"""Promises worked out by hand from the rules at the top of `operations.promises`: each case is a law.

Days and hours are the house's wall time: "11-23 09:30" is a Monday of 2026. A visit is written "0 13:00" (Monday,
both ways), "0 13:00 takes", "3 10:30 brings", "0 13:00-15:00" (it may come until then), "0 13:00 cut30".
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from concierge_desk import moments
from concierge_desk.models import Facts, House
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.operations.promise_days import Slot, days_of
from concierge_desk.operations.promises import Known, WhyKind

LUNCH: Facts = {str(day): [["08:30", "12:00"], ["14:00", "19:00"]] for day in range(5)}
SIX_DAYS: Facts = {**WORKING_WEEK, "5": [["09:00", "12:00"]]}
SEVEN_DAYS: Facts = {str(day): [["08:00", "19:00"]] for day in range(7)}
AUGUST = tuple(f"2026-08-{day:02d}" for day in (*range(3, 8), *range(10, 15)))
TURN_OF_YEAR = tuple(f"2026-12-{day}" for day in (28, 29, 30, 31))
CLEANER = "0 13:00, 2 13:00, 3 13:00"
CUT = "0 13:00 cut30, 3 13:00 cut30"
TWICE = "0 09:00, 0 17:00, 3 13:00"
DAILY = "0 17:00, 1 17:00, 2 17:00, 3 17:00, 4 17:00"


def weekly(said: str) -> tuple[Slot, ...]:
    """Read weekly visits."""
    return tuple(_slot(each.split()) for each in said.split(", ") if each)


def _slot(words: list[str]) -> Slot:
    day, hours, *more = words
    start, _, until = hours.partition("-")
    cut = next((int(word.removeprefix("cut")) for word in more if word.startswith("cut")), 0)
    return Slot(
        int(day),
        time.fromisoformat(start),
        takes="brings" not in more,
        brings="takes" not in more,
        until=time.fromisoformat(until) if until else None,
        cutoff=timedelta(minutes=cut),
    )


def moment(said: str) -> datetime:
    """Read a wall time of 2026, or of the year that it names, as a moment."""
    at = wall(said)
    return moments.moment(at.date(), at.time())


def wall(said: str) -> datetime:
    """Read a wall time of 2026, or of the year that it names."""
    return datetime.fromisoformat(said if said.count("-") == 2 else f"2026-{said}")


def house(opening: Facts, closures: tuple[str, ...] = ()) -> House:
    """Make a house with its opening hours."""
    return House(opening=opening, closures=list(closures))


@dataclass(frozen=True)
class Case:
    """One promise: what is known, and when it leaves, returns and is ready; and why later than usual."""

    law: str
    now: str
    visits: str
    work_days: int
    way: tuple[str, str, str]
    why: str = ""
    opening: Facts | None = None
    closures: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    pieces: int = 1
    room: tuple[int | None, int, int] = (None, 0, 0)
    """How many pieces its provider takes a day, how many wait, how many it took today."""
    late: tuple[int, str, int] = (0, "", 0)
    """By how many days it said it is late, until when, and by how many it is seen to be."""
    held: str = ""
    missed: str = ""
    is_here: bool = False

    def known(self) -> Known:
        """Say it as the engine wants it."""
        days = days_of(house(self.opening or WORKING_WEEK, self.closures))
        capacity, waiting, taken = self.room
        delay, until, observed = self.late
        return Known(
            weekly(self.visits),
            type(days)(days.opening, days.closed, tuple(map(_span, self.away))),
            self.work_days,
            held=frozenset([wall(self.held)] if self.held else []),
            missed=frozenset([wall(self.missed)] if self.missed else []),
            capacity=capacity,
            waiting=waiting,
            taken=taken,
            delay=delay,
            delay_until=wall(until).date() if until else None,
            observed=observed,
        )

    def whys(self) -> list[WhyKind]:
        """Read the reasons."""
        return [WhyKind(each) for each in self.why.split()]


def _span(said: str) -> tuple[date, date]:
    first, _, last = said.partition("/")
    return wall(first).date(), wall(last or first).date()


MON = ("11-23 13:00", "11-26 13:00", "11-26 14:00")
WED = ("11-25 13:00", "11-30 13:00", "11-30 14:00")
THU = ("11-26 13:00", "12-02 13:00", "12-02 14:00")
"""By the cleaner, with two days of work: out on Monday, on Wednesday, on Thursday."""
LONG = ("11-23 13:00", "11-30 13:00", "11-30 14:00")
"""Out on Monday, and back on the next one."""
WEEK = ("11-26 13:00", "12-03 13:00", "12-03 14:00")
"""Out on Thursday, and back on the next one, where no visit lies between after the work."""
NEXT = ("11-30 13:00", "12-03 13:00", "12-03 14:00")
LATE = ("11-23 13:00", "11-26 18:30", "11-27 08:30")
CASES = [
    # The ordinary week: two whole days of work, the weekend is none.
    Case("two whole days between Monday and Thursday", "11-23 09:30", CLEANER, 2, MON),
    Case("a minute before the visit it still goes", "11-23 12:59", CLEANER, 2, MON),
    Case("at the very hour of the visit it is too late", "11-23 13:00", CLEANER, 2, WED),
    Case("a minute after the visit it is too late", "11-23 13:01", CLEANER, 2, WED),
    Case("Tuesday waits for Wednesday", "11-24 10:00", CLEANER, 2, WED),
    Case("on Wednesday itself", "11-25 12:00", CLEANER, 2, WED),
    Case("the weekend is no work", "11-26 09:00", CLEANER, 2, THU),  # Friday and Monday: from Tuesday on
    Case("Friday waits for Monday", "11-27 10:00", CLEANER, 2, NEXT),
    Case("Saturday waits for Monday", "11-28 10:00", CLEANER, 2, NEXT),
    Case("the last minute of Sunday", "11-29 23:59", CLEANER, 2, NEXT),
    Case("no work comes back next time", "11-23 09:30", CLEANER, 0, (MON[0], "11-25 13:00", "11-25 14:00")),
    Case("no work comes back the same day", "11-23 08:00", "0 09:00, 0 17:00", 0,
         ("11-23 09:00", "11-23 17:00", "11-23 18:00")),
    Case("one day of work", "11-23 09:30", CLEANER, 1, (MON[0], "11-25 13:00", "11-25 14:00")),
    Case("three days of work", "11-23 09:30", CLEANER, 3, LONG),  # done when Thursday ends
    # Visits that only take, or only bring.
    Case("one visit takes, another brings", "11-23 09:30", "0 13:00 takes, 3 10:30 brings", 2,
         (MON[0], "11-26 10:30", "11-26 12:00")),
    Case("a visit that only brings takes nothing", "11-23 09:30", "0 10:00 brings, 0 13:00 takes, 3 15:00", 2,
         (MON[0], "11-26 15:00", "11-26 16:00")),
    Case("a visit that only takes brings nothing", "11-23 09:30", "0 13:00, 3 13:00 takes", 2, LONG),
    # Hours: an hour of sorting, rounded up, while the desk is open.
    Case("half past is rounded up", "11-23 09:30", "0 13:00, 3 15:30", 2,
         (MON[0], "11-26 15:30", "11-26 17:00")),
    Case("the last hour that is open", "11-23 09:30", "0 13:00, 3 17:00", 2,
         (MON[0], "11-26 17:00", "11-26 18:00")),
    Case("at closing time it is tomorrow", "11-23 09:30", "0 13:00, 3 18:00", 2,
         (MON[0], "11-26 18:00", "11-27 08:30")),
    Case("after closing time it is tomorrow", "11-23 09:30", "0 13:00, 3 18:30", 2, LATE),
    Case("before opening it is at opening", "11-23 09:30", "0 13:00, 3 07:00", 2,
         (MON[0], "11-26 07:00", "11-26 08:30")),
    Case("late on Friday it is Monday", "11-23 09:30", "0 13:00, 4 18:30", 2,
         (MON[0], "11-27 18:30", "11-30 08:30")),
    Case("lunch is waited for", "11-23 09:30", "0 11:00, 3 11:00", 2,
         ("11-23 11:00", "11-26 11:00", "11-26 14:00"), opening=LUNCH),
    # The cut-off: so many minutes before the hour.
    Case("a minute before the cut-off it goes", "11-23 12:29", CUT, 2, MON),
    Case("at the very minute of the cut-off it is too late", "11-23 12:30", CUT, 2, WEEK),
    Case("a minute after the cut-off it is too late", "11-23 12:31", CUT, 2, WEEK),
    Case("a cut-off of a day ends the day before", "11-22 12:59", "0 13:00 cut1440, 2 13:00 cut1440", 2, LONG),
    Case("after a cut-off of a day it waits for Wednesday", "11-22 13:00",
         "0 13:00 cut1440, 2 13:00 cut1440", 2, WED),
    Case("a cut-off does not hold up what returns", "11-23 09:30", "0 13:00 takes, 3 13:00 cut600", 2, MON),
    Case("after the cut-off of the morning there is the evening", "11-23 08:45", "0 09:00 cut30, 0 17:00, 3 13:00",
         2, ("11-23 17:00", *MON[1:])),
    Case("what is here already goes after the cut-off", "11-23 12:45", CUT, 2, MON, is_here=True),
    # A visit that may come between two hours: it is counted on at the later one.
    Case("it is sorted after the latest hour", "11-23 12:59", "0 13:00-15:00, 3 13:00-15:00", 2,
         (*MON[:2], "11-26 16:00")),
    Case("the first hour is the one to be here", "11-23 13:30", "0 13:00-15:00, 3 13:00-15:00", 2,
         (*WEEK[:2], "12-03 16:00")),
    Case("what is here goes as long as it may come", "11-23 13:30", "0 13:00-15:00, 3 13:00-15:00", 2,
         (*MON[:2], "11-26 16:00"), is_here=True),
    Case("the latest hour after closing is tomorrow", "11-23 09:30", "0 13:00, 3 17:00-18:15", 2,
         (MON[0], "11-26 17:00", "11-27 08:30")),
    # Public holidays: no visit and no work.
    Case("no visit on 1 May", "04-29 09:00", DAILY, 1, ("04-29 17:00", "05-04 17:00", "05-04 18:00"), "holiday"),
    Case("no work on 1 May", "04-30 09:00", DAILY, 1, ("04-30 17:00", "05-05 17:00", "05-05 18:00"), "holiday"),
    Case("1 and 8 May are both Fridays", "04-29 09:00", "4 10:00", 2,  # so the 15th, and back on the 22nd
         ("05-15 10:00", "05-22 10:00", "05-22 11:00"), "holiday"),
    Case("nothing leaves on 14 July", "07-13 09:00", "1 10:30, 4 10:30", 2,
         ("07-17 10:30", "07-24 10:30", "07-24 12:00"), "holiday"),
    Case("no work on 14 July", "07-13 09:00", CLEANER, 2,
         ("07-13 13:00", "07-20 13:00", "07-20 14:00"), "holiday"),
    Case("no work on 14 July of another year, a Wednesday", "2027-07-12 09:00", CLEANER, 2,
         ("2027-07-12 13:00", "2027-07-19 13:00", "2027-07-19 14:00"), "holiday"),
    Case("15 August on a Saturday costs nothing", "08-13 09:00", CLEANER, 2,  # Friday and Monday, as ever
         ("08-13 13:00", "08-19 13:00", "08-19 14:00")),
    Case("nothing returns on Ascension Day", "05-11 09:00", CLEANER, 2,
         ("05-11 13:00", "05-18 13:00", "05-18 14:00"), "holiday"),
    Case("Ascension Day, and we bridge", "05-11 09:00", "0 13:00, 3 13:00, 4 13:00", 2,
         ("05-11 13:00", "05-18 13:00", "05-18 14:00"), "holiday desk_closed", closures=("2026-05-15",)),
    Case("its workshop works while we bridge", "05-13 09:00", CLEANER, 2,  # Friday and Monday
         ("05-13 13:00", "05-20 13:00", "05-20 14:00"), "holiday", closures=("2026-05-15",)),
    Case("its bridge costs nothing when no visit lies between", "05-13 09:00", CLEANER, 2,  # Monday and Tuesday
         ("05-13 13:00", "05-20 13:00", "05-20 14:00"), "holiday", away=("05-15",)),
    Case("nothing leaves on Whit Monday", "05-22 09:00", CLEANER, 2,
         ("05-27 13:00", "06-01 13:00", "06-01 14:00"), "holiday"),
    Case("Easter Monday that costs nothing", "04-02 09:00", CLEANER, 2,  # Wednesday is the next visit anyhow
         ("04-02 13:00", "04-08 13:00", "04-08 14:00")),
    Case("nothing leaves on Easter Monday", "04-03 09:00", CLEANER, 2,  # Good Friday is no holiday here
         ("04-08 13:00", "04-13 13:00", "04-13 14:00"), "holiday"),
    Case("no work on 11 November", "11-09 09:00", CLEANER, 2,
         ("11-09 13:00", "11-16 13:00", "11-16 14:00"), "holiday"),
    # The end of the year, and the 29th of February.
    Case("Christmas Eve still counts", "12-21 09:00", CLEANER, 2, ("12-21 13:00", "12-24 13:00", "12-24 14:00")),
    Case("over Christmas", "12-23 14:00", CLEANER, 2, ("12-24 13:00", "12-30 13:00", "12-30 14:00")),
    Case("over the end of the year", "12-30 14:00", CLEANER, 2,
         ("12-31 13:00", "2027-01-06 13:00", "2027-01-06 14:00")),
    Case("we are closed between the years", "12-23 14:00", CLEANER, 2,
         ("12-24 13:00", "2027-01-04 13:00", "2027-01-04 14:00"), "desk_closed", closures=TURN_OF_YEAR),
    Case("it is closed from 24 December to 4 January", "12-23 09:00", CLEANER, 2,  # 5 and 6 January are its days
         ("12-23 13:00", "2027-01-07 13:00", "2027-01-07 14:00"), "holiday provider_closed",
         away=("12-24/2027-01-04",)),
    Case("work on 29 February", "2028-02-28 09:00", CLEANER, 2,  # a Tuesday
         ("2028-02-28 13:00", "2028-03-02 13:00", "2028-03-02 14:00")),
    Case("a visit on 29 February", "2028-02-28 09:00", "1 13:00, 4 13:00", 2,
         ("2028-02-29 13:00", "2028-03-03 13:00", "2028-03-03 14:00")),
    # The desk's closures.
    Case("no return on a closure", "11-23 09:30", CLEANER, 2, LONG, "desk_closed", closures=("2026-11-26",)),
    Case("nothing leaves on a closure", "11-23 09:30", CLEANER, 2, WED, "desk_closed", closures=("2026-11-23",)),
    Case("our closure is no holiday of the provider", "11-23 09:30", CLEANER, 2, MON, closures=("2026-11-24",)),
    Case("ready after a closure", "11-23 09:30", "0 13:00, 3 18:30", 2, (*LATE[:2], "11-30 08:30"),
         "desk_closed", closures=("2026-11-27",)),
    Case("two weeks closed in August", "07-30 09:00", CLEANER, 2,
         ("07-30 13:00", "08-17 13:00", "08-17 14:00"), "desk_closed", closures=AUGUST),
    # The provider's closures: no visit, no work.
    Case("its closure is no work", "11-23 09:30", CLEANER, 2, LONG, "provider_closed", away=("11-24/11-25",)),
    Case("it does not come on its closure", "11-23 09:30", CLEANER, 2, THU, "provider_closed",
         away=("11-23/11-25",)),
    Case("it does not bring on its closure", "11-23 09:30", CLEANER, 2, LONG, "provider_closed", away=("11-26",)),
    Case("out before its holidays, one day done before them", "07-30 09:00", CLEANER, 2,  # 31 July and 24 August
         ("07-30 13:00", "08-26 13:00", "08-26 14:00"), "provider_closed", away=("08-01/08-21",)),
    Case("after its holidays", "07-31 09:00", CLEANER, 2,
         ("08-24 13:00", "08-27 13:00", "08-27 14:00"), "provider_closed", away=("08-01/08-21",)),
    Case("its closure ends the day before it comes", "11-18 14:00", CLEANER, 2, MON, "provider_closed",
         away=("11-16/11-22",)),
    Case("two closures one after the other", "11-23 09:30", CLEANER, 2,  # its days are Monday and Tuesday
         (MON[0], "12-02 13:00", "12-02 14:00"), "provider_closed", away=("11-24", "11-25/11-27")),
    Case("a closure that is over", "11-23 09:30", CLEANER, 2, MON, away=("11-09/11-20",)),
    # Saturdays and Sundays.
    Case("a desk that opens on Saturdays", "11-23 09:30", "5 10:00", 2,
         ("11-28 10:00", "12-05 10:00", "12-05 11:00"), opening=SIX_DAYS),
    Case("a Saturday visit does not come where Saturday is closed", "11-23 09:30", "5 10:00, 0 13:00", 2, LONG),
    Case("brought at the end of Saturday", "11-27 10:00", "0 13:00 takes, 5 11:30 brings", 2,  # closed at noon
         ("11-30 13:00", "12-05 11:30", "12-07 08:30"), opening=SIX_DAYS),
    Case("taken on Saturday, worked on Monday", "11-28 08:00", "5 10:00, 2 10:00", 1,
         ("11-28 10:00", "12-02 10:00", "12-02 11:00"), opening=SIX_DAYS),
    # The clocks change: wall time stays wall time.
    Case("the clocks go forward, 2026", "03-27 10:00", "4 17:00 takes, 0 09:00 brings", 0,
         ("03-27 17:00", "03-30 09:00", "03-30 10:00")),
    Case("the clocks go back, 2026", "10-23 10:00", "4 17:00 takes, 0 09:00 brings", 0,
         ("10-23 17:00", "10-26 09:00", "10-26 10:00")),
    Case("a visit on the Sunday on which the clocks go forward", "03-28 08:59",
         "6 09:00 takes cut1440, 2 09:00 brings", 2,
         ("03-29 09:00", "04-01 09:00", "04-01 10:00"), opening=SEVEN_DAYS),
    Case("a visit on the Sunday on which they go back", "10-24 20:00", "6 09:00", 2,  # 1 November is a holiday
         ("10-25 09:00", "11-08 09:00", "11-08 10:00"), "holiday", opening=SEVEN_DAYS),
    Case("the clocks go forward on Easter Sunday, 2027", "2027-03-26 10:00", "4 17:00 takes, 1 09:00 brings", 0,
         ("2027-03-26 17:00", "2027-03-30 09:00", "2027-03-30 10:00")),
    Case("the clocks go back before All Saints, 2027", "2027-10-29 10:00", "4 17:00 takes, 0 09:00 brings", 0,
         ("2027-10-29 17:00", "2027-11-08 09:00", "2027-11-08 10:00"), "holiday"),
    # Visits that were held, or that do not happen.
    Case("it has come already, before its hour", "11-23 11:00", CLEANER, 2, WED, held="11-23 13:00"),
    Case("it came this morning, and comes again tonight", "11-23 08:30", TWICE, 2, ("11-23 17:00", *MON[1:]),
         held="11-23 09:00"),
    Case("it said that it does not come today", "11-23 11:00", CLEANER, 2, WED, "missed", missed="11-23 13:00"),
    Case("a missed visit whose hour is over", "11-23 14:00", CLEANER, 2, WED, missed="11-23 13:00"),
    Case("what is here goes with the visit after the missed one", "11-23 12:30", CLEANER, 2, WED, "missed",
         missed="11-23 13:00", is_here=True),
    Case("the visit that would bring it does not happen", "11-23 09:30", CLEANER, 2, LONG, "missed",
         missed="11-26 13:00"),
    # Capacity: so many pieces a day, what waits goes first.
    Case("without a capacity there is no limit", "11-23 09:30", CLEANER, 2, MON, room=(None, 500, 0), pieces=40),
    Case("the day just has room", "11-23 09:30", CLEANER, 2, MON, room=(10, 7, 0), pieces=3),
    Case("one piece too many waits for the next visit", "11-23 09:30", CLEANER, 2, WED, "full",
         room=(10, 8, 0), pieces=3),
    Case("full for two visits", "11-23 09:30", CLEANER, 2, THU, "full", room=(5, 9, 0), pieces=3),  # 5, 4 + 1, 2
    Case("a whole wardrobe leaves on several days", "11-23 09:30", CLEANER, 2, THU, "full",  # 4, 4, 1
         room=(4, 0, 0), pieces=9),
    Case("what it took this morning counts", "11-23 10:00", TWICE, 2, ("11-23 17:00", *MON[1:]),  # 6 + 2 + 2
         room=(10, 2, 6), pieces=2, held="11-23 09:00"),
    Case("what it took this morning leaves no room", "11-23 10:00", TWICE, 2, WEEK, "full",
         room=(10, 2, 6), pieces=3, held="11-23 09:00"),
    Case("the room is for a day, not for a visit", "11-23 08:00", TWICE, 2, WEEK, "full", room=(10, 8, 0), pieces=3),
    Case("what waits leaves today, so there is room on Wednesday", "11-23 12:40",
         "0 13:00 cut30, 2 13:00 cut30, 3 13:00", 2, WED, room=(10, 10, 0), pieces=2),
    Case("more waits than leaves today", "11-23 12:40", "0 13:00 cut30, 2 13:00 cut30, 3 13:00", 2, THU, "full",
         room=(10, 19, 0), pieces=2),  # nine of those fill Wednesday but for one
    Case("full, and closed on the next visit", "11-23 09:30", CLEANER, 2, THU, "provider_closed full",
         room=(5, 5, 0), away=("11-25",)),
    # Delays: said and seen.
    Case("it said two days, until Monday week", "11-23 09:30", CLEANER, 2, LONG, "late", late=(2, "11-30", 0)),
    Case("the last day of its delay counts", "11-23 09:30", CLEANER, 2, LONG, "late", late=(2, "11-23", 0)),
    Case("the day after its delay it is on time", "11-23 09:30", CLEANER, 2, MON, late=(2, "11-22", 0)),
    Case("a delay without an end goes on", "11-23 09:30", CLEANER, 2, LONG, "late", late=(2, "", 0)),
    Case("what leaves after its delay is on time", "11-24 10:00", CLEANER, 2, WED, late=(2, "11-24", 0)),
    Case("one day that is seen", "11-23 09:30", CLEANER, 2, LONG, "late", late=(0, "", 1)),
    Case("more is seen than was said", "11-23 09:30", CLEANER, 2, (MON[0], "12-02 13:00", "12-02 14:00"), "late",
         late=(2, "", 3)),  # done when Monday ends
    Case("more was said than is seen: never both", "11-23 09:30", CLEANER, 2,
         (MON[0], "12-02 13:00", "12-02 14:00"), "late", late=(3, "", 2)),
    Case("what is seen goes on after what was said", "11-23 09:30", CLEANER, 2, LONG, "late", late=(4, "11-20", 1)),
    Case("a delay that costs nothing is no reason", "11-23 09:30", "0 13:00", 2, LONG, late=(2, "", 0)),
    Case("no work, and a day late", "11-23 09:30", DAILY, 0,
         ("11-23 17:00", "11-25 17:00", "11-25 18:00"), "late", late=(1, "", 0)),
    Case("late over a holiday and a weekend", "12-21 09:00", CLEANER, 2,  # 22, 23, 24, 28
         ("12-21 13:00", "12-30 13:00", "12-30 14:00"), "late", late=(2, "", 0)),
]  # fmt: skip  # one case per line or two, to be read as a table


@dataclass(frozen=True)
class Back:
    """One piece that its provider has: since when, and when it returns and is ready as seen now."""

    law: str
    left: str
    now: str
    way: tuple[str, str]
    why: str = ""
    away: tuple[str, ...] = ()
    late: tuple[int, str, int] = (0, "", 0)
    missed: str = ""


BACK = [
    Back("it is being done", "11-23 13:00", "11-24 10:00", MON[1:]),
    Back("the visit that should have brought it is over", "11-23 13:00", "11-26 13:30", LONG[1:]),
    Back("that visit will not happen", "11-23 13:00", "11-26 11:00", LONG[1:], "missed", missed="11-26 13:00"),
    Back("a delay that was said when it left", "11-23 13:00", "11-27 09:00", LONG[1:], late=(2, "11-23", 0)),
    Back("over the provider's holidays", "07-30 13:00", "08-03 09:00", ("08-26 13:00", "08-26 14:00"),
         "provider_closed", away=("08-01/08-21",)),
    Back("long done: with the next visit", "11-02 13:00", "11-23 09:30", ("11-23 13:00", "11-23 14:00")),
]  # fmt: skip  # cases are read as a table
