"""Who may reach what: roles, permissions, and the one table that joins them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from shortlist.language import later


class Role(StrEnum):
    """An office that a member can be granted."""

    ORGANISER = "organiser"
    RETURNING_OFFICER = "returning officer"
    SCRUTINEER = "scrutineer"
    SAFEGUARDING_OFFICER = "safeguarding officer"
    BURSARY_OFFICER = "bursary officer"


class Permission(StrEnum):
    """What a view asks of the person; every view wears exactly one."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    EXPRESS_INTEREST = "express interest"
    VOTE = "vote"
    VET_REGISTRATIONS = "vet registrations"
    MANAGE_ROLL = "manage the roll"
    ORGANISE_POLLS = "organise polls"
    DECIDE_EXPRESSIONS = "decide expressions of interest"
    SEND_NOTICES = "send notices to members"
    ANSWER_FOR_POLLS = "answer for polls"
    GRANT_OFFICES = "grant offices"
    SCRUTINISE = "scrutinise"
    SAMPLE_VOTED = "sample who has voted"
    SEE_CONSOLE = "see the organisers' console"
    READ_REPORTS = "read confidential reports"
    DECIDE_BURSARIES = "decide on bursaries"


ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.ORGANISER: later("organiser"),
        Role.RETURNING_OFFICER: later("returning officer"),
        Role.SCRUTINEER: later("scrutineer"),
        Role.SAFEGUARDING_OFFICER: later("safeguarding officer"),
        Role.BURSARY_OFFICER: later("bursary officer"),
    }
)
ANYONE = frozenset({Permission.PUBLIC})
MEMBER = ANYONE | {Permission.SIGNED_IN, Permission.EXPRESS_INTEREST, Permission.VOTE}
ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ORGANISER: frozenset(
            {
                Permission.SEE_CONSOLE,
                Permission.VET_REGISTRATIONS,
                Permission.MANAGE_ROLL,
                Permission.ORGANISE_POLLS,
                Permission.DECIDE_EXPRESSIONS,
                Permission.SEND_NOTICES,
            }
        ),
        Role.RETURNING_OFFICER: frozenset(
            {
                Permission.SEE_CONSOLE,
                Permission.ANSWER_FOR_POLLS,
                Permission.GRANT_OFFICES,
                Permission.SCRUTINISE,
            }
        ),
        Role.SCRUTINEER: frozenset(
            {Permission.SEE_CONSOLE, Permission.SCRUTINISE, Permission.SAMPLE_VOTED}
        ),
        Role.SAFEGUARDING_OFFICER: frozenset({Permission.READ_REPORTS}),
        Role.BURSARY_OFFICER: frozenset({Permission.DECIDE_BURSARIES}),
    }
)


def role_name(role: str) -> str:
    """Return what an office is called in the language spoken now: "returning officer"."""
    return str(ROLE_NAMES[Role(role)])


def role_title(role: str) -> str:
    """Return what an office is called at the head of a line: "Returning officer"."""
    name = role_name(role)
    return name[:1].upper() + name[1:]


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything a signed-in member with these roles may reach."""
    return MEMBER.union(*(ROLE_PERMISSIONS[role] for role in roles))
