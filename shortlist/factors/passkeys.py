"""Passkeys by the `webauthn` library: what the browser is asked, and whether its answer proves it.

The person is always verified by the authenticator (finger, face or PIN), so that a passkey is two
factors in one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shortlist.factors.rules import NotThePasskey, PasskeyCopied


@dataclass(frozen=True, kw_only=True)
class Site:
    """The name that passkeys are bound to, and the origin that answers come from."""

    name: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """What is kept of a new passkey: no secret is among it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the browser is asked, as JSON, and the challenge that its answer has to hold."""

    options: str
    challenge: bytes


def ask_for_new(site: Site, *, handle: bytes, account: str, known: Iterable[bytes]) -> Asked:
    """Return what asks a browser to make a passkey, unless it has one of the known ones."""
    options = generate_registration_options(
        rp_id=site.name,
        rp_name="Shortlist",
        user_id=handle,
        user_name=account,
        user_display_name=account,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return Asked(options=options_to_json(options), challenge=options.challenge)


def ask_for_proof(site: Site, *, known: Iterable[bytes]) -> Asked:
    """Return what asks a browser to prove one of the known passkeys; of none known, any of ours."""
    options = generate_authentication_options(
        rp_id=site.name,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(options=options_to_json(options), challenge=options.challenge)


def _described(ids: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in ids]


def new_key_in(site: Site, answer: str, challenge: bytes) -> NewKey:
    """Return the passkey that an answer made; raise `NotThePasskey`."""
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise NotThePasskey from error
    return NewKey(
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
    )


def credential_in(answer: str) -> bytes:
    """Return the number of the passkey that an answer claims to prove; raise `NotThePasskey`."""
    try:
        return base64url_to_bytes(parse_authentication_credential_json(answer).id)
    except (WebAuthnException, ValueError) as error:
        raise NotThePasskey from error


def proved_count(site: Site, answer: str, challenge: bytes, key: NewKey) -> int:
    """Return the counter of a passkey that an answer proves.

    Raises `NotThePasskey`, or `PasskeyCopied` for a counter that has not moved on.
    """
    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=0,  # compared below, once the signature has been checked
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise NotThePasskey from error
    counts = found.new_sign_count > 0 or key.sign_count > 0  # passkeys that are synchronised do not
    if counts and found.new_sign_count <= key.sign_count:
        raise PasskeyCopied
    return found.new_sign_count
