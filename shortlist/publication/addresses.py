"""Where the pages of a result lie: for everybody once it is published, for officers before."""

from dataclasses import dataclass

from flask import url_for

from shortlist.polls.models import Poll


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The addresses of one poll's result pages, public ones or the officers' preview."""

    slug: str
    is_preview: bool

    def poll(self) -> str:
        """Return the poll's own page."""
        endpoint = "publication_admin.poll" if self.is_preview else "publication.poll"
        return url_for(endpoint, slug=self.slug)

    def results(self, position: int | None = None, stage: int | None = None) -> str:
        """Return the results page, opened at one stage of a contest where one is given."""
        endpoint = "publication_admin.results" if self.is_preview else "publication.results"
        if position is None:
            return url_for(endpoint, slug=self.slug)
        anchor = f"stages-{position}"
        return url_for(endpoint, slug=self.slug, contest=position, stage=stage, _anchor=anchor)

    def firmness(self) -> str:
        """Return the page that says how firm the slates are."""
        endpoint = "firmness_admin.firmness" if self.is_preview else "firmness.firmness"
        return url_for(endpoint, slug=self.slug)

    def balance(self, position: int | None = None) -> str:
        """Return the page of both slates, with the balance rules and without; or its contest."""
        endpoint = "balance_results_admin.balance" if self.is_preview else "balance.balance"
        anchor = None if position is None else f"balance-{position}"
        return url_for(endpoint, slug=self.slug, _anchor=anchor)

    def stage(self, position: int, number: int) -> str:
        """Return the page of one stage."""
        return self._page("stage", position, number)

    def stage_part(self, position: int, number: int) -> str:
        """Return what changes from stage to stage on the results page, without the page."""
        return self._page("stage_part", position, number)

    def candidate(self, position: int, number: int) -> str:
        """Return the page that says what became of a candidate, and why."""
        return self._page("candidate", position, number)

    def _page(self, name: str, position: int, number: int) -> str:
        blueprint = "results_admin" if self.is_preview else "results"
        endpoint = f"{blueprint}.{name}"
        return url_for(endpoint, slug=self.slug, position=position, number=number)


def addresses_of(poll: Poll) -> Addresses:
    """Return the addresses that lead to a poll's results now."""
    return Addresses(slug=poll.slug, is_preview=poll.results_published_at is None)
