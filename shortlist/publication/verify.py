#!/usr/bin/env python3
"""Check a published poll: python3 verify.py FOLDER [--receipts FOLDER]

It needs Python 3.9 or later and nothing else. What does not fit is named with its file and line,
and the exit status is 1; else one paragraph says what was checked and what was not, and it is 0.
"""

import argparse
import csv
import json
import re
import sys
from base64 import b64decode, b64encode
from collections import Counter
from hashlib import sha256, sha512
from itertools import zip_longest
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: RFC 8032, 5.1
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of check codes; below, as int() has them
BASE_32 = str.maketrans(DIGITS, "0123456789ABCDEFGHIJKLMNOPQRSTUV", " ")
LEAF = re.compile(r"E ([0-9a-f]{64}) (-|0|[1-9][0-9]{0,9})")
LATER = re.compile(r"X (\S+) ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)")
PAPER = re.compile(f"[{DIGITS}]{{4}}(?: [{DIGITS}]{{4}}){{3}},[1-9][0-9]*(?: [1-9][0-9]*)*")
BOX = """the log is whole and signed; by it {envelopes} envelopes count ({by_server} sealed by the \
server), which gave {papers} papers ({undecryptable} envelopes could not be read, {duplicate} came \
twice, {left_sealed} were left sealed); """
NO_BOX = "there was no ballot box, so no log, opening or receipt vouches for its papers; "
SHOWN = {
    "F": "",
    "R": "papers are shown as far as the count looked, so their hash cannot be checked; ",
    "T": "only tables are published, so nobody outside can count them again; ",
}
BALANCED = "the slate keeps the {} balance rules {}, and the count without them is there too; "
GAVE_WAY = "after withdrawals rules gave way, which only counting again can check; "
DONE = """Everything fits. {said} Not checked: whether a paper says what its voter meant (where \
papers are published, voters look for their check codes in papers.csv), who was entitled to vote, \
and the count after the first preferences (count papers.blt, where it is there, again with any \
program for the single transferable vote). Whoever holds the key of a log could sign another poll \
whole: compare the hash of each manifest with the one that was shown during voting."""


class Wrong(Exception):
    """Something does not fit; the message names the file and, where there is one, the line."""


def need(is_so, where, says):
    if not is_so:
        raise Wrong(f"{where}: {says}")


def plus(a, b):  # points of the curve as X, Y, Z, T: RFC 8032, 5.1.4
    e, f = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    g, h = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data):  # RFC 8032, 5.1.3
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_1 % P
    if len(data) != 32 or y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = x if x % 2 == sign else P - x
    return x, y, 1, x * y % P


def is_signed(key, signature, text):  # RFC 8032, 5.1.7: s times the base, less k times the key
    base, (x, y, _, xy) = point(b"\x58" + b"\x66" * 31), point(key)
    r, s = point(signature[:32]), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little") % L
    less, total = (P - x, y, 1, P - xy), (0, 1, 1, 0)
    steps = [total, base, less, plus(base, less)]
    for bit in range(255, -1, -1):
        total = plus(plus(total, total), steps[(s >> bit & 1) + 2 * (k >> bit & 1)])
    same = all((total[i] - r[i] * total[2]) % P == 0 for i in (0, 1))
    return same and s < L and len(signature) == 64


def signed_lines(note, name, key, where):
    """The lines of a note (C2SP signed-note) that a key has signed in this name."""
    text, _, signatures = note.rpartition("\n\n")
    *lines, end = signatures.split("\n")
    words = next((one.split(" ") for one in lines if one.startswith(f"— {name} ")), ["", "", ""])
    found, key = b64decode(words[2]), b64decode(key)
    known = sha256(name.encode() + b"\n\x01" + key).digest()[:4]
    is_so = words[2:] == [b64encode(found).decode()] and not end and found[:4] == known
    is_so = is_so and is_signed(key, found[4:], f"{text}\n".encode())
    need(is_so, where, f"{name} has not signed this with its key in the manifest")
    return text.split("\n")


def above(left, right):
    return sha256(b"\x01" + left + right).digest()


