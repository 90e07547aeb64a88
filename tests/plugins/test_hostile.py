"""Hostile plugins: what they do stays inside, is named, and changes no answer of another plugin.

In this process go those that a guard can hold; those that end or choke a process run in one of their own.
"""

from __future__ import annotations

import gc
import locale
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vngkit import Kit
from vngkit.legislation import LocalRule, open_terms
from vngkit.members import load
from vngkit.plugins import Fault, PluginSet
from vngkit.terms import Term

WriteModule = Callable[[str, str], str]
DAY = date(2026, 11, 23)
GIVES = """
@hookimpl
def vngkit_local_rules():
    {}
    return [rule("{{name}}.x", weeks=4)]
"""
ANY_WAY = pytest.mark.parametrize("isolate", [None, "process"])


def answers(plugins: list[str], isolate: Any = None) -> tuple[object, tuple[Fault, ...], tuple[LocalRule, ...]]:
    with Kit.open(plugins=plugins, isolate=isolate) as kit:
        answer = kit.rules.answer("debt.decision_term", member="GM9999", on=DAY)
        return (answer.status, answer.value, answer.rule), kit.plugins.faults, kit.plugins.rules


HOSTILE = {
    "raises": ("raise ValueError('broken')", "ValueError: broken"),
    "raises a BaseException": ("raise BaseException('no')", "BaseException: no"),
    "calls sys.exit": ("import sys; sys.exit(3)", "SystemExit"),
    "raises KeyboardInterrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "raises an error whose text raises": (
        "class Bad(Exception):\n        def __str__(self): raise SystemExit\n    raise Bad",
        "Bad",
    ),
    "calls itself without end": ("def f(): f()\n    f()", "RecursionError"),
    "gives None": ("return None", "gave None"),
    "gives a text": ("return 'GM9999'", "gave a str"),
    "gives a number": ("return 5", "gave a int"),
    "gives dicts": ("return [{'id': 'x'}]", "record 1 of vngkit_local_rules is a dict"),
    "gives a coroutine": ("async def f(): ...\n    return f()", "gave a coroutine"),
    "raises in the middle of its rules": (
        "def all_():\n        yield rule('x.1')\n        raise OSError('gone')\n    return all_()",
        "OSError: gone",
    ),
    "gives ten million rules": ("one = rule('x'); return (one for _ in range(10**7))", "more than 50,000"),
    "gives rules of a class of its own": (
        (
            "class Mine(LocalRule): ...\n    one = rule('x'); return [Mine(**{a: getattr(one, a) for a in "
            "('id','term','member','value','layer','source','valid_from')})]"
        ),
        "is a Mine, not a LocalRule",
    ),
    "gives no number": (
        (
            "from decimal import Decimal\n    one = rule('x'); object.__setattr__(one, 'term', 'income.iit_amount_single')"  # noqa: E501
            "\n    object.__setattr__(one, 'value', Decimal('NaN')); return [one]"
        ),
        "which is no number",
    ),
    "gives a real number": (
        "one = rule('x'); object.__setattr__(one, 'value', 5.5); return [one]",
        "write Decimal, not float",
    ),
    "gives a rule for another member": ("return [rule('x', member='GM0001')]", "speaks for GM9999"),
    "gives one id twice": ("return [rule('x', 4), rule('x', 5)]", "given to 2 rules"),
    "breaks the law": ("return [rule('x', weeks=99)]", "at most 8 weeks"),
}


