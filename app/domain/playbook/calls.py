"""What a team settles about its calls: length, kinds, exits, documents, interfaces, approvals, what is not said."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.playbook.checklist import Gate
from app.domain.playbook.part import Id, Named, Part

_SHORT, _LONG = 30, 60  # minutes for which a playbook says how many questions there are
_MOST = 40

NotAsked = Literal[
    "sample",
    "container",
    "volume",
    "turnaround",
    "measured_from",
    "status",
    "sites",
    "lis",
    "ehr",
    "middleware",
    "orders_in",
    "results_out",
    "codes",
    "compendium_owner",
    "interface_owner",
    "queue_date",
]
Questions = Annotated[int, Field(ge=1, le=_MOST)]


class CallKind(Named):
    """How a call is held."""


class CallExit(Named):
    """The one next step that a call may be meant to end with, and the paths that it leads to."""

    paths: tuple[Id, ...] = ()


class DocumentKind(Named):
    """A document that one side may ask the other for; `owed_by` is the side that usually sends it."""

    owed_by: Literal["ours", "theirs"] = "ours"
    about: str = ""


class Interface(Named):
    """A way in which orders and results may travel."""

    about: str = ""


class Approval(Named):
    """A step on the way to their yes, and the seats that take it."""

    seats: tuple[Id, ...] = ()


class GapArea(Named):
    """What an open technical question is about, and the gates whose questions would close it."""

    gates: tuple[Gate, ...] = ()


class CallGuide(Named):
    """For some service lines: what must not be said, and what of the sheet does not apply to them."""

    service_lines: tuple[Id, ...] = ()  # empty: every service line
    do_not_say: tuple[str, ...] = ()
    without: tuple[NotAsked, ...] = ()


class CallLimits(Part):
    """How many questions a call has, and when a question of the bank is weak."""

    questions_at_30: Questions = 8
    questions_at_60: Questions = 12
    weak_after: int = Field(5, ge=1, le=1_000)  # times asked, before anything is said of a question
    weak_below: float = Field(0.2, ge=0, le=1)  # of these, the share that led to a proven criterion
    template: int = Field(1, ge=1, le=1_000)  # of the sheet, printed at its foot

    def questions_for(self, minutes: int) -> int:
        """How many questions a call of this length has: in proportion below the short one and between the two."""
        if minutes <= _SHORT:
            return max(1, round(self.questions_at_30 * minutes / _SHORT))
        each = (self.questions_at_60 - self.questions_at_30) / (_LONG - _SHORT)
        return min(_MOST, max(1, round(self.questions_at_30 + each * (minutes - _SHORT))))


USUAL_KINDS = (
    CallKind(id="call", label="Phone call"),
    CallKind(id="video", label="Video call"),
    CallKind(id="on_site", label="Visit on site"),
)
USUAL_EXITS = (
    CallExit(id="next_call", label="A dated call with the people who decide"),
    CallExit(id="technical_call", label="A dated technical call with their lab or IT"),
    CallExit(id="documents", label="Documents exchanged by a date"),
    CallExit(id="pilot", label="A pilot agreed: dates, a number, a judge"),
    CallExit(id="proposal", label="A priced proposal asked for"),
    CallExit(id="site_visit", label="A visit with a date"),
    CallExit(id="plain_no", label="A plain no with its reason"),
)
USUAL_DOCUMENTS = (
    DocumentKind(id="verification_plan", label="Verification plan"),
    DocumentKind(id="ep_summaries", label="Performance summaries (CLSI EP)"),
    DocumentKind(id="method_comparison", label="Method comparison"),
    DocumentKind(id="ifu", label="Instructions for use"),
    DocumentKind(id="interference", label="Interference and stability data"),
    DocumentKind(id="sample_report", label="Sample report"),
    DocumentKind(id="certificates", label="CLIA, CAP or ISO 15189 certificates"),
    DocumentKind(id="licences", label="State licences"),
    DocumentKind(id="baa", label="Business associate agreement"),
    DocumentKind(id="soc2", label="SOC 2 report"),
    DocumentKind(id="security_answers", label="Security answers"),
    DocumentKind(id="insurance", label="Insurance certificate"),
    DocumentKind(id="volumes", label="Volumes and menu", owed_by="theirs"),
    DocumentKind(id="interface_specification", label="Interface specification", owed_by="theirs"),
)
USUAL_INTERFACES = (
    Interface(id="hl7_v2", label="HL7 v2"),
    Interface(id="fhir_r4", label="FHIR R4"),
    Interface(id="lis02", label="LIS02-A2", about="The successor of ASTM between analyser and LIS."),
    Interface(id="law", label="LAW / AUTO16", about="The IHE profile between analyser, middleware and LIS."),
    Interface(id="poct1a", label="POCT1-A", about="Devices at the point of care."),
    Interface(id="file", label="File"),
    Interface(id="portal", label="Portal"),
)
USUAL_APPROVALS = (
    Approval(id="clinical", label="Clinical"),
    Approval(id="quality", label="Quality"),
    Approval(id="it", label="IT"),
    Approval(id="security", label="Security"),
    Approval(id="privacy", label="Privacy"),
    Approval(id="value_analysis", label="Value analysis or purchasing group"),
    Approval(id="legal", label="Legal"),
    Approval(id="finance", label="Finance"),
)
USUAL_GAP_AREAS = (
    GapArea(id="scope", label="Scope", gates=("fit", "need")),
    GapArea(id="sample", label="Sample", gates=("fit",)),
    GapArea(id="performance", label="Performance", gates=("fit", "compliance")),
    GapArea(id="validation", label="Validation", gates=("compliance",)),
    GapArea(id="interface", label="Interface", gates=("integration",)),
    GapArea(id="security", label="Security", gates=("compliance", "integration")),
    GapArea(id="privacy", label="Privacy", gates=("compliance",)),
    GapArea(id="regulatory", label="Regulatory", gates=("compliance",)),
    GapArea(id="commercial", label="Commercial", gates=("budget", "decision")),
    GapArea(id="pilot", label="Pilot", gates=("next_step",)),
)
USUAL_GUIDES = (
    CallGuide(
        id="every_line",
        label="Every service line",
        do_not_say=(
            "No use outside the cleared or verified purpose",
            "No performance figure that is not in a document",
            "No price or term beyond your authority",
            "No date that nobody of ours has confirmed",
        ),
    ),
)


class CallRules(Part):
    """Everything a playbook says about calls; what it does not say is as usual."""

    limits: CallLimits = Field(default_factory=CallLimits)
    kinds: tuple[CallKind, ...] = USUAL_KINDS
    exits: tuple[CallExit, ...] = USUAL_EXITS
    documents: tuple[DocumentKind, ...] = USUAL_DOCUMENTS
    interfaces: tuple[Interface, ...] = USUAL_INTERFACES
    approvals: tuple[Approval, ...] = USUAL_APPROVALS
    gap_areas: tuple[GapArea, ...] = USUAL_GAP_AREAS
    guides: tuple[CallGuide, ...] = USUAL_GUIDES

    def questions_for(self, minutes: int) -> int:
        """How many questions a call of this length has."""
        return self.limits.questions_for(minutes)

    def do_not_say(self, service_line: str) -> tuple[str, ...]:
        """What must not be said in a call about a service line: its own first, then what holds for every line."""
        guides = sorted(self._guides_of(service_line), key=lambda guide: not guide.service_lines)
        return tuple(dict.fromkeys(said for guide in guides for said in guide.do_not_say))

    def without(self, service_line: str) -> frozenset[str]:
        """What of the sheet does not apply to a service line, so that its blanks are no unknowns."""
        return frozenset(name for guide in self._guides_of(service_line) for name in guide.without)

    def _guides_of(self, service_line: str) -> tuple[CallGuide, ...]:
        return tuple(one for one in self.guides if not one.service_lines or service_line in one.service_lines)
