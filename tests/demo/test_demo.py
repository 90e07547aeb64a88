"""The demo answers on real data, in time, and its page holds what it shows and nothing else."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.cli._app import app
from vngkit.cli.demo import page
from vngkit.cli.demo._blocks import Bars, Command, Dot, DotMap, Facts, Grid, Say, Scene, Word

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
CODES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    'https://x.nl/" onclick="alert(1)',
    "<!--",
    "]]>",
    "&lt;b&gt;&#x3c;b",
    "\x00\x1b[31m\u202e",
    "{lang} %s ${x} {{7*7}}",
]


def parsed(text: str) -> ET.Element:
    parser = html5lib.HTMLParser(strict=False)
    tree: ET.Element = parser.parse(text)
    assert not [error for error in parser.errors if error[1] != "unknown-doctype"], parser.errors
    return tree


def words_of(element: ET.Element) -> str:
    return "".join(element.itertext())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path, float]:
    """The demo in Dutch, played once."""
    out = tmp_path_factory.mktemp("demo")
    begin = time.perf_counter()
    result = CliRunner().invoke(app, ["demo", "--out", str(out), "--lang", "nl"])
    return result, out / "vngkit-demo.html", time.perf_counter() - begin


def test_the_demo_runs_whole_and_in_time(played: tuple[Result, Path, float]) -> None:
    result, path, seconds = played
    assert result.exit_code == 0, result.stderr
    assert path.is_file()
    assert seconds < 30
    assert str(path) in result.stdout


@pytest.mark.parametrize(
    "told",
    [
        "geen gemeente heet of heette 'Altenna'",
        "Altena (GM1959)",
        "Aalburg (GM0738), Werkendam (GM0870), Woudrichem (GM0874)",
        "deel niet bekend",
        "8 weken, geldt",
        "CVDR653220",
        "verkeerde laag",
        "342 gemeenten",
        "verplicht",
        "stopt-de-boel",
        "negen-weken",
        "grijpt-mis",
        "342 van 342 antwoorden zijn precies gelijk",
        "eerte → eerste, schulthulp → schuldhulp",
        "Binnen vier weken nadat de inwoner zich tot het college wendt",
        "Te herzien tot en met 1 januari 2027: 2 van 51 antwoorden",
        "verzonnen voor deze demo",
        "het antwoord nog gevonden, en het zegt: te herzien",
        "gebeurtenis 1000 heeft een inhoud die niet is wat is vastgelegd",
        "gebeurtenis 2000 ontbreekt (verwijderd)",
        "een anker kent een later einde",
        "CBS",
        "Kadaster",
        "RvIG",
        "Wikidata",
    ],
)
def test_the_terminal_and_the_page_both_tell(played: tuple[Result, Path, float], told: str) -> None:
    result, path, _ = played
    tree = parsed(path.read_text(encoding="utf-8"))
    assert told in result.stdout
    assert told in words_of(tree)


def test_the_bad_plugins_are_told_with_the_law(played: tuple[Result, Path, float]) -> None:
    assert "8 weeks" in played[0].stdout


def test_the_page_stands_on_its_own(played: tuple[Result, Path, float]) -> None:
    text = played[1].read_text(encoding="utf-8")
    tree = parsed(text)
    for element in tree.iter():
        assert element.tag.split("}")[-1] not in {"script", "link", "iframe", "img", "object", "embed", "form", "base"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "style", "srcdoc", "action"}
            if name == "href":
                assert value.startswith(("#", "https://", "http://"))
    style = tree.find(f".//{HTML}style")
    assert style is not None
    assert "url(" not in (style.text or "")
    assert "@import" not in (style.text or "")
    assert len(text) < 200_000


def test_the_page_can_be_read_by_everyone(played: tuple[Result, Path, float]) -> None:
    tree = parsed(played[1].read_text(encoding="utf-8"))
    assert tree.attrib["lang"] == "nl"
    heads = [element for element in tree.iter() if re.fullmatch(rf"{HTML}h[1-6]", str(element.tag))]
    assert [head.tag[-1] for head in heads[:2]] == ["1", "2"]
    assert sum(head.tag.endswith("h1") for head in heads) == 1
    for table in tree.iter(f"{HTML}table"):
        assert table.find(f"{HTML}caption") is not None
        assert all("scope" in head.attrib for head in table.iter(f"{HTML}th"))
    drawings = list(tree.iter(f"{SVG}svg"))
    assert len(drawings) == 2
    assert all(drawing.attrib["role"] == "img" and drawing.attrib["aria-label"] for drawing in drawings)
    assert len(list(drawings[1].iter(f"{SVG}circle"))) == 342
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    targets = {
        value[1:] for e in tree.iter() for name, value in e.attrib.items() if name == "href" and value[:1] == "#"
    }
    assert targets <= set(ids)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_has_the_contrast_that_wcag_asks_in_light_and_dark(played: tuple[Result, Path, float]) -> None:
    css = played[1].read_text(encoding="utf-8")
    blocks = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in css.split(":root")[1:3]]
    assert len(blocks) == 2
    for colours in blocks:
        pairs = [("ink", "paper"), ("ink", "card"), ("soft", "card"), ("soft", "paper"), ("link", "card")]
        pairs += [(tone, f"{tone}-bg") for tone in ("good", "info", "unknown", "warn", "wrong")]
        for front, back in pairs:
            light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)


def test_the_demo_says_the_same_in_english(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["demo", "--out", str(tmp_path), "--lang", "en"])
    assert result.exit_code == 0
    assert "342 of 342 answers are exactly those" in result.stdout
    assert parsed((tmp_path / "vngkit-demo.html").read_text(encoding="utf-8")).attrib["lang"] == "en"


def hostile(text: str) -> Scene:
    """A scene whose every text is the same hostile one."""
    word = Word(text, "warn")
    return Scene(
        "scene",
        text,
        (
            Say(text, "warn"),
            Command(text),
            Facts(((text, text), ("url", f"https://x.nl/{text}"))),
            Grid(text, (text, text), ((word, Word(text)),)),
            Bars(text, ((text, 3, "good"), ("x", 1, "")), (text, text)),
            DotMap(text, (Dot(4.0, 52.0, text, "good"), Dot(5.0, 53.0, text, "unknown"))),
        ),
    )


def structure(text: str) -> list[tuple[str, tuple[str, ...]]]:
    tree = parsed(page([hostile(text)], lang="nl", day=text, sources=[text]))
    skipped = {f"{HTML}wbr", f"{HTML}a"}  # where an id may be broken, and what is a link, depends on the text
    return [(str(e.tag), tuple(sorted(set(e.attrib) - {"class"}))) for e in tree.iter() if e.tag not in skipped]


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_the_data_becomes_code_on_the_page(code: str) -> None:
    text = page([hostile(code)], lang="nl", day=code, sources=[code])
    tree = parsed(text)
    assert "\x1b" not in text
    assert "\x00" not in text
    for element in tree.iter():
        assert element.tag not in {f"{HTML}script", f"{HTML}img", f"{HTML}iframe"}
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.attrib.get("href", "#").startswith(("#", "https://"))
    assert structure(code) == structure("plain text")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_whatever_the_data_says_the_page_keeps_its_structure(text: str) -> None:
    assert structure(text) == structure("plain text")
