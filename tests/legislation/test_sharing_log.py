"""Every act of sharing leaves a line first; without the line nothing is shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve

from vngkit import Kit
from vngkit.errors import AccessNotLogged, DataError, PurposeRequired, SharingRefused, VngkitError
from vngkit.kit import Ports
from vngkit.legislation import Decision, MemorySharingLog, SharingDesk, SharingLine
from vngkit.privacy import MemoryAccessLog
from vngkit.terms import Term

TODAY = date(2026, 11, 23)
PLAN = "set_amend_or_carry_out_plan"


def release(desk: SharingDesk, on: date = TODAY) -> Decision:
    return desk.may_share("release_date", from_role="director", to_role="college", purpose=PLAN, on=on)


def offence(desk: SharingDesk) -> Decision:
    return desk.may_share("offence", from_role="director", to_role="college", purpose=PLAN, on=TODAY)


class FullLog:
    """A log that can keep nothing."""

    def append(self, line: SharingLine, /) -> None:
        raise OSError(f"no space for {line}")

    def lines(self) -> Iterable[SharingLine]:
        return ()


def test_a_line_says_who_what_why_and_on_what_ground_and_its_free_text_is_sealed() -> None:
    desk = SharingDesk()
    line = desk.record(
        release(desk), case_id="case-1", by="coordinator", necessity="CANARY: plan meeting with mr. X", on=TODAY
    )
    assert (line.item, line.to_role, line.by, line.case_id, line.shared) == (
        "release_date",
        "college",
        "coordinator",
        "case-1",
        True,
    )
    assert line.ground.article == "20d"
    assert line.rows == ("pm20d_release_date_director_to_college",)
    assert "CANARY" not in repr(line) + str(line) + f"{line.necessity}" + line.explain_keeping("nl")
    with pytest.raises(PurposeRequired):
        line.necessity.reveal()
    assert line.necessity.reveal("audit", log=MemoryAccessLog()).startswith("CANARY")


def test_a_line_can_be_found_by_day_since_and_case() -> None:
    desk = SharingDesk()
    days = [date(2026, 11, 22), TODAY, TODAY, date(2026, 11, 24)]
    lines = [
        desk.record(release(desk, day), case_id=f"case-{number}", by="coordinator", necessity="meeting", on=day)
        for number, day in enumerate(days)
    ]
    assert desk.log() == tuple(lines)
    assert desk.log(on=TODAY) == (lines[1], lines[2])
    assert desk.log(since=TODAY) == tuple(lines[1:])
    assert desk.log(case_id="case-3") == (lines[3],)


def test_a_refusal_is_recorded_as_a_refusal_and_never_as_an_act() -> None:
    desk = SharingDesk()
    line = desk.record(offence(desk), case_id="case-1", by="coordinator", necessity="asked by the team", on=TODAY)
    assert (line.shared, line.modality) == (False, "not_listed")
    assert desk.log() == (line,)


def test_a_decision_that_someone_made_up_or_that_has_become_old_is_asked_again() -> None:
    desk = SharingDesk()
    forged = evolve(offence(desk), allowed=True, modality="may")
    assert not desk.record(forged, case_id=None, by="x", necessity="y", on=TODAY).shared
    before = date(2020, 1, 1)
    assert not desk.record(release(desk), case_id=None, by="x", necessity="y", on=before).shared


def test_nothing_is_given_when_the_line_can_not_be_kept() -> None:
    desk = SharingDesk(FullLog())
    given: list[str] = []
    with pytest.raises(AccessNotLogged, match="OSError") as caught:
        desk.share(release(desk), lambda: given.append("sent"), case_id=None, by="x", necessity="y", on=TODAY)
    assert given == []
    assert caught.value.__context__ is None


def test_sharing_calls_the_giver_only_after_the_line_and_not_for_a_refusal() -> None:
    log = MemorySharingLog()
    desk = SharingDesk(log)
    line, seen = desk.share(release(desk), log.lines, case_id=None, by="x", necessity="y", on=TODAY)
    assert seen == (line,)
    given: list[str] = []
    with pytest.raises(SharingRefused, match="offence"):
        desk.share(offence(desk), lambda: given.append("sent"), case_id=None, by="x", necessity="y", on=TODAY)
    assert given == []
    assert [each.shared for each in desk.log()] == [True, False]


def test_where_the_law_leaves_room_a_person_can_establish_the_need_and_nowhere_else() -> None:
    desk = SharingDesk()
    health = desk.may_share(
        "other_health_data", from_role="director", to_role="college", purpose="organise_care_or_support", on=TODAY
    )
    assert (health.allowed, health.leaves_room) == (False, True)
    assert "verbiedt dit niet" in health.explain("nl")
    assert not desk.record(health, case_id=None, by="x", necessity="y", on=TODAY).shared
    line = desk.record(health, case_id=None, by="x", necessity="care at home is arranged", on=TODAY, override=True)
    assert (line.shared, line.override) == (True, True)
    barred = desk.record(offence(desk), case_id=None, by="x", necessity="y", on=TODAY, override=True)
    assert (barred.shared, barred.override) == (False, False)
    plain = desk.record(release(desk), case_id=None, by="x", necessity="y", on=TODAY, override=True)
    assert (plain.shared, plain.override) == (True, False)


@pytest.mark.parametrize(("by", "necessity"), [("", "meeting"), ("coordinator", " ")])
def test_a_person_says_who_shares_and_why(by: str, necessity: str) -> None:
    desk = SharingDesk()
    with pytest.raises(PurposeRequired, match="necess"):
        desk.record(release(desk), case_id=None, by=by, necessity=necessity, on=TODAY)
    assert desk.log() == ()


def test_where_consent_is_asked_it_is_recorded_first_and_sealed() -> None:
    desk = SharingDesk()
    decision = desk.may_share(
        "data_from_wgs", from_role="college_wgs", to_role="college_wmo", purpose="wmo_task", on=TODAY
    )
    with pytest.raises(DataError, match="consent"):
        desk.record(decision, case_id=None, by="x", necessity="y", on=TODAY)
    line = desk.record(decision, case_id=None, by="x", necessity="y", on=TODAY, consent="CANARY form of 3 November")
    assert line.shared
    assert "CANARY" not in repr(line)


def test_the_law_says_how_long_the_provider_keeps_the_line_of_execution_data() -> None:
    desk = SharingDesk(log_term=Term(1, "years"))
    day = date(2028, 2, 29)
    decision = desk.may_share(
        "execution_data", from_role="director", to_role="college", purpose="debt_help_or_resocialisation", on=day
    )
    line = desk.record(decision, case_id=None, by="x", necessity="y", on=day)
    assert (line.keep_until, line.keep_basis, line.keep_ground.article) == (date(2032, 2, 29), "law", "51c")
    assert "wet vraagt" in line.explain_keeping("nl")


def test_where_the_law_gives_no_term_the_line_says_so_and_a_term_of_ones_own_can_be_given() -> None:
    by_analogy = SharingDesk()
    line = by_analogy.record(release(by_analogy), case_id=None, by="x", necessity="y", on=TODAY)
    assert (line.keep_until, line.keep_basis) == (date(2030, 11, 23), "analogy")
    assert "no term" in line.explain_keeping("en")
    own = SharingDesk(log_term=Term(2, "years"))
    line = own.record(release(own), case_id=None, by="x", necessity="y", on=TODAY)
    assert (line.keep_until, line.keep_basis) == (date(2028, 11, 23), "local")
    assert own.expired(date(2028, 11, 22)) == ()
    assert own.expired(date(2028, 11, 23)) == (line,)


def test_a_kit_has_one_desk_with_the_log_that_it_was_given() -> None:
    log = MemorySharingLog()
    with Kit.open(plugins=(), ports=Ports(sharing_log=log)) as kit:
        line = kit.sharing.record(release(kit.sharing), case_id=None, by="x", necessity="y", on=TODAY)
        assert kit.sharing is kit.sharing
        assert kit.sharing.log() == log.lines() == (line,)
    with pytest.raises(VngkitError, match="closed"):
        kit.sharing  # noqa: B018  # that is the test
