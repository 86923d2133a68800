"""The signed-in person: who it is, and what their offices let them reach."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from shortlist.factors.rules import Step
from shortlist.members.models import Member
from shortlist.permissions import Permission, Role, permissions_of


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office that somebody holds now: for the poll at an address, or (without one) for all."""

    role: Role
    poll: str | None = None
    poll_title: str | None = None
    until: datetime | None = None
    grant_id: int = 0  # by which it can be laid down


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member as every page knows them; the last four members are what Flask-Login asks for."""

    id: int
    name: str
    email: str
    language: str | None = None
    offices: tuple[Office, ...] = ()
    holds_office: bool = False
    waits_for: Step | None = None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """What the person may do wherever it is asked: by the offices held for all polls."""
        return self.permissions_in(None)

    @cached_property
    def permissions_anywhere(self) -> frozenset[Permission]:
        """What the person may do in one poll at least."""
        return permissions_of(office.role for office in self.offices)

    def permissions_in(self, poll: str | None) -> frozenset[Permission]:
        """Return what the person may do in the poll at an address; without one, in all polls."""
        return permissions_of(
            office.role for office in self.offices if office.poll is None or office.poll == poll
        )

    def get_id(self) -> str:
        """Return the number that the session keeps."""
        return str(self.id)


def person_of(member: Member, offices: Iterable[Office]) -> Person:
    """Return the person with the offices they hold."""
    held = tuple(offices)
    return Person(
        id=member.id,
        name=member.name,
        email=member.email,
        language=member.language,
        offices=held,
        holds_office=bool(held),
    )


def waiting(person: Person, step: Step | None) -> Person:
    """Return the person as they are before a step is done: their offices open nothing yet."""
    return person if step is None else replace(person, offices=(), waits_for=step)
