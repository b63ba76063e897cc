"""A second PostgreSQL that follows the one of an installation, and can be told to stop listening for a while."""

from machines import Cluster, awaited


class Standby(Cluster):
    def __init__(self, home, primary):
        home.mkdir()
        super().__init__(home)
        self.primary = primary

    def make(self):
        self.own()
        self.run("pg_basebackup", "--host", self.primary.home, "--username", "tester", "--pgdata", self.data,
                 "--write-recovery-conf", "--checkpoint", "fast", "--no-sync")  # fmt: skip

    def catch_up(self):
        """Until it has all that the primary has now."""
        wanted = self.primary.asked("SELECT pg_current_wal_lsn()")[0]
        awaited("The standby", lambda: self.asked(f"SELECT pg_last_wal_replay_lsn() >= '{wanted}'")[0])

    def fall_behind(self):
        self.asked("SELECT pg_wal_replay_pause()")
        awaited("The pause", lambda: self.asked("SELECT pg_get_wal_replay_pause_state()") == ("paused",))

    def go_on(self):
        self.asked("SELECT pg_wal_replay_resume()")
        self.catch_up()

    def readers(self):
        """How many connections of readers it has."""
        return self.asked("SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'")[0]
