"""Who reaches what: every route, for every kind of visitor, on both databases.

The table is the specification. A route that it does not list fails the test, as does one that
answers somebody otherwise than it says.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from shortlist.audit.actions import PLATFORM
from shortlist.candidates.models import Candidate
from shortlist.cli import main
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.demonstration.phases import make_polls
from shortlist.demonstration.roll import make_people
from shortlist.members.models import Member
from shortlist.nominations.actions.contenders import add_contenders
from shortlist.nominations.actions.elections import make_election, publish_election
from shortlist.nominations.actions.local_parties import add_party, grant_secretary
from shortlist.nominations.models import LocalParty
from shortlist.nominations.plans import ContenderPlan, ElectionPlan
from shortlist.permissions import MEMBER, Role
from shortlist.polls.models import Poll
from shortlist.questions.queries import questions_of
from shortlist.web.access import AGAIN, ANY_POLL, POLL, declared_permission, wears
from tests.people import add_member

SignIn = Callable[..., FlaskClient]

# Columns: anonymous, member not on the roll, elector, candidate, organiser, returning officer,
# scrutineer, safeguarding officer, bursary officer. What each gets in the poll that is open to vote
# in: the status of the answer, with "in" for "sign in first". A form sent empty by somebody who may
# send it is not answered by 403. What officers of single polls get follows from it
# (`of_single_polls`).
GETS = {
    "register.register": "200 200 200 200 200 200 200 200 200",
    "register.mine": "in 200 200 200 200 200 200 200 200",
    "register.check": "in 403 403 200 403 200 200 403 403",
    "register_admin.register": "in 403 403 403 200 200 200 403 403",
    "register_admin.confirm": "in 403 403 403 403 404 403 403 403",
    "register_admin.objection": "in 403 403 403 404 403 403 403 403",
    "publication.home": "200 200 200 200 200 200 200 200 200",
    "publication.accessibility": "200 200 200 200 200 200 200 200 200",
    "members.account": "in 200 200 200 200 200 200 200 200",
    "demonstration.mail": "200 200 200 200 200 200 200 200 200",
    "web.effort": "200 200 200 200 200 200 200 200 200",
    "web.health": "200 200 200 200 200 200 200 200 200",
    "publication.record_schema": "200 200 200 200 200 200 200 200 200",
    "publication.how_it_works": "200 200 200 200 200 200 200 200 200",
    "publication_admin.console": "in 403 403 403 200 200 200 403 403",
    "audit_admin.events": "in 403 403 403 403 200 200 403 403",
    "publication_admin.poll": "in 403 403 403 200 200 200 403 403",
    "polls_admin.confirm_announce": "in 403 403 403 409 403 403 403 403",
    "candidates_admin.confirm_withdraw": "in 403 403 403 409 403 403 403 403",
    "voting_admin.confirm_close": "in 403 403 403 403 409 403 403 403",
    "voting_admin.extension": "in 403 403 403 403 200 403 403 403",
    "polls_admin.edit_contest": "in 403 403 403 409 403 403 403 403",
    "polls_admin.confirm_remove_contest": "in 403 403 403 409 403 403 403 403",
    "polls_admin.new_contest": "in 403 403 403 409 403 403 403 403",
    "balance_admin.rules": "in 403 403 403 200 403 403 403 403",
    "balance_admin.edit_rule": "in 403 403 403 404 403 403 403 403",
    "balance_admin.confirm_remove_rule": "in 403 403 403 404 403 403 403 403",
    "balance_groups_admin.new": "in 403 403 403 409 403 403 403 403",
    "balance_groups_admin.edit": "in 403 403 403 404 403 403 403 403",
    "balance_groups_admin.confirm_remove": "in 403 403 403 404 403 403 403 403",
    "counts_admin.confirm_count": "in 403 403 403 403 409 403 403 403",
    "polls_admin.confirm_delete": "in 403 403 403 409 403 403 403 403",
    "planning_admin.edit": "in 403 403 403 409 403 403 403 403",
    "candidates_admin.expressions": "in 403 403 403 200 403 403 403 403",
    "candidates_admin.expression": "in 403 403 403 200 403 403 403 403",
    "candidates_admin.photo": "in 403 403 403 404 403 403 403 403",
    "voting_admin.confirm_open": "in 403 403 403 403 409 403 403 403",
    "voting_admin.papers": "in 403 403 403 403 200 403 403 403",
    "voting_admin.confirm_papers": "in 403 403 403 403 404 403 403 403",
    "polls_admin.plan": "in 403 403 403 200 403 403 403 403",
    "proposals_admin.confirm_approve": "in 403 403 403 403 404 403 403 403",
    "proposals_admin.confirm_call_off": "in 403 403 403 403 404 403 403 403",
    "publication_admin.confirm_publish": "in 403 403 403 403 409 403 403 403",
    "slates_admin.confirm_slate": "in 403 403 403 403 409 403 403 403",
    "voting_admin.confirm_ready": "in 403 403 403 403 409 403 403 403",
    "voting_admin.confirm_drop": "in 403 403 403 403 409 403 403 403",
    "publication_admin.results": "in 403 403 403 403 404 403 403 403",
    "firmness_admin.firmness": "in 403 403 403 403 404 403 403 403",
    "balance_results_admin.balance": "in 403 403 403 403 404 403 403 403",
    "firmness_admin.progress": "in 403 403 403 403 404 403 403 403",
    "results_admin.candidate": "in 403 403 403 403 404 403 403 403",
    "results_admin.stage": "in 403 403 403 403 404 403 403 403",
    "results_admin.stage_part": "in 403 403 403 403 404 403 403 403",
    "voting_admin.turnout": "in 403 403 403 200 200 200 403 403",
    "voting_admin.erasure": "in 403 403 403 200 200 200 403 403",
    "sample_admin.voted": "in 403 403 403 403 403 409 403 403",
    "offices_admin.offices": "in 403 403 403 200 200 200 403 403",
    "offices_admin.new": "in 403 403 403 403 200 403 403 403",
    "offices_admin.confirm_end": "in 403 403 403 403 404 403 403 403",
    "offices_admin.confirm_approve": "in 403 403 403 403 404 403 403 403",
    "offices_admin.confirm_call_off": "in 403 403 403 403 404 403 403 403",
    "offices_admin.confirm_reset": "in 403 403 403 403 404 403 403 403",
    "factors.security": "in 200 200 200 200 200 200 200 200",
    "factors.new_passkey": "in 302 302 302 200 200 200 200 200",
    "factors.confirm_remove_passkey": "in 302 302 302 404 404 404 404 404",
    "factors.app": "in 302 302 302 409 409 409 409 409",
    "factors.confirm_remove_app": "in 302 302 302 200 200 200 200 200",
    "factors.confirm_codes": "in 302 302 302 200 200 200 200 200",
    "factors.show": "in 200 200 200 200 200 200 200 200",
    "offices.confirm_lay_down": "in 404 404 404 404 404 404 404 404",
    "trustees_admin.trustees": "in 403 403 403 200 200 200 403 403",
    "trustees_admin.confirm_remove": "in 403 403 403 403 404 403 403 403",
    "trustees_admin.task": "in 403 403 403 403 404 403 403 403",
    "trustees_admin.envelopes": "in 403 403 403 403 404 403 403 403",
    "planning_admin.new": "in 403 403 403 200 403 403 403 403",
    "roll_registrations.queue": "in 403 403 403 200 403 403 403 403",
    "roll_registrations.registration": "in 403 403 403 404 403 403 403 403",
    "roll_admin.roll": "in 403 403 403 200 403 403 403 403",
    "roll_admin.entry": "in 403 403 403 200 403 403 403 403",
    "roll_admin.confirm_take_off": "in 403 403 403 200 403 403 403 403",
    "roll_imports.start": "in 403 403 403 200 403 403 403 403",
    "roll_imports.import_": "in 403 403 403 404 403 403 403 403",
    "roll_imports.confirm_apply": "in 403 403 403 404 403 403 403 403",
    "roll_imports.progress": "in 403 403 403 404 403 403 403 403",
    "publication.polls": "200 200 200 200 200 200 200 200 200",
    "announcements_admin.edit_call": "in 403 403 403 200 403 403 403 403",
    "announcements_admin.announcements": "in 403 403 403 200 403 403 403 403",
    "announcements_admin.edit_announcement": "in 403 403 403 200 403 403 403 403",
    "call_admin.preview": "in 403 403 403 200 403 403 403 403",
    "call.call": "200 200 200 200 200 200 200 200 200",
    "call.picture": "200 200 200 200 200 200 200 200 200",
    "call.announcements": "200 200 200 200 200 200 200 200 200",
    "call.feed": "200 200 200 200 200 200 200 200 200",
    "call.calendar": "200 200 200 200 200 200 200 200 200",
    "answers.answers": "200 200 200 200 200 200 200 200 200",
    "own_answers.answers": "in 403 403 200 403 403 403 403 403",
    "own_answers.check": "in 403 403 409 403 403 403 403 403",
    "conduct.code": "200 200 200 200 200 200 200 200 200",
    "own_declarations.declarations": "in 403 403 200 403 403 403 403 403",
    "own_declarations.spending": "in 403 403 200 403 403 403 403 403",
    "own_declarations.correction": "in 403 403 200 403 403 403 403 403",
    "spending.register": "200 200 200 200 200 200 200 200 200",
    "spending.as_csv": "200 200 200 200 200 200 200 200 200",
    "spending.as_json": "200 200 200 200 200 200 200 200 200",
    "equalities.figures": "200 200 200 200 200 200 200 200 200",
    "equalities.as_csv": "200 200 200 200 200 200 200 200 200",
    "equalities.form": "in 403 403 409 403 403 403 403 403",
    "equalities_admin.plan": "in 403 403 403 200 403 403 403 403",
    "own_bursary.bursary": "in 403 403 200 403 403 403 403 403",
    "own_bursary.confirm_withdraw": "in 403 403 409 403 403 403 403 403",
    "bursary_offer.offer": "in 403 403 403 200 403 403 403 403",
    "bursaries_admin.polls": "in 403 403 403 403 403 403 403 200",
    "bursaries_admin.applications": "in 403 403 403 403 403 403 403 200",
    "bursaries_admin.application": "in 403 403 403 403 403 403 403 404",
    "declarations_admin.declarations": "in 403 403 403 200 403 403 403 403",
    "declarations_admin.asks": "in 403 403 403 409 403 403 403 403",
    "declarations_admin.code": "in 403 403 403 409 403 403 403 403",
    "questions_admin.questions": "in 403 403 403 200 403 403 403 403",
    "questions_admin.new": "in 403 403 403 409 403 403 403 403",
    "questions_admin.edit": "in 403 403 403 409 403 403 403 403",
    "questions_admin.confirm_remove": "in 403 403 403 409 403 403 403 403",
    "answers_admin.answers": "in 403 403 403 200 403 403 403 403",
    "answers_admin.sheet": "in 403 403 403 200 403 403 403 403",
    "board.board": "200 200 200 200 200 200 200 200 200",
    "board.question": "200 200 200 200 200 200 200 200 200",
    "board.confirm_report": "in 200 200 200 200 200 200 200 200",
    "board_admin.board": "in 403 403 403 200 403 403 403 403",
    "board_admin.question": "in 403 403 403 200 403 403 403 403",
    "board_admin.reply": "in 403 403 403 200 403 403 403 403",
    "hustings.hustings": "200 200 200 200 200 200 200 200 200",
    "hustings.husting": "200 200 200 200 200 200 200 200 200",
    "hustings.calendar": "200 200 200 200 200 200 200 200 200",
    "hustings_admin.hustings": "in 403 403 403 200 403 403 403 403",
    "hustings_admin.new": "in 403 403 403 200 403 403 403 403",
    "hustings_admin.edit": "in 403 403 403 200 403 403 403 403",
    "hustings_admin.confirm_cancel": "in 403 403 403 409 403 403 403 403",
    "publication.poll": "200 200 200 200 200 200 200 200 200",
    "candidates.shortlist": "200 200 200 200 200 200 200 200 200",
    "candidates.candidate": "200 200 200 200 200 200 200 200 200",
    "candidacy.candidacies": "in 200 200 200 200 200 200 200 200",
    "candidacy.candidacy": "in 404 404 200 404 404 404 404 404",
    "candidacy.confirm_withdraw": "in 404 404 200 404 404 404 404 404",
    "candidacy.photo": "in 404 404 404 404 404 404 404 404",
    "consent_admin.countersigning": "in 403 403 403 200 200 200 403 403",
    "consent_admin.correction": "in 403 403 403 409 403 403 403 403",
    "own_slate.slate": "in 409 409 409 409 409 409 409 409",
    "slates_admin.countersigning": "in 403 403 403 409 409 409 403 403",
    "slates_admin.confirm_without": "in 403 403 403 403 409 403 403 403",
    "candidates.face": "404 404 404 404 404 404 404 404 404",
    "candidates.photo": "404 404 404 404 404 404 404 404 404",
    "publication.bundle_zip": "404 404 404 404 404 404 404 404 404",
    "publication.papers_blt": "404 404 404 404 404 404 404 404 404",
    "codes.codes": "404 404 404 404 404 404 404 404 404",
    "codes.code_list": "404 404 404 404 404 404 404 404 404",
    "interest.choose": "in 403 302 302 403 403 403 403 403",
    "interest.expression": "in 403 200 200 403 403 403 403 403",
    "interest.check": "in 403 404 409 403 403 403 403 403",
    "interest.photo": "in 404 404 404 404 404 404 404 404",
    "interest.confirm_withdraw": "in 404 404 409 404 404 404 404 404",
    "publication.results": "404 404 404 404 404 404 404 404 404",
    "publication.results_json": "404 404 404 404 404 404 404 404 404",
    "results.candidate": "404 404 404 404 404 404 404 404 404",
    "results.record_json": "404 404 404 404 404 404 404 404 404",
    "results.sheet_txt": "404 404 404 404 404 404 404 404 404",
    "results.stage": "404 404 404 404 404 404 404 404 404",
    "results.stage_part": "404 404 404 404 404 404 404 404 404",
    "results.summary_json": "404 404 404 404 404 404 404 404 404",
    "representation.poll": "200 200 200 200 200 200 200 200 200",
    "representation.preview": "in 403 403 403 200 403 403 403 403",
    "representation.sandbox": "200 200 200 200 200 200 200 200 200",
    "representation.sandbox_csv": "200 200 200 200 200 200 200 200 200",
    "firmness.firmness": "404 404 404 404 404 404 404 404 404",
    "balance.balance": "404 404 404 404 404 404 404 404 404",
    "balance.as_csv": "404 404 404 404 404 404 404 404 404",
    "balance.as_json": "404 404 404 404 404 404 404 404 404",
    "balance.groups_csv": "404 404 404 404 404 404 404 404 404",
    "balance.plain_json": "404 404 404 404 404 404 404 404 404",
    "balance.plain_txt": "404 404 404 404 404 404 404 404 404",
    "firmness.firmness_csv": "404 404 404 404 404 404 404 404 404",
    "firmness.firmness_json": "404 404 404 404 404 404 404 404 404",
    "firmness.progress": "404 404 404 404 404 404 404 404 404",
    "areas.areas": "404 404 404 404 404 404 404 404 404",
    "areas.area": "404 404 404 404 404 404 404 404 404",
    "areas.area_picture": "404 404 404 404 404 404 404 404 404",
    "areas.area_qr": "404 404 404 404 404 404 404 404 404",
    "finder.finder": "404 404 404 404 404 404 404 404 404",
    "finder.frame": "404 404 404 404 404 404 404 404 404",
    "finder.frame_area": "404 404 404 404 404 404 404 404 404",
    "areas.areas_csv": "404 404 404 404 404 404 404 404 404",
    "areas.areas_json": "404 404 404 404 404 404 404 404 404",
    "areas_admin.plan": "in 403 403 403 409 403 403 403 403",
    "areas_admin.order": "in 403 403 403 404 403 403 403 403",
    "areas_admin.confirm_publish": "in 403 403 403 404 403 403 403 403",
    "nominations.elections": "200 200 200 200 200 200 200 200 200",
    "nominations.election": "200 200 200 200 200 200 200 200 200",
    "nominations.candidate": "200 200 200 200 200 200 200 200 200",
    "nominations.local_parties": "200 200 200 200 200 200 200 200 200",
    "nominations.local_party": "200 200 200 200 200 200 200 200 200",
    "nominations.changes": "200 200 200 200 200 200 200 200 200",
    "nominations.as_csv": "200 200 200 200 200 200 200 200 200",
    "nominations.candidates_csv": "200 200 200 200 200 200 200 200 200",
    "nominations.as_json": "200 200 200 200 200 200 200 200 200",
    "nominations_secretary.start": "in 200 200 200 200 200 200 200 200",
    "nominations_secretary.entry": "in 403 200 403 403 403 403 403 403",
    "nominations_admin.elections": "in 403 403 403 200 403 403 403 403",
    "nominations_admin.new": "in 403 403 403 200 403 403 403 403",
    "nominations_admin.election": "in 403 403 403 200 403 403 403 403",
    "nominations_admin.edit": "in 403 403 403 200 403 403 403 403",
    "nominations_admin.confirm_publish": "in 403 403 403 409 403 403 403 403",
    "nominations_admin.confirm_close": "in 403 403 403 200 403 403 403 403",
    "nominations_admin.confirm_delete": "in 403 403 403 409 403 403 403 403",
    "nominations_contenders.contenders": "in 403 403 403 200 403 403 403 403",
    "nominations_contenders.contender": "in 403 403 403 200 403 403 403 403",
    "nomination_entries.choose": "in 403 403 403 200 403 403 403 403",
    "nomination_entries.entry": "in 403 403 403 200 403 403 403 403",
    "nomination_entries.file": "in 403 403 403 200 403 403 403 403",
    "nomination_entries.file_state": "in 403 403 403 404 403 403 403 403",
    "local_parties.local_parties": "in 403 403 403 200 403 403 403 403",
    "local_parties.local_party": "in 403 403 403 200 403 403 403 403",
    "local_parties.confirm_remove": "in 403 403 403 200 403 403 403 403",
    "local_parties.confirm_revoke": "in 403 403 403 200 403 403 403 403",
    "publication.slate": "404 404 404 404 404 404 404 404 404",
    "slate.picture": "404 404 404 404 404 404 404 404 404",
    "slate.as_csv": "404 404 404 404 404 404 404 404 404",
    "slate.as_json": "404 404 404 404 404 404 404 404 404",
    "slate.area_picture": "404 404 404 404 404 404 404 404 404",
    "slate.candidate_picture": "200 200 200 200 200 200 200 200 200",
    "slate_admin.slate": "in 403 403 403 409 409 409 403 403",
    "slate_admin.picture": "in 403 403 403 409 409 409 403 403",
    "publication.stages_csv": "404 404 404 404 404 404 404 404 404",
    "voting.choose": "in 403 302 302 403 403 403 403 403",
    "voting.ballot": "in 403 200 200 403 403 403 403 403",
    "voting.start_over": "in 302 302 302 302 302 302 302 302",
    "ballot_log.log": "200 200 200 200 200 200 200 200 200",
    "ballot_log.log_file": "200 200 200 200 200 200 200 200 200",
    "ballot_log.checkpoint": "200 200 200 200 200 200 200 200 200",
    "ballot_log.manifest": "200 200 200 200 200 200 200 200 200",
    "ballot_log.opening": "404 404 404 404 404 404 404 404 404",
    "ballot_log.receipt": "200 200 200 200 200 200 200 200 200",
    "voting.receipt": "in 403 404 200 403 403 403 403 403",
    "voting.receipt_file": "in 403 404 200 403 403 403 403 403",
    "reports.effort": "200 200 200 200 200 200 200 200 200",
    "reports.start": "200 200 200 200 200 200 200 200 200",
    "reports.case": "200 200 200 200 200 200 200 200 200",
    "reports_admin.cases": "in 403 403 403 403 403 403 200 403",
    "reports_admin.lost_passphrase": "in 403 403 403 403 403 403 409 403",
    "reports_admin.case": "in 403 403 403 403 403 403 409 403",
    "rights.data": "in 200 200 200 200 200 200 200 200",
    "rights.confirm_delete": "in 200 200 200 409 409 409 409 409",
    "rights.deleted": "200 200 200 200 200 200 200 200 200",
    "rights.privacy": "200 200 200 200 200 200 200 200 200",
    "roll.register": "200 200 200 200 200 200 200 200 200",
    "roll.check": "in 302 302 302 302 302 302 302 302",
    "roll.details": "in 200 302 302 200 200 200 200 200",
    "roll.my_entry": "in 200 200 200 200 200 200 200 200",
    "mailings_admin.mailings": "in 403 403 403 200 403 403 403 403",
    "mailings_admin.new": "in 403 403 403 200 403 403 403 403",
    "mailings_admin.mailing": "in 403 403 403 404 403 403 403 403",
    "mailings_admin.progress": "in 403 403 403 404 403 403 403 403",
    "mailings_admin.edit": "in 403 403 403 404 403 403 403 403",
    "mailings_admin.confirm_delete": "in 403 403 403 404 403 403 403 403",
    "mailings_sending.confirm_start": "in 403 403 403 404 403 403 403 403",
    "mailings_sending.confirm_resume": "in 403 403 403 404 403 403 403 403",
    "mailings_sending.confirm_cancel": "in 403 403 403 404 403 403 403 403",
    "mailings_sending.confirm_again": "in 403 403 403 404 403 403 403 403",
    "mailings.unsubscribe": "200 200 200 200 200 200 200 200 200",
    "mailings.preferences": "in 200 200 200 200 200 200 200 200",
    "mailings.lost": "200 200 200 200 200 200 200 200 200",
    "mailings.asked": "200 200 200 200 200 200 200 200 200",
    "moving.address": "in 200 200 200 200 200 200 200 200",
    "moving.code": "in 302 302 302 302 302 302 302 302",
    "moving.confirm_undo": "409 409 409 409 409 409 409 409 409",
    "members.sign_in": "200 302 302 302 302 302 302 302 302",
    "members.code": "in 302 302 302 302 302 302 302 302",
    "members.link": "200 200 200 200 200 200 200 200 200",
    "members.signed_out": "200 200 200 200 200 200 200 200 200",
    "static": "200 200 200 200 200 200 200 200 200",
}
POSTS = {
    "register.object_": "403 404 404 404 404 404 404 404 404",
    "register.look_up": "403 404 404 404 404 404 404 404 404",
    "register_admin.propose": "403 403 403 403 404 403 403 403 403",
    "register_admin.approve": "403 403 403 403 403 404 403 403 403",
    "register_admin.call_off": "403 403 403 403 404 404 404 403 403",
    "register_admin.answer": "403 403 403 403 404 403 403 403 403",
    "register_admin.propose_export": "403 403 403 403 404 403 403 403 403",
    "register_admin.approve_export": "403 403 403 403 403 404 403 403 403",
    "register_admin.take_export": "403 403 403 403 404 403 403 403 403",
    "reports.send": "422 422 422 422 422 422 422 422 422",
    "reports.open_case": "422 422 422 422 422 422 422 422 422",
    "reports.add": "404 404 404 404 404 404 404 404 404",
    "reports_admin.make_key": "403 403 403 403 403 403 403 422 403",
    "reports_admin.replace_key": "403 403 403 403 403 403 403 422 403",
    "reports_admin.read": "403 403 403 403 403 403 403 409 403",
    "reports_admin.answer": "403 403 403 403 403 403 403 409 403",
    "reports_admin.assign": "403 403 403 403 403 403 403 409 403",
    "reports_admin.close": "403 403 403 403 403 403 403 409 403",
    "reports_admin.hand_over": "403 403 403 403 403 403 403 409 403",
    "rights.download": "403 200 200 200 200 200 200 200 200",
    "rights.delete": "403 422 422 422 409 409 409 409 409",
    "voting_admin.hold": "403 403 403 403 403 404 403 403 403",
    "voting_admin.release": "403 403 403 403 403 404 403 403 403",
    "members.end_others": "403 303 303 303 303 303 303 303 303",
    "announcements_admin.save_call": "403 403 403 403 404 403 403 403 403",
    "announcements_admin.publish_call": "403 403 403 403 404 403 403 403 403",
    "announcements_admin.announce": "403 403 403 403 404 403 403 403 403",
    "announcements_admin.correct": "403 403 403 403 404 403 403 403 403",
    "own_answers.save": "403 404 404 404 404 404 404 404 404",
    "own_answers.send": "403 404 404 404 404 404 404 404 404",
    "conduct.accept": "403 404 404 404 404 404 404 404 404",
    "own_declarations.declare": "403 404 404 404 404 404 404 404 404",
    "own_declarations.enter": "403 404 404 404 404 404 404 404 404",
    "own_declarations.state": "403 404 404 404 404 404 404 404 404",
    "own_declarations.correct": "403 404 404 404 404 404 404 404 404",
    "equalities.fill": "403 404 404 404 404 404 404 404 404",
    "equalities_admin.set_plan": "403 403 403 403 404 403 403 403 403",
    "equalities_admin.remove": "403 403 403 403 404 403 403 403 403",
    "own_bursary.apply": "403 404 404 404 404 404 404 404 404",
    "own_bursary.withdraw": "403 404 404 404 404 404 404 404 404",
    "bursary_offer.change": "403 403 403 403 404 403 403 403 403",
    "bursaries_admin.decide": "403 403 403 403 403 403 403 403 404",
    "declarations_admin.remind": "403 403 403 403 404 403 403 403 403",
    "declarations_admin.set_asks": "403 403 403 403 404 403 403 403 403",
    "declarations_admin.publish": "403 403 403 403 404 403 403 403 403",
    "questions_admin.add": "403 403 403 403 404 403 403 403 403",
    "questions_admin.change": "403 403 403 403 404 403 403 403 403",
    "questions_admin.move_up": "403 403 403 403 404 403 403 403 403",
    "questions_admin.remove": "403 403 403 403 404 403 403 403 403",
    "answers_admin.remind": "403 403 403 403 404 403 403 403 403",
    "answers_admin.reopen": "403 403 403 403 404 403 403 403 403",
    "board.ask": "403 404 404 404 404 404 404 404 404",
    "board.reply": "403 404 404 404 404 404 404 404 404",
    "board.report": "403 404 404 404 404 404 404 404 404",
    "board_admin.decide": "403 403 403 403 404 403 403 403 403",
    "board_admin.handle": "403 403 403 403 404 403 403 403 403",
    "hustings.attend": "403 404 404 404 404 404 404 404 404",
    "hustings.speak": "403 404 404 404 404 404 404 404 404",
    "hustings_admin.add": "403 403 403 403 404 403 403 403 403",
    "hustings_admin.change": "403 403 403 403 404 403 403 403 403",
    "hustings_admin.cancel": "403 403 403 403 404 403 403 403 403",
    "hustings_admin.record": "403 403 403 403 404 403 403 403 403",
    "polls_admin.announce": "403 403 403 403 404 403 403 403 403",
    "candidates_admin.withdraw": "403 403 403 403 404 403 403 403 403",
    "candidacy.countersign": "403 404 404 404 404 404 404 404 404",
    "candidacy.withdraw": "403 404 404 404 404 404 404 404 404",
    "consent_admin.remind": "403 403 403 403 404 403 403 403 403",
    "consent_admin.correct": "403 403 403 403 404 403 403 403 403",
    "own_slate.countersign": "403 404 404 404 404 404 404 404 404",
    "slates_admin.ask": "403 403 403 403 403 404 403 403 403",
    "slates_admin.remind": "403 403 403 403 403 404 403 403 403",
    "slates_admin.without": "403 403 403 403 403 404 403 403 403",
    "voting_admin.close": "403 403 403 403 403 404 403 403 403",
    "voting_admin.extend": "403 403 403 403 403 404 403 403 403",
    "polls_admin.change_contest": "403 403 403 403 404 403 403 403 403",
    "polls_admin.remove_contest": "403 403 403 403 404 403 403 403 403",
    "polls_admin.add_contest": "403 403 403 403 404 403 403 403 403",
    "balance_admin.add_rule": "403 403 403 403 404 403 403 403 403",
    "balance_admin.add_usual": "403 403 403 403 404 403 403 403 403",
    "balance_admin.change_rule": "403 403 403 403 404 403 403 403 403",
    "balance_admin.remove_rule": "403 403 403 403 404 403 403 403 403",
    "balance_admin.put_earlier": "403 403 403 403 404 403 403 403 403",
    "balance_groups_admin.add": "403 403 403 403 404 403 403 403 403",
    "balance_groups_admin.change": "403 403 403 403 404 403 403 403 403",
    "balance_groups_admin.remove": "403 403 403 403 404 403 403 403 403",
    "counts_admin.count": "403 403 403 403 403 404 403 403 403",
    "polls_admin.delete": "403 403 403 403 404 403 403 403 403",
    "planning_admin.change": "403 403 403 403 404 403 403 403 403",
    "candidates_admin.decide": "403 403 403 403 404 403 403 403 403",
    "voting_admin.open_": "403 403 403 403 403 404 403 403 403",
    "voting_admin.hand_in": "403 403 403 403 403 404 403 403 403",
    "voting_admin.discard_papers": "403 403 403 403 403 404 403 403 403",
    "voting_admin.import_papers": "403 403 403 403 403 404 403 403 403",
    "firmness_admin.ask": "403 403 403 403 403 404 403 403 403",
    "proposals_admin.approve": "403 403 403 403 403 404 403 403 403",
    "proposals_admin.call_off": "403 403 403 403 403 404 403 403 403",
    "finder.find": "404 404 404 404 404 404 404 404 404",
    "finder.frame_find": "404 404 404 404 404 404 404 404 404",
    "areas_admin.make": "403 403 403 403 404 403 403 403 403",
    "areas_admin.change_order": "403 403 403 403 404 403 403 403 403",
    "areas_admin.simulate": "403 403 403 403 404 403 403 403 403",
    "areas_admin.numbers": "403 403 403 403 404 403 403 403 403",
    "areas_admin.publish": "403 403 403 403 404 403 403 403 403",
    "nominations_secretary.enter": "403 404 404 404 404 404 404 404 404",
    "nominations_admin.make": "403 403 403 403 422 403 403 403 403",
    "nominations_admin.make_from_slate": "403 403 403 403 404 403 403 403 403",
    "nominations_admin.change": "403 403 403 403 404 403 403 403 403",
    "nominations_admin.publish": "403 403 403 403 404 403 403 403 403",
    "nominations_admin.close": "403 403 403 403 404 403 403 403 403",
    "nominations_admin.reopen": "403 403 403 403 404 403 403 403 403",
    "nominations_admin.delete": "403 403 403 403 404 403 403 403 403",
    "nominations_contenders.add": "403 403 403 403 404 403 403 403 403",
    "nominations_contenders.change": "403 403 403 403 404 403 403 403 403",
    "nominations_contenders.withdrawn": "403 403 403 403 404 403 403 403 403",
    "nominations_contenders.remove": "403 403 403 403 404 403 403 403 403",
    "nomination_entries.enter": "403 403 403 403 404 403 403 403 403",
    "nomination_entries.hand_in": "403 403 403 403 404 403 403 403 403",
    "nomination_entries.apply": "403 403 403 403 404 403 403 403 403",
    "nomination_entries.discard": "403 403 403 403 404 403 403 403 403",
    "local_parties.add": "403 403 403 403 422 403 403 403 403",
    "local_parties.take_from_roll": "403 403 403 403 303 403 403 403 403",
    "local_parties.change": "403 403 403 403 404 403 403 403 403",
    "local_parties.remove": "403 403 403 403 404 403 403 403 403",
    "local_parties.grant": "403 403 403 403 404 403 403 403 403",
    "local_parties.revoke": "403 403 403 403 404 403 403 403 403",
    "publication_admin.publish": "403 403 403 403 403 404 403 403 403",
    "slates_admin.publish": "403 403 403 403 403 404 403 403 403",
    "voting_admin.ready": "403 403 403 403 403 404 403 403 403",
    "voting_admin.drop": "403 403 403 403 403 404 403 403 403",
    "sample_admin.draw": "403 403 403 403 403 403 404 403 403",
    "offices_admin.propose": "403 403 403 403 403 404 403 403 403",
    "offices_admin.end": "403 403 403 403 403 404 403 403 403",
    "offices_admin.approve": "403 403 403 403 403 404 403 403 403",
    "offices_admin.call_off": "403 403 403 403 403 404 403 403 403",
    "offices_admin.reset": "403 403 403 403 403 404 403 403 403",
    "factors.passkey_options": "403 200 200 200 200 200 200 200 200",
    "factors.add_passkey": "403 403 403 403 422 422 422 422 422",
    "factors.remove_passkey": "403 403 403 403 404 404 404 404 404",
    "factors.begin_app": "403 403 403 403 303 303 303 303 303",
    "factors.confirm_app": "403 403 403 403 422 422 422 422 422",
    "factors.remove_app": "403 403 403 403 303 303 303 303 303",
    "factors.make_codes": "403 403 403 403 200 200 200 200 200",
    "factors.end_one": "403 404 404 404 404 404 404 404 404",
    "factors.check": "403 422 422 422 422 422 422 422 422",
    "factors.show_options": "403 409 409 409 409 409 409 409 409",
    "passkey_sign_in.options": "200 200 200 200 200 200 200 200 200",
    "passkey_sign_in.sign_in": "422 422 422 422 422 422 422 422 422",
    "offices.end": "403 404 404 404 404 404 404 404 404",
    "trustees_admin.add": "403 403 403 403 403 404 403 403 403",
    "trustees_admin.remove": "403 403 403 403 403 404 403 403 403",
    "trustees_admin.take_answer": "403 403 403 403 403 404 403 403 403",
    "trustees_admin.take_papers": "403 403 403 403 403 404 403 403 403",
    "planning_admin.make": "403 403 403 403 422 403 403 403 403",
    "roll_registrations.approve": "403 403 403 403 404 403 403 403 403",
    "roll_registrations.decline": "403 403 403 403 404 403 403 403 403",
    "roll_registrations.check": "403 403 403 403 422 403 403 403 403",
    "roll_registrations.decide": "403 403 403 403 303 403 403 403 403",
    "roll_registrations.take_up": "403 403 403 403 404 403 403 403 403",
    "roll_admin.take_off": "403 403 403 403 404 403 403 403 403",
    "roll_imports.hand_in": "403 403 403 403 422 403 403 403 403",
    "roll_imports.again": "403 403 403 403 404 403 403 403 403",
    "roll_imports.apply": "403 403 403 403 404 403 403 403 403",
    "roll_imports.discard": "403 403 403 403 404 403 403 403 403",
    "roll_admin.search": "403 403 403 403 422 403 403 403 403",
    "interest.save": "403 404 404 404 404 404 404 404 404",
    "interest.send": "403 404 404 404 404 404 404 404 404",
    "interest.withdraw": "403 404 404 404 404 404 404 404 404",
    "voting.check": "403 404 404 404 404 404 404 404 404",
    "voting.cast": "403 404 404 404 404 404 404 404 404",
    "voting.change": "403 404 404 404 404 404 404 404 404",
    "sealed_voting.cast": "403 404 404 404 404 404 404 404 404",
    "ballot_log.check_receipt": "422 422 422 422 422 422 422 422 422",
    "roll.keep_details": "403 422 422 422 422 422 422 422 422",
    "roll.send": "403 303 303 303 303 303 303 303 303",
    "mailings_admin.write": "403 403 403 403 404 403 403 403 403",
    "mailings_admin.change": "403 403 403 403 404 403 403 403 403",
    "mailings_admin.test": "403 403 403 403 404 403 403 403 403",
    "mailings_admin.delete": "403 403 403 403 404 403 403 403 403",
    "mailings_sending.start": "403 403 403 403 404 403 403 403 403",
    "mailings_sending.pause": "403 403 403 403 404 403 403 403 403",
    "mailings_sending.resume": "403 403 403 403 404 403 403 403 403",
    "mailings_sending.cancel": "403 403 403 403 404 403 403 403 403",
    "mailings_sending.again": "403 403 403 403 404 403 403 403 403",
    "mailings.choose": "404 404 404 404 404 404 404 404 404",
    "mailings.choose_signed_in": "403 303 303 303 303 303 303 303 303",
    "mailings.ask": "422 422 422 422 422 422 422 422 422",
    "mail_hooks.bounces": "404 404 404 404 404 404 404 404 404",
    "moving.ask": "403 422 422 422 422 422 422 422 422",
    "moving.prove": "403 422 422 422 422 422 422 422 422",
    "moving.undo": "409 409 409 409 409 409 409 409 409",
    "members.send_code": "422 422 422 422 422 422 422 422 422",
    "members.check_code": "303 303 303 303 303 303 303 303 303",
    "members.use_link": "422 422 422 422 422 422 422 422 422",
    "members.choose_language": "404 404 404 404 404 404 404 404 404",
    "members.sign_out": "403 303 303 303 303 303 303 303 303",
}


def test_every_route_is_in_the_table(app: Flask) -> None:
    routes = {method: set() for method in ("GET", "POST")}
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            routes[method].add(rule.endpoint)
    assert routes == {"GET": set(GETS), "POST": set(POSTS)}


def test_the_table_for_readers_says_what_the_views_declare() -> None:
    found = CliRunner().invoke(main, ["routes"])
    assert found.exit_code == 0
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in found.output.splitlines()]
    rows = {(cells[0], cells[1]): cells[2:] for cells in lines[2:]}
    close = ("`/organise/polls/<slug>/close`", "POST")
    assert lines[0][4:9] == [role.capitalize() for role in Role]
    assert rows[close] == ["", "", "", "poll", "", "", "", "again"]
    assert rows["`/organise`", "GET"] == ["", "", "poll", "poll", "poll", "", "", ""]
    assert rows["`/organise/roll`", "GET"] == ["", "", "yes", "", "", "", "", ""]
    assert rows["`/polls`", "GET"] == 7 * ["yes"] + [""]
    assert rows["`/account`", "GET"] == ["", *6 * ["yes"], ""]
    assert len(rows) > 200


def test_every_route_answers_everybody_as_the_table_says(
    app: Flask, engine: Engine, clock: SetClock, settings: Settings, sign_in: SignIn
) -> None:
    objects = tell_the_story(engine, clock, settings)
    visitors = [app.test_client() if not who else sign_in(*who) for who in VISITORS]
    for number, poll_id in enumerate(objects["poll_ids"]):
        email = f"an.officer.of.poll.{number}@example.net"
        visitors.append(sign_in(email))
        give_every_office(engine, clock, email, poll_id)
    answers = {
        f"{method} {endpoint}": " ".join(
            answer(app, visitor, method, endpoint, objects, number)
            for number, visitor in enumerate(visitors)
        )
        for method, table in (("GET", GETS), ("POST", POSTS))
        for endpoint in table
    }
    expected = {
        f"{method} {endpoint}": f"{row} {of_single_polls(app, method, endpoint, row)}"
        for method, table in (("GET", GETS), ("POST", POSTS))
        for endpoint, row in table.items()
    }
    assert answers == expected


# Whoever holds any office while polls are running does not delete the account.
REFUSED_IN_OFFICE = {"rights.confirm_delete", "rights.delete"}


def of_single_polls(app: Flask, method: str, endpoint: str, row: str) -> str:
    """Return what whoever holds every office for the open poll gets, and for another poll.

    They get what the offices for all polls get where the route names their poll, on pages for
    officers of any poll, and where members show once more whose account it is; everywhere else what
    a member without an office gets.
    """
    without, *officers = row.split()[1:2] + row.split()[4:]
    as_officer = next((one for one in officers if one != "403"), without)
    is_own_account = declared_permission(app, endpoint) in MEMBER and wears(app, endpoint, AGAIN)
    if endpoint in REFUSED_IN_OFFICE or is_own_account:
        return f"{as_officer} {as_officer}"
    rule = longest_rule(app, method, endpoint)
    view = app.view_functions[endpoint]
    if getattr(view, ANY_POLL, False):
        return f"{as_officer} {as_officer}"
    return f"{as_officer if method == 'GET' and POLL in rule.arguments else without} {without}"


VISITORS = (
    None,
    ("outsider@example.net",),
    ("member@example.org",),
    ("candidate@example.org",),
    ("an.organiser@example.net", "organiser"),
    ("a.returning.officer@example.net", "returning officer"),
    ("a.scrutineer@example.net", "scrutineer"),
    ("a.safeguarding.officer@example.net", "safeguarding officer"),
    ("a.bursary.officer@example.net", "bursary officer"),
)


def tell_the_story(engine: Engine, clock: SetClock, settings: Settings) -> dict[str, object]:
    """Make a poll in each phase; return what the routes of the open one are called with."""
    with open_session(engine) as session:
        make_people(session, clock.now() - timedelta(days=120))
        make_polls(session, clock.now(), settings)
        session.commit()
        poll = session.scalars(select(Poll).where(Poll.title.startswith("Who should"))).one()
        question_id = questions_of(session, poll)[0].id
        candidate = session.scalars(
            select(Candidate).where(
                Candidate.contest_id == poll.contests[0].id, Candidate.name == "Amina Okafor"
            )
        ).one()
        local_party = follow_an_election(session, clock.now())
        secretary = session.scalars(select(Member).where(Member.email == "member@example.org"))
        secretary_id = secretary.one().id
        another = session.scalars(select(Poll.id).where(Poll.title == "The treasurer")).one()
        session.commit()
    return {
        "poll_ids": (poll.id, another),
        "slug": poll.slug,
        "election": "an-election",
        "local_party_id": local_party.id,
        "member_id": secretary_id,
        "contest_id": poll.contests[0].id,
        "file_id": 1,
        "position": 1,
        "candidate_id": candidate.id,
        "expression_id": candidate.expression_id,
        "entry_id": 1,
        "registration_id": 1,
        "application_id": 999_999,
        "import_id": 1,
        "batch_id": 1,
        "objection_id": 1,
        "export_id": 1,
        "proposal_id": 1,
        "ref": "0" * 32,
        "announcement_id": 2,
        "grant_id": 999_999,
        "question_id": question_id,
        "rule_id": 999_999,
        "group_id": 999_999,
        "passkey_id": 1,
        "asked_id": 1,
        "reply_id": 1,
        "mailing_id": 999_999,
        "occasion": "call-for-interest",
        "token": "test",
        "husting_id": 1,
        "number": 1,
        "filename": "css/tokens.css",
        "name": "all",
    }


def follow_an_election(session: Session, now: datetime) -> LocalParty:
    """Make a public election and a local party whose secretary is the elector."""
    told = {"now": now, "actor": PLATFORM}
    plan = ElectionPlan(title="An election", seats=1, allowed=1)
    election = make_election(session, plan, time_zone="Europe/London", **told)
    add_contenders(session, election, [ContenderPlan(name="Ann Ash")], **told)
    publish_election(session, election, **told)
    party = add_party(session, name="Anyborough", region="WLS", **told)
    grant_secretary(session, party, email="member@example.org", link="", **told)
    return party


def give_every_office(engine: Engine, clock: SetClock, email: str, poll_id: int) -> None:
    """Grant a member every office for one poll."""
    with open_session(engine) as session:
        add_member(session, clock, email, list(Role), poll_id=poll_id)
        session.commit()


def longest_rule(app: Flask, method: str, endpoint: str) -> Rule:
    """Return the rule of an endpoint that takes the most arguments."""
    rules = [rule for rule in app.url_map.iter_rules(endpoint) if method in rule.methods]
    return max(rules, key=lambda rule: len(rule.arguments))


def answer(
    app: Flask,
    visitor: FlaskClient,
    method: str,
    endpoint: str,
    objects: dict[str, object],
    number: int,
) -> str:
    """Return the status of an answer, "in" for being sent to sign in."""
    rule = longest_rule(app, method, endpoint)
    wanted = {name: objects[name] for name in rule.arguments}
    if method == "POST":  # what a form would change is not there: only the right to send it counts
        wanted |= {name: 999_999 for name in wanted if name.endswith("_id")}
        wanted |= {"slug": "no-such-poll"} if "slug" in wanted else {}
        wanted |= {"election": "no-such-election"} if "election" in wanted else {}
    path = app.url_map.bind("localhost").build(endpoint, wanted, method=method)
    address = {"REMOTE_ADDR": f"127.0.1.{number}"}
    reply = visitor.open(path, method=method, environ_base=address, buffered=True)
    sent_to_sign_in = reply.status_code == 302 and "/sign-in" in reply.headers["Location"]
    return "in" if sent_to_sign_in else str(reply.status_code)
