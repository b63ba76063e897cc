"""What the rule makes of real contradictions: tables that a curator can read, run by test_examples.py.

An example has a title; the claims, one a line: number, level or recovery step (``severe+stabilised`` is both),
verification, when it happened, < the articles cited; the periods that follow, one a line: since when, level,
verification and, where there is one, the recovery step, the last confirmed level beside a weaker one, the numbers of
those who contest the level; and the periods as known on earlier days. An article says it unless another role stands
before it; ``?`` is a date nobody knows.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    title: str
    claims: str
    periods: str
    known: dict[str, str] = field(default_factory=dict)


REAL = [
    Example(
        "Baalshamin: three dates of one destruction, and two looks at the rubble",
        claims="""
            1  destroyed  reported   2015-08-23             < DGAM 2015-08-24, AFP 2015-08-29
            2  destroyed  reported   2015-07                < SOHR 2015-08-24, Interia 2015-08
            3  destroyed  reported   2015-08-25             < Reuters 2015-08-29
            4  destroyed  confirmed  2015-06-26/2015-08-27  < looked UNOSAT 2015-08-29, Reuters 2015-08-29
            5  destroyed  confirmed  2016-04-24/2016-04-26  < looked UNESCO 2016-04-28
        """,
        periods="""
            2015-07-31  destroyed reported
            2015-08-27  destroyed confirmed
        """,
        known={
            "2015-08-23": "",
            "2015-08-24": "2015-07-31 destroyed reported",
            "2015-09-01": """
                2015-07-31  destroyed reported
                2015-08-27  destroyed confirmed
            """,
        },
    ),
    Example(
        "Lion of al-Lat: never destroyed, as we know today; destroyed, as the world knew it in September 2015",
        claims="""
            1  destroyed    reported      2015-05-23  < DailyMail 2015-05-28
            2  destroyed    corroborated  2015-06-27  < AFP 2015-07-02, Elnashra 2015-07
            3  destroyed    reported      2015-07-02  < SANA 2015-07-02
            4  severe       confirmed     2016-03     < looked AP 2016-03-29, Reuters 2017-10-01
            5  in_progress  reported      2016/2017   < Reuters 2017-10-01, ArchaeologyWiki 2017-10-05
            6  restored     reported      2017-10-01  < Reuters 2017-10-01, ArchaeologyWiki 2017-10-05
        """,
        periods="""
            2015-05-23  severe reported
            2015-06-27  severe corroborated
            2016-03-29  severe confirmed
            2017-10-01  severe confirmed +restored
        """,
        known={
            "2015-07-02": "2015-05-23 destroyed reported",
            "2015-09-01": """
                2015-05-23  destroyed reported
                2015-06-27  destroyed corroborated
            """,
            "2016-03-28": """
                2015-05-23  destroyed reported
                2015-06-27  destroyed corroborated
            """,
            "2016-03-29": """
                2015-05-23  severe reported
                2015-06-27  severe corroborated
                2016-03-29  severe confirmed
            """,
        },
    ),
    Example(
        "Tetrapylon: the day of the announcement is not the day of the destruction",
        claims="""
            1  destroyed  confirmed  2016-12-26/2017-01-10  < looked ASOR 2017-01-19, looked UNOSAT 2017-01-20
            2  severe     reported   2017-01-20             < DGAM 2017-01-20
        """,
        periods="2017-01-10 destroyed confirmed",
        known={"2017-01-18": "", "2017-01-19": "2017-01-10 destroyed confirmed"},
    ),
    Example(
        "Hatra: said to be bulldozed, which was not borne out; then less and less",
        claims="""
            1  destroyed  refuted       2015-03     < ministry 2015-04, refutes ASOR 2017-05
            2  moderate   corroborated  2015-04-04  < video 2015-04, UNESCO 2016-01-15
            3  slight     confirmed     2017-05     < looked UNESCO 2017-05
            4  restored   reported      2022-02-24  < ALIPH 2022-02-26
        """,
        periods="""
            2015-04-04  slight corroborated
            2017-05-31  slight confirmed
            2022-02-24  slight confirmed +restored
        """,
        known={
            "2015-04-30": "2015-03-31 moderate reported",
            "2016-01-15": """
                2015-03-31  moderate reported
                2015-04-04  moderate corroborated
            """,
        },
    ),
    Example(
        "St Porphyrius: none, moderate and destroyed for one night",
        claims="""
            1  none       reported  2023-10-19  < encyclopedia ?
            2  moderate   reported  2023-10-19  < witnesses 2023-10-20
            3  destroyed  reported  2023-10-18  < ministry 2023-12
        """,
        periods="""
            2023-10-18  none reported
            2023-10-19  moderate reported contested:1
        """,
        known={
            "2023-10-20": "2023-10-19 moderate reported",
            "2023-12-31": "2023-10-18 moderate reported",
        },
    ),
    Example(
        "Theatre of Palmyra: seen to be moderate, said to be severe",
        claims="""
            1  moderate  confirmed  2016-12-26/2017-01-10  < looked ASOR 2017-01-19, UNOSAT 2017-01-20
            2  severe    reported   2017-01-20             < UNESCO 2017-01-20
        """,
        periods="""
            2017-01-10  moderate confirmed
            2017-01-20  severe reported confirmed:moderate contested:1
        """,
        known={"2017-01-19": "2017-01-10 moderate confirmed"},
    ),
    Example(
        "Dharahara: fell in 1934, rebuilt, fell in 2015, rebuilt",
        claims="""
            1  destroyed      corroborated  1934-01-15             < BBC 2015-04-25, Kathmandu 2025
            2  reconstructed  reported      1934-01-16/2015-04-24  < BBC 2015-04-25
            3  destroyed      confirmed     2015-04-25             < looked BBC 2015-04-25, Kathmandu 2025
            4  reconstructed  reported      ../2025-04             < Kathmandu 2025
        """,
        periods="""
            1934-01-15  destroyed corroborated
            2015-04-24  destroyed corroborated +reconstructed
            2015-04-25  destroyed confirmed
            2025-04-30  destroyed confirmed +reconstructed
        """,
        known={"1934-01-16": "", "2015-04-24": ""},
    ),
    Example(
        "Odesa: the missile of 2023 does not correct the demolition of 1936, for the cathedral was rebuilt between",
        claims="""
            1  destroyed      corroborated  1936             < Guardian 2023-07, AP 2023-07-24
            2  reconstructed  reported      1991/2023-07-22  < Guardian 2023-07
            3  severe         confirmed     2023-07-23       < AP 2023-07-23, looked UNESCO 2023-07-29
        """,
        periods="""
            1936-12-31  destroyed corroborated
            2023-07-22  destroyed corroborated +reconstructed
            2023-07-23  severe confirmed
        """,
        known={"2023-07-23": "2023-07-23 severe reported"},
    ),
    Example(
        "Shuri: lost in 1945, rebuilt, burnt in 2019, to be rebuilt from 2022 on",
        claims="""
            1  destroyed      reported   1945             < Kyodo 2019-10-31
            2  reconstructed  reported   1945/2019-10-30  < Kyodo 2019-10-31
            3  destroyed      confirmed  2019-10-31       < looked Kyodo 2019-10-31, AP 2019-11
            4  in_progress    reported   2022/2026        < Nippon 2020-10-31
        """,
        periods="""
            1945-12-31  destroyed reported
            2019-10-30  destroyed reported +reconstructed
            2019-10-31  destroyed confirmed
            2022-01-01  destroyed confirmed +in_progress
        """,
    ),
    Example(
        "al-Nuri mosque: blown up and rebuilt; that a US strike did it was refuted",
        claims="""
            1  destroyed      confirmed  2017-06-21  < looked army 2017-06-22, UNESCO 2025-09
            2  destroyed      refuted    2017-06-21  < Amaq 2017-06-21, refutes army 2017-06-22
            3  in_progress    reported   2018-12-16  < UNESCO 2018-12-16
            4  reconstructed  reported   2025-09-01  < AP 2025-09
        """,
        periods="""
            2017-06-21  destroyed confirmed
            2018-12-16  destroyed confirmed +in_progress
            2025-09-01  destroyed confirmed +reconstructed
        """,
        known={"2017-06-21": "2017-06-21 destroyed reported", "2017-06-22": "2017-06-21 destroyed confirmed"},
    ),
    Example(
        "Monumental Arch: severe and destroyed for one day, until somebody looked",
        claims="""
            1  destroyed    corroborated  2015-10-04             < DGAM 2015-10-05, AFP 2015-10-04
            2  severe       corroborated  2015-10-04             < DGAM 2015-10-05, AtlasObscura 2015-10
            3  destroyed    refuted       2015-05                < Interfax 2023-07, refutes SIMAT 2025-01-02
            4  destroyed    confirmed     2016-04-24/2016-04-26  < looked UNESCO 2016-04-28
            5  in_progress  reported      2020-11-12             < RIW 2021-04-12
            6  in_progress  reported      2022-07-14             < Ortas 2022-07-14
        """,
        periods="""
            2015-10-04  destroyed corroborated
            2016-04-26  destroyed confirmed
            2020-11-12  destroyed confirmed +in_progress
        """,
        known={
            "2015-10-04": "2015-10-04 destroyed reported",
            "2015-10-05": "2015-10-04 destroyed corroborated",
            "2015-12-01": "2015-10-04 destroyed corroborated contested:2",
        },
    ),
    Example(
        "Bel: partly destroyed, perhaps still standing, destroyed: three days in August",
        claims="""
            1  severe       reported   2015-08-30             < SOHR 2015-08-31
            2  unspecified  refuted    2015-08-31             < DGAM 2015-08-31, refutes UNOSAT 2015-09-01
            3  destroyed    confirmed  2015-08-27/2015-08-31  < looked UNOSAT 2015-09-01
        """,
        periods="""
            2015-08-30  severe reported
            2015-08-31  destroyed confirmed
        """,
        known={"2015-08-31": "2015-08-30 severe reported"},
    ),
    Example(
        "Great Omari mosque: destroyed, said the first news; the pictures of the next day show walls",
        claims="""
            1  destroyed  reported   2023-12-07             < encyclopedia ?
            2  severe     reported   2023-12-07/2023-12-08  < AP 2023-12-09
            3  severe     confirmed  2023-12                < looked HRW 2024
        """,
        periods="""
            2023-12-07  severe reported
            2023-12-31  severe confirmed
        """,
    ),
    Example(
        "Castle of Palmyra: a mission that could not reach it changes nothing",
        claims="""
            1  moderate  reported  2016-03                < DGAM ?
            2  unknown   reported  2016-04-24/2016-04-26  < UNESCO 2016-04-28
        """,
        periods="2016-03-31 moderate reported",
    ),
    Example(
        "Tower of Elahbel: an earlier day from the ministry, a surer one from the satellite",
        claims="""
            1  destroyed  confirmed     2015-08-27/2015-09-02  < looked ASOR 2015-09-04
            2  destroyed  corroborated  2015-08-25             < DGAM 2015-09-04, Barford 2015-09-04
        """,
        periods="""
            2015-08-25  destroyed corroborated
            2015-09-02  destroyed confirmed
        """,
    ),
]
