"""Where to go: which gemeente gives support or shelter, and whether somebody is an urgent house seeker by law."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, NationalRule, national_rule
from vngkit.reentry._finding import Reason
from vngkit.reentry._words import Word

__all__ = ["Leaving", "SupportAnswer", "SupportKind", "Urgency", "statutory_urgency", "who_supports"]


class SupportKind(Word):
    """Soort ondersteuning: the three kinds that the Wmo 2015 gives to other colleges."""

    SELF_RELIANCE = "self_reliance"
    PROTECTED_LIVING = "protected_living"
    SHELTER = "shelter"


class Leaving(Word):
    """Waar iemand vandaan komt: the places that the law on housing names."""

    PENITENTIARY_INSTITUTION = "penitentiary_institution"
    YOUTH_INSTITUTION = "youth_institution"
    FORENSIC_CARE = "forensic_care"
    SHELTER = "shelter"
    OTHER = "other"


@frozen(kw_only=True)
class SupportAnswer:
    """Antwoord: whose college must look at support or shelter; ``member`` is None when the tests are not passed.

    ``entitled`` is None when one of the tests is not known; then ``member`` is the college that must find out.
    """

    kind: SupportKind
    member: str | None
    entitled: bool | None
    rule: NationalRule = field(repr=False)
    reasons: tuple[Reason, ...] = ()

    @property
    def citation(self) -> Citation | None:
        """The article that decides."""
        return self.rule.citation


_SUPPORT = {
    SupportKind.SELF_RELIANCE: "wmo_support_gemeente",
    SupportKind.PROTECTED_LIVING: "wmo_protected_living_any_gemeente",
    SupportKind.SHELTER: "wmo_shelter_entitlement",
}


def who_supports(
    kind: SupportKind | str,
    *,
    residence: str | None,
    turns_to: str | None,
    left_home: bool | None = None,
    can_cope: bool | None = None,
) -> SupportAnswer:
    """Whose college gives support, protected living or shelter (*ondersteuning, beschermd wonen, opvang*).

    Args:
        kind: what is needed.
        residence: the gemeente (code) of residence, None when there is none or it is not known.
        turns_to: the gemeente (code) to which the person turns.
        left_home: whether the home situation has been left (a test for shelter); None: not known.
        can_cope: whether the person can hold their own in society (a test for shelter and protected living).

    Support at home comes from the gemeente of residence; protected living and shelter from the gemeente one turns to,
    whichever that is. Source: Wmo 2015 1.2.1 a-c, 2.3.5 lid 1.

    >>> who_supports("shelter", residence="GM9999", turns_to="GM9999", left_home=True, can_cope=False).member
    'GM9999'
    """
    wanted = SupportKind(kind)
    rule = national_rule(_SUPPORT[wanted])
    if wanted is SupportKind.SELF_RELIANCE:
        return SupportAnswer(kind=wanted, member=residence, entitled=None, rule=rule, reasons=(_RESIDENCE,))
    if turns_to is None:
        raise DataError("shelter is asked in a gemeente.", fix="give turns_to=, the gemeente to which the person turns")
    tests = [None if can_cope is None else not can_cope]
    reasons = [_TURNS_TO, _COPE[can_cope]]
    if wanted is SupportKind.SHELTER:
        tests.append(left_home)
        reasons.append(_LEFT[left_home])
    entitled = False if False in tests else None if None in tests else True
    member = None if entitled is False else turns_to
    return SupportAnswer(kind=wanted, member=member, entitled=entitled, rule=rule, reasons=tuple(reasons))


def _reason(kind: str, text: str, text_nl: str) -> Reason:
    return Reason(kind=kind, text=text, text_nl=text_nl)


_RESIDENCE = _reason("residence", "it comes from the gemeente of residence", "de woongemeente geeft dit")
_TURNS_TO = _reason(
    "turns_to",
    "it comes from the gemeente to which the person turns, without a local tie",
    "de gemeente waar iemand zich meldt geeft dit, zonder binding met die gemeente",
)
_COPE = {
    None: _reason(
        "cope_unknown",
        "whether the person can hold their own in society is not known",
        "of de inwoner zich in de samenleving kan handhaven is niet bekend",
    ),
    False: _reason(
        "can_not_cope",
        "the person can not hold their own in society",
        "de inwoner kan zich niet handhaven in de samenleving",
    ),
    True: _reason(
        "can_cope",
        "the person can hold their own in society",
        "de inwoner kan zich handhaven in de samenleving",
    ),
}
_LEFT = {
    None: _reason(
        "home_unknown",
        "whether the home situation has been left is not known",
        "of de thuissituatie is verlaten is niet bekend",
    ),
    False: _reason("home_not_left", "the home situation has not been left", "de thuissituatie is niet verlaten"),
    True: _reason("home_left", "the home situation has been left", "de thuissituatie is verlaten"),
}


@frozen(kw_only=True)
class Urgency:
    """Antwoord: whether somebody belongs to a statutory group of urgent house seekers, and has priority.

    ``in_group`` by leaving a place that the law names, inside a housing by-law; ``priority`` when also bound to the
    region; None is not known. ``reasons`` tell what was looked at and that the conditions of the ministerial
    regulation were not read: the answer is never more than a first one.
    """

    in_group: bool | None
    priority: bool | None
    rule: NationalRule = field(repr=False)
    reasons: tuple[Reason, ...] = ()

    @property
    def citation(self) -> Citation | None:
        """The article that decides."""
        return self.rule.citation

    def explain(self, lang: Lang = "nl") -> str:
        """The answer and its reasons, one sentence a line."""
        words = {True: ("ja", "yes"), False: ("nee", "no"), None: ("niet bekend", "not known")}
        place = 0 if lang == "nl" else 1
        lead = ("Behoort tot een wettelijke urgentiegroep", "Belongs to a statutory urgent group")[place]
        more = ("Voorrang", "Priority")[place]
        lines = [f"{lead}: {words[self.in_group][place]}.", f"{more}: {words[self.priority][place]}."]
        return "\n".join([*lines, *(f"- {reason.explain(lang)}." for reason in self.reasons)])


_GROUP = {
    Leaving.PENITENTIARY_INSTITUTION: "urgency_leaving_prison",
    Leaving.YOUTH_INSTITUTION: "urgency_leaving_prison",
    Leaving.FORENSIC_CARE: "urgency_leaving_prison",
    Leaving.SHELTER: "urgency_shelter",
}


def statutory_urgency(
    leaving: Leaving | str, *, housing_by_law: bool | None, bound_to_region: bool | None, on: date
) -> Urgency:
    """Whether somebody is an urgent house seeker by law (*wettelijke urgentiegroep*) on a day.

    Args:
        leaving: the place that the person leaves.
        housing_by_law: whether the gemeente has a housing by-law in force; None: not known.
        bound_to_region: whether the person is economically or socially bound to the region; None: not known.
        on: the day of asking.

    Source: Huisvestingswet 2014 12 lid 3, 14 lid 6. The ministerial regulation with the conditions was not read.

    >>> day = date(2026, 11, 23)
    >>> found = statutory_urgency("penitentiary_institution", housing_by_law=True, bound_to_region=True, on=day)
    >>> found.in_group, found.priority
    (True, True)
    """
    group = _GROUP.get(Leaving(leaving))
    rule = national_rule(group or "urgency_leaving_prison")
    if group is None:
        return Urgency(in_group=False, priority=False, rule=rule, reasons=(_NO_GROUP,))
    if rule.valid_from and on < rule.valid_from:
        early = _reason(
            "not_yet", f"the group exists since {rule.valid_from}", f"de groep bestaat sinds {rule.valid_from}"
        )
        return Urgency(in_group=False, priority=False, rule=rule, reasons=(early,))
    reasons = [_BY_LAW[housing_by_law], _BOUND[bound_to_region], _NOT_READ]
    tests = (housing_by_law, bound_to_region)
    priority = False if False in tests else None if None in tests else True
    return Urgency(in_group=housing_by_law, priority=priority, rule=rule, reasons=tuple(reasons))


_NO_GROUP = _reason("no_group", "that place gives no statutory group", "die plek geeft geen wettelijke groep")
_NOT_READ = _reason(
    "conditions_not_read",
    "the conditions and refusal grounds of the ministerial regulation (12 lid 3, 13 lid 3) were not read",
    "de voorwaarden en afwijzingsgronden van de ministeriële regeling (12 lid 3, 13 lid 3) zijn niet gelezen",
)
_BY_LAW = {
    None: _reason(
        "by_law_unknown",
        "whether a housing by-law is in force is not known",
        "of een huisvestingsverordening geldt is niet bekend",
    ),
    False: _reason(
        "no_by_law",
        "no housing by-law is in force: there is no urgency",
        "er geldt geen huisvestingsverordening: er is geen urgentie",
    ),
    True: _reason("by_law", "a housing by-law is in force", "er geldt een huisvestingsverordening"),
}
_BOUND = {
    None: _reason(
        "bond_unknown",
        "whether the person is bound to the region is not known",
        "of de inwoner aan de regio gebonden is is niet bekend",
    ),
    False: _reason(
        "not_bound",
        "the person is not bound to the region: no priority (14 lid 6)",
        "de inwoner is niet aan de regio gebonden: geen voorrang (14 lid 6)",
    ),
    True: _reason("bound", "the person is bound to the region", "de inwoner is aan de regio gebonden"),
}
