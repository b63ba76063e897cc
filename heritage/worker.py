"""A process of the server: gunicorn's threaded worker, in which no reader who leaves slowly holds up the others.

gunicorn waits up to two seconds, in the one thread that takes everybody in, until a reader has closed a connection that
is at its end. Meanwhile nobody is taken in, and a kept connection runs out of its time though a question waits in it:
whoever asked is cut off. So leave is taken in threads beside it, and where a question waits, no time runs out.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

LEAVING = 8  # connections that are waited for at once, up to two seconds each


class Worker(ThreadWorker):
    def init_process(self):
        self.leaving = ThreadPoolExecutor(LEAVING, "leaving")
        super().init_process()

    def finish_request(self, conn, fs):
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            gone = self.leaving.submit(conn.close, graceful=True)
            gone.add_done_callback(lambda _gone: self.method_queue.defer(self.left))

    def left(self):
        self.nr_conns -= 1

    def murder_keepalived(self, force=False):
        """Close the kept connections whose time is up, and in which nothing waits."""
        if self.keepalived_conns and not force:
            asking = {key.fileobj for key, _ in self.poller.select(0)}
            for conn in [one for one in self.keepalived_conns if one.sock in asking]:
                self.keepalived_conns.remove(conn)
                conn.timeout = max(conn.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)
                self.keepalived_conns.append(conn)
        super().murder_keepalived(force)
