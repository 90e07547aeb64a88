"""Goal 14: walking the whole log against the chain, and what the chain costs when events are appended."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench._storage import Row, appends, fresh, place, rounds, show
from vngkit.storage import open_database, verify
from vngkit.storage._chain import commitment, first_link, next_link

EVENTS, BATCH = 30_000, 33


def chained(payloads: Sequence[bytes]) -> str:
    """Only what the chain adds to an append: a commitment and a link for each event."""
    link = first_link("bench")
    for seq, payload in enumerate(payloads, 1):
        link = next_link(
            link,
            seq=seq,
            space="reentry",
            stream=f"case-{seq // 30:027d}",
            version=seq % 30 + 1,
            event=f"{seq:032d}",
            name="signal_received",
            recorded_on="2026-11-25",
            digest=commitment(b"0123456789abcdef", payload),
        )
    return link


def run(number: int = 5, many: int = EVENTS) -> tuple[list[Row], dict[str, str]]:
    """All ways in one run."""
    whole = appends(many)
    payloads = [(event.payload or "").encode() for one in whole for event in one.events]
    with place() as folder:
        kept = open_database(f"sqlite:///{fresh(folder)}?journal=wal")
        for start in range(0, len(whole), BATCH):
            kept.append_many(whole[start : start + BATCH])

        def append() -> None:
            with open_database(f"sqlite:///{fresh(folder)}?journal=wal") as database:
                for start in range(0, len(whole), BATCH):
                    database.append_many(whole[start : start + BATCH])

        ways = {
            "append, a thousand at a time": (append, many),
            "of that: the chain": (lambda: chained(payloads), many),
            "read every line, as bytes": (lambda: sum(len(page) for page in kept.pages()), many),
            "verify the whole log": (lambda: verify(kept), many),
            "of that: what SQLite checks itself": (kept.damages, many),
        }
        peers = {
            "of that: the chain": "append, a thousand at a time",
            "verify the whole log": "read every line, as bytes",
        }
        rows = rounds(ways, peers, number)
        kept.close()
    return rows, peers


def main() -> None:
    """Print the table and the two figures of the goal."""
    rows, peers = run(*([1, 3000] if "--quick" in sys.argv else []))
    show(rows, "events", peers)
    append, chain, _, walk, own = rows
    events = walk.rate * walk.wall_ms / 1000
    alone = events / (walk.cpu_ms - own.cpu_ms) * 1000
    print(f"\nverify: {events / walk.cpu_ms * 1000:,.0f} events per CPU second; the chain alone {alone:,.0f}")
    print(f"the chain on top of append without it: {chain.cpu_ms / (append.cpu_ms - chain.cpu_ms):.0%}")


if __name__ == "__main__":
    main()
