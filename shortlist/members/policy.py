"""The signed-in person: who it is, and what their offices let them reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from shortlist.members.models import Member
from shortlist.permissions import Permission, Role, permissions_of


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member as every page knows them; the last four members are what Flask-Login asks for."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return the number that the session keeps."""
        return str(self.id)


def person_of(member: Member, roles: Iterable[Role]) -> Person:
    """Return the person with what their offices permit."""
    held = frozenset(roles)
    return Person(
        id=member.id,
        name=member.name,
        email=member.email,
        roles=held,
        permissions=permissions_of(held),
    )
