"""A copy of a case for the person whom it is about: everything that is recorded, for a machine and for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from html import escape
from typing import Any, Final

import attrs
from attrs import field, frozen

from vngkit.legislation import Lang
from vngkit.privacy import PERSONAL
from vngkit.reentry._recorded import Recorded
from vngkit.reentry._serial import dump_recorded
from vngkit.safe import safe
from vngkit.terms import day_text

__all__ = ["CaseCopy"]

_EVENTS: Final[dict[str, tuple[str, str]]] = {
    "start_notice": ("melding begin detentie", "notice of the start of detention"),
    "end_notice": ("melding einde detentie", "notice of the end of detention"),
    "settlement_changed": ("gewijzigde vestigingsgemeente", "another gemeente to settle in"),
    "release_date_changed": ("gewijzigde datum van invrijheidstelling", "another day of release"),
    "release_ordered": ("bevel tot invrijheidstelling", "order of release"),
    "transferred": ("overplaatsing", "transfer"),
    "re_detained": ("opnieuw in detentie", "in detention again"),
    "programme_started": ("start penitentiair programma", "start of a penitentiary programme"),
    "last_phase_started": ("start laatste fase ISD", "start of the last phase of ISD"),
    "lost_contact": ("uit beeld", "out of contact"),
    "contact_made": ("contact", "contact"),
    "died": ("overlijden", "death"),
    "case_closed": ("afsluiting", "closing"),
    "case_reopened": ("heropening", "reopening"),
    "regie_handed_over": ("overdracht van regie", "handing over of the coordination"),
    "regie_accepted": ("aanvaarding van regie", "acceptance of the coordination"),
    "condition_assessed": ("beoordeling van een basisvoorwaarde", "assessment of a basic condition"),
    "address_registered": ("inschrijving in de BRP", "registration in the BRP"),
    "resident_view_recorded": ("wat u zelf zei: behoefte, wens en vermogen", "what you said: need, wish and ability"),
    "professional_view_recorded": ("wat een professional of naaste zei", "what a professional or relative said"),
    "plan_set": ("vaststelling van het plan", "setting of the plan"),
    "goal_set": ("doel", "goal"),
    "action_agreed": ("afgesproken actie", "action agreed"),
    "action_done": ("actie gedaan of vervallen", "action done or dropped"),
    "signal_received": ("signaal", "signal"),
    "signal_resolved": ("signaal afgehandeld", "signal resolved"),
    "step_taken": ("stap", "step"),
    "debt_help_requested": ("verzoek om schuldhulp", "request for debt help"),
    "debt_talk_held": ("eerste gesprek schuldhulp", "first talk on debt help"),
    "debt_decision_made": ("beschikking schuldhulp", "decision on debt help"),
    "assistance_reported": ("melding voor bijstand", "report for assistance"),
    "assistance_applied": ("aanvraag om bijstand", "application for assistance"),
    "advance_paid": ("voorschot betaald", "advance paid"),
    "assistance_decided": ("beschikking op de aanvraag om bijstand", "decision on assistance"),
    "support_reported": ("melding van behoefte aan ondersteuning", "report of a need for support"),
    "personal_plan_submitted": ("persoonlijk plan ingediend", "personal plan handed in"),
    "research_finished": ("onderzoek na de melding afgerond", "research after the report finished"),
    "support_applied": ("aanvraag om een maatwerkvoorziening", "application for support made to measure"),
    "support_decided": ("beschikking over een maatwerkvoorziening", "decision on support made to measure"),
    "worry_reported": ("melding van een zorg over geestelijke gezondheid", "report of a worry about mental health"),
    "worry_explored": ("verkennend onderzoek afgerond", "first research finished"),
    "worry_applied": ("aanvraag voor een zorgmachtiging", "application for a care authorisation"),
    "crisis_measure_taken": ("crisismaatregel van de burgemeester", "crisis measure of the mayor"),
    "address_change_planned": ("voorgenomen verhuizing", "intended move"),
    "address_changed": ("verhuisd", "moved house"),
    "address_declared": ("aangifte van adres", "declaration of address"),
    "postal_address_requested": ("aangifte van een briefadres", "declaration of a postal address"),
    "postal_address_decided": ("beslissing over een briefadres", "decision on a postal address"),
    "document_applied": ("aanvraag van een identiteitsbewijs", "application for a document of identity"),
    "urgency_requested": ("verzoek om urgentie", "request for urgency"),
    "urgency_decided": ("beslissing over urgentie", "decision on urgency"),
    "insurer_informed": ("zorgverzekeraar ingelicht", "health insurer informed"),
    "completion_asked": ("aanvulling gevraagd", "completion asked"),
    "completion_received": ("aanvulling ontvangen", "completion received"),
    "decision_made_known": ("besluit bekendgemaakt", "decision made known"),
    "objection_filed": ("bezwaar gemaakt", "objection filed"),
    "step_foreseen": ("verwachte stap", "expected step"),
}
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Uw dossier re-integratie", "Your reentry case"),
    "case": ("dossier {}", "case {}"),
    "made": ("Afschrift van {}. Alles wat is vastgelegd en nog niet is vernietigd, in volgorde.",
             "Copy of {}. Everything that was recorded and was not destroyed yet, in order."),
    "gone": ("{} gegevens zijn vernietigd, omdat zij niet langer bewaard mogen worden.",
             "{} records were destroyed, for they may be kept no longer."),
    "by": ("vastgelegd op {} door {}", "recorded on {} by {}"),
    "nobody": ("niet vermeld", "not mentioned"),
    "rights": ("Klopt iets niet? U kunt vragen het te verbeteren of te wissen (AVG 16 en 17).",
               "Is something wrong? You can ask to have it corrected or erased (AVG 16 and 17)."),
}  # fmt: skip


@frozen(kw_only=True)
class CaseCopy:
    """Afschrift van een dossier for the person whom it is about (AVG 15 lid 3 and 20): all that is recorded.

    Args:
        case_id: of the case.
        on: the day on which it was made.
        records: what is recorded, in the order of writing.
        destroyed: how many records were destroyed.
    """

    case_id: str
    on: date
    records: tuple[Recorded, ...] = field(repr=False, metadata=PERSONAL)
    destroyed: int = 0

    def to_json(self) -> str:
        """For a machine: each record as it is stored."""
        held = {
            "schema": "vngkit.case_copy",
            "version": 1,
            "case": self.case_id,
            "made_on": self.on.isoformat(),
            "destroyed": self.destroyed,
            "records": [json.loads(dump_recorded(record)) for record in self.records],
        }
        return json.dumps(held, ensure_ascii=False, indent=2) + "\n"

    def text(self, lang: Lang = "nl") -> str:
        """For people, as plain text in Dutch or English."""
        lines = [_say("title", lang), _say("case", lang).format(self.case_id), self._made(lang), ""]
        for record in self.records:
            lines.append(_heading(record, lang))
            lines += [f"  {name}: {value}" for name, value in _shown(record, lang)]
            lines += [f"  {_by(record, lang)}", ""]
        return "\n".join(safe(line) for line in [*lines, *self._end(lang)]) + "\n"

    def html(self, lang: Lang = "nl") -> str:
        """For people, as a page without scripts that can be printed, in Dutch or English."""
        parts = []
        for record in self.records:
            rows = "".join(
                f"<dt>{escape(safe(name))}</dt><dd>{escape(safe(value))}</dd>" for name, value in _shown(record, lang)
            )
            parts.append(
                f"<section><h2>{escape(_heading(record, lang))}</h2><dl>{rows}</dl>"
                f"<p><small>{escape(safe(_by(record, lang)))}</small></p></section>"
            )
        end = "".join(f"<p>{escape(line)}</p>" for line in self._end(lang))
        title = escape(_say("title", lang))
        return (
            f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><h1>{title}</h1><p>{escape(_say('case', lang).format(self.case_id))}</p>"
            f"<p>{escape(self._made(lang))}</p>{''.join(parts)}{end}</body></html>\n"
        )

    def _made(self, lang: Lang) -> str:
        return _say("made", lang).format(day_text(self.on, lang))

    def _end(self, lang: Lang) -> Sequence[str]:
        gone = [_say("gone", lang).format(self.destroyed)] if self.destroyed else []
        return [*gone, _say("rights", lang)]


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][0 if lang == "nl" else 1]


def _heading(record: Recorded, lang: Lang) -> str:
    name = type(record.event).event
    words = _EVENTS[name][0 if lang == "nl" else 1]
    return f"{day_text(record.happened_on, lang)}: {words}"


def _by(record: Recorded, lang: Lang) -> str:
    return _say("by", lang).format(day_text(record.recorded_on, lang), record.by or _say("nobody", lang))


def _shown(record: Recorded, lang: Lang) -> Iterator[tuple[str, str]]:
    """The fields of an event that say something, with words of the law where there are."""
    for one in attrs.fields(type(record.event)):
        value = _value(getattr(record.event, one.name), lang)
        if value:
            yield one.name.replace("_", " "), value
    if record.ground:
        yield "grond" if lang == "nl" else "ground", record.ground


def _value(value: Any, lang: Lang) -> str:
    if isinstance(value, Enum):
        label = getattr(value, "label", None)
        return label(lang) if label is not None else str(value.value)
    if isinstance(value, bool):
        return ("ja" if lang == "nl" else "yes") if value else ""
    if isinstance(value, datetime):
        return f"{day_text(value.date(), lang)} {value:%H:%M}"
    if isinstance(value, date):
        return day_text(value, lang)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(_value(held, lang) for held in value)
    return "" if value is None else str(value)
