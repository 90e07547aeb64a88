"""The record of what was shared: a line before the act, kept as long as the law asks, closed to who has no purpose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Final, Literal, Protocol, TypeVar, runtime_checkable

from attrs import field, frozen

from vngkit.errors import AccessNotLogged, DataError, PurposeRequired, SharingRefused
from vngkit.legislation._citation import Citation
from vngkit.legislation._national import NationalRule, national_rule
from vngkit.legislation._retention import retention_rules
from vngkit.legislation._sharing import Decision, may_share
from vngkit.privacy import PERSONAL, Sealed, cover
from vngkit.terms import Term

__all__ = ["DroppingSharingLog", "MemorySharingLog", "SharingDesk", "SharingLine", "SharingLog"]

KeepBasis = Literal["law", "local", "analogy"]
T = TypeVar("T")
_BASIS: Final = {
    "law": ("De wet vraagt deze vastlegging te bewaren", "The law asks that this record is kept"),
    "local": ("De eigen termijn van de organisatie", "The organisation's own term"),
    "analogy": (
        "De wet geeft voor deze vastlegging geen termijn; dit is naar analogie, een eigen termijn kan ervoor komen",
        "The law gives no term for this record; this is by analogy, a term of one's own can take its place",
    ),
}


@frozen(kw_only=True)
class SharingLine:
    """Vastlegging van een verstrekking: who gave what kind of item to whom, why, on what ground; never the item itself.

    ``shared`` is false for a refusal: what was asked and not given is recorded too. ``override`` says that a person
    shared where the law leaves room and vngkit said no (``Decision.leaves_room``). ``necessity`` and
    ``consent_note`` are free text and sealed: reading them takes a purpose. ``keep_until`` is the first day on which
    the line may go; ``keep_basis`` says whether a law says so (``law``), the organisation (``local``), or neither
    (``analogy``).
    """

    on: date
    item: str
    from_role: str
    to_role: str
    purpose: str
    shared: bool
    override: bool
    modality: str
    regime: str | None
    ground: Citation
    rows: tuple[str, ...]
    case_id: str | None
    by: str
    necessity: Sealed[str]
    consent_note: Sealed[str] | None
    keep_until: date
    keep_basis: KeepBasis
    keep_ground: Citation

    def explain_keeping(self, lang: str = "nl") -> str:
        """Why the line is kept until that day (*bewaartermijn*), in Dutch or English."""
        until = {"nl": "bewaren tot", "en": "keep until"}[lang]
        said = _BASIS[self.keep_basis][lang != "nl"]
        return f"{said}: {until} {self.keep_until.isoformat()} ({self.keep_ground.jci})."


@frozen(kw_only=True)
class _Act:
    """What a person says of an act of sharing."""

    case_id: str | None
    by: str
    necessity: str = field(repr=cover, metadata=PERSONAL)
    consent: str | None = field(repr=cover, metadata=PERSONAL)
    override: bool


class SharingLog(Protocol):
    """Logboek van verstrekkingen (port): where lines are kept. An ``append`` that raises stops the sharing."""

    def append(self, line: SharingLine, /) -> None:
        """Keep the line for good, or raise."""
        ...

    def lines(self) -> Iterable[SharingLine]:
        """All lines, oldest first."""
        ...


@runtime_checkable
class DroppingSharingLog(SharingLog, Protocol):
    """Logboek dat regels kan laten vervallen (port): what the job on keeping asks of a log of sharing."""

    def drop(self, lines: Collection[SharingLine], /) -> None:
        """Destroy these lines for good; those that are not there are passed over."""
        ...


class MemorySharingLog:
    """A log of sharing in memory (*logboek in het geheugen*), for one process.

    >>> list(MemorySharingLog().lines())
    []
    """

    def __init__(self) -> None:
        self._lines: list[SharingLine] = []

    def append(self, line: SharingLine, /) -> None:
        """Keep the line."""
        self._lines.append(line)

    def lines(self) -> tuple[SharingLine, ...]:
        """All lines, oldest first."""
        return tuple(self._lines)

    def drop(self, lines: Collection[SharingLine], /) -> None:
        """Destroy these lines."""
        going = {id(line) for line in lines}
        self._lines = [line for line in self._lines if id(line) not in going]


class SharingDesk:
    """Loket voor gegevensdeling: asks the law, and leaves a line of each act before it happens.

    Args:
        log: where lines go; in memory if left out.
        log_term: how long the organisation keeps its lines where the law gives no longer term; four years, the term of
            Wjsg 51c lid 4, if left out.

    >>> desk = SharingDesk()
    >>> decision = desk.may_share("release_date", from_role="director", to_role="college", on=date(2026, 11, 23),
    ...     purpose="set_amend_or_carry_out_plan")
    >>> line = desk.record(decision, case_id=None, by="coordinator", necessity="plan meeting", on=date(2026, 11, 23))
    >>> line.shared, line.keep_until, line.keep_basis, line.necessity
    (True, datetime.date(2030, 11, 23), 'analogy', <necessity ***>)
    """

    may_share = staticmethod(may_share)

    def __init__(self, log: SharingLog | None = None, *, log_term: Term | None = None) -> None:
        self._log: SharingLog = MemorySharingLog() if log is None else log
        self._log_term = log_term

    def record(  # noqa: PLR0913  # what a line must say, each by name
        self,
        decision: Decision,
        *,
        case_id: str | None,
        by: str,
        necessity: str,
        on: date,
        consent: str | None = None,
        override: bool = False,
    ) -> SharingLine:
        """Record the act (*vastleggen*), before it happens. A decision that says no is recorded as a refusal.

        Args:
            decision: an answer of ``may_share``; it is asked again for the day of the act.
            case_id: the case that it is about, as its key in the own system; never a name or BSN.
            by: who shares: a role or the id of a worker.
            necessity: why it is necessary, in the words of a person; sealed.
            on: the day of the act.
            consent: where consent stands, or why none is needed here, when ``decision.needs_consent``; sealed.
            override: share although vngkit says no, where ``decision.leaves_room``: the law does not forbid it and the
                person who shares has established the need. Elsewhere it changes nothing.

        Returns:
            The line, as it was kept. Only a line with ``shared`` true says that sharing may go on.

        Raises:
            PurposeRequired: nobody, or no necessity, was named.
            DataError: consent has to be recorded and was not.
            AccessNotLogged: the line could not be kept; then nothing may be shared.
        """
        if not isinstance(decision, Decision):
            raise DataError(
                f"what is recorded is a {type(decision).__name__}, not a decision.", fix="give what may_share answered"
            )
        if not _is_said(necessity) or not _is_said(by):
            raise PurposeRequired(
                "an act of sharing is recorded with who does it and why it is necessary.",
                why="The conditions of the decision are confirmed by a person.",
                fix='write by="coordinator", necessity="plan meeting of 24 November"',
            )
        asked = may_share(
            decision.item,
            from_role=decision.from_role,
            to_role=decision.to_role,
            purpose=decision.purpose,
            on=on,
            restrictions=decision.usage_restrictions,
        )
        if asked.allowed and asked.needs_consent and not _is_said(consent):
            raise DataError(
                f"sharing {asked.item} with {asked.to_role} asks that consent is recorded ({asked.consent}).",
                why=asked.ground.jci,
                fix='write consent="where it stands", or why none is needed here',
            )
        act = _Act(
            case_id=case_id, by=by, necessity=necessity, consent=consent, override=override and asked.leaves_room
        )
        line = self._line(asked, act)
        self._append(line)
        return line

    def share(  # noqa: PLR0913  # what a line must say, each by name
        self,
        decision: Decision,
        give: Callable[[], T],
        *,
        case_id: str | None,
        by: str,
        necessity: str,
        on: date,
        consent: str | None = None,
        override: bool = False,
    ) -> tuple[SharingLine, T]:
        """Record the act and then do it (*verstrekken*): ``give`` is called only when the line was kept.

        Arguments as in ``record``. Returns the line and what ``give`` returned. Raises ``SharingRefused`` when the
        decision says no (the refusal is recorded), and whatever ``record`` raises.
        """
        line = self.record(
            decision, case_id=case_id, by=by, necessity=necessity, on=on, consent=consent, override=override
        )
        if not line.shared:
            raise SharingRefused(
                f"{line.item} may not go from {line.from_role} to {line.to_role} for {line.purpose} ({line.modality}).",
                why=line.ground.jci,
                fix="read decision.explain(): it names other grounds, if there are any",
            )
        return line, give()

    def log(
        self, *, on: date | None = None, since: date | None = None, case_id: str | None = None
    ) -> tuple[SharingLine, ...]:
        """The lines (*vastleggingen*) of one day, since a day, or about one case; all of them without an argument."""
        return tuple(
            line
            for line in self._log.lines()
            if (on is None or line.on == on)
            and (since is None or line.on >= since)
            and (case_id is None or line.case_id == case_id)
        )

    def expired(self, on: date) -> tuple[SharingLine, ...]:
        """The lines that need not be kept any longer (*bewaartermijn verstreken*) on this day."""
        return tuple(line for line in self._log.lines() if line.keep_until <= on)

    def drop(self, lines: Collection[SharingLine]) -> None:
        """Destroy lines (*vastleggingen vernietigen*) of which the term is over; ``kit.retention_job`` leaves proof.

        Args:
            lines: of ``expired(on)``.

        Raises:
            DataError: the log can not drop lines.
        """
        if not isinstance(self._log, DroppingSharingLog):
            raise DataError(
                "this log of sharing can not drop lines, so lines stay longer than is needed.",
                why="Data is kept no longer than necessary (AVG 5 lid 1 e).",
                fix="give the log a method drop(lines)",
            )
        self._log.drop(lines)

    def _append(self, line: SharingLine) -> None:
        try:
            self._log.append(line)
        except Exception as error:  # noqa: BLE001  # whatever the log raises: no line, no sharing, none of its stack
            told = type(error).__name__
        else:
            return
        raise AccessNotLogged(
            f"the line of this sharing could not be kept ({told}), so nothing may be shared.",
            fix="mend the log and ask again",
        )

    def _line(self, asked: Decision, act: _Act) -> SharingLine:
        until, basis, ground = self._keep(asked.regime, asked.on)
        return SharingLine(
            on=asked.on,
            item=asked.item,
            from_role=asked.from_role,
            to_role=asked.to_role,
            purpose=asked.purpose,
            shared=asked.allowed or act.override,
            override=act.override,
            modality=asked.modality,
            regime=asked.regime,
            ground=asked.ground,
            rows=asked.rows,
            case_id=act.case_id,
            by=act.by,
            necessity=Sealed(act.necessity, what="necessity"),
            consent_note=Sealed(act.consent, what="consent") if act.consent else None,
            keep_until=until,
            keep_basis=basis,
            keep_ground=ground,
        )

    def _keep(self, regime: str | None, on: date) -> tuple[date, KeepBasis, Citation]:
        """Until when, on what basis: the law of this flow where it has a term, else the own term, else by analogy."""
        rule, own = _log_rule(regime)
        law = rule.reckon(on).date
        if self._log_term is None:
            return law, "law" if own else "analogy", _cited(rule)
        local = self._log_term.reckon(on, source="beleidsregel").date
        if own and law >= local:
            return law, "law", _cited(rule)
        return local, "local", _cited(rule)


def _log_rule(regime: str | None) -> tuple[NationalRule, bool]:
    """The rule on keeping a record of this flow, or that of the one flow that has such a rule."""
    rules = {row.flow: row.rule for row in retention_rules() if row.action == "keep_at_least"}
    own = regime in rules
    return national_rule(rules[regime] if own and regime else next(iter(rules.values()))), own


def _cited(rule: NationalRule) -> Citation:
    assert rule.citation is not None  # noqa: S101  # every rule of retention has one: a test walks them
    return rule.citation


def _is_said(text: object) -> bool:
    """Whether it is a text with something in it."""
    return isinstance(text, str) and bool(text.strip())
