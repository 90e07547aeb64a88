"""What can be wrong with a log, and the words for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from attrs import field, frozen

__all__ = ["Lang", "LogProblem", "ProblemKind", "Verification"]

Lang = Literal["nl", "en"]


class ProblemKind(StrEnum):
    """Soort bevinding: what is wrong with a line of the log, or with the log as a whole."""

    CONTENT_EDITED = "content_edited"
    HEADER_EDITED = "header_edited"
    REORDERED = "reordered"
    MISSING = "missing"
    CONTENT_GONE = "content_gone"
    CONTENT_BACK = "content_back"
    UNREADABLE = "unreadable"
    TAIL_CUT = "tail_cut"
    REWRITTEN = "rewritten"
    ROLLED_BACK = "rolled_back"
    OTHER_CHAIN = "other_chain"
    DAMAGED = "damaged"


_WORDS: Final[dict[ProblemKind, tuple[str, str]]] = {
    ProblemKind.CONTENT_EDITED: (
        "heeft een inhoud die niet is wat is vastgelegd (gewijzigd of beschadigd)",
        "has a content that is not what was recorded (edited or damaged)",
    ),
    ProblemKind.HEADER_EDITED: (
        "heeft een kop of een schakel die niet is wat is vastgelegd (gewijzigd of beschadigd)",
        "has a header or a link that is not what was recorded (edited or damaged)",
    ),
    ProblemKind.REORDERED: (
        "staat niet op de plaats waar het is vastgelegd (volgorde gewijzigd)",
        "does not stand where it was recorded (order changed)",
    ),
    ProblemKind.MISSING: ("ontbreekt (verwijderd)", "is missing (deleted)"),
    ProblemKind.CONTENT_GONE: (
        "heeft geen inhoud meer, zonder dat een vernietiging is vastgelegd",
        "has no content any more, and no destruction of it was recorded",
    ),
    ProblemKind.CONTENT_BACK: (
        "heeft haar inhoud weer, terwijl de vernietiging is vastgelegd",
        "has its content again, though its destruction was recorded",
    ),
    ProblemKind.UNREADABLE: ("kan niet worden gelezen (beschadigd)", "can not be read (damaged)"),
    ProblemKind.TAIL_CUT: (
        "ontbreekt met alles erna: een anker kent een later einde (staart afgesneden, of een oude kopie teruggezet)",
        "is missing with all after it: an anchor knows a later end (tail cut off, or an old copy put back)",
    ),
    ProblemKind.REWRITTEN: (
        "of een gebeurtenis erna, tot het anker, is anders dan toen het anker werd gelegd (keten herschreven)",
        "or one after it, up to the anchor, is not what it was when the anchor was made (chain rewritten)",
    ),
    ProblemKind.ROLLED_BACK: (
        "ontbreekt met alles erna: dit is de oude back-up, teruggezet zonder vngkit restore",
        "is missing with all after it: this is the old back-up, put back without vngkit restore",
    ),
    ProblemKind.OTHER_CHAIN: (
        "dit is een andere keten dan die waarvan de ankers zijn",
        "this is another chain than the one that the anchors are of",
    ),
    ProblemKind.DAMAGED: ("de databank vindt zelf iets mis", "the database itself finds something wrong"),
}


@frozen(kw_only=True)
class LogProblem:
    """Bevinding bij de controle: what is wrong, and the first event that it is about.

    Args:
        kind: what is wrong.
        seq: the number in the log; 0 when it is about the log as a whole.
        told: more about it; never a content.
    """

    kind: ProblemKind
    seq: int
    told: str = ""

    def explain(self, lang: Lang = "nl") -> str:
        """It in one sentence, in Dutch or English."""
        words = _WORDS[self.kind][0 if lang == "nl" else 1]
        what = f"{'gebeurtenis' if lang == 'nl' else 'event'} {self.seq} {words}" if self.seq else words
        return f"{what}: {self.told}." if self.told else f"{what}."


@frozen(kw_only=True)
class Verification:
    """Uitkomst van de controle of the audit chain: what was looked at, and everything that is wrong.

    Args:
        chain_id: of which chain.
        events: how many events were read.
        link: the last link that was read, in hex.
        destroyed: how many contents were destroyed lawfully: the log says so.
        anchors: how many anchors of this chain were compared with it.
        anchored: up to which number in the log an anchor vouches for it; 0 when none does.
        problems: what is wrong, the first event first.
    """

    chain_id: str
    events: int
    link: str
    destroyed: int
    anchors: int
    anchored: int
    problems: tuple[LogProblem, ...] = field(default=())

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def first(self) -> LogProblem | None:
        """The problem with the first event; None when nothing is wrong."""
        return self.problems[0] if self.problems else None

    def explain(self, lang: Lang = "nl") -> str:
        """The result in words, in Dutch or English; nothing in it is personal."""
        dutch = lang == "nl"
        if self.problems:
            lines = [problem.explain(lang) for problem in self.problems]
        elif dutch:
            lines = [f"De keten van {self.events} gebeurtenissen klopt."]
        else:
            lines = [f"The chain of {self.events} events is right."]
        if self.destroyed:
            lines.append(
                f"{self.destroyed} inhouden zijn vernietigd, en dat is vastgelegd."
                if dutch
                else f"{self.destroyed} contents were destroyed, and that was recorded."
            )
        lines.append(_vouched(self, dutch=dutch))
        return "\n".join(lines)


def _vouched(found: Verification, *, dutch: bool) -> str:
    if not found.anchors:
        if dutch:
            return "Er is geen anker buiten de databank: een afgesneden of herschreven log is zo niet te zien."
        return "There is no anchor outside the database: a log that was cut or rewritten can not be seen so."
    after = found.events - found.anchored
    if dutch:
        return f"Ankers staan in voor gebeurtenis 1 tot en met {found.anchored}; {after} daarna staan in geen anker."
    return f"Anchors vouch for events 1 to {found.anchored}; {after} after that stand in no anchor."
