"""What the desk remembers: the mapped classes."""

from concierge_desk.models.base import Base, Facts, Rows, Words
from concierge_desk.models.customer import Collector, Customer, CustomerVersion, Notify
from concierge_desk.models.draft import Draft
from concierge_desk.models.handback import Handback, Settled
from concierge_desk.models.house import Counter, House, HouseKind
from concierge_desk.models.incident import Incident, IncidentKind
from concierge_desk.models.item import Holder, Item, Status
from concierge_desk.models.move import Deed, Move, MoveKind
from concierge_desk.models.print_job import Paper, PrintJob, PrintState
from concierge_desk.models.provider import LegalForm, Provider, WeeklyVisit
from concierge_desk.models.request import Request
from concierge_desk.models.service import Article, Service
from concierge_desk.models.shelf import Shelf
from concierge_desk.models.staff import Role, Staff
from concierge_desk.models.visit import Outcome, Visit, VisitLine, VisitState, Way

__all__ = [
    "Article", "Base", "Collector", "Counter", "Customer", "CustomerVersion", "Deed", "Draft", "Facts", "Handback",
    "Holder", "House", "HouseKind", "Incident", "IncidentKind", "Item", "LegalForm", "Move", "MoveKind", "Notify",
    "Outcome", "Paper", "PrintJob", "PrintState", "Provider", "Request", "Role", "Rows", "Service", "Settled",
    "Shelf", "Staff", "Status", "Visit", "VisitLine", "VisitState", "Way", "WeeklyVisit", "Words",
]  # fmt: skip  # one word per line would be a page of names
