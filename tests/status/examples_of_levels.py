"""When a report takes effect and what it does to the level, sentence by sentence.

Made-up claims, in the form of examples.py.
"""

from .examples import Example

WHEN = [
    Example("Without a report there is no status", claims="", periods=""),
    Example(
        "A report takes effect on its latest day",
        claims="1 slight reported 2020-03/2020-05 < A 2021-01-01",
        periods="2020-05-31 slight reported",
    ),
    Example(
        "... or on the day its first article came out, if that is earlier",
        claims="1 slight reported 2020-03/2020-05 < A 2020-06-01, B 2020-04-10",
        periods="2020-04-10 slight reported",
    ),
    Example(
        "An article dated by its month came out on the last day of it",
        claims="1 slight reported 2020 < A 2020-04",
        periods="2020-04-30 slight reported",
    ),
    Example(
        "... but never before its earliest day: what is announced has not yet happened",
        claims="1 in_progress reported 2022/2026 < A 2020-10-31",
        periods="2022-01-01 no_report +in_progress",
    ),
    Example(
        "Where the beginning is open the latest day counts",
        claims="1 slight reported ../2020-05-05 < A 2021-01-01",
        periods="2020-05-05 slight reported",
    ),
    Example(
        "Where the end is open the first article counts",
        claims="1 slight reported 2020-05-05/.. < A 2021-01-01",
        periods="2021-01-01 slight reported",
    ),
    Example(
        "An undated report counts from its first article",
        claims="1 severe reported ? < A 2020-02-02",
        periods="2020-02-02 severe reported",
    ),
    Example(
        "An undated report sets no level where one stands, however bad and sure; it may disagree",
        claims="""
            1  slight     reported   2020-01-01  < A 2020-01-01
            2  destroyed  confirmed  ?           < looked B 2020-02-02
        """,
        periods="""
            2020-01-01  slight reported
            2020-02-02  slight reported contested:2
        """,
    ),
    Example(
        "... nor does it make the standing one surer",
        claims="""
            1  slight  reported   2020-01-01  < A 2020-01-01
            2  slight  confirmed  ?           < looked B 2020-02-02
        """,
        periods="2020-01-01 slight reported",
    ),
    Example(
        "On one day the weakest is taken first, so that the best evidence has the last word",
        claims="""
            1  moderate  confirmed  2020-01-01  < looked A 2020-01-01
            2  severe    reported   2020-01-01  < B 2020-01-01
        """,
        periods="2020-01-01 moderate confirmed",
    ),
    Example(
        "On one day and equal evidence the lowest is taken first, so that damage shows",
        claims="""
            1  severe  reported  2020-01-01  < A 2020-01-01
            2  slight  reported  2020-01-01  < B 2020-01-01
        """,
        periods="2020-01-01 severe reported contested:2",
    ),
    Example(
        "A refuted report sets nothing and contests nothing",
        claims="""
            1  severe     reported  2020-01-01  < A 2020-01-01
            2  destroyed  refuted   2020-02-02  < B 2020-02-02
        """,
        periods="2020-01-01 severe reported",
    ),
]

