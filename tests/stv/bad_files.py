"""Some hundreds of malformed files: good ones of every format changed by chance, and by hand."""

import gzip
import random
from functools import cache

GOOD = {
    "plain.blt": '4 2\n-4\n4 1 2 0\n3 2 0\n2 3 1 2 0\n1 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Di"\n"T"\n',
    "rich.blt": "# by hand\n4 2 # seats\n[nick ann bo cy di]\n[tie 3 1 2 4]\n-di\n4 ann bo 0\n"
    '3 2=3 1 0\n2 3 - 2 0\n/* the\nrest */\n1 0 # empty\n0\n"Ann ""A"""\n"Bo: 1"\n"C, y"\n"Di"\n'
    '"T"\n',
    "lists.csv": 'papers,rank 1,rank 2,rank 3\n3,Ann,"Bo, Jr",\n2,,Cy,Ann\n1,Cy,overvote,Ann\n'
    "4,,,\n",
    "ranks.csv": "\ufeffAnn;Bo;Cy\r\n1;2;\r\n;1;2.0\r\n2;2;1\r\n;;\r\n1;;3\r\n",
    "today.toi": "# TITLE: T\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 6\n"
    "# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bo\n# ALTERNATIVE NAME 3: Cy\n"
    "3: 2,1\n2: 3,{1,2}\n1: \n",
    "before.soi": "3\n1,Ann\n2,Bo, Jr\n3,Cy\n5,5,2\n3,2,1\n2,3,1,2\n",
    "votes.abif": '# note\n{"title": "T"}\n=A:[Ann Smith]\n=B:Bo\n27: A > B = [Cy]\n12: B>"Cy"\n'
    "3: [Cy]/5, A/2 # scored\n10:\n",
}
_NASTY = [b"", b"0", b"9", b"-", b"=", b'"', b"\n", b" ", b",", b";", b":", b"#", b"{", b"]", b"/*"]
_NASTY += [b"\x00", b"\xff", b"\xc3", b"\x1b[2J", b"\r", b"\xe2\x80\xa8", b"99999999999999999999"]


def _changed(data: bytes, chance: random.Random) -> bytes:
    """One change: bytes put in, out or in place of others, lines lost, doubled or moved, the end
    cut off."""
    at = chance.randrange(len(data) + 1)
    lines = data.split(b"\n")
    line, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(7)
    if kind < 3:
        return data[:at] + chance.choice(_NASTY) + data[at + kind :]
    if kind == 3:
        return data[:at]
    if kind == 4:
        return b"\n".join(lines[:line] + lines[line + 1 :])
    if kind == 5:
        return b"\n".join([*lines[:line], lines[other], *lines[line:]])
    lines[line], lines[other] = lines[other], lines[line]
    return b"\n".join(lines)


def by_chance(each: int) -> dict[str, bytes]:
    """So many files made of each good one, the same every time; some are changed twice."""
    files = {}
    for name, text in GOOD.items():
        chance = random.Random(f"malformed {name}")
        for number in range(each):
            data = _changed(text.encode(), chance)
            files[f"{number:02}-{name}"] = _changed(data, chance) if number % 3 == 0 else data
    return files


def _blt(papers: str, first: str = "2 1", names: str = '0\n"A"\n"B"\n') -> bytes:
    return f"{first}\n{papers}\n{names}".encode()


