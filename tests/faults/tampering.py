"""Ways to tamper with a published poll, from a slip of the hand to a forger who knows the files.

Each takes a random source and the poll's folder (beside it the folder of receipts), changes
something, and returns what a verifier has to name: a file, with its line where there is one.
"""

import json
import random
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shortlist.stv import Lot, count, read_blt
from shortlist.voting.checkpoints import Checkpoint, sign_checkpoint
from shortlist.voting.notes import sign_note
from shortlist.voting.tree import Tree

Kind = Callable[[random.Random, Path], str]
KINDS: dict[str, Kind] = {}
OF_EXTENSIONS: dict[str, Kind] = {}  # of a poll that was extended three times
ROWS = ".rows"


def kind(change: Kind) -> Kind:
    """Put a way to tamper on the list."""
    KINDS[change.__name__] = change
    return change


def kind_of_extension(change: Kind) -> Kind:
    """Put a way to tamper with the extensions of a poll on the list."""
    OF_EXTENSIONS[change.__name__] = change
    return change


def lines_of(path: Path) -> list[str]:
    return path.read_text().split("\n")[:-1]


def put_lines(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


def put_marked(path: Path, lines: list[str]) -> None:
    """Write lines, and the digits that go with them, as a forger would."""
    put_lines(path, lines)
    mark, marks = "", []
    for line in lines:
        mark = sha256((mark + line).encode()).hexdigest()[:8]
        marks.append(mark)
    put_lines(path.with_name(path.name + ROWS), marks)


def put_sums(folder: Path, key: Ed25519PrivateKey | None = None) -> None:
    """Write the hashes of the files anew, with the old signatures or those of a forger's key."""
    note = (folder / "SHA256SUMS").read_text()
    names = [line.split("  ")[1] for line in note.partition("\n\n")[0].split("\n")]
    text = "".join(f"{sha256((folder / one).read_bytes()).hexdigest()}  {one}\n" for one in names)
    signatures = note.partition("\n\n")[2]
    if key is not None:
        notes = [sign_note(text, f"shortlist/executive/{n}", key) for n in (1, 2)]
        signatures = "".join(one.removeprefix(f"{text}\n") for one in notes)
    (folder / "SHA256SUMS").write_text(f"{text}\n{signatures}")


def canonical(values: object) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def change_json(path: Path, change: Callable[[dict], object]) -> None:
    values = json.loads(path.read_bytes())
    change(values)
    path.write_bytes(canonical(values))


def put_record(path: Path, change: Callable[[dict], object]) -> None:
    """Change a record, and give it the digest that then fits."""
    values = json.loads(path.read_bytes())
    change(values)
    del values["digest"]
    values["digest"] = "sha256:" + sha256(canonical(values)).hexdigest()
    path.write_bytes(canonical(values))


def contest(lots: random.Random) -> str:
    return lots.choice(["contest-1", "contest-2"])


def file_of(lots: random.Random, folder: Path, name: str) -> tuple[Path, list[str]]:
    path = folder / contest(lots) / name
    return path, lines_of(path)


def other_order(lots: random.Random, row: str) -> str:
    code, _, order = row.partition(",")
    while True:
        numbers = lots.sample("12345", lots.randint(1, 5))
        if " ".join(numbers) != order:
            return f"{code},{' '.join(numbers)}"


def digit(lots: random.Random, letter: str, digits: str = "0123456789abcdef") -> str:
    return lots.choice([one for one in digits if one != letter])


def other_hash(lots: random.Random, text: str) -> str:
    at = lots.randrange(len(text))
    return text[:at] + digit(lots, text[at]) + text[at + 1 :]


# Papers


@kind
def change_a_paper(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows))
    rows[at] = other_order(lots, rows[at])
    put_lines(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def change_a_check_code(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at, place = lots.randrange(1, len(rows)), lots.choice([0, 1, 7, 12, 18])
    other = digit(lots, rows[at][place], "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    rows[at] = rows[at][:place] + other + rows[at][place + 1 :]
    put_lines(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def take_a_paper_out(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows))
    del rows[at]
    put_lines(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def put_a_paper_in(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows) + 1)
    rows.insert(at, other_order(lots, f"{rows[at - 1][:19]},"))
    put_lines(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def put_a_paper_in_twice(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows))
    rows.insert(at, rows[at])
    put_lines(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 2}:"


@kind
def exchange_the_orders_of_two_papers(lots, folder):
    path = folder / "contest-1" / "papers.csv"
    rows = lines_of(path)
    while True:
        one, two = sorted(lots.sample(range(1, len(rows)), 2))
        if rows[one][20:] != rows[two][20:]:
            break
    rows[one], rows[two] = rows[one][:20] + rows[two][20:], rows[two][:20] + rows[one][20:]
    put_lines(path, rows)
    return f"contest-1/papers.csv line {one + 1}:"


@kind
def prefer_somebody_twice(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows))
    rows[at] += f" {rows[at][20]}"
    put_marked(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def prefer_nobody_who_stands(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(1, len(rows))
    rows[at] += lots.choice([" 6", " 77", " 0", " x"])
    put_marked(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


@kind
def give_one_check_code_twice(lots, folder):
    path, rows = file_of(lots, folder, "papers.csv")
    at = lots.randrange(2, len(rows))
    rows[at] = rows[at - 1][:19] + rows[at][19:]
    put_marked(path, rows)
    return f"{path.parent.name}/papers.csv line {at + 1}:"


def forge_the_papers(lots, folder):
    """Change a paper, and whatever follows from it: digits, merged papers, record, hashes."""
    here = folder / "contest-1"
    rows = lines_of(here / "papers.csv")
    at = lots.randrange(1, len(rows))
    before = rows[at]
    rows[at] = other_order(lots, rows[at])
    put_marked(here / "papers.csv", rows)
    merged = read_blt((here / "papers.blt").read_bytes())
    papers: dict[tuple[int, ...], int] = {order: weight for weight, order in merged.papers()}
    for row, change in ((before, -1), (rows[at], 1)):
        order = tuple(map(int, row[20:].split()))
        papers[order] = papers.get(order, 0) + change
    lines = [" ".join(map(str, (papers[one], *one, 0))) for one in sorted(papers) if papers[one]]
    tail = [f'"{name}"' for name in (*merged.names, merged.title)]
    put_lines(here / "papers.blt", ["5 2", *lines, "0", *tail])
    forged = read_blt((here / "papers.blt").read_bytes())
    record = count(forged, lot=Lot.from_seed("executive/1"))
    (here / "record.json").write_bytes(record.to_json())


@kind
def forge_papers_and_all_that_follows(lots, folder):
    forge_the_papers(lots, folder)
    put_sums(folder)
    return "contest-1/papers.csv:"


@kind
def forge_papers_and_sign_with_another_key(lots, folder):
    forge_the_papers(lots, folder)
    key = Ed25519PrivateKey.generate()

    def sign(opening):
        opening["papers_sha256"] = lots.randbytes(32).hex()
        del opening["signature"]
        opening["signature"] = b64encode(key.sign(canonical(opening))).decode()

    change_json(folder / "contest-1/opening.json", sign)
    put_sums(folder, key)
    return "contest-1/opening.json:"


# Papers as they are counted


@kind
def change_the_weight_of_merged_papers(lots, folder):
    path, lines = file_of(lots, folder, "papers.blt")
    at = lots.randrange(1, lines.index("0"))
    weight, _, rest = lines[at].partition(" ")
    lines[at] = f"{int(weight) + lots.randint(1, 9)} {rest}"
    put_lines(path, lines)
    return f"{path.parent.name}/papers.blt line {at + 1}:"


@kind
def take_merged_papers_out(lots, folder):
    path, lines = file_of(lots, folder, "papers.blt")
    at = lots.randrange(1, lines.index("0"))
    del lines[at]
    put_lines(path, lines)
    return f"{path.parent.name}/papers.blt line {at + 1}:"


@kind
def rename_a_candidate_of_the_merged_papers(lots, folder):
    path, lines = file_of(lots, folder, "papers.blt")
    at = lots.randrange(lines.index("0") + 1, len(lines))
    lines[at] = '"Somebody Else"'
    put_lines(path, lines)
    return f"{path.parent.name}/papers.blt line {at + 1}:"


@kind
def withdraw_a_candidate_from_the_merged_papers(lots, folder):
    path, lines = file_of(lots, folder, "papers.blt")
    lines.insert(1, f"-{lots.randint(1, 5)}")
    put_lines(path, lines)
    return f"{path.parent.name}/papers.blt line 2:"


@kind
def change_papers_from_outside(lots, folder):
    path = folder / "contest-2" / "outside-1.blt"
    text = path.read_text()
    path.write_text(text.replace("7 1 2 0", f"{lots.randint(8, 99)} 1 2 0"))
    return "contest-2/outside-1.blt:"


@kind
def change_papers_from_outside_as_they_were_read(lots, folder):
    path = folder / "contest-2" / "outside-1-as-read.blt"
    path.write_text(path.read_text().replace("7 1 2 0", f"{lots.randint(8, 99)} 1 2 0"))
    return "contest-2/outside-1-as-read.blt"


# The log


@kind
def change_an_entry_of_the_log(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.randrange(1, len(lines) - 1)
    lines[at] = f"E {other_hash(lots, lines[at][2:66])}{lines[at][66:]}"
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind
def take_an_entry_out_of_the_log(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.randrange(1, len(lines) - 1)
    del lines[at]
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind
def put_an_entry_into_the_log(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.randrange(1, len(lines))
    lines.insert(at, f"E {sha256(lots.randbytes(9)).hexdigest()} -")
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind
def exchange_two_entries_of_the_log(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    one, two = sorted(lots.sample(range(1, len(lines) - 1), 2))
    lines[one], lines[two] = lines[two], lines[one]
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {one + 1}:"


@kind
def cut_the_end_off_the_log(lots, folder):
    path = folder / contest(lots) / "log.txt"
    lines = lines_of(path)[: -lots.randint(1, 4)]
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {len(lines) + 1}:"


@kind
def replace_what_does_not_count(lots, folder):
    path = folder / "contest-1" / "log.txt"
    lines = lines_of(path)
    gone = [int(line.split()[2]) for line in lines[1:-1] if not line.endswith(" -")]
    at = lots.choice([at for at, line in enumerate(lines) if not line.endswith(" -")][1:-1])
    later = [one for one in range(1, 99) if one >= at or one in gone[: gone.index(_of(lines[at]))]]
    lines[at] = f"{lines[at][:66]} {lots.choice(later)}"
    put_marked(path, lines)
    return f"contest-1/log.txt line {at + 1}:"


def _of(line: str) -> int:
    return int(line.split()[2])


@kind
def close_with_other_numbers(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    _, live, by_server = lines[-1].split()
    lines[-1] = f"C {int(live) + lots.choice([-2, -1, 1, 2])} {by_server}"
    put_marked(path, lines)
    return f"{path.parent.name}/log.txt line {len(lines)}:"


@kind
def forge_the_log_and_its_digits(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.randrange(1, len(lines) - 1)
    lines[at] = f"E {other_hash(lots, lines[at][2:66])}{lines[at][66:]}"
    put_marked(path, lines)
    put_sums(folder)
    return f"{path.parent.name}/log.txt:"


@kind
def forge_the_log_and_sign_with_another_key(lots, folder):
    path = folder / "contest-1" / "log.txt"
    lines, key = lines_of(path), Ed25519PrivateKey.generate()
    at = lots.randrange(1, len(lines) - 1)
    lines[at] = f"E {other_hash(lots, lines[at][2:66])}{lines[at][66:]}"
    put_marked(path, lines)
    state = Checkpoint(size=len(lines), root=Tree.of(lines).root())
    note = sign_checkpoint(state, "shortlist/executive/1", key)
    (folder / "contest-1/checkpoint").write_text(note)
    put_sums(folder, key)
    return "contest-1/checkpoint:"


@kind
def change_a_digit_beside_a_line(lots, folder):
    path = folder / contest(lots) / lots.choice(["log.txt.rows", "papers.csv.rows"])
    lines = lines_of(path)
    at = lots.randrange(len(lines))
    lines[at] = other_hash(lots, lines[at])
    put_lines(path, lines)
    return f"{path.parent.name}/{path.stem} line {at + 1}:"


# Extensions: a forger gives the log the digits that go with it


def extensions_of(lines: list[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.startswith("X ")]


@kind_of_extension
def change_an_extension(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.choice(extensions_of(lines))
    day = lots.randrange(10, 29)
    lines[at] = lots.choice((f"{lines[at][:-12]}{day}{lines[at][-10:]}", f"{lines[at]} "))
    put_lines(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind_of_extension
def extend_from_another_time(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.choice(extensions_of(lines))
    _, before, after = lines[at].split()
    lines[at] = f"X {before[:11]}0{lots.randrange(10)}{before[13:]} {after}"
    put_marked(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind_of_extension
def extend_to_an_earlier_time(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.choice(extensions_of(lines))
    _, before, after = lines[at].split()
    lines[at] = f"X {before} {lots.choice((before, f'2025{after[4:]}', after[:-1]))}"
    put_marked(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind_of_extension
def take_an_extension_out(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    at = lots.choice(extensions_of(lines)[:-1])
    del lines[at]
    put_marked(path, lines)
    return f"{path.parent.name}/log.txt line {at + 1}:"


@kind_of_extension
def exchange_two_extensions(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    one, two = sorted(lots.sample(extensions_of(lines), 2))
    lines[one], lines[two] = lines[two], lines[one]
    put_marked(path, lines)
    return f"{path.parent.name}/log.txt line {one + 1}:"


@kind_of_extension
def make_an_extension_up(lots, folder):
    path, lines = file_of(lots, folder, "log.txt")
    last = lines[extensions_of(lines)[-1]].split()[2]
    lines.insert(-1, f"X {last} 2099-0{lots.randrange(1, 10)}-01T00:00:00Z")
    put_marked(path, lines)
    put_sums(folder)
    return f"{path.parent.name}/log.txt"


# What is signed


@kind
def change_the_manifest(lots, folder):
    path = folder / contest(lots) / "manifest.json"
    changes = (
        ("Amina Okafor", "Amina Okaf0r"),
        ('"seats":2', '"seats":3'),
        ('"grace_seconds":600', '"grace_seconds":6000'),
        ('"name":"scottish"', '"name":"meek-prf"'),
    )
    text = path.read_text()
    changed = text.replace(*lots.choice(changes))
    assert changed != text
    path.write_text(changed)
    return f"{path.parent.name}/manifest.json:"


@kind
def forge_the_manifest_and_the_log(lots, folder):
    here = folder / "contest-1"
    body = (
        (here / "manifest.json").read_text().replace('"seats":2', f'"seats":{lots.randint(3, 9)}')
    )
    (here / "manifest.json").write_text(body)
    lines = lines_of(here / "log.txt")
    lines[0] = f"M {sha256(body.encode()).hexdigest()}"
    put_marked(here / "log.txt", lines)
    put_sums(folder)
    return "contest-1/log.txt:"


@kind
def change_the_checkpoint(lots, folder):
    path = folder / contest(lots) / "checkpoint"
    lines = lines_of(path)
    if lots.random() < 0.5:
        lines[1] = str(int(lines[1]) + lots.choice([-1, 1]))
    else:
        lines[2] = b64encode(lots.randbytes(32)).decode()
    put_lines(path, lines)
    return f"{path.parent.name}/checkpoint:"


@kind
def change_the_signature_of_the_checkpoint(lots, folder):
    path = folder / contest(lots) / "checkpoint"
    head, _, signature = path.read_text().rstrip("\n").rpartition(" ")
    data = bytearray(b64decode(signature))
    data[lots.randrange(len(data))] ^= 1 << lots.randrange(8)
    path.write_text(f"{head} {b64encode(data).decode()}\n")
    return f"{path.parent.name}/checkpoint:"


@kind
def give_an_older_checkpoint(lots, folder):
    receipt = lots.choice(sorted((folder.parent / "receipts").iterdir()))
    note = json.loads(receipt.read_bytes())["checkpoint"]
    (folder / "contest-1/checkpoint").write_text(note)
    return "contest-1/checkpoint:"


@kind
def give_the_checkpoint_of_another_contest(lots, folder):
    one, two = lots.sample(["contest-1", "contest-2"], 2)
    (folder / one / "checkpoint").write_bytes((folder / two / "checkpoint").read_bytes())
    return f"{one}/checkpoint:"


@kind
def change_a_number_of_the_opening(lots, folder):
    path = folder / contest(lots) / "opening.json"
    keys = ("envelopes", "by_server", "papers", "undecryptable", "duplicate", "left_sealed")
    key = lots.choice(keys)
    change_json(path, lambda opening: opening.update({key: opening[key] + lots.randint(1, 9)}))
    return f"{path.parent.name}/opening.json:"


@kind
def change_a_hash_of_the_opening(lots, folder):
    path = folder / contest(lots) / "opening.json"
    key = lots.choice(["envelopes_sha256", "papers_sha256", "manifest_sha256"])
    change_json(path, lambda opening: opening.update({key: other_hash(lots, opening[key])}))
    return f"{path.parent.name}/opening.json:"


@kind
def change_the_signature_of_the_opening(lots, folder):
    path = folder / contest(lots) / "opening.json"

    def change(opening):
        data = bytearray(b64decode(opening["signature"]))
        data[lots.randrange(len(data))] ^= 1 << lots.randrange(8)
        opening["signature"] = b64encode(data).decode()

    change_json(path, change)
    return f"{path.parent.name}/opening.json:"


@kind
def change_a_hash_in_the_list(lots, folder):
    path = folder / "SHA256SUMS"
    lines = lines_of(path)
    at = lots.randrange(lines.index(""))
    lines[at] = other_hash(lots, lines[at][:64]) + lines[at][64:]
    put_lines(path, lines)
    return "SHA256SUMS:"


# The record


def move_votes(lots: random.Random, record: dict) -> None:
    """Take a vote from one candidate and give it to another, at a later stage."""
    stage = lots.choice(record["stages"][1:])
    one, two = lots.sample(sorted(stage["tallies"]), 2)
    for number, change in ((one, 1), (two, -1)):
        stage["tallies"][number] = f"{float(stage['tallies'][number]) + change:.5f}"


@kind
def change_a_tally(lots, folder):
    path = folder / contest(lots) / "record.json"
    change_json(path, lambda record: move_votes(lots, record))
    return f"{path.parent.name}/record.json:"


@kind
def change_a_tally_and_the_digest(lots, folder):
    path = folder / contest(lots) / "record.json"
    put_record(path, lambda record: move_votes(lots, record))
    return f"{path.parent.name}/record.json"


@kind
def change_first_preferences(lots, folder):
    path = folder / contest(lots) / "record.json"

    def change(record):
        tallies = record["stages"][0]["tallies"]
        one, two = lots.sample(sorted(tallies), 2)
        tallies[one] = f"{float(tallies[one]) + 1:.5f}"
        tallies[two] = f"{float(tallies[two]) - 1:.5f}"

    put_record(path, change)
    return f"{path.parent.name}/record.json: at stage 1"


@kind
def make_up_votes(lots, folder):
    path = folder / contest(lots) / "record.json"
    found = []

    def change(record):
        stage = lots.choice(record["stages"])
        one = lots.choice(sorted(stage["tallies"]))
        stage["tallies"][one] = f"{float(stage['tallies'][one]) + 3:.5f}"
        found.append(stage["number"])

    put_record(path, change)
    return f"{path.parent.name}/record.json: at stage {found[0]} votes"


@kind
def make_up_papers(lots, folder):
    path = folder / contest(lots) / "record.json"
    put_record(path, lambda record: record["papers"].update(total=record["papers"]["total"] + 1))
    return f"{path.parent.name}/record.json:"


@kind
def elect_somebody_else(lots, folder):
    path = folder / contest(lots) / "record.json"

    def change(record):
        others = [n for n in range(1, 6) if n not in record["elected"]]
        record["elected"][-1] = lots.choice(others)

    put_record(path, change)
    return f"{path.parent.name}/record.json:"


@kind
def count_by_another_rule(lots, folder):
    here = folder / contest(lots)
    papers = read_blt((here / "papers.blt").read_bytes())
    rule = lots.choice(["meek-prf", "warren", "ers97"])
    lot = Lot.from_seed(f"executive/{here.name[-1]}")
    (here / "record.json").write_bytes(count(papers, rule=rule, lot=lot).to_json())
    return f"{here.name}/record.json:"


@kind
def rename_a_candidate_of_the_record(lots, folder):
    path = folder / contest(lots) / "record.json"
    at = lots.randrange(5)
    put_record(path, lambda record: record["candidates"][at].update(name="Somebody Else"))
    return f"{path.parent.name}/record.json:"


@kind
def change_the_table_of_stages(lots, folder):
    path = folder / contest(lots) / "stages.csv"
    rows = path.read_bytes().split(b"\r\n")
    at = lots.randrange(1, len(rows) - 1)
    rows[at] = rows[at].replace(b",", b",1", 5)
    path.write_bytes(b"\r\n".join(rows))
    return f"{path.parent.name}/stages.csv"


# The folder


@kind
def call_the_poll_something_else(lots, folder):
    path = folder / "bundle.json"
    text = path.read_text()
    key = lots.choice(["Fictional executive", "Members for London", '"executive"'])
    path.write_text(text.replace(key, key[:-2] + "x" + key[-1]))
    return "bundle.json"


@kind
def drop_a_contest_from_the_index(lots, folder):
    def change(index):
        del index["contests"][lots.randrange(2)]

    change_json(folder / "bundle.json", change)
    return "bundle.json"


@kind
def take_a_file_away(lots, folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    path = lots.choice(paths)
    path.unlink()
    return path.relative_to(folder).as_posix()


@kind
def empty_a_file(lots, folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    path = lots.choice(paths)
    path.write_bytes(b"")
    return path.relative_to(folder).as_posix()


@kind
def flip_a_bit_anywhere(lots, folder):
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    path = lots.choice(paths)
    data = bytearray(path.read_bytes())
    data[lots.randrange(len(data))] ^= 1 << lots.randrange(8)
    path.write_bytes(data)
    return path.relative_to(folder).as_posix()


# Receipts


def receipt_in(lots: random.Random, folder: Path) -> Path:
    return lots.choice(sorted((folder.parent / "receipts").iterdir()))


@kind
def change_the_entry_of_a_receipt(lots, folder):
    path = receipt_in(lots, folder)

    def change(receipt):
        leaf = receipt["leaf"]
        receipt["leaf"] = f"E {other_hash(lots, leaf[2:66])}{leaf[66:]}"

    change_json(path, change)
    return f"{path.name}:"


@kind
def change_the_path_of_a_receipt(lots, folder):
    path = receipt_in(lots, folder)

    def change(receipt):
        at = lots.randrange(len(receipt["path"]))
        receipt["path"][at] = other_hash(lots, receipt["path"][at])

    change_json(path, change)
    return f"{path.name}:"


@kind
def change_the_place_of_a_receipt(lots, folder):
    path = receipt_in(lots, folder)
    more = lots.choice([-30, -1, 1, 2, 40])
    change_json(path, lambda receipt: receipt.update(index=receipt["index"] + more))
    return f"{path.name}:"


@kind
def sign_a_receipt_with_another_key(lots, folder):
    path, key = receipt_in(lots, folder), Ed25519PrivateKey.generate()

    def change(receipt):
        text = receipt["checkpoint"].partition("\n\n")[0] + "\n"
        receipt["checkpoint"] = sign_note(text, "shortlist/executive/1", key)

    change_json(path, change)
    return f"{path.name}:"


@kind
def give_a_receipt_of_another_poll(lots, folder):
    path = receipt_in(lots, folder)
    key = lots.choice(["poll", "contest"])
    change_json(path, lambda receipt: receipt.update({key: "board" if key == "poll" else 2}))
    return f"{path.name}:"


@kind
def give_a_receipt_of_an_entry_that_was_taken_out(lots, folder):
    path = receipt_in(lots, folder)
    lines = lines_of(folder / "contest-1/log.txt")[:9]
    lines[-1] = f"E {sha256(lots.randbytes(9)).hexdigest()} -"
    tree = Tree.of(lines[:-1])
    steps = [step.hex() for step in tree.append(lines[-1])]
    entry = {"leaf": lines[-1], "index": 8, "path": steps}
    change_json(path, lambda receipt: receipt.update(entry))
    return f"{path.name}:"
