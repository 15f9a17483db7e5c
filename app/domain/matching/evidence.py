"""What speaks for two rows being one: kinds of evidence, how far two values agree, and what each is worth at first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from app.language import later

Kind = Literal["people", "accounts"]
Record = Mapping[str, str]  # texts by canonical field


class Evidence(StrEnum):
    """What sort of value a field holds, and so how two of them are compared."""

    GIVEN = "given name"
    FAMILY = "family name"
    ORGANISATION = "organisation"
    EMAIL = "e-mail"
    PHONE = "phone"
    SITE = "domain"
    STREET = "street"
    PLACE = "place"
    CODE = "code"
    DATE = "date"
    TEXT = "text"


class Level(IntEnum):
    """How far two values agree."""

    DIFFERS = 0
    FAINT = 1
    ALIKE = 2
    NEAR = 3
    SAME = 4
    UNKNOWN = 5  # one of the two is missing: neither for nor against


LEVELS = tuple(Level)[:5]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing known of a row: where it stands in the record, what sort it is, and what people call it.

    Fields `around` say where somebody is, not who: whoever shares one of them mostly shares the others, so the
    strongest counts and the rest only little.
    """

    name: str
    evidence: Evidence
    called: str
    around: bool = False


PEOPLE = (
    Field("first_name", Evidence.GIVEN, later("first name")),
    Field("last_name", Evidence.FAMILY, later("last name")),
    Field("email", Evidence.EMAIL, later("e-mail address")),
    Field("phone", Evidence.PHONE, later("phone number")),
    Field("identifier", Evidence.CODE, later("identifier")),
    Field("company", Evidence.ORGANISATION, later("organisation"), around=True),
    Field("domain", Evidence.SITE, later("domain"), around=True),
    Field("street", Evidence.STREET, later("street"), around=True),
    Field("postal_code", Evidence.CODE, later("postal code"), around=True),
    Field("city", Evidence.PLACE, later("town"), around=True),
    Field("region", Evidence.PLACE, later("region"), around=True),
    Field("country", Evidence.PLACE, later("country"), around=True),
)
ACCOUNTS = (
    Field("company", Evidence.ORGANISATION, later("name")),
    Field("domain", Evidence.SITE, later("domain")),
    Field("phone", Evidence.PHONE, later("phone number")),
    Field("identifier", Evidence.CODE, later("identifier")),
    Field("street", Evidence.STREET, later("street"), around=True),
    Field("postal_code", Evidence.CODE, later("postal code"), around=True),
    Field("city", Evidence.PLACE, later("town"), around=True),
    Field("region", Evidence.PLACE, later("region"), around=True),
    Field("country", Evidence.PLACE, later("country"), around=True),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """What is taken of a kind of evidence before any row was seen.

    `same` and `apart` are how often each level is met between two rows of one and of two different people or
    organisations, from DIFFERS to SAME; `usual` is how often a value is met where nothing tells, SAME in `apart`.
    """

    same: tuple[float, ...]
    apart: tuple[float, ...]

    @property
    def usual(self) -> float:
        return self.apart[Level.SAME]


HABITS = {
    Evidence.GIVEN: Habit((0.05, 0.02, 0.06, 0.09, 0.78), (0.88, 0.08, 0.026, 0.008, 0.006)),
    Evidence.FAMILY: Habit((0.05, 0.02, 0.05, 0.08, 0.80), (0.93, 0.06, 0.007, 0.0023, 0.0007)),
    Evidence.ORGANISATION: Habit((0.02, 0.04, 0.14, 0.20, 0.60), (0.9652, 0.03, 0.004, 0.00077, 0.00003)),
    Evidence.EMAIL: Habit((0.17, 0.02, 0.05, 0.06, 0.70), (0.99, 0.003, 0.006, 0.000999, 0.000001)),
    Evidence.PHONE: Habit((0.25, 0.0, 0.02, 0.08, 0.65), (0.9987, 0.0001, 0.0001, 0.001, 0.0001)),
    Evidence.SITE: Habit((0.20, 0.02, 0.03, 0.05, 0.70), (0.99, 0.006, 0.002, 0.0015, 0.0005)),
    Evidence.STREET: Habit((0.10, 0.05, 0.10, 0.15, 0.60), (0.93, 0.05, 0.016, 0.003, 0.001)),
    Evidence.PLACE: Habit((0.09, 0.01, 0.05, 0.10, 0.75), (0.945, 0.01, 0.02, 0.005, 0.02)),
    Evidence.CODE: Habit((0.07, 0.0, 0.03, 0.10, 0.80), (0.985, 0.001, 0.006, 0.003, 0.005)),
    Evidence.DATE: Habit((0.05, 0.02, 0.05, 0.08, 0.80), (0.97, 0.015, 0.01, 0.004, 0.001)),
    Evidence.TEXT: Habit((0.10, 0.03, 0.07, 0.10, 0.70), (0.94, 0.03, 0.015, 0.005, 0.01)),
}