WHAT = [
    Example("“Unknown” alone is still no status", claims="1 unknown confirmed 2020 < looked A 2020", periods=""),
    Example(
        "“Unknown” changes nothing",
        claims="""
            1  slight   reported   2020-01-01  < A 2020-01-01
            2  unknown  confirmed  2020-02-02  < looked B 2020-02-02
        """,
        periods="2020-01-01 slight reported",
    ),
    Example(
        "“Unspecified” sets the status where there is none yet, and any level from slight up replaces it",
        claims="""
            1  unspecified  confirmed  2020-01-01  < looked A 2020-01-01
            2  slight       reported   2020-02-02  < B 2020-02-02
        """,
        periods="""
            2020-01-01  unspecified confirmed
            2020-02-02  slight reported confirmed:unspecified
        """,
    ),
    Example(
        "“Unspecified” sets the status where it is “none”, on any evidence",
        claims="""
            1  none         confirmed  2020-01-01  < looked A 2020-01-01
            2  unspecified  reported   2020-02-02  < B 2020-02-02
        """,
        periods="""
            2020-01-01  none confirmed
            2020-02-02  unspecified reported confirmed:none
        """,
    ),
    Example(
        "“Unspecified” does not touch a level on the scale, nor contest it",
        claims="""
            1  slight       reported   2020-01-01  < A 2020-01-01
            2  unspecified  confirmed  2020-02-02  < looked B 2020-02-02
        """,
        periods="2020-01-01 slight reported",
    ),
    Example(
        "“None” replaces “unspecified” on equal evidence: it was a correction",
        claims="""
            1  unspecified  reported  2020-01-01  < A 2020-01-01
            2  none         reported  2020-02-02  < B 2020-02-02
        """,
        periods="2020-01-01 none reported",
    ),
    Example(
        "“None” does not replace “unspecified” on weaker evidence",
        claims="""
            1  unspecified  corroborated  2020-01-01  < A 2020-01-01, B 2020-01-01
            2  none         reported      2020-02-02  < C 2020-02-02
        """,
        periods="2020-01-01 unspecified corroborated",
    ),
    Example(
        "Damage shows as soon as it is reported, even over a confirmed “none”",
        claims="""
            1  none       confirmed  2020-01-01  < looked A 2020-01-01
            2  destroyed  reported   2020-02-02  < B 2020-02-02
        """,
        periods="""
            2020-01-01  none confirmed
            2020-02-02  destroyed reported confirmed:none
        """,
    ),
    Example(
        "An equal level keeps the earlier day, and from its own day on has the better verification",
        claims="""
            1  severe  reported      2020-01-01  < A 2020-01-01
            2  severe  corroborated  2020-02-02  < B 2020-02-02, C 2020-02-02
            3  severe  confirmed     2020-03-03  < looked D 2020-03-03
            4  severe  reported      2020-04-04  < E 2020-04-04
        """,
        periods="""
            2020-01-01  severe reported
            2020-02-02  severe corroborated
            2020-03-03  severe confirmed
        """,
    ),
    Example(
        "Beside a weaker level stands the last confirmed one",
        claims="""
            1  slight    confirmed     2020-01-01  < looked A 2020-01-01
            2  moderate  confirmed     2020-02-02  < looked B 2020-02-02
            3  severe    corroborated  2020-03-03  < C 2020-03-03, D 2020-03-03
        """,
        periods="""
            2020-01-01  slight confirmed
            2020-02-02  moderate confirmed
            2020-03-03  severe corroborated confirmed:moderate contested:1,2
        """,
    ),
    Example(
        "A lift caps the earlier periods; their days and verification stay",
        claims="""
            1  moderate   reported      2020-01-01  < A 2020-01-01
            2  severe     reported      2020-02-02  < B 2020-02-02
            3  destroyed  corroborated  2020-03-03  < C 2020-03-03, D 2020-03-03
            4  severe     confirmed     2020-04-04  < looked E 2020-04-04
        """,
        periods="""
            2020-01-01  moderate reported
            2020-02-02  severe reported
            2020-03-03  severe corroborated
            2020-04-04  severe confirmed
        """,
        known={
            "2020-03-03": """
                2020-01-01  moderate reported
                2020-02-02  severe reported
                2020-03-03  destroyed corroborated
            """,
        },
    ),
    Example(
        "Equal evidence lifts, and what it lifted is outweighed: one period is left",
        claims="""
            1  destroyed  confirmed  2020-01-01  < looked A 2020-01-01
            2  slight     confirmed  2020-02-02  < looked B 2020-02-02
        """,
        periods="2020-01-01 slight confirmed",
    ),
    Example(
        "A lift touches nothing that is better verified than itself: when the rumour falls, what was seen stands again",
        claims="""
            1  severe     confirmed     2020-01-01  < looked A 2020-01-01
            2  destroyed  reported      2020-02-02  < B 2020-02-02
            3  slight     corroborated  2020-03-03  < C 2020-03-03, D 2020-03-03
        """,
        periods="2020-01-01 severe confirmed",
        known={
            "2020-02-02": """
                2020-01-01  severe confirmed
                2020-02-02  destroyed reported confirmed:severe contested:1
            """,
        },
    ),
    Example(
        "A corrected rumour does not make a level less sure than it was",
        claims="""
            1  moderate   confirmed  2020-01-01  < looked A 2020-01-01
            2  destroyed  reported   2020-02-02  < B 2020-02-02
            3  moderate   reported   2020-03-03  < C 2020-03-03
        """,
        periods="2020-01-01 moderate confirmed",
    ),
    Example(
        "A lift may go down to “none”",
        claims="""
            1  destroyed  reported   2020-01-01  < A 2020-01-01
            2  none       confirmed  2020-02-02  < looked B 2020-02-02
        """,
        periods="""
            2020-01-01  none reported
            2020-02-02  none confirmed
        """,
    ),
    Example(
        "Weaker evidence lifts nothing",
        claims="""
            1  destroyed  confirmed     2020-01-01  < looked A 2020-01-01
            2  none       corroborated  2020-02-02  < B 2020-02-02, C 2020-02-02
        """,
        periods="2020-01-01 destroyed confirmed",
    ),
    Example(
        "After a lift damage is weighed anew: a worse report shows again",
        claims="""
            1  destroyed  reported   2020-01-01  < A 2020-01-01
            2  slight     confirmed  2020-02-02  < looked B 2020-02-02
            3  destroyed  reported   2020-03-03  < C 2020-03-03
        """,
        periods="""
            2020-01-01  slight reported
            2020-02-02  slight confirmed
            2020-03-03  destroyed reported confirmed:slight contested:2
        """,
    ),
]
