"""A long thin line between two programs on this machine: a proxy that delays and holds back what it passes on."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator

DELAY_SECONDS = 0.3
BYTES_A_SECOND = 64_000 // 8
CHUNK = 512
SMALL_BUFFER = 4096
"""Of the sockets: a line of its own holds little, where the kernel would hold megabytes."""


class Line:
    """Passes what comes to `port` on to another port, both ways, late and slowly."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.port: int = self.listener.getsockname()[1]
        self.moves = threading.Event()
        """Cleared while the line stands still: nothing is read at either end."""
        self.moves.set()
        self.sockets: list[socket.socket] = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Hang up."""
        self.moves.set()
        for one in self.sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.socket()
                far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
                far.connect(("127.0.0.1", self.target))
                self.sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    late: queue.Queue[tuple[float, bytes]] = queue.Queue()
                    threading.Thread(target=self._take, args=(source, late), daemon=True).start()
                    threading.Thread(target=self._give, args=(late, sink), daemon=True).start()

    def _take(self, source: socket.socket, late: "queue.Queue[tuple[float, bytes]]") -> None:
        data = b"."
        while data:
            self.moves.wait()
            try:
                data = source.recv(CHUNK)
            except OSError:
                data = b""
            late.put((time.monotonic() + DELAY_SECONDS, data))
            time.sleep(len(data) / BYTES_A_SECOND)

    def _give(self, late: "queue.Queue[tuple[float, bytes]]", sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                due, data = late.get()
                time.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)


@contextlib.contextmanager
def line_to(target: int) -> Iterator[Line]:
    """A line to a port of this machine, hung up in the end."""
    line = Line(target)
    try:
        yield line
    finally:
        line.close()
