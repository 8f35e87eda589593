"""What the desk remembers: the mapped classes."""

from concierge_desk.models.authorisation import Authorisation
from concierge_desk.models.base import Base, Facts, Rows, Words
from concierge_desk.models.carrier import (
    Carrier,
    CarrierRule,
    CarrierVisit,
    Collecting,
    Counts,
    MailKind,
    MailWay,
    Tariff,
)
from concierge_desk.models.customer import Collector, Customer, CustomerVersion, Notify, Scope
from concierge_desk.models.draft import Draft
from concierge_desk.models.handback import Handback, Settled
from concierge_desk.models.house import Counter, House, HouseKind
from concierge_desk.models.identity import Identity
from concierge_desk.models.incident import (
    EntryKind,
    Incident,
    IncidentEntry,
    IncidentKind,
    IncidentOutcome,
    Photo,
)
from concierge_desk.models.item import Holder, Item, QuoteState, Status
from concierge_desk.models.mail_item import MailItem, Payer, Recipient
from concierge_desk.models.message import Message, MessageState, MessageText, Stage
from concierge_desk.models.move import Deed, Move, MoveKind
from concierge_desk.models.notice import About, Channel, Notice
from concierge_desk.models.on_its_way import OnItsWay
from concierge_desk.models.print_job import Paper, PrintJob, PrintState
from concierge_desk.models.provider import LegalForm, Offer, Provider, PurchasePrice, WeeklyVisit
from concierge_desk.models.quote import Quote
from concierge_desk.models.request import Request
from concierge_desk.models.roll_call import RollCall, RollCallLine, RollCallMark, RollCallShelf, Seen
from concierge_desk.models.service import Article, Service
from concierge_desk.models.shelf import Shelf
from concierge_desk.models.shift import DayEnd, Presence, ShiftNote
from concierge_desk.models.staff import Role, Staff
from concierge_desk.models.stranger import Stranger
from concierge_desk.models.visit import Outcome, Signed, Visit, VisitLine, VisitMark, VisitState, Way

__all__ = [
    "About", "Article", "Authorisation", "Base", "Carrier", "CarrierRule", "CarrierVisit", "Channel", "Collecting",
    "Collector", "Counter", "Counts", "Customer", "CustomerVersion", "DayEnd", "Deed", "Draft", "EntryKind", "Facts",
    "Handback", "Holder", "House", "HouseKind", "Identity", "Incident", "IncidentEntry", "IncidentKind",
    "IncidentOutcome", "Item", "LegalForm", "MailItem", "MailKind", "MailWay", "Message", "MessageState",
    "MessageText", "Move", "MoveKind", "Notice", "Notify", "Offer", "OnItsWay", "Outcome", "Paper", "Payer", "Photo",
    "Presence", "PrintJob", "PrintState", "Provider", "PurchasePrice", "Quote", "QuoteState", "Recipient", "Request",
    "Role", "RollCall", "RollCallLine", "RollCallMark", "RollCallShelf", "Rows", "Scope", "Seen", "Service",
    "Settled", "Shelf", "ShiftNote", "Signed", "Staff", "Stage", "Status", "Stranger", "Tariff", "Visit", "VisitLine",
    "VisitMark", "VisitState", "Way", "WeeklyVisit", "Words",
]  # fmt: skip  # one word per line would be a page of names
