"""A booth whose poll has trustees; here they are all in one room, with their keys."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.models import Opening
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.proposals.rules import Change
from shortlist.trustees.keys import TrusteeKeys, new_keys
from shortlist.trustees.opening import check_parcel, open_parcel
from shortlist.trustees.preparing import rehearse, sign
from shortlist.voting import actions
from shortlist.voting.cards import TrusteeCard, card_file, read_card
from shortlist.voting.parcels import FEWEST_OPENED, Parcel, read_parcel, write_parcel
from shortlist.voting.tasks import Kind
from shortlist.voting.trustee_queries import task_of, trustee_at
from tests.voting.booth import NAMES, Booth, add_electors, add_poll


def card_of(keys: TrusteeKeys, name: str = NAMES[0]) -> TrusteeCard:
    return read_card(card_file(name, keys.sealing.public_key(), keys.signing))


@dataclass(kw_only=True)
class Hall(Booth):
    """A booth with trustees, who are all in one room here."""

    trustees: list[TrusteeKeys]

    def answer(self, number: int, *kinds: Kind) -> None:
        with self.session() as session:
            poll, keys = self.poll(session), self.trustees[number]
            task = task_of(session, poll, trustee_at(session, poll, number + 1))
            for kind in kinds:
                answer = {Kind.REHEARSED: rehearse, Kind.SIGNED: sign}[kind](task, keys)
                actions.take_answer(session, poll, answer, now=self.clock.now(), actor=PLATFORM)
            session.commit()

    def answer_all(self) -> None:
        for number in range(len(self.trustees)):
            self.answer(number, Kind.REHEARSED, Kind.SIGNED)

    def vote_and_close(self, voters: int = 20, *, agreed: bool = True, **cast) -> None:
        self.answer_all()
        self.open_voting()
        for number in range(voters):
            self.cast(number, (1 + number % 3, 4), **cast)
        self.end_voting()
        self.close()
        if agreed and voters >= FEWEST_OPENED:
            self.agree(Change.OPEN)

    def parcel(self) -> Parcel:
        """The file that the officer sends to the first trustee, written and read."""
        file = io.BytesIO()
        with self.reading() as session:
            poll = self.poll(session)
            write_parcel(file, actions.parcel_for_trustees(session, poll, self.keys_path))
        return read_parcel(file)

    def opened(self, parcel: Parcel) -> Parcel:
        for keys in self.trustees:
            check_parcel(parcel, keys)
            parcel = open_parcel(parcel, keys)
        return parcel

    def take(self, parcel: Parcel) -> Sequence[Opening]:
        with self.session() as session:
            poll = self.poll(session)
            now = self.clock.now()
            openings = actions.take_papers(
                session, poll, parcel, now=now, keys_path=self.keys_path, actor=PLATFORM
            )
            session.commit()
        return openings


def build_hall(
    engine: Engine,
    clock: SetClock,
    keys_path: Path,
    *,
    trustees: int = 2,
    electors: int = 21,
    regions: Sequence[str | None] = (None,),
    candidates: Sequence[str] = NAMES,
) -> Hall:
    """Make a poll ready that is entrusted to so many people."""
    keys = [new_keys() for _ in range(trustees)]
    now = clock.now()
    with open_session(engine) as session:
        add_electors(session, clock, electors)
        poll = add_poll(session, clock, regions=regions, names=candidates)
        for name, one in zip(NAMES, keys, strict=False):
            actions.add_trustee(session, poll, card_of(one, name), now=now, actor=PLATFORM)
        actions.make_ready(session, poll, now=now, keys_path=keys_path, actor=PLATFORM)
        session.commit()
        return Hall(engine=engine, clock=clock, keys_path=keys_path, poll_id=poll.id, trustees=keys)