@ANY_WAY
@pytest.mark.parametrize(("body", "told"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_plugin_that_misbehaves_is_named_and_changes_no_answer(
    module: WriteModule, body: str, told: str, isolate: str | None
) -> None:
    good = module("goed", GIVES.format("pass").replace("{name}", "goed"))
    bad = module("slecht", GIVES.format(body).replace("{name}", "slecht"))
    alone, none, _ = answers([good])
    assert none == ()
    together, (fault,), rules = answers([good, bad], isolate)
    assert together == alone
    assert fault.plugin == "slecht"
    assert fault.stage in {"collect", "validate"}
    assert told in str(fault)
    assert fault.members == frozenset({"GM9999"}), "the answers of this member alone may miss a rule"
    assert {rule.id for rule in rules} == {"goed.x"}


CHANGES = {
    "the working folder": "import os; os.chdir('/')",
    "the environment": "import os; os.environ['VNGKIT_PLUGINS'] = 'x'",
    "the recursion limit": "import sys; sys.setrecursionlimit(5000)",
    "the locale": "import locale as l; l.setlocale(l.LC_ALL, 'C.UTF-8' if l.setlocale(l.LC_ALL) == 'C' else 'C')",
    "the garbage collector": "import gc; gc.disable()",
    "sys.path": "import sys; sys.path.insert(0, '/elsewhere')",
    "sys.stdout": "import sys; sys.stdout = None",
    "sys.excepthook": "import sys; sys.excepthook = print",
    "threading.excepthook": "import threading; threading.excepthook = print",
    "datetime.date": "import datetime; datetime.date = str",
    "builtins.len": "import builtins; builtins.len = lambda x: 0",
    "vngkit.legislation.check_rule": "import vngkit.legislation as l; l.check_rule = lambda *a, **k: None",
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_plugin_changes_of_the_process_is_put_back_and_told(
    plugin: Callable[..., Any], rule: Callable[..., LocalRule], what: str
) -> None:
    before = state()

    def change() -> list[LocalRule]:
        exec(CHANGES[what], {})  # noqa: S102  # what a hostile plugin does
        return [rule("slecht.x")]

    loaded = PluginSet.load([plugin("slecht", hook=change)], register=load(), terms=open_terms())
    (fault,) = loaded.faults
    assert f"changed {what}" in str(fault)
    assert loaded.rules == ()
    assert state() == before
    assert len("ab") == 2


def state() -> tuple[object, ...]:
    import datetime as dt

    import vngkit.legislation

    streams = (sys.stdout, sys.stderr, sys.excepthook, threading.excepthook)
    own = (dt.date, vngkit.legislation.check_rule, gc.isenabled(), tuple(sys.path))
    return (os.getcwd(), dict(os.environ), sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL), *streams, *own)  # noqa: PTH109


def test_a_plugin_that_changes_the_process_works_in_a_process_of_its_own(module: WriteModule) -> None:
    restless = module("onrustig", "import os\nos.chdir('/')\n" + GIVES.format("pass").replace("{name}", "onrustig"))
    here = os.getcwd()  # noqa: PTH109
    with Kit.open(plugins=[restless]) as kit:
        (found,) = kit.plugins.loaded
        assert (found.state, found.isolated) == ("loaded", True)
        assert kit.rules.answer("debt.decision_term", member="GM9999", on=DAY).value == Term(4, "weeks")
    assert os.getcwd() == here  # noqa: PTH109


def test_an_endless_loop_is_set_aside_and_stopped(plugin: Callable[..., Any], rule: Callable[..., LocalRule]) -> None:
    def loop() -> None:
        while True:
            pass

    good = plugin("goed", rule("goed.x"))
    start = time.perf_counter()
    bad = plugin("lus", hook=loop)
    loaded = PluginSet.load([good, bad], register=load(), terms=open_terms(), time_limit=0.3)
    assert time.perf_counter() - start < 5
    (fault,) = loaded.faults
    assert (fault.plugin, fault.stage, fault.kind) == ("lus", "collect", "timeout")
    assert [rule.id for rule in loaded.rules] == ["goed.x"]
    assert not [thread for thread in threading.enumerate() if thread.name == "vngkit-plugin"]


def test_who_presses_ctrl_c_while_a_plugin_loads_is_heard_at_once(module: WriteModule, tmp_path: Path) -> None:
    module("duurt", GIVES.format("import time; print('begun', flush=True); time.sleep(60)").replace("{name}", "duurt"))
    program = (
        "from vngkit.plugins import PluginSet; from vngkit import members, legislation; PluginSet.load(['duurt'], "
    )
    program += "register=members.load(), terms=legislation.open_terms(), time_limit=60)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "begun\n"
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in process.stderr.read()
    assert time.perf_counter() - start < 5
    assert process.returncode != 0


def test_a_thread_that_a_plugin_starts_changes_no_answer(
    plugin: Callable[..., Any], rule: Callable[..., LocalRule]
) -> None:
    go_on = threading.Event()

    def start() -> list[LocalRule]:
        threading.Thread(target=go_on.wait, daemon=True).start()
        return [rule("draden.x", member="GM0344")]

    good = plugin("goed", rule("goed.x"))
    with (
        Kit.open(plugins=[good]) as alone,
        Kit.open(plugins=[good, plugin("draden", hook=start, members={"GM0344"})]) as together,
    ):
        question: dict[str, Any] = {"member": "GM9999", "on": DAY}
        assert not together.plugins.faults
        assert together.rules.answer("debt.decision_term", **question) == alone.rules.answer(
            "debt.decision_term", **question
        )
    go_on.set()


def test_an_endless_loop_of_an_installed_plugin_is_not_waited_for_twice(module: WriteModule) -> None:
    bad = module("lus", GIVES.format("while True: pass").replace("{name}", "lus"))
    start = time.perf_counter()
    loaded = PluginSet.load([bad], register=load(), terms=open_terms(), time_limit=0.3)
    assert time.perf_counter() - start < 5
    assert [(fault.plugin, fault.stage, fault.kind) for fault in loaded.faults] == [("lus", "collect", "timeout")]


def test_what_a_plugin_prints_does_not_reach_standard_output(
    plugin: Callable[..., Any], rule: Callable[..., LocalRule], capsys: pytest.CaptureFixture[str]
) -> None:
    def talk() -> list[LocalRule]:
        print("hello")  # noqa: T201
        return [rule("praat.x")]

    loaded = PluginSet.load([plugin("praat", hook=talk)], register=load(), terms=open_terms())
    assert not loaded.faults
    said = capsys.readouterr()
    assert said.out == ""
    assert "hello" in said.err


APART = {
    "an endless loop": ("while True: pass", "gave no answer within"),
    "a hang in C": ("import time; time.sleep(600)", "gave no answer within"),
    "os._exit": ("import os; os._exit(3)", "exit code 3"),
    "a crash in C": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "a signal to itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
    "ten gigabytes": ("x = bytearray(10 * 2**30)", "MemoryError"),
    "memory bit by bit": ("x = []\n    while True: x.append(bytearray(2**24))", "MemoryError"),
    "an answer of its own on every descriptor": (
        "import os\n    for fd in range(64):\n        try: os.write(fd, b'{}\\n')\n        except OSError: pass",
        ("not right", "without an answer"),
    ),
    "more output than fits": (
        (
            "import os\n    for fd in range(3, 64):\n        try:\n            while True: os.write(fd, b'x' * 2**20)"
            "\n        except OSError: pass"
        ),
        ("wrote more than", "not right", "without an answer"),
    ),
}


@pytest.mark.parametrize(("body", "told"), APART.values(), ids=list(APART))
def test_a_process_of_its_own_holds_what_no_guard_can(
    module: WriteModule, monkeypatch: pytest.MonkeyPatch, body: str, told: str | tuple[str, ...]
) -> None:
    from vngkit.plugins import worker

    monkeypatch.setattr(worker, "START_SECONDS", 1.5)
    good = module("goed", GIVES.format("pass").replace("{name}", "goed"))
    bad = module("slecht", GIVES.format(body).replace("{name}", "slecht"))
    alone, _, _ = answers([good])
    start = time.perf_counter()
    together, (fault,), rules = answers([good, bad], "process")
    assert time.perf_counter() - start < 30
    assert together == alone
    assert fault.plugin == "slecht"
    assert any(words in str(fault) for words in ((told,) if isinstance(told, str) else told)), str(fault)
    assert {rule.id for rule in rules} == {"goed.x"}


def test_a_process_that_a_plugin_left_behind_does_not_hold_the_kit(
    module: WriteModule, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vngkit.plugins import worker

    monkeypatch.setattr(worker, "START_SECONDS", 1.0)
    body = "import os, time\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(15)\n        os._exit(0)"
    bad = module("wees", GIVES.format(body).replace("{name}", "wees"))
    start = time.perf_counter()
    with Kit.open(plugins=[bad], isolate="process") as kit:
        assert "gave no answer" in str(kit.plugins.faults[0])
    assert time.perf_counter() - start < 10


def test_a_plugin_that_changes_what_it_gets_reaches_only_its_own_process(module: WriteModule) -> None:
    body = """
    from vngkit.legislation import open_terms
    from vngkit import members
    term = open_terms()["debt.decision_term"]
    object.__setattr__(term, "maximum", Term(99, "weeks"))
    object.__setattr__(members.load()["GM9999"], "name", "Elders")
    """.strip().replace("\n    ", "\n    ")
    bad = module("rommelt", GIVES.format(body).replace("{name}", "rommelt").replace("weeks=4", "weeks=9"))
    with Kit.open(plugins=[bad], isolate="process") as kit:
        assert "at most 8 weeks" in str(kit.plugins.faults[0])
        assert kit.members["GM9999"].name == "Voorbeeldstad"
    assert open_terms()["debt.decision_term"].maximum == Term(8, "weeks")


def test_a_plugin_in_its_own_process_sees_no_secret_of_the_environment(
    module: WriteModule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "hunter2")
    curious = GIVES.format("import os; assert not [k for k in os.environ if 'PASS' in k], 'seen'")
    with Kit.open(plugins=[module("kijkt", curious.replace("{name}", "kijkt"))], isolate="process") as kit:
        assert not kit.plugins.faults


def test_a_plugin_that_imports_slowly_is_given_time_in_its_own_process(
    module: WriteModule, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vngkit.plugins import _set

    monkeypatch.setattr(_set, "_IMPORT_SECONDS", 0.2)
    slow = module("traag", "import time\ntime.sleep(0.5)\n" + GIVES.format("pass").replace("{name}", "traag"))
    loaded = PluginSet.load([slow], register=load(), terms=open_terms(), time_limit=0.2)
    assert not loaded.faults
    assert [found.isolated for found in loaded.loaded] == [True]


def test_a_plugin_made_in_memory_can_not_run_in_another_process(
    plugin: Callable[..., Any], rule: Callable[..., LocalRule]
) -> None:
    with Kit.open(plugins=[plugin("los", rule("los.x"))], isolate="process") as kit:
        (fault,) = kit.plugins.faults
        assert "made in memory" in str(fault)
