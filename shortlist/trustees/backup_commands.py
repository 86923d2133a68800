"""`shortlist trustee cards` and `recover`: three backup cards of a key, and the key from two."""

from pathlib import Path

import click

from shortlist.trustees.asking import FILE, FOLDER, ask_passphrase, saying_no
from shortlist.trustees.backup import (
    LINES,
    NEEDED,
    BackupCard,
    make_backup,
    read_card_lines,
    read_line,
    restore,
)
from shortlist.trustees.backup_words import card_words, lines_in
from shortlist.trustees.files import read_bytes, refuse_if_there, write_new
from shortlist.trustees.keys import TrusteeKeys, key_file, read_keys
from shortlist.trustees.refusals import (
    LineMistyped,
    NotABackupCard,
    NotTwoCards,
    NotYourCard,
)
from shortlist.voting.cards import TrusteeCard, card_file, read_card


@click.command()
@click.argument("key", type=FILE)
@click.option("--output", type=FOLDER, required=True, help="The folder for backup and cards.")
@click.option("--card", type=FILE, help="Your public card, if it does not lie beside KEY.")
@click.option("--poll", default="", help="The poll you hold KEY for, to stand on the cards.")
def cards(key: Path, output: Path, card: Path | None, poll: str) -> None:
    """Make three backup cards of your KEY, any two of which restore it.

    You get a locked copy of the key and three cards as texts to print. Whoever has two of the cards
    and the copy has your key: the passphrase is not needed then. One card alone opens nothing.
    """
    card_path = card or key.with_name(f"{key.stem}-card.json")
    with saying_no():
        public = read_card(read_bytes(card_path))
        paths = _paths(output, key.stem)
        refuse_if_there(*paths)
        keys = read_keys(read_bytes(key), ask_passphrase())
        _refuse_other(public, keys)
        backup, made = make_backup(keys)
        output.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(paths[0], backup)
        for path, one in zip(paths[1:], made, strict=True):
            write_new(path, card_words(one, public, paths[0].name, poll).encode())
    click.echo(f"The locked copy of your key is {paths[0]}. Keep it where you keep copies.")
    click.echo("Print the three cards, give each to somebody else, and delete their files:")
    click.echo("".join(f"  {path}\n" for path in paths[1:]), nl=False)


@click.command()
@click.argument("cards", type=FILE, nargs=-1)
@click.option("--backup", type=FILE, required=True, help="The locked copy, ending in -backup.key.")
@click.option("--output", type=FILE, required=True, help="The key file to write.")
def recover(cards: tuple[Path, ...], backup: Path, output: Path) -> None:
    """Restore a key from two CARDS and the locked copy, under a new passphrase.

    Name the files of two cards, or none to type in what is printed on them.
    """
    with saying_no():
        refuse_if_there(output)
        if len(cards) not in {0, NEEDED}:
            raise NotTwoCards
        locked = read_bytes(backup)
        two = [_card_in(path) for path in cards] or [_typed(at) for at in ("first", "second")]
        keys = restore(locked, two)
        write_new(output, key_file(keys, ask_passphrase("New passphrase", confirm=True)))
    click.echo(f"Your key is restored: it is in {output}, under the new passphrase.")
    click.echo(
        "If you opened a poll with the key that was lost, put the file ending in .opened.json "
        "beside it, or ask the other trustees: a poll is opened once."
    )


def _paths(folder: Path, stem: str) -> list[Path]:
    """Return where the locked copy and the three cards are written."""
    cards = [folder / f"{stem}-backup-card-{number}.txt" for number in (1, 2, 3)]
    return [folder / f"{stem}-backup.key", *cards]


def _refuse_other(public: TrusteeCard, keys: TrusteeKeys) -> None:
    if read_card(card_file(public.name, keys.sealing.public_key(), keys.signing)) != public:
        raise NotYourCard


def _card_in(path: Path) -> BackupCard:
    try:
        return read_card_lines(lines_in(read_bytes(path).decode(errors="replace")))
    except (LineMistyped, NotABackupCard) as no:
        raise type(no)(f"{path}: {no.text}") from None


def _typed(which: str) -> BackupCard:
    click.echo(f"Type the three lines of the {which} card.", err=True)
    return read_card_lines([_typed_line(line) for line in range(1, LINES + 1)])


def _typed_line(line: int) -> str:
    """Ask for a line of a card until it is typed right."""
    while True:
        typed: str = click.prompt(f"Line {line}", err=True)
        try:
            read_line(typed, line)
        except LineMistyped as no:
            click.echo(no.text, err=True)
        else:
            return typed
