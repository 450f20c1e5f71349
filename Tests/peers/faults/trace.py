"""Reads what strace wrote of a run: which attempts' rows were synced when their requests left."""
import re

SYSCALLS = "trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg"
LINE = re.compile(r"^(\d+) +(?:(\w+)\(|<\.\.\. (\w+) resumed>)(.*)$")
HEADER = "x-client-request-id: "


def strace(log, *injections):
    """The words to start a program under; -y tells a descriptor's file."""
    faults = [word for injection in injections for word in ("-e", f"inject={injection}")]
    return ["strace", "-f", "-y", "-qq", "-e", "signal=none", "-s", "4096", "-e", SYSCALLS, *faults, "-o", log]


class Trace:
    """Follows a log line by line; a call in two lines (`<unfinished ...>`) counts when the second is there."""

    def __init__(self, path, attempts):
        self.attempts = attempts
        self.written = set()
        self.synced = set()
        # Of each attempt whose request left: was its row synced by then?
        self.sent = {}
        # Calls that were made to fail, and whose row was synced before the first of them.
        self.failed = 0
        self.synced_before_failure = set()
        self._open = {}
        with open(path, encoding="latin-1") as file:
            for line in file:
                if found := LINE.match(line.rstrip("\n")):
                    pid, begun, resumed, rest = found.groups()
                    self._follow(pid, begun, resumed, rest)

    @property
    def early(self):
        """Attempts whose request left before their row was synced."""
        return [attempt for attempt, was_synced in self.sent.items() if not was_synced]

    @property
    def late(self):
        """Attempts whose row was only written after a call had failed, and whose request left nevertheless."""
        return [attempt for attempt in self.sent if self.failed and attempt not in self.synced_before_failure]

    def _follow(self, pid, begun, resumed, rest):
        if begun:
            self._open[pid] = (rest, set(self.written))
            if begun in ("write", "writev", "sendto", "sendmsg"):
                self._note_request(rest)
            if rest.endswith("<unfinished ...>"):
                return
        words, written_before = self._open.pop(pid, ("", set()))
        self._complete(begun or resumed, words, written_before, rest)

    def _note_request(self, words):
        if HEADER not in words.lower():
            return
        for attempt in self._named(words):
            self.sent.setdefault(attempt, attempt in self.synced)

    def _complete(self, name, words, written_before, rest):
        result = rest.rpartition(" = ")[2]
        if "(INJECTED)" in result:
            if not self.failed:
                self.synced_before_failure = set(self.synced)
            self.failed += 1
        if not re.match(r"\d+", result) or "-wal>" not in words.partition(",")[0].partition(")")[0]:
            return
        if name == "pwrite64":
            self.written |= self._named(words)
        elif name in ("fdatasync", "fsync"):
            # What was written while the sync ran may not be in it.
            self.synced |= written_before

    def _named(self, words):
        return {attempt for attempt in self.attempts if attempt in words}
