"""Recovery, new episodes and dissent, sentence by sentence. Made-up claims, in the form of examples.py."""

from .examples import Example

RECOVERY = [
    Example(
        "A recovery step stands beside the level and does not erase it",
        claims="""
            1  severe        reported  2020-01-01  < A 2020-01-01
            2  stabilised    reported  2020-02-02  < B 2020-02-02
            3  in_progress   reported  2020-03-03  < C 2020-03-03
        """,
        periods="""
            2020-01-01  severe reported
            2020-02-02  severe reported +stabilised
            2020-03-03  severe reported +in_progress
        """,
    ),
    Example(
        "One report may tell of both",
        claims="1 severe+stabilised confirmed 2020-01-01 < looked A 2020-01-01",
        periods="2020-01-01 severe confirmed +stabilised",
    ),
    Example(
        "That a site is whole again does not unsay that it was destroyed, nor contest it",
        claims="""
            1  destroyed           reported   2012-07-14  < A 2012-07-14
            2  none+reconstructed  confirmed  2015-07-18  < looked B 2015-07-18
        """,
        periods="""
            2012-07-14  destroyed reported
            2015-07-18  destroyed reported +reconstructed
        """,
    ),
    Example(
        "A site of which only a recovery is told has no level",
        claims="1 restored confirmed 2020-01-01 < looked A 2020-01-01",
        periods="2020-01-01 no_report +restored",
    ),
    Example(
        "A vaguely dated earlier step never takes a later one back",
        claims="""
            1  severe       reported  2020-01-01  < A 2020-01-01
            2  restored     reported  2020-06-01  < B 2020-06-01
            3  in_progress  reported  2020        < C 2021-01-01
        """,
        periods="""
            2020-01-01  severe reported
            2020-06-01  severe reported +restored
        """,
    ),
    Example(
        "On one day the further step counts",
        claims="""
            1  severe       reported   2020-01-01  < A 2020-01-01
            2  restored     reported   2020-06-01  < B 2020-06-01
            3  in_progress  confirmed  2020-06-01  < looked C 2020-06-01
        """,
        periods="""
            2020-01-01  severe reported
            2020-06-01  severe reported +restored
        """,
    ),
    Example(
        "A step back that surely came later is shown",
        claims="""
            1  severe       reported  2020-01-01  < A 2020-01-01
            2  in_progress  reported  2020-06-01  < B 2020-06-01
            3  cleared      reported  2020-07     < C 2020-08-01
        """,
        periods="""
            2020-01-01  severe reported
            2020-06-01  severe reported +in_progress
            2020-07-31  severe reported +cleared
        """,
    ),
    Example(
        "“Cleared” stands apart: a vague step that may have come before it does not take it back",
        claims="""
            1  destroyed   reported  2012-01-01  < A 2012-01-01
            2  cleared     reported  2018-03-01  < B 2018-03-01
            3  stabilised  reported  2014/2020   < C 2021-01-01
        """,
        periods="""
            2012-01-01  destroyed reported
            2018-03-01  destroyed reported +cleared
        """,
    ),
    Example(
        "After a restoration a report of a later day opens a new episode, whatever its level",
        claims="""
            1  destroyed  confirmed  2020-01-01  < looked A 2020-01-01
            2  restored   reported   2021-01-01  < B 2021-01-01
            3  none       reported   2022-01-01  < C 2022-01-01
        """,
        periods="""
            2020-01-01  destroyed confirmed
            2021-01-01  destroyed confirmed +restored
            2022-01-01  none reported
        """,
    ),
    Example(
        "... even one of the same day, and neither episode contests or confirms the other",
        claims="""
            1  destroyed      confirmed  2020-01-01  < looked A 2020-01-01
            2  reconstructed  reported   2021-01-01  < B 2021-01-01
            3  slight         reported   2021-01-01  < C 2021-01-01
        """,
        periods="""
            2020-01-01  destroyed confirmed
            2021-01-01  slight reported
        """,
    ),
    Example(
        "... but not one that may be of a day before it",
        claims="""
            1  destroyed  confirmed  2020-01-01  < looked A 2020-01-01
            2  restored   reported   2021-01-01  < B 2021-01-01
            3  severe     confirmed  2020/2022   < looked C 2022-01-01
        """,
        periods="""
            2020-01-01  severe confirmed
            2021-01-01  severe confirmed +restored
        """,
    ),
    Example(
        "... nor an undated one",
        claims="""
            1  severe     confirmed  2020-01-01  < looked A 2020-01-01
            2  restored   reported   2021-01-01  < B 2021-01-01
            3  destroyed  reported   ?           < C 2022-01-01
        """,
        periods="""
            2020-01-01  severe confirmed
            2021-01-01  severe confirmed +restored
        """,
    ),
    Example(
        "Only a whole site can be hit anew: repairs in progress open no episode",
        claims="""
            1  severe       confirmed  2020-01-01  < looked A 2020-01-01
            2  in_progress  reported   2021-01-01  < B 2021-01-01
            3  slight       confirmed  2022-01-01  < looked C 2022-01-01
        """,
        periods="""
            2020-01-01  slight confirmed
            2021-01-01  slight confirmed +in_progress
        """,
    ),
    Example(
        "A second reopening and an “unknown” open no episode",
        claims="""
            1  severe         reported  2020-01-01  < A 2020-01-01
            2  restored       reported  2021-01-01  < B 2021-01-01
            3  unknown        reported  2022-01-01  < C 2022-01-01
            4  reconstructed  reported  2023-01-01  < D 2023-01-01
        """,
        periods="""
            2020-01-01  severe reported
            2021-01-01  severe reported +restored
            2023-01-01  severe reported +reconstructed
        """,
    ),
]