_MANY = "".join(f'"C{number}"\n' for number in range(5_000))
_A_THOUSAND = "".join(_MANY.splitlines(keepends=True)[:1_000])
BY_HAND = {
    "empty.blt": b"",
    "empty.csv": b"\n\n",
    "empty.abif": b"# nothing\n",
    "empty.soi": b"#\n",
    "fewer-candidates.blt": _blt("1 1 0\n1 3 0"),
    "more-candidates.blt": _blt("1 1 0", first="3 1"),
    "no-seats.blt": _blt("1 1 0", first="2"),
    "more-seats-than-candidates.blt": _blt("1 1 0\n1 2 0", first="2 9"),
    "enormous-seats.blt": _blt("1 1 0\n1 2 0", first="2 999999999999999999"),
    "negative-seats.blt": _blt("1 1 0", first="2 -1"),
    "no-end.blt": _blt("1 1 0", names='"A"\n"B"\n'),
    "nothing-after.blt": b"2 1\n1 1 0\n",
    "negative-weight.blt": _blt("-5 1 0\n1 1 0"),
    "late-withdrawal.blt": _blt("1 1 0\n-2"),
    "everybody-withdrawn.blt": _blt("-1 -2\n1 1 0"),
    "weight-10^9.blt": _blt("1000000000 1 0\n999999999 2 0"),
    "weight-10^12.blt": _blt("1000000000000 1 0\n999999999999 2 0"),
    "weight-beyond.blt": _blt("1000000000001 1 0"),
    "5000-candidates.blt": f"5000 3\n1 1 2 5000 0\n0\n{_MANY}".encode(),
    "5000-candidates.csv": ("rank 1\n" + _MANY).encode(),
    "5000-columns.csv": (",".join(f"C{n}" for n in range(5_000)) + "\n1\n").encode(),
    "5000-candidates.abif": "".join(f"1: C{n}\n" for n in range(5_000)).encode(),
    "5000-alternatives.soi": b"# NUMBER ALTERNATIVES: 5000\n# ALTERNATIVE NAME 1: A\n1: 1\n",
    "1000-candidates.blt": f"1000 3\n1 1 2 1000 0\n0\n{_A_THOUSAND}".encode(),
    "latin-1.blt": _blt("1 1 0", names='0\n"Zoë"\n"B"\n').replace("ë".encode(), b"\xeb"),
    "latin-1.csv": b"Zo\xeb,B\n1,2\n",
    "latin-1.abif": b"=Z:[Zo\xeb]\n1:Z\n",
    "latin-1.soi": b"# ALTERNATIVE NAME 1: Zo\xeb\n1: 1\n",
    "utf-16.blt": GOOD["plain.blt"].encode("utf-16"),
    "utf-16.csv": GOOD["lists.csv"].encode("utf-16-le"),
    "gzip.blt": gzip.compress(GOOD["plain.blt"].encode(), mtime=0),
    "gzip.csv": gzip.compress(GOOD["lists.csv"].encode(), mtime=0),
    "workbook.csv": b"PK\x03\x04" + bytes(100),
    "old-workbook.csv": b"\xd0\xcf\x11\xe0" + bytes(100),
    "scan.blt": b"%PDF-1.4\n",
    "bom.blt": b"\xef\xbb\xbf" + GOOD["plain.blt"].encode(),
    "two-boms.blt": b"\xef\xbb\xbf" * 2 + GOOD["plain.blt"].encode(),
    "crlf.blt": GOOD["plain.blt"].replace("\n", "\r\n").encode(),
    "carriage-returns.blt": GOOD["plain.blt"].replace("\n", "\r").encode(),
    "comments.blt": GOOD["plain.blt"].replace("\n", " # note\n").encode(),
    "comment-without-end.blt": _blt("1 1 0\n/* 1 2 0"),
    "comment-in-a-comment.blt": _blt("1 1 0 /* a /* b */ */\n1 2 0"),
    "comment-of-latin-1.blt": _blt("1 1 0\n1 2 0 # x").replace(b"x", b"\xeb"),
    "comment-over-lines-of-latin-1.blt": _blt("1 1 0\n/* x\ny */").replace(b"y", b"\xeb"),
    "strange-blanks.blt": _blt("1 1 0\n\u2028\n\u3000# note\n1 2 0"),
    "strange-blanks.abif": "1: A\n\u2028\n\u3000# note\n".encode(),
    "one-line.blt": GOOD["plain.blt"].replace("\n", " ").encode(),
    "huge-line.blt": _blt("1 " + "1 " * 3_000_000 + "0"),
    "huge-line-without-end.blt": b"2 1\n" + b"1 " * 3_000_000,
    "huge-line.csv": b"A,B\n" + b"1," * 3_000_000,
    "huge-cell.csv": b'A,B\n"' + b"x\n" * 3_000_000,
    "huge-line.abif": b"1: A" + b">A" * 3_000_000,
    "huge-line.soi": b"# ALTERNATIVE NAME 1: A\n1: 1" + b",1" * 3_000_000,
    "blanks.blt": _blt("1 1" + " " * 90_000 + "0\n1" + " " * 90_000 + "x"),
    "blanks.abif": b"A" + b" " * 90_000 + b"x\n1:" + b" " * 90_000 + b"A" + b" " * 90_000 + b"B\n",
    "blanks.soi": b"# A"
    + b" " * 90_000
    + b"x\n# ALTERNATIVE NAME 1:"
    + b" " * 90_000
    + b"A\n1: 1\n",
    "blank-lines.blt": b"\n" * 3_000_000,
    "blank-lines.csv": b"5" + b"\n" * 60_000 + b",x",
    "nul.blt": _blt("1 1 \x00 0"),
    "nuls.blt": bytes(3_000_000),
    "nul.csv": b"A,B\n1,\x002\n",
    "nul-name.csv": b"A\x00,B\n1,2\n",
    "nul.abif": b"1: A\x00>B\n",
    "escape.abif": b"=A:[\x1b[2J]\n1:A\n",
    "escape-in-a-title.abif": b'{"title": "\\u001b[2J"}\n1:A\n',
    "escape-in-a-title.soi": b"# TITLE: \x1b[2J\n# ALTERNATIVE NAME 1: A\n1: 1\n",
    "deep-equals.blt": _blt("1 " + "=".join(["1"] * 40_000) + " 0"),
    "deep-equals.abif": b"1: " + b"=".join([b"A"] * 40_000),
    "deep-braces.toi": b"# ALTERNATIVE NAME 1: A\n1: " + b"{" * 40_000 + b"1" + b"}" * 40_000,
    "deep-json.abif": b'{"title": ' + b"[" * 40_000 + b"\n1: A\n",
    "many-quotes.blt": _blt("1 1 0\n/* x */", names="0\n" + '"' * 90_000 + "\n"),
    "many-quotes.csv": b'A,B\n"' + b'"' * 90_000 + b"\n",
    "equals-nobody.blt": _blt("1 1=9 0\n1 =1 0"),
    "option-unknown.blt": _blt("[colour red blue]\n1 1 0"),
    "option-late.blt": _blt("1 1 0\n[tie 1 2]"),
    "option-open.blt": _blt("[tie 1 2\n1 1 0"),
    "nicknames-few.blt": _blt("[nick a]\n1 a 0"),
    "nicknames-twice.blt": _blt("[nick a a]\n1 a 0"),
    "nicknames-of-others.blt": _blt("[nick 2 1]\n1 2 0"),
    "nickname-of-nobody.blt": _blt("[nick a b]\n1 c 0"),
    "lot-twice.blt": _blt("[tie 1 1]\n1 1 0"),
    "lot-short.blt": _blt("[tie 2]\n1 1 0"),
    "weight-fraction.csv": b"votes,A,B\n1.5,1,2\n",
    "weight-negative.csv": b"votes,A,B\n-1,1,2\n",
    "weight-missing.csv": b"A,B,votes\n1,2\n",
    "rank-word.csv": b"A,B\n1,first\n",
    "rank-negative.csv": b"A,B\n1,-2\n",
    "rank-enormous.csv": b"A,B\n1,99999999999999999999\n",
    "cell-too-many.csv": b"A,B\n1,2,3\n",
    "name-missing.csv": b"A,,B\n1,2,3\n",
    "heading-missing.csv": b"1,2\n2,1\n",
    "heading-in-no-order.csv": b"rank 2,rank 1\nA,B\n",
    "mixed.csv": b"rank 1,rank 2\nA,2\n",
    "quotes.csv": b'A,B\n"1"x,2\n',
    "voters-wrong.soi": b"# NUMBER VOTERS: 2\n# ALTERNATIVE NAME 1: A\n1: 1\n",
    "names-twice.soi": b"# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 1: B\n1: 1\n",
    "name-missing.soi": b"# ALTERNATIVE NAME 2: B\n1: 2\n",
    "graph.wmd": b"# DATA TYPE: wmd\n# ALTERNATIVE NAME 1: A\n1,1\n",
    "zero.soi": b"# ALTERNATIVE NAME 1: A\n0: 1\n1: 0\n",
    "names-short.soi": b"3\n1,A\n2,B\n",
    "voters-missing.soi": b"1\n1,A\n3,1\n",
    "declared-twice.abif": b"=A:[Ann]\n=A:[Amy]\n1: A\n",
    "undeclared.abif": b"=A:[Ann]\n1: A>B\n",
    "candidate-missing.abif": b"1: A>>B\n",
    "weight-zero.abif": b"0: A\n",
    "ballotcount.abif": b'{"ballotcount": 3}\n1: A\n',
    "record.json": b'{"schema": "shortlist/record/1"}',
    "prose.txt": b"Dear returning officer,\nplease find enclosed no papers.\n",
}


@cache
def files() -> dict[str, bytes]:
    """All malformed files by name."""
    return by_chance(each=40) | BY_HAND
