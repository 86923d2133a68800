"""Settings: safe by default, and refused by name in production."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from shortlist.cli import main
from shortlist.config import Environment, Settings, UnsafeSettings

SAFE = {
    "SHORTLIST_ENV": "production",
    "SHORTLIST_SECRET_KEY": "k" * 48,
    "SHORTLIST_DATABASE_URL": "postgresql://localhost/shortlist",
    "SHORTLIST_BASE_URL": "https://vote.example.org",
    "SHORTLIST_MAIL_HOST": "smtp.example.org",
    "SHORTLIST_MAIL_SENDER": "vote@example.org",
}


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:
    settings = Settings.from_environment(SAFE | {"SHORTLIST_INSTANCE": str(tmp_path)})
    assert settings.environment is Environment.PRODUCTION
    assert list(tmp_path.iterdir()) == []  # no secret is made up for it


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SHORTLIST_SECRET_KEY": ""}, "SHORTLIST_SECRET_KEY"),
        ({"SHORTLIST_SECRET_KEY": "short"}, "SHORTLIST_SECRET_KEY"),
        ({"SHORTLIST_DATABASE_URL": ""}, "SHORTLIST_DATABASE_URL"),
        ({"SHORTLIST_BASE_URL": ""}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_BASE_URL": "http://vote.example.org"}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_MAIL_HOST": ""}, "SHORTLIST_MAIL_HOST"),
        ({"SHORTLIST_MAIL_SENDER": ""}, "SHORTLIST_MAIL_SENDER"),
        ({"SHORTLIST_MAIL_SECURITY": "none"}, "SHORTLIST_MAIL_SECURITY"),
        ({"SHORTLIST_MAIL_SECURITY": "perhaps"}, "SHORTLIST_MAIL_SECURITY"),
        ({"SHORTLIST_MAIL_PORT": "many"}, "SHORTLIST_MAIL_PORT"),
        ({"SHORTLIST_MAIL_PORT": "0"}, "SHORTLIST_MAIL_PORT"),
        ({"SHORTLIST_MAIL_PORT": "65536"}, "SHORTLIST_MAIL_PORT"),
        ({"SHORTLIST_MAIL_SENDER": "The polls"}, "SHORTLIST_MAIL_SENDER"),
        ({"SHORTLIST_DATABASE_URL": "mysql://localhost/shortlist"}, "SHORTLIST_DATABASE_URL"),
        ({"SHORTLIST_DATABASE_URL": "shortlist.db"}, "SHORTLIST_DATABASE_URL"),
        ({"SHORTLIST_BASE_URL": "https://vote.example.org/polls"}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_BASE_URL": "https://vote.example.org?a=b"}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_BASE_URL": "https://me@vote.example.org"}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_BASE_URL": "https://vote.example.org:port"}, "SHORTLIST_BASE_URL"),
        ({"SHORTLIST_TIME_ZONE": "Europe/Nowhere"}, "SHORTLIST_TIME_ZONE"),
        ({"SHORTLIST_SECOND_FACTOR": "skippable"}, "SHORTLIST_SECOND_FACTOR"),
        ({"SHORTLIST_SECOND_FACTOR": "never"}, "SHORTLIST_SECOND_FACTOR"),
        ({"DEMO_PAPERS": "ward.blt"}, "DEMO_PAPERS"),
        ({"SHORTLIST_EMBED_SITES": "http://party.example.org"}, "SHORTLIST_EMBED_SITES"),
        ({"SHORTLIST_EMBED_SITES": "https://party.example.org/a"}, "SHORTLIST_EMBED_SITES"),
        ({"SHORTLIST_EMBED_SITES": "https://*.example.org"}, "SHORTLIST_EMBED_SITES"),
        ({"SHORTLIST_EMBED_SITES": "https://a.example.org;"}, "SHORTLIST_EMBED_SITES"),
    ],
)
def test_production_refuses_what_is_unsafe(changed: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_environment(SAFE | changed)
    assert [fault.split()[0].split("=")[0] for fault in refused.value.faults] == [named]


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_environment({"SHORTLIST_ENV": "production"})
    assert len(refused.value.faults) == 5


def test_an_unknown_environment_is_not_taken_for_a_demonstration() -> None:
    with pytest.raises(UnsafeSettings, match="SHORTLIST_ENV"):
        Settings.from_environment({"SHORTLIST_ENV": "prodution"})


def test_a_demonstration_is_never_a_public_site(tmp_path: Path) -> None:
    environ = {
        "SHORTLIST_INSTANCE": str(tmp_path),
        "SHORTLIST_BASE_URL": "https://vote.example.org",
    }
    with pytest.raises(UnsafeSettings, match="SHORTLIST_ENV=production"):
        Settings.from_environment(environ)


def test_the_demonstration_keeps_the_secret_it_made(tmp_path: Path) -> None:
    environ = {"SHORTLIST_INSTANCE": str(tmp_path / "instance")}
    first = Settings.from_environment(environ)
    second = Settings.from_environment(environ)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


def test_what_is_kept_is_for_the_programs_own_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance, usual = tmp_path / "instance", os.umask(0o022)
    monkeypatch.setenv("SHORTLIST_INSTANCE", str(instance))
    try:
        assert CliRunner().invoke(main, ["audit", "verify"]).exit_code != 0  # nothing is there yet
    finally:
        os.umask(usual)
    assert (instance / "shortlist.db").exists()
    kept = [instance, *instance.iterdir()]
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