CONTESTED = [
    Example(
        "A weaker level that disagrees is outweighed by better evidence",
        claims="""
            1  severe    corroborated  2020-01-01  < A 2020-01-01, B 2020-01-01
            2  moderate  reported      2020-02-02  < C 2020-02-02
        """,
        periods="2020-01-01 severe corroborated",
    ),
    Example(
        "An earlier lower level is outweighed by one as well verified and later",
        claims="""
            1  moderate  reported  2020-01-01  < A 2020-01-01
            2  severe    reported  2020-02-02  < B 2020-02-02
        """,
        periods="""
            2020-01-01  moderate reported
            2020-02-02  severe reported
        """,
    ),
    Example(
        "An earlier lower level that is better verified contests",
        claims="""
            1  moderate  corroborated  2020-01-01  < A 2020-01-01, B 2020-01-01
            2  severe    reported      2020-02-02  < C 2020-02-02
        """,
        periods="""
            2020-01-01  moderate corroborated
            2020-02-02  severe reported contested:1
        """,
    ),
    Example(
        "... until a report of the standing level outweighs it, which then holds for all its days",
        claims="""
            1  moderate  corroborated  2020-01-01  < A 2020-01-01, B 2020-01-01
            2  severe    reported      2020-02-02  < C 2020-02-02
            3  severe    corroborated  2020-03-03  < D 2020-03-03, E 2020-03-03
        """,
        periods="""
            2020-01-01  moderate corroborated
            2020-02-02  severe reported
            2020-03-03  severe corroborated
        """,
        known={
            "2020-02-02": """
                2020-01-01  moderate corroborated
                2020-02-02  severe reported contested:1
            """,
        },
    ),
    Example(
        "A “none” from before the damage disagrees with nothing",
        claims="""
            1  none    confirmed  2020-01-01  < looked A 2020-01-01
            2  severe  reported   2020-02-02  < B 2020-02-02
        """,
        periods="""
            2020-01-01  none confirmed
            2020-02-02  severe reported confirmed:none
        """,
    ),
    Example(
        "A “none” of the day of the damage disagrees with it",
        claims="""
            1  none         reported  2020-02-02  < A 2020-02-02
            2  unspecified  reported  2020-02-02  < B 2020-02-02
        """,
        periods="2020-02-02 unspecified reported contested:1",
    ),
    Example(
        "An undated “unspecified” sets no level, but disagrees with “none”",
        claims="""
            1  none         reported  2020-01-01  < A 2020-01-01
            2  unspecified  reported  ?           < B 2020-02-02
        """,
        periods="""
            2020-01-01  none reported
            2020-02-02  none reported contested:2
        """,
    ),
    Example(
        "An undated level sets none either, but agrees with “unspecified”",
        claims="""
            1  unspecified  reported  2020-01-01  < A 2020-01-01
            2  destroyed    reported  ?           < B 2020-02-02
        """,
        periods="2020-01-01 unspecified reported",
    ),
]
