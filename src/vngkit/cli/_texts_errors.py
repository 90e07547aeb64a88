"""The texts of errors: what is wrong, why, what to do; Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, tuple[str, str]]] = {
    "error.error": ("Fout:", "Error:"),
    "error.why": ("Waarom:", "Why:"),
    "error.fix": ("Doe dit:", "Fix:"),
    "error.interrupted": ("afgebroken.", "interrupted."),
    "error.system": ("het systeem weigert{where}: {message}.", "the system refuses{where}: {message}."),
    "error.bug": (
        "dit is een fout in vngkit zelf ({kind}: {message}).",
        "this is a fault in vngkit itself ({kind}: {message}).",
    ),
    "error.bug_fix": (
        "meld haar met wat --debug toont; laat gegevens van personen weg",
        "report it with what --debug shows; leave out data of persons",
    ),
    "usage.see": ("zie {command} --help", "see {command} --help"),
    "usage.no_option": ("er is geen optie {name}.", "there is no option {name}."),
    "usage.no_command": ("er is geen opdracht {name}.", "there is no command {name}."),
    "usage.no_command_given": ("er is geen opdracht gegeven.", "no command was given."),
    "usage.perhaps": ("Bedoel je {names}?", "Did you mean {names}?"),
    "usage.missing": ("{name} ontbreekt.", "{name} is missing."),
    "usage.choice": ("{name} moet een van {choices} zijn.", "{name} must be one of {choices}."),
    "usage.between": (
        "{name} moet een getal van {low} tot en met {high} zijn.",
        "{name} must be a number {low} to {high}.",
    ),
    "usage.at_least": ("{name} moet een getal van ten minste {low} zijn.", "{name} must be a number of {low} or more."),
    "usage.bad": ("{name} klopt niet: {message}", "{name} is wrong: {message}"),
    "usage.option_value": ("{name} moet een waarde hebben.", "{name} needs a value."),
    "usage.extra": ("te veel woorden: '{names}'.", "too many words: '{names}'."),
    "usage.day_form": (
        "'{value}' bij {name} is geen dag: schrijf jaar-maand-dag, zoals 2026-11-23.",
        "'{value}' for {name} is not a day: write year-month-day, like 2026-11-23.",
    ),
    "usage.no_such_day": (
        "'{value}' bij {name} is geen dag die bestaat.",
        "'{value}' for {name} is not a day that exists.",
    ),
    "find.nothing": ("er is geen naam gegeven.", "no name was given."),
    "find.nothing_fix": ("geef de code of de naam van een gemeente", "give the code or the name of a gemeente"),
    "find.no_such": (
        "geen gemeente heet of heette '{name}'.",
        "no gemeente is or was called '{name}'.",
    ),
    "find.near": (
        "kies een naam die erop lijkt, {names}, of geef de code",
        "choose a name that is near, {names}, or give the code",
    ),
    "find.none_near": (
        "geen naam lijkt erop; geef de officiële naam of de code",
        "no name is near to it; give the official name or the code",
    ),
    "find.ambiguous": ("'{name}' is de naam van {count} gemeenten.", "'{name}' is the name of {count} gemeenten."),
    "find.ambiguous_fix": (
        'geef de code, of zet de provincie erachter, zoals "Bergen (Limburg)"',
        'give the code, or put the province behind it, as in "Bergen (Limburg)"',
    ),
    "find.no_such_code": ("geen gemeente heeft of had de code {code}.", "no gemeente has or had the code {code}."),
    "find.no_such_code_fix": (
        "zoek de gemeente op naam: vngkit members find NAAM",
        "look the gemeente up by name: vngkit members find NAME",
    ),
    "find.not_then": ("{gemeente} bestaat niet op {day}.", "{gemeente} does not exist on {day}."),
    "find.begins": ("Zij begint op {day}.", "It begins on {day}."),
    "new.ended": ("{gemeente} is op {day} geëindigd.", "{gemeente} ended on {day}."),
    "new.ended_fix": ("maak een plugin voor {heirs}", "make a plugin for {heirs}"),
    "find.ended": ("Zij is op {day} geëindigd.", "It ended on {day}."),
    "find.goes_on": (
        "Zij is op {day} geëindigd en gaat verder in {heirs}.",
        "It ended on {day} and goes on in {heirs}.",
    ),
    "find.later_day": ("kies een latere dag met --on", "choose a later day with --on"),
    "find.earlier_day": ("kies een eerdere dag met --on", "choose an earlier day with --on"),
    "find.other_day": (
        "kies een eerdere dag met --on, of vraag naar {heirs}",
        "choose an earlier day with --on, or ask for {heirs}",
    ),
    "csv.no_file": ("er is geen bestand {file}.", "there is no file {file}."),
    "csv.no_file_fix": ("kijk of het pad klopt", "see whether the path is right"),
    "find.pretend": (
        "{name} is de voorbeeldgemeente; zij wordt niet bij naam gevonden.",
        "{name} is the pretend member; it is not found by name.",
    ),
    "find.pretend_fix": ("vraag naar {code}", "ask for {code}"),
    "term.no_such": ("er is geen open norm '{term}'.", "there is no open term '{term}'."),
    "term.near": ("kies een id dat erop lijkt: {terms}", "choose an id that is near: {terms}"),
    "term.none_near": (
        "kies een id uit docs/reference/open-terms.md, of druk op Tab",
        "choose an id from docs/reference/open-terms.md, or press Tab",
    ),
    "term.no_family": ("er is geen familie van normen '{family}'.", "there is no family of terms '{family}'."),
    "term.family_fix": ("kies uit {families}", "choose from {families}"),
    "crosswalk.json_needs_out": (
        "met --json gaat de samenvatting naar standaarduitvoer, dus de rijen kunnen daar niet heen.",
        "with --json the summary goes to standard output, so the rows cannot go there.",
    ),
    "crosswalk.json_needs_out_fix": ("geef een bestand met --out", "give a file with --out"),
    "crosswalk.same_file": ("{file} is ook het bestand dat wordt gelezen.", "{file} is also the file that is read."),
    "crosswalk.same_file_fix": ("geef --out een andere naam", "give --out another name"),
    "crosswalk.both": ("--when en --year-column gaan niet samen.", "--when and --year-column do not go together."),
    "crosswalk.both_fix": ("kies er een", "choose one"),
    "crosswalk.when": ("'{value}' is geen jaar of dag.", "'{value}' is not a year or a day."),
    "crosswalk.when_fix": ("schrijf 2020 of 2020-06-01", "write 2020 or 2020-06-01"),
    "crosswalk.no_column": ("{file} heeft geen kolom '{column}'.", "{file} has no column '{column}'."),
    "crosswalk.no_column_fix": ("de kolommen zijn: {columns}", "its columns are: {columns}"),
    "crosswalk.no_code": (
        "in {file} heet geen kolom zo dat het de code moet zijn.",
        "no column of {file} has a name that says it is the code.",
    ),
    "crosswalk.many_code": (
        "in {file} kan meer dan één kolom de code zijn: {columns}.",
        "more than one column of {file} may be the code: {columns}.",
    ),
    "crosswalk.code_fix": (
        "noem haar met --code-column; de kolommen zijn: {columns}",
        "name it with --code-column; its columns are: {columns}",
    ),
    "crosswalk.no_year": (
        "in {file} heet geen kolom zo dat het het jaar of de dag moet zijn.",
        "no column of {file} has a name that says it is the year or day.",
    ),
    "crosswalk.many_year": (
        "in {file} kan meer dan één kolom het jaar of de dag zijn: {columns}.",
        "more than one column of {file} may be the year or day: {columns}.",
    ),
    "crosswalk.year_fix": (
        "noem haar met --year-column, of geef één jaar met --when; de kolommen zijn: {columns}",
        "name it with --year-column, or give one year with --when; its columns are: {columns}",
    ),
    "csv.empty": (
        "{file} is leeg: de eerste regel moet de namen van de kolommen zijn.",
        "{file} is empty: its first line must be the names of the columns.",
    ),
    "csv.empty_fix": ("geef een CSV-bestand met een kop", "give a CSV file with a header"),
    "csv.twice": ("{file} heeft twee kolommen '{column}'.", "{file} has two columns '{column}'."),
    "csv.twice_fix": ("geef elke kolom een eigen naam", "give each column a name of its own"),
    "csv.no_encoding": (
        "'{encoding}' is geen tekencodering die {file} regel voor regel kan lezen.",
        "'{encoding}' is no encoding that can read {file} line by line.",
    ),
    "csv.no_encoding_fix": ("neem utf-8 of cp1252", "take utf-8 or cp1252"),
    "csv.utf16": ("{file} is UTF-16.", "{file} is UTF-16."),
    "csv.utf16_fix": ("bewaar het als CSV UTF-8", "save it as CSV UTF-8"),
    "csv.encoding": (
        "{file}, regel {line}: byte {byte} is geen {encoding}.",
        "{file}, line {line}: byte {byte} is not {encoding}.",
    ),
    "csv.encoding_fix": (
        "zeg welke codering het is; voor een bestand uit Excel is dat vaak --encoding cp1252",
        "say which encoding it is; for a file of Excel that is often --encoding cp1252",
    ),
    "csv.delimiter": (
        "de kop van {file} bevat meer dan één mogelijk scheidingsteken: {found}.",
        "the header of {file} holds more than one possible delimiter: {found}.",
    ),
    "csv.delimiter_fix": ("noem het met --delimiter", "name it with --delimiter"),
    "csv.one_char": (
        "het scheidingsteken '{delimiter}' is niet één teken.",
        "the delimiter '{delimiter}' is not one character.",
    ),
    "csv.one_char_fix": ("geef één teken, of tab", "give one character, or tab"),
    "csv.broken": (
        "{file}, regel {line}: dit is geen geldige CSV ({message}).",
        "{file}, line {line}: this is not valid CSV ({message}).",
    ),
    "csv.broken_fix": (
        "kijk of een aanhalingsteken niet wordt gesloten, of kies een ander --delimiter",
        "look for a quote that is not closed, or choose another --delimiter",
    ),
    "csv.width": (
        "{file}, regel {line}: {cells} cellen, terwijl de kop er {width} heeft.",
        "{file}, line {line}: {cells} cells, while the header has {width}.",
    ),
    "csv.width_fix": (
        "zet de cel met het scheidingsteken erin tussen aanhalingstekens",
        "put the cell that holds the delimiter between quotes",
    ),
}