def roots_at(lines, sizes):
    """The roots (RFC 6962, 2.1) that the log had when it was as long as each of the sizes."""
    stack, found = [], {}
    for size, line in enumerate(lines, 1):
        node, bits = sha256(b"\x00" + line.encode()).digest(), size - 1
        while bits & 1:
            node, bits = above(stack.pop(), node), bits >> 1
        stack.append(node)
        if size in sizes:
            found[size] = node
            for left in stack[-2::-1]:
                found[size] = above(left, found[size])
    return found


def climbed(node, index, size, path):
    """The root to which an audit path (RFC 6962, 2.1.1) leads from the hash of a leaf."""
    if size == 1 and not path:
        return node
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return above(climbed(node, index, half, path[:-1]), path[-1])
    return above(path[-1], climbed(node, index - half, size - half, path[:-1]))


def canonical(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class Folder:
    """The files of a published poll; `last` is the one that was read last."""

    def __init__(self, path):
        self.path, self.last, self.names = path, "", set()
        self.index, self.logs, self.receipts = {}, {}, {}

    def read(self, name):
        self.last = name
        self.names.add(name)
        need((self.path / name).is_file(), name, "the file is missing")
        return (self.path / name).read_bytes()

    def rows(self, name):
        """The lines of a file; NAME.rows has eight digits for each, which tell what changed."""
        lines, marks = (self.read(one).decode().split("\n") for one in (name, f"{name}.rows"))
        mark, says = "", f"changed, or a line before it is missing or new (or {name}.rows changed)"
        for at, line in enumerate(lines[:-1]):
            mark = sha256((mark + line).encode()).hexdigest()[:8]
            need(marks[at : at + 1] == [mark], f"{name} line {at + 1}", says)
        need(lines[-1:] == marks[len(lines) - 1 :] == [""], f"{name} line {len(lines)}", says)
        return lines[:-1]


def check_note(note, origin, key, roots, where, log):
    """Check a signed checkpoint against a log; return how long it says that the log is."""
    about, size, root = signed_lines(note, origin, key, where)
    need(about == origin, where, "it is about another log")
    is_so = roots.get(int(size)) == b64decode(root)
    need(is_so, log, f"its first {size} lines have another root than was signed ({where})")
    return int(size)


def check_log(folder, entry):
    """Check a contest's manifest, log and checkpoint; return the manifest and what counts."""
    here, position, name = entry["folder"], entry["position"], f"{entry['folder']}/log.txt"
    lines, body = folder.rows(name), folder.read(f"{here}/manifest.json")
    manifest, live, gone = json.loads(body), {}, set()
    closes_at = manifest["closes_at"]
    need(lines[0] == f"M {sha256(body).hexdigest()}", folder.last, "the log begins with another")
    about = [manifest["poll"], manifest["contest"]["position"], manifest["contest"]["title"]]
    is_so = about == [folder.index["poll"], position, entry["title"]]
    need(is_so, "bundle.json", f"its poll or contest is not that of {here}/manifest.json")
    for at, line in enumerate(lines[1:-1], 1):
        leaf, where = LEAF.fullmatch(line), f"{name} line {at + 1}"
        if later := LATER.fullmatch(line):  # times so written sort as they follow
            is_so = later[1] == closes_at < later[2]
            need(is_so, where, f"it does not extend voting from {closes_at} to a later time")
            closes_at = later[2]
            continue
        need(leaf, where, "it is no entry of an envelope")
        if leaf[2] != "-":
            need(live.pop(int(leaf[2]), None), where, "it replaces an entry that does not count")
            gone.add(int(leaf[2]))
        live[at] = bytes.fromhex(leaf[1])
    close = re.fullmatch(f"C {len(live)} ([0-9]+)", lines[-1])
    need(close, f"{name} line {len(lines)}", f"it does not close with {len(live)} envelopes")
    is_so = len(live) <= manifest["register"]["size"]
    need(is_so, f"{name} line {len(lines)}", "there are more envelopes than electors")
    roots = roots_at(lines, {len(lines), *(size for size, _ in folder.receipts.values())})
    log = manifest["log"]["origin"], manifest["log"]["public_key"], roots
    size = check_note(folder.read(f"{here}/checkpoint").decode(), *log, folder.last, name)
    need(size == len(lines), folder.last, "it is not the one of the whole log")
    folder.logs[position] = lines, gone, log
    log = {"size": size, "root": roots[size].hex()}
    return manifest, log, int(close[1]), sorted(live.values())


def check_opening(opening, manifest, log, by_server, envelopes, where):
    """Check what was signed at the opening, by each trustee too: one goes on from the other."""
    signature, key = b64decode(opening.pop("signature")), b64decode(manifest["log"]["public_key"])
    is_so = is_signed(key, signature, canonical(opening))
    need(is_so, where, "it is not what the log's key signed")
    numbers = [opening[one] for one in ("papers", "undecryptable", "duplicate", "left_sealed")]
    need(sum(numbers) == opening["envelopes"], where, "its numbers do not add up")
    origin, trustees = manifest["log"]["origin"], manifest["trustees"]
    went_in = sha256(b"".join(envelopes)).hexdigest()
    names = ("origin", "log", "envelopes", "envelopes_sha256", "by_server")
    is_so = [opening[one] for one in names] == [origin, log, len(envelopes), went_in, by_server]
    need(is_so, where, "the log has other numbers or envelopes")
    is_so = not opening["left_sealed"] or (trustees and len(envelopes) < 20)
    need(is_so, where, "trustees leave fewer than 20 envelopes sealed, nobody leaves others")
    if opening["left_sealed"]:
        return
    need(len(opening["statements"]) == len(trustees), where, "a trustee's statement is missing")
    going = f"{len(envelopes)} {went_in}"
    for at, note in enumerate(opening["statements"], 1):
        said = signed_lines(note, f"{origin}/trustee{at}", trustees[at - 1]["signing_key"], where)
        heading = ["shortlist/v1/opening", origin, f"manifest {opening['manifest_sha256']}"]
        is_so = said[:5] == [*heading, f"layer {at} of {len(trustees)}", f"in {going}"]
        need(is_so, where, f"trustee {at} opened something else than was handed on")
        going = said[5][len("out ") :]
    is_so = not trustees or going == f"{opening['papers']} {opening['papers_sha256']}"
    need(is_so, where, "the last trustee handed on other papers")


def check_papers(folder, here, manifest):
    """Check the papers line by line; return how many there are of each, and all their hashes."""
    papers, hashes, last = Counter(), [], ""
    known = {str(one["number"]) for one in manifest["candidates"]}
    for at, line in enumerate(folder.rows(f"{here}/papers.csv")[1:], 2):
        code, _, row = line.partition(",")
        numbers, where = row.split(" "), f"{here}/papers.csv line {at}"
        need(PAPER.fullmatch(line) and last < code, where, "it is no check code after the last one")
        is_so = known.issuperset(numbers) and len(set(numbers)) == len(numbers)
        need(is_so, where, "somebody in it does not stand, or comes twice")
        papers[row], last = papers[row] + 1, code
        tracker = int(code.translate(BASE_32), 32).to_bytes(10, "big")
        # The ballot as it was sealed.
        ballot = b"\x01" + tracker + bytes([len(numbers), *map(int, numbers)])
        hashes.append(sha256(ballot.ljust(12 + len(known), b"\x00")).digest())
    return papers, hashes


def check_box(folder, entry):
    """Check a ballot box from its manifest to its papers; return these, mode and opening."""
    manifest, log, by_server, envelopes = check_log(folder, entry)
    here, where = entry["folder"], f"{entry['folder']}/opening.json"
    opening = json.loads(folder.read(where))
    check_opening(opening, manifest, log, by_server, envelopes, where)
    is_so = sha256(folder.read(f"{here}/manifest.json")).hexdigest() == opening["manifest_sha256"]
    need(is_so, folder.last, "it is another file than opening.json names")
    few = opening["papers"] < manifest.get("tables_below", 0)
    mode = "T" if few else manifest["publication"]  # as was fixed before anybody voted
    if mode == "T":
        return manifest, Counter(), mode, opening
    papers, hashes = check_papers(folder, here, manifest)
    is_so = len(hashes) == opening["papers"]
    if mode == "F":
        is_so = is_so and sha256(b"".join(sorted(hashes))).hexdigest() == opening["papers_sha256"]
    need(is_so, f"{here}/papers.csv", "other papers came out of the box, by opening.json")
    return manifest, papers, mode, opening


def check_record(folder, where, manifest, papers, unseen):
    """Check a record by papers and opening: candidates, numbers, first preferences.

    So many papers are unseen, for only tables of them are published.
    """
    body = folder.read(where)
    record = json.loads(body)
    digest = sha256(canonical({one: record[one] for one in record if one != "digest"})).hexdigest()
    is_so = record["digest"] == f"sha256:{digest}" and canonical(record) == body
    need(is_so, where, "it has another digest: something in it was changed")
    if manifest:
        about = [[one["name"] for one in record["candidates"]], record["seats"], record["rule"]]
        names, seats = [one["name"] for one in manifest["candidates"]], manifest["contest"]["seats"]
        is_so = about == [names, seats, manifest["rule"]["name"]]
        need(is_so, where, "its candidates, seats or rule are not those of the manifest")
    first, gone = Counter(), {str(number) for number in record["withdrawn"]}
    for row, weight in papers.items():
        first[next((one for one in row.split() if one not in gone), "")] += weight
    total, unit = sum(papers.values()) + unseen, 10 ** record["places"]
    said = [record["papers"][one] for one in ("total", "formal", "informal", "empty")]
    is_so = said == [total, total - first[""], first[""], papers[""]]
    if unseen:  # there may be more without a standing candidate among them
        is_so = said[0] == total == said[1] + said[2] and said[2] >= first[""]
    need(is_so, where, "it has other numbers of papers")
    for stage in record["stages"]:
        votes = {one: int(tally.replace(".", "")) for one, tally in stage["tallies"].items()}
        lost, says = int(stage["non_transferable"].replace(".", "")), f"at stage {stage['number']} "
        need(sum(votes.values()) + lost == said[1] * unit, where, says + "votes do not add up")
        more = [votes[one] - first[one] * unit for one in votes]
        is_so = stage["number"] > 1 or (min(more) >= 0 if unseen else not any(more))
        need(is_so, where, says + "there are other first preferences than on the papers")
    elected = [number for stage in record["stages"] for number in stage["elected"]]
    need(record["elected"] == elected, where, "others are elected than at its stages")
    return record


def check_balance(folder, here, manifest, record, unruled):
    """Check the balance rules of a record; return a sentence on them.

    They are those of the manifest, and the elected keep them; `unruled` is the other count.
    """
    where, found = f"{here}/record.json", record.get("balance")
    fixed = (manifest or {}).get("balance")
    is_so = unruled is None if found is None else unruled is not None
    need(is_so, "bundle.json", f"it says otherwise than {where} whether there are balance rules")
    if found is None:
        is_so = not fixed or not record["stages"]
        need(is_so, where, "the manifest has balance rules, and it was counted without")
        return ""
    bounds, asked = found["bounds"], found.get("asked", found["bounds"])
    if manifest:
        rules = [rule["bound"] for rule in fixed["rules"]] if fixed else []
        need(rules == asked, where, "its balance rules are not those of the manifest")
        need(fixed["groups"] == found["groups"], where, "others count among the groups")
    is_so = asked == bounds or record["withdrawn"]
    need(is_so, where, "a balance rule gave way, though nobody has withdrawn")
    for rule in bounds:
        names, sign, number = re.fullmatch(r"(.*)([<>]=)([0-9]+)", rule).groups()
        names = {
            one[1:-1].replace('""', '"') if one[:1] == '"' else one
            for one in re.findall(r'"(?:[^"]|"")*"|[^+]+', names)
        }
        groups = [found["groups"].get(str(one), []) for one in record["elected"]]
        many, number = sum(not names.isdisjoint(one) for one in groups), int(number)
        is_so = many >= number if sign == ">=" else many <= number
        need(is_so, where, f"the elected do not keep the balance rule {rule}")
    lines = sorted(f"{one}: {'; '.join(names)}" for one, names in found["groups"].items())
    rows = csv.reader(folder.read(f"{here}/groups.csv").decode().splitlines())
    read = sorted(f"{row[0]}: {'; '.join(row[1].split(';'))}" for row in rows if row[0].isdigit())
    need(read == lines, f"{here}/groups.csv", f"others are in the groups by {where}")
    need("balance" not in unruled, f"{here}/record-without-rules.json", "it has balance rules")
    names = ("candidates", "withdrawn", "seats", "rule", "lot", "papers")
    is_so = [record[one] for one in names] == [unruled[one] for one in names]
    need(is_so, f"{here}/record-without-rules.json", "it counts something else")
    said = BALANCED.format(len(bounds), "of the manifest" if manifest else "named in it")
    return said + (GAVE_WAY if asked != bounds else "")


def check_outside(folder, here, entry, papers):
    """Check papers from outside, and add them to the papers."""
    for batch in entry["outside"]:
        is_so = sha256(folder.read(f"{here}/{batch['file']}")).hexdigest() == batch["sha256"]
        need(is_so, folder.last, "it is not the file that was handed in")
        rows = folder.read(f"{here}/{batch['as_read']}").decode().partition("\n0\n")[0].split("\n")
        for weight, *preferences, _ in (row.split() for row in rows[1:] if row[0] != "-"):
            papers[" ".join(preferences)] += int(weight)
    if entry["has_papers"] and not entry["has_box"]:
        lines = folder.rows(f"{here}/papers.csv")[1:]
        is_so = Counter(line.partition(",")[2] for line in lines) == papers
        need(is_so, f"{here}/papers.csv", "other papers were handed in")


def check_withdrawn(entry, where, record, papers):
    """Check whom the record passes over; return their names. A rule may pass over the unnamed."""
    gone = {one["number"]: one["name"] for one in entry.get("withdrawn", [])}
    more = {str(one) for one in record["withdrawn"] if one not in gone}
    is_so = set(gone) <= set(record["withdrawn"])
    is_so = is_so and not any(more & set(row.split()) for row in papers)
    need(is_so or "withdrawn" not in entry, where, "others have withdrawn, by bundle.json")
    return list(gone.values())


def check_merged(folder, here, record, papers):
    """Check the file from which papers are counted again, line by line."""
    names = [one["name"] for one in record["candidates"]] + [record["title"]]
    names = ['"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in names]
    lines = folder.read(f"{here}/papers.blt").decode().split("\n")
    gone = [line for line in lines if line in {f"-{number}" for number in record["withdrawn"]}]
    order = sorted(papers, key=lambda row: "".join(chr(int(number)) for number in row.split()))
    rows = [f"{papers[row]} {row}".rstrip() + " 0" for row in order if papers[row]]
    right = [f"{len(names) - 1} {record['seats']}", *gone, *rows, "0", *names, ""]
    for at, (line, should) in enumerate(zip_longest(lines, right), 1):
        need(line == should, f"{here}/papers.blt line {at}", f"by papers and record: {should}")


def check_contest(folder, entry):
    """Check one contest; return a sentence on what there was."""
    manifest, papers, said, here, mode, unseen = None, Counter(), NO_BOX, entry["folder"], "F", 0
    if entry["has_box"]:
        manifest, papers, mode, opening = check_box(folder, entry)
        said = BOX.format(**opening) + SHOWN[mode]
        unseen = opening["papers"] if mode == "T" else 0
    boxed = sum(papers.values()) + unseen
    check_outside(folder, here, entry, papers)
    record, unruled = check_record(folder, f"{here}/record.json", manifest, papers, unseen), None
    if entry.get("has_balance_rules"):
        name = f"{here}/record-without-rules.json"
        unruled = check_record(folder, name, manifest, papers, unseen)
    said += check_balance(folder, here, manifest, record, unruled)
    gone = check_withdrawn(entry, f"{here}/record.json", record, papers)
    said += f"passing over {', '.join(gone)}, withdrawn before the count, " if gone else ""
    total = sum(papers.values()) + unseen
    if mode != "T":
        check_merged(folder, here, record, papers)
    return f"{entry['title']}: {said}with {total - boxed} from outside, {total} were counted."


def take_receipt(folder, path):
    """Read a receipt, and how long the log was when it was given."""
    folder.last = path.name
    receipt = json.loads(path.read_bytes())
    folder.receipts[path.name] = int(receipt["checkpoint"].split("\n")[1]), receipt


def check_receipt(folder, name):
    """Check that the log has the entry of a receipt; return whether a later one replaced it."""
    folder.last, (size, receipt) = name, folder.receipts[name]
    is_so = receipt["poll"] == folder.index["poll"]["slug"] and receipt["contest"] in folder.logs
    need(is_so, name, "there is no sound log here of its poll and contest")
    (lines, gone, log), index = folder.logs[receipt["contest"]], receipt["index"]
    check_note(receipt["checkpoint"], *log, name, name)
    need([receipt["leaf"]] == lines[index : index + 1], name, "the log has another entry there")
    node = sha256(b"\x00" + receipt["leaf"].encode()).digest()
    root = climbed(node, index, size, [bytes.fromhex(step) for step in receipt["path"]])
    need(root == log[2][size], name, "its path does not lead to the root that is signed")
    return index in gone


def check_register(folder):
    """Check that the register's size follows from the frozen one and the changes since."""
    said, counts = folder.index.get("register"), Counter()
    if said is None:
        return None
    for line in folder.read("ledger.csv").decode().split("\n")[1:-1]:
        _, kind, number = line.split(",")
        counts[kind] += int(number)
    right = said["frozen"] + counts["added"] - counts["removed"]
    need(said["size"] == right, "bundle.json", f"by ledger.csv {right} were on the register")
    frozen = {"size": said["frozen"], "sha256": said["sha256"]}
    for entry in folder.index["contests"]:
        where = f"{entry['folder']}/manifest.json"
        is_so = not entry["has_box"] or json.loads(folder.read(where))["register"] == frozen
        need(is_so, where, "it names another register than bundle.json")
    return f"On the register were {right} at the end, {frozen['size']} when it was frozen."


def check_sums(folder):
    """Check the hash of every file, and that the key of each log has signed the list of them."""
    text = folder.read("SHA256SUMS").decode()
    for _, _, (origin, key, _) in folder.logs.values():
        signed_lines(text, origin, key, "SHA256SUMS")
    lines = [line.split("  ") for line in text.partition("\n\n")[0].split("\n") if line]
    missing = folder.names - {"SHA256SUMS"} - {name for _, name in lines}
    need(not missing, "SHA256SUMS", f"it has no line for {', '.join(sorted(missing))}")
    other = [name for digest, name in lines if sha256(folder.read(name)).hexdigest() != digest]
    need(not other, ", ".join(other), "changed since SHA256SUMS was written")


def main():
    reader = argparse.ArgumentParser(description="Check a published poll.")
    reader.add_argument("folder", type=Path, help="the unpacked bundle")
    reader.add_argument("--receipts", type=Path, help="a folder of receipts (*.json) to look for")
    wishes = reader.parse_args()
    folder, said, faults = Folder(wishes.folder), [], []

    def tried(check, *about):
        try:
            said.append(check(*about))
        except Wrong as wrong:
            faults.append(str(wrong))
        except Exception as wrong:
            faults.append(f"{folder.last}: it cannot be read as it should be ({wrong!r})")

    for path in sorted(wishes.receipts.glob("*.json")) if wishes.receipts else []:
        tried(take_receipt, folder, path)
    tried(lambda: folder.index.update(json.loads(folder.read("bundle.json"))))
    for entry in folder.index.get("contests", []):
        tried(check_contest, folder, entry)
    tried(check_register, folder)
    for name in folder.receipts:
        tried(check_receipt, folder, name)
    tried(check_sums, folder)
    if wishes.receipts:
        found, replaced = len(folder.receipts), said.count(True)
        said.append(f"Receipts found in the log: {found}, replaced by a later ballot: {replaced}.")
        if not found:
            faults.append(f"{wishes.receipts}: there are no receipts (*.json) in this folder")
    sys.stdout.reconfigure(errors="replace")  # some consoles do not know every letter
    sentences = [one for one in said if isinstance(one, str)]
    print("\n".join(faults) or DONE.format(said=" ".join(sentences)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
