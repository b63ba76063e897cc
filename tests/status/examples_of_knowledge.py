"""What the sources let the world know, and when, sentence by sentence. Made-up claims, in the form of examples.py."""

from .examples import Example

KNOWLEDGE = [
    Example(
        "A report is known once its first supporting article is out; a dispute makes nothing known",
        claims="1 severe reported 2020-01-01 < disputes A 2020-01-02, B 2020-01-05, C 2020-01-09",
        periods="2020-01-01 severe reported",
        known={"2020-01-04": "", "2020-01-05": "2020-01-01 severe reported"},
    ),
    Example(
        "It is confirmed once a source is out that looked",
        claims="1 severe confirmed 2020-01-01 < A 2020-01-02, B 2020-01-05, looked C 2020-01-09",
        periods="2020-01-01 severe confirmed",
        known={
            "2020-01-02": "2020-01-01 severe reported",
            "2020-01-05": "2020-01-01 severe corroborated",
            "2020-01-09": "2020-01-01 severe confirmed",
        },
    ),
    Example(
        "It is corroborated once two origins are out; two articles of one agency are one",
        claims="1 severe corroborated 2020-01-01 < AFP 2020-01-02, AFP 2020-01-05, Reuters 2020-01-09",
        periods="2020-01-01 severe corroborated",
        known={"2020-01-08": "2020-01-01 severe reported", "2020-01-09": "2020-01-01 severe corroborated"},
    ),
    Example(
        "A source that disputes corroborates nothing",
        claims="1 severe corroborated 2020-01-01 < A 2020-01-02, disputes B 2020-01-03, A 2020-01-05, C 2020-01-09",
        periods="2020-01-01 severe corroborated",
        known={"2020-01-08": "2020-01-01 severe reported"},
    ),
    Example(
        "It is never better than what was typed",
        claims="1 severe reported 2020-01-01 < looked A 2020-01-02, B 2020-01-02",
        periods="2020-01-01 severe reported",
        known={"2020-01-02": "2020-01-01 severe reported"},
    ),
    Example(
        "An undated article counts from our own publication",
        claims="1 severe confirmed 2020-01-01 < A 2020-01-02, looked B ?",
        periods="2020-01-01 severe confirmed",
        known={"2025-12-31": "2020-01-01 severe reported", "2026-01-01": "2020-01-01 severe confirmed"},
    ),
    Example(
        "A report without any supporting article counts from our own publication too",
        claims="1 severe reported 2020-01-01 < disputes A 2020-01-02",
        periods="2020-01-01 severe reported",
        known={"2025-12-31": "", "2026-01-01": "2020-01-01 severe reported"},
    ),
    Example(
        "A refuted report counts, as its citations bear it out, until its first refutation",
        claims="1 severe refuted 2020-01-01 < A 2020-01-02, B 2020-01-05, refutes C 2020-01-09, refutes D 2020-02-02",
        periods="",
        known={
            "2020-01-02": "2020-01-01 severe reported",
            "2020-01-08": "2020-01-01 severe corroborated",
            "2020-01-09": "",
        },
    ),
    Example(
        "A refuted report of which no source says so was never believed",
        claims="1 severe refuted 2020-01-01 < A 2020-01-02",
        periods="",
        known={"2020-01-02": ""},
    ),
    Example(
        "A report does not lift before it is known",
        claims="""
            1  destroyed  reported   2020-01-01  < A 2020-01-02
            2  slight     confirmed  2020-01-05  < looked B 2020-03-03
        """,
        periods="""
            2020-01-01  slight reported
            2020-01-05  slight confirmed
        """,
        known={"2020-03-02": "2020-01-01 destroyed reported"},
    ),
    Example(
        "... nor as better evidence than was then known",
        claims="""
            1  destroyed  corroborated  2020-01-01  < A 2020-01-02, B 2020-01-02
            2  slight     confirmed     2020-01-05  < C 2020-01-06, looked D 2020-03-03
        """,
        periods="""
            2020-01-01  slight corroborated
            2020-01-05  slight confirmed
        """,
        known={"2020-03-02": "2020-01-01 destroyed corroborated"},
    ),
]
