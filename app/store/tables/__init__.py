"""One noun of the team per module; this list is the whole schema."""

from app.store.tables.account import Account
from app.store.tables.call import Call, CallAttendee, CallLead, CallQuestion, DiscoveryRow, TypingRow
from app.store.tables.committee import CommitteeLine, GapRow, MapExport, StakeholderRow, StanceChange
from app.store.tables.foundation import Base
from app.store.tables.handoff import HandoffRow, ReplyRow
from app.store.tables.intake import (
    ImportRow,
    ImportRun,
    RememberedLayout,
    SeparatePair,
    SettledRow,
    UnfinishedImport,
    UnfinishedSource,
)
from app.store.tables.journal import Action, Change, ChangeRange
from app.store.tables.kept import Attachment, SavedView, TagRow
from app.store.tables.lead import ClockPause, Lead
from app.store.tables.merged import Merged
from app.store.tables.move import Move, RouteVerdict
from app.store.tables.person import Alternative, Person
from app.store.tables.review import DecisionRow, ReviewPart, ReviewRow, SampleVerdict
from app.store.tables.story import AnswerRow, SignalRow, TouchRow
from app.store.tables.technical import DecisionStep, DocumentRow, IntegrationRow, PilotRow, ScopeRow
from app.store.tables.workspace import PlaybookDraft, PlaybookEdit, PlaybookVersion, WorkspaceIdentity

__all__ = [
    "Account",
    "Action",
    "Alternative",
    "AnswerRow",
    "Attachment",
    "Base",
    "Call",
    "CallAttendee",
    "CallLead",
    "CallQuestion",
    "Change",
    "ChangeRange",
    "ClockPause",
    "CommitteeLine",
    "DecisionRow",
    "DecisionStep",
    "DiscoveryRow",
    "DocumentRow",
    "GapRow",
    "HandoffRow",
    "ImportRow",
    "ImportRun",
    "IntegrationRow",
    "Lead",
    "MapExport",
    "Merged",
    "Move",
    "Person",
    "PilotRow",
    "PlaybookDraft",
    "PlaybookEdit",
    "PlaybookVersion",
    "RememberedLayout",
    "ReplyRow",
    "ReviewPart",
    "ReviewRow",
    "RouteVerdict",
    "SampleVerdict",
    "SavedView",
    "ScopeRow",
    "SeparatePair",
    "SettledRow",
    "SignalRow",
    "StakeholderRow",
    "StanceChange",
    "TagRow",
    "TouchRow",
    "TypingRow",
    "UnfinishedImport",
    "UnfinishedSource",
    "WorkspaceIdentity",
]

# The history speaks of rows by number, so a number is never given twice, not even after a row is gone.
for _table in Base.metadata.tables.values():
    _table.dialect_options["sqlite"]["autoincrement"] = True
