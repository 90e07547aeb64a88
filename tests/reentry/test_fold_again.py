"""What is told again changes nothing."""

from __future__ import annotations

from datetime import date

from tests.reentry.conftest import make_case

from vngkit.reentry import EndNotice, ReleaseDateChanged, Transferred


def test_a_release_date_that_is_told_again_is_no_change() -> None:
    same = ReleaseDateChanged(expected_release=date(2027, 1, 8), source="institution")
    case = make_case((date(2026, 10, 20), same), (date(2026, 10, 21), same))
    assert len(case.release.beliefs) == 1
    assert case.steps_of("release.changed") == ()


def test_a_transfer_to_where_the_person_is_or_after_release_is_none() -> None:
    same, other = Transferred(institution="PI Voorbeeld"), Transferred(institution="PI Zuid")
    end = EndNotice(released_on=date(2026, 12, 1), received_on=date(2026, 12, 1))
    case = make_case((date(2026, 10, 20), same), (date(2026, 12, 1), end), (date(2026, 12, 5), other))
    assert [stay.institution for stay in case.stays] == ["PI Voorbeeld"]
