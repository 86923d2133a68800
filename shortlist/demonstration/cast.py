"""The people of the demonstration. All of them are made up; any likeness is chance."""

from dataclasses import dataclass

REGIONS = (
    "Greater London",
    "North West",
    "South East",
    "Yorkshire & Humberside",
    "South West",
    "East",
    "West Midlands",
    "East Midlands",
    "North",
    "Wales",
    "Scotland",
)
LOCAL_PARTIES = (
    "Market Quarter",
    "Millbrook",
    "Harbour Side",
    "Upper Valley",
    "Castle Hill",
    "Riverside",
    "Old Foundry",
    "Seven Bridges",
    "Fenwick Green",
    "Cwm Derwen",
    "Loch Fyne Road",
)
# Six of the first slate, six of the second, one at home in each region, nineteen others.
CANDIDATE_NAMES = (
    "Amina Okafor", "Rhys Tudor", "Moira Sinclair", "Grace Adeyemi", "Niall Fearon",
    "Priya Nandakumar", "Tobias Lindqvist", "Carys Bevan", "Sam Whitlock", "Dermot Hale",
    "Ines Duarte", "Joe Marchant", "Leila Haddad", "Owen Castell", "Beatrix Quill",
    "Hamish Orrock", "Sunita Raval", "Colin Thrupp", "Yusuf Demiray", "Edith Larkspur",
    "Gwilym Prosser", "Fergus Aird", "Nadia Koroma", "Peter Hollins", "Tamsin Rook",
    "Abel Mensah", "Rosa Quintrell", "Ivor Sallis", "Keiko Braddon", "Marcus Udell",
    "Orla Finnegan", "Stefan Wroe", "Hana Vesely", "Desmond Pike", "Lowri Anwyl",
    "Ravi Solanki", "Bridget Coyle", "Jonah Tarrant", "Mabel Osei", "Callum Reekie",
    "Zara Minhas", "Hugh Pennock",
)  # fmt: skip
# Whom of them the story has declare that they are women.
WOMEN = frozenset(
    name
    for name in CANDIDATE_NAMES
    if name.split(maxsplit=1)[0]
    in (
        "Amina Moira Grace Priya Carys Ines Leila Beatrix Sunita Edith Nadia Tamsin Rosa Keiko "
        "Orla Hana Lowri Bridget Mabel Zara"
    ).split()
)
GIVEN_NAMES = (
    "Alma Bertie Cleo Dara Ewan Faye Gus Hetty Idris Juno Kit Lena Milo Nell Otis Pia Quin Rory "
    "Sela Tom Una Vik Wanda Xan Yara Zed"
).split()
FAMILY_NAMES = (
    "Ashdown Barrow Crake Dunmore Eddery Farrow Garth Hobday Inskip Jarrold Kettle Lomax Merrow "
    "Nettle Oakes Pardoe Quayle Rudge Stroud Tilley Upham Venn Wicks Yarrow"
).split()


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the demonstration: whom to sign in as, and what they may do."""

    name: str
    email: str
    what: str
    roles: tuple[str, ...] = ()
    is_on_roll: bool = True


PASSPHRASE = "four made up words"  # noqa: S105 - of the officer's key; everybody may know it

PEOPLE = (
    Person(
        name="Ola Member",
        email="member@example.org",
        what="a member on the roll: vote, offer to stand, enter what a local party nominates",
    ),
    Person(
        name="Cam Candidate",
        email="candidate@example.org",
        what="a candidate in the open poll, who has another shortlist to countersign",
    ),
    Person(
        name="Orla Organiser",
        email="organiser@example.org",
        what="an organiser: polls, roll, registrations, expressions",
        roles=("organiser",),
    ),
    Person(
        name="Rae Returning",
        email="returning@example.org",
        what="a returning officer: close, open, count, publish",
        roles=("returning officer",),
    ),
    Person(
        name="Dele Deputy",
        email="deputy@example.org",
        what="another returning officer: approves what the first proposes",
        roles=("returning officer",),
    ),
    Person(
        name="Scout Scrutineer",
        email="scrutineer@example.org",
        what="a scrutineer: reads the audit log",
        roles=("scrutineer",),
    ),
    Person(
        name="Sage Safeguarding",
        email="safeguarding@example.org",
        what=f"a safeguarding officer: reads reports; the passphrase is {PASSPHRASE!r}",
        roles=("safeguarding officer",),
        is_on_roll=False,
    ),
    Person(
        name="Nova Newcomer",
        email="newcomer@example.org",
        what="not on the roll yet: register",
        is_on_roll=False,
    ),
    Person(
        name="Bryn Bursary",
        email="bursary@example.org",
        what="a bursary officer: decides on bursaries for those who stand",
        roles=("bursary officer",),
        is_on_roll=False,
    ),
)


def home_of(index: int) -> str:
    """Return the region in which the candidate of this index (from 0) is at home."""
    return REGIONS[(index - 12) % len(REGIONS)] if index >= 12 else REGIONS[index * 5 % 11]


def statement_of(name: str, index: int) -> str:
    """Return what a made-up candidate says."""
    home, local = home_of(index), LOCAL_PARTIES[index % len(LOCAL_PARTIES)]
    causes = (
        ("a movement that listens first", "open meetings in every local party"),
        ("homes that people can afford", "one campaign that all regions share"),
        ("buses that come", "training for first-time campaigners"),
        ("clean rivers", "papers that members get before decisions, not after"),
        ("work that pays", "an executive that answers letters"),
    )
    first, second = causes[index % len(causes)]
    given = name.split(maxsplit=1)[0]
    return (
        f"I am {given}, and I have been active in **{local}** for {3 + index % 17} years.\n\n"
        f"I stand for:\n\n- {first}\n- {second}\n- a fair share of the work for {home}\n\n"
        "If you choose me I will report back after every meeting, in plain words.\n\n"
        "*This person and this statement are made up for the demonstration.*"
    )


def elector(index: int) -> tuple[str, str]:
    """Return name and address of one of the many made-up members on the roll."""
    given = GIVEN_NAMES[index % len(GIVEN_NAMES)]
    family = FAMILY_NAMES[(index * 7 + index // 26) % len(FAMILY_NAMES)]
    return f"{given} {family}", f"{given.lower()}.{family.lower()}.{index}@example.org"
