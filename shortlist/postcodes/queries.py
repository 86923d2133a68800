"""Where a postcode lies: by the imported directory, else by the project's own table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.postcodes.models import PostcodeAnswer, PostcodeDirectory
from shortlist.postcodes.reading import Postcode
from shortlist.postcodes.table import Place, place_of


def directory_in_use(session: Session) -> PostcodeDirectory | None:
    """Return the directory that was imported last, if one was."""
    return session.scalar(select(PostcodeDirectory).order_by(PostcodeDirectory.id.desc()).limit(1))


def find_place(session: Session, postcode: Postcode) -> Place:
    """Return where a postcode lies, as exactly as is known; raise `UnknownPostcode`."""
    beginnings = [one for one in (postcode.outward, postcode.sector, postcode.whole) if one]
    query = select(PostcodeAnswer).where(PostcodeAnswer.beginning.in_(beginnings))
    found = {answer.beginning: answer.regions for answer in session.scalars(query)}
    if not found:
        return place_of(postcode)
    return Place(regions=tuple(found[max(found, key=len)].split()))
