"""``vngkit members crosswalk``: nothing lost, nothing guessed, one message for a broken file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vngkit import members
from vngkit.cli._csvio import CsvFile
from vngkit.cli._face import Face
from vngkit.errors import DataError
from vngkit.safe import safe_cell

Run = Callable[..., Result]
TO = ("--to", "2026-01-01")


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return str(path)


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def test_codes_come_to_the_gemeenten_of_the_day_and_problems_are_told(vngkit: Run, tmp_path: Path) -> None:
    rows_in = ("1;GM0370;2020;Beemster", "2;363;2020;x", '3;GM0788;2020;"a; b"', "4;GM9998;2020;y", "5;0363;?;z")
    text = "\n".join(("id;gemeentecode;jaar;naam", *rows_in)) + "\n"
    result = vngkit("members", "crosswalk", write(tmp_path / "in.csv", text), *TO)
    rows = read(result.stdout, ";")
    assert result.exit_code == 1
    assert [row["gemeentecode_2026-01-01"] for row in rows] == ["GM0439", "GM0363", "", "", ""]
    assert [row["problem"] for row in rows] == ["", "", "split_without_share", "unknown_code", "bad_date"]
    assert rows[2]["naam"] == "a; b"
    assert "'gemeentecode'" in result.stderr
    assert "2 van 5" in result.stderr
    assert "regel 4, 'GM0788'" in result.stderr


def test_a_file_without_problems_ends_with_code_0(vngkit: Run, tmp_path: Path) -> None:
    name = write(tmp_path / "in.csv", "code,datum\nGM0457,2022-03-23\nGM0363,2020JJ00\nGM0363,2020.0\n")
    result = vngkit("members", "crosswalk", name, *TO)
    assert result.exit_code == 0
    assert {row["code_2026-01-01"] for row in read(result.stdout)} == {"GM0363"}


def test_standard_input_is_read_and_one_year_can_hold_for_all(vngkit: Run) -> None:
    result = vngkit("members", "crosswalk", "-", *TO, "--when", "2020", stdin="gm_code\nGM0370\n")
    assert result.stdout.splitlines() == ["gm_code,gm_code_2026-01-01,problem", "GM0370,GM0439,"]


def test_the_summary_is_json_beside_a_file(vngkit: Run, tmp_path: Path) -> None:
    name, out = write(tmp_path / "in.csv", "code,jaar\nGM0788,2020\n"), tmp_path / "out.csv"
    result = vngkit("members", "crosswalk", name, *TO, "--out", str(out), "--json")
    summary = json.loads(result.stdout)["result"]
    assert summary["problems"] == {"split_without_share": 1}
    assert summary["first"] == {"split_without_share": {"line": 2, "code": "GM0788"}}
    assert summary["read"] == {"code": "code", "when": "jaar"}
    assert out.read_text(encoding="utf-8") == "code,jaar,code_2026-01-01,problem\nGM0788,2020,,split_without_share\n"
    assert vngkit("members", "crosswalk", name, *TO, "--json").exit_code == 2


def test_a_file_that_has_the_new_columns_already_keeps_them(vngkit: Run) -> None:
    result = vngkit("members", "crosswalk", "-", *TO, stdin="code,jaar,problem\nGM0363,2020,old\n")
    assert result.stdout.splitlines()[0] == "code,jaar,problem,code_2026-01-01,problem_2"
    assert result.stdout.splitlines()[1] == "GM0363,2020,old,GM0363,"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leeg"),
        (b"\n", "leeg"),
        (b"code,jaar\nGM0363,2020\nGM\xe9,2020\n", "regel 3"),
        (b'code,jaar\nGM0363,2020\n"GM0363,2020\n', "regel 3"),
        (b"code,jaar\nGM0363,2020,9\n", "regel 2: 3 cellen"),
        (b"code,jaar\nGM0363\n", "regel 2: 1 cellen"),
        (b"code;jaar,x\nGM0363;2020,1\n", "scheidingsteken"),
        (b"a,b\n1,2\n", "--code-column"),
        (b"code,b\n1,2\n", "--year-column"),
        (b"code,gemeente,jaar\n1,2,3\n", "meer dan"),
        (b"code,jaar,datum\n1,2,3\n", "meer dan"),
        (b"code,code,jaar\n1,2,3\n", "twee kolommen 'code'"),
        ("code,jaar\nGM0363,2020\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_broken_file_gives_one_message_with_its_line(vngkit: Run, tmp_path: Path, content: bytes, told: str) -> None:
    out = tmp_path / "out.csv"
    result = vngkit("members", "crosswalk", write(tmp_path / "in.csv", content), *TO, "--out", str(out))
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("Fout:") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"], "no half file is left"


def test_another_encoding_and_delimiter_can_be_named(vngkit: Run, tmp_path: Path) -> None:
    name = write(tmp_path / "in.csv", "code:jaar:naam\r\n363:2020:Súdwest\r\n".encode("cp1252"))
    result = vngkit("members", "crosswalk", name, *TO, "--delimiter", ":", "--encoding", "cp1252")
    assert result.exit_code == 0
    assert "Súdwest:GM0363:\r\n" in result.stdout_bytes.decode("utf-8")


def test_a_file_from_excel_keeps_its_mark_and_line_ends(vngkit: Run, tmp_path: Path) -> None:
    name, out = write(tmp_path / "in.csv", b"\xef\xbb\xbfcode;jaar\r\n0363;2020\r\n"), tmp_path / "out.csv"
    assert vngkit("members", "crosswalk", name, *TO, "--out", str(out)).exit_code == 0
    assert out.read_bytes() == b"\xef\xbb\xbfcode;jaar;code_2026-01-01;problem\r\n0363;2020;GM0363;\r\n"


def test_a_cell_that_is_a_formula_is_made_safe_unless_it_is_to_be_kept(vngkit: Run) -> None:
    text = "code,jaar,x\nGM0363,2020,=cmd()\nGM0363,2020,-12.5\n"
    safe = vngkit("members", "crosswalk", "-", *TO, stdin=text)
    assert "2020,'=cmd()," in safe.stdout
    assert "2020,-12.5," in safe.stdout
    assert "--keep-formulas" in safe.stderr
    kept = vngkit("members", "crosswalk", "-", *TO, "--keep-formulas", stdin=text)
    assert "2020,=cmd()," in kept.stdout


def test_the_file_that_is_read_is_never_written_over(vngkit: Run, tmp_path: Path) -> None:
    name = write(tmp_path / "in.csv", "code,jaar\nGM0363,2020\n")
    assert vngkit("members", "crosswalk", name, *TO, "--out", name).exit_code == 2
    assert Path(name).read_text(encoding="utf-8") == "code,jaar\nGM0363,2020\n"


def test_a_file_that_is_not_there_is_told(vngkit: Run, tmp_path: Path) -> None:
    result = vngkit("members", "crosswalk", str(tmp_path / "nothing.csv"), *TO)
    assert result.exit_code == 2
    assert "nothing.csv" in result.stderr


def test_a_day_after_the_data_is_not_held(vngkit: Run, tmp_path: Path) -> None:
    result = vngkit("members", "crosswalk", write(tmp_path / "in.csv", "code,jaar\n"), "--to", "2040-01-01")
    assert result.exit_code == 3


CODES = sorted(gemeente.code for gemeente in members.load())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.sampled_from(CODES), st.integers(1990, 2026), st.text(max_size=8)), max_size=12))
def test_every_row_comes_back_in_order_with_what_the_library_says(
    vngkit: Run, tmp_path: Path, rows: list[tuple[str, int, str]]
) -> None:
    clean = [(code, year, "".join(letter for letter in text if letter.isprintable())) for code, year, text in rows]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "year", "text"), *clean])
    result = vngkit("members", "crosswalk", str(tmp_path / "in.csv"), *TO)
    wanted = members.load().crosswalk(to=date(2026, 1, 1)).apply([r[0] for r in clean], [r[1] for r in clean])
    found = list(csv.reader(result.stdout_bytes.decode("utf-8").splitlines()))[1:]
    assert [row[3] or None for row in found] == wanted.codes
    assert [(row[0], row[1], row[2]) for row in found] == [(c, str(y), safe_cell(t)) for c, y, t in clean]


@given(st.text())
def test_a_safe_cell_never_begins_a_formula_and_keeps_the_text(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    if cell.startswith(("=", "@", "\t", "\r")):
        raise AssertionError(cell)
    if cell[:1] in ("+", "-"):
        float(cell.rstrip("%").replace(",", "").replace(".", "") or "x")


def test_rows_come_in_chunks_with_their_lines(tmp_path: Path) -> None:
    name = write(tmp_path / "in.csv", "a,b\n" + "".join(f'"{n}\n",x\n' for n in range(5)))
    with CsvFile(Face(lang="en"), name) as file:
        chunks = list(file.chunks(2))
    assert [len(chunk.rows) for chunk in chunks] == [2, 2, 1]
    assert [line for chunk in chunks for line in chunk.lines] == [3, 5, 7, 9, 11]
    assert sum(chunk.read for chunk in chunks) <= file.size if file.size else False


def test_an_encoding_that_can_not_be_read_by_line_is_refused(tmp_path: Path) -> None:
    name = write(tmp_path / "in.csv", "a,b\n")
    for encoding in ("utf-16", "no-such", "base64"):
        with pytest.raises(DataError, match=encoding):
            CsvFile(Face(lang="en"), name, encoding=encoding)
