"""`shortlist trustee`: what a trustee does on a computer of their own, without a network."""

from pathlib import Path

import click

from shortlist.polls.rules import slug_of
from shortlist.trustees import preparing
from shortlist.trustees.asking import FILE, ask_passphrase, saying_no
from shortlist.trustees.backup_commands import cards, recover
from shortlist.trustees.files import new_file, open_there, read_bytes, refuse_if_there, write_new
from shortlist.trustees.keys import TrusteeKeys, key_file, new_keys, read_keys
from shortlist.trustees.opening import check_parcel, open_parcel
from shortlist.trustees.openings import note_opened, refuse_if_opened
from shortlist.trustees.refusals import NotAName
from shortlist.trustees.words import log_words, manifest_words, statement_words
from shortlist.voting.cards import card_file, is_name, read_card
from shortlist.voting.parcels import Parcel, read_parcel, write_parcel
from shortlist.voting.tasks import Answer, answer_file, read_task


@click.group()
def trustee() -> None:
    """Hold one of the keys of a poll.

    keygen comes first, once. Before a poll come rehearse and sign, after it open. With cards you
    can make backup cards of your key, and with recover get it back from them. All of it works
    without a network, and it should be done on a computer that only you use.
    """


trustee.add_command(cards)
trustee.add_command(recover)


@trustee.command()
@click.argument("key", type=FILE)
@click.option("--name", prompt="Your name, as voters will read it", help="Your name.")
def keygen(key: Path, name: str) -> None:
    """Make your keys: KEY is the file to write, such as amina.key.

    Beside it you get a public card, amina-card.json. The card goes to the returning officer; the
    key file and its passphrase go to nobody.
    """
    card_path = key.with_name(f"{key.stem}-card.json")
    with saying_no():
        refuse_if_there(key, card_path)
        if not is_name(name):
            raise NotAName
        keys = new_keys()
        card = card_file(name, keys.sealing.public_key(), keys.signing)
        write_new(key, key_file(keys, ask_passphrase(confirm=True)))
        write_new(card_path, card)
    click.echo(f"Your key is in {key}. Keep it, with a copy on a memory stick in a safe place.")
    click.echo(f"Your public card is in {card_path}. Send it to the returning officer.")
    click.echo(f"Its fingerprint, to compare by voice: {read_card(card).fingerprint}")


@trustee.command()
@click.argument("key", type=FILE)
@click.argument("file", type=FILE)
def rehearse(key: Path, file: Path) -> None:
    """Show with your KEY that you can open your layer: FILE is your file for the poll."""
    with saying_no():
        keys, task = _keys(key), read_task(read_bytes(file))
        path = _write_answer(file, preparing.rehearse(task, keys))
    click.echo(f"Your layer opens. The answer is in {path}: send it to the returning officer.")


@trustee.command()
@click.argument("key", type=FILE)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask whether all of it is right.")
def sign(key: Path, file: Path, yes: bool) -> None:
    """Sign with your KEY what the poll is about: FILE is your file for the poll.

    It shows what you sign. With your signature you say that this is the poll you were told of.
    """
    with saying_no():
        task = read_task(read_bytes(file))
        for contest in task.contests:
            click.echo(manifest_words(contest.manifest))
        if not yes:
            click.confirm("Is all of this as you were told? Sign it?", abort=True)
        path = _write_answer(file, preparing.sign(task, _keys(key)))
    click.echo(f"Signed. The answer is in {path}: send it to the returning officer.")


@trustee.command("open")
@click.argument("key", type=FILE)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask whether the log is the public one.")
def open_(key: Path, file: Path, yes: bool) -> None:
    """Open your layer of the envelopes with your KEY: FILE is what came to you after the close.

    It comes from the returning officer if you are the first trustee, else from the one before you.
    Nothing is opened unless the file holds exactly the envelopes of the closed, signed log. It
    shows how long that log is and its root, for you to compare with the public page of the log.
    """
    with saying_no():
        keys, parcel = _keys(key), _parcel(file)
        check_parcel(parcel, keys)
        manifests = [piece.fixed.terms.manifest_sha256 for piece in parcel.pieces]
        refuse_if_opened(key, manifests)
        for piece in parcel.pieces:
            click.echo(log_words(piece))
        if not yes:
            click.confirm("Does the public page of the log say the same? Open it?", abort=True)
        path = file.with_name(_name_of_output(parcel))
        draft = path.with_suffix(".part")
        refuse_if_there(path, draft)
        opened = open_parcel(parcel, keys, _say_progress)
        with new_file(draft) as output:
            write_parcel(output, opened)
        note_opened(key, manifests)
        draft.replace(path)
    for piece in opened.pieces:
        click.echo(statement_words(piece))
    whom = "the returning officer" if _is_last(parcel) else "the next trustee"
    click.echo(f"Your layer is open. Hand {path} to {whom}.")


def _keys(path: Path) -> TrusteeKeys:
    return read_keys(read_bytes(path), ask_passphrase())


def _write_answer(task: Path, answer: Answer) -> Path:
    path = task.with_name(f"{task.stem}-{answer.kind}.json")
    write_new(path, answer_file(answer))
    return path


def _parcel(path: Path) -> Parcel:
    with open_there(path) as file:
        return read_parcel(file)


def _name_of_output(parcel: Parcel) -> str:
    layer = parcel.pieces[0].layer + 1
    what = "papers" if _is_last(parcel) else f"opened-{layer}"
    return f"{slug_of(parcel.slug)}-{what}.zip"


def _is_last(parcel: Parcel) -> bool:
    piece = parcel.pieces[0]
    return piece.layer + 1 == len(piece.fixed.keys)


def _say_progress(done: int, total: int) -> None:
    click.echo(f"\r{done:,} of {total:,} envelopes", nl=done == total, err=True)
