"""What is held about one gemeente on one day, gathered once: for the terminal, for JSON, and for the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from vngkit.cli._face import Face
from vngkit.cli._json import gemeente_json
from vngkit.errors import NotHeld, NotInForce

if TYPE_CHECKING:
    from vngkit.members import Gemeente, Identifiers, Region

T = TypeVar("T")
REGION_KINDS = ("provincie", "corop", "arbeidsmarktregio", "veiligheidsregio", "ggd_regio")
YEARS_BACK = 40


@frozen(kw_only=True)
class Profile:
    """A gemeente with what is held about it on the day; what is not held is ``None`` or absent, and shown as such."""

    gemeente: Gemeente
    on: date
    alive: bool | None
    regions: dict[str, Region | None]
    inhabitants: tuple[int, int] | None
    land_km2: float | None
    identifiers: Identifiers | None
    networks: tuple[str, ...]
    neighbours: tuple[Gemeente, ...] | None
    successors: tuple[Any, ...]
    attributions: tuple[str, ...]

    def lines(self, face: Face) -> dict[str, str]:
        """Each fact as one line of text; an empty one is not shown."""
        unknown = face.text("member.not_held")
        numbers = self.identifiers
        return {
            "begin": str(self.gemeente.valid_from or "")
            or face.text("member.start_unknown", seen=self.gemeente.attested_from),
            "end": str(self.gemeente.valid_to or "") or face.text("member.no_end"),
            "exists": self._exists(face),
            "successors": ", ".join(str(heir.gemeente) for heir in self.successors),
            **{kind: _region(region) or unknown for kind, region in self.regions.items() if self.alive is not False},
            "inhabitants": self._inhabitants(face) or unknown,
            "land": f"{_number(self.land_km2, face)} km²" if self.land_km2 is not None else "",
            "networks": ", ".join(self.networks),
            "neighbours": ", ".join(other.name for other in self.neighbours or ()),
            "tooi": (numbers.tooi_uri or "") if numbers else "",
            "rsin": f"{numbers.rsin} ({numbers.rsin_kvk_asof})" if numbers and numbers.rsin else "",
            "oin": (numbers.oin or "") if numbers else "",
            "wikidata": (numbers.wikidata or "") if numbers else "",
        }

    def _exists(self, face: Face) -> str:
        key = {True: "member.yes", False: "member.no", None: "member.not_held"}[self.alive]
        return f"{self.on}: {face.text(key)}"

    def _inhabitants(self, face: Face) -> str:
        if self.inhabitants is None:
            return ""
        year, number = self.inhabitants
        return face.text("member.inhabitants_on", number=_number(number, face), year=year)

    def as_json(self) -> dict[str, Any]:
        """The same for programs: ``null`` is not held."""
        numbers = self.identifiers
        return {
            "gemeente": gemeente_json(self.gemeente),
            "on": self.on.isoformat(),
            "exists": self.alive,
            "successors": [
                {"code": heir.gemeente.code, "name": heir.gemeente.name, "share": _share(heir.share)}
                for heir in self.successors
            ],
            "regions": {
                kind: {"code": region.code, "name": region.name} if region else None
                for kind, region in self.regions.items()
            },
            "inhabitants": {"year": self.inhabitants[0], "number": self.inhabitants[1]} if self.inhabitants else None,
            "land_km2": self.land_km2,
            "networks": list(self.networks),
            "neighbours": [other.code for other in self.neighbours] if self.neighbours is not None else None,
            "identifiers": {
                "tooi_uri": numbers.tooi_uri,
                "rsin": numbers.rsin,
                "oin": numbers.oin,
                "wikidata": numbers.wikidata,
            }
            if numbers
            else None,
            "attributions": list(self.attributions),
        }


def profile(gemeente: Gemeente, face: Face) -> Profile:
    """Gather what is held about a gemeente on the day of the face."""
    register, day = face.register, face.day
    shown = ("gemeenten", "regions", "population", "boundaries", "identifiers", "networks")
    sources = [part for name in shown for part in attribution(face, name).split("; ")]
    return Profile(
        gemeente=gemeente,
        on=day,
        alive=_held(lambda: gemeente.alive(day)),
        regions={kind: _held(partial(register.region, gemeente.code, kind, on=day)) for kind in REGION_KINDS},
        inhabitants=_inhabitants(gemeente, day),
        land_km2=_held(lambda: gemeente.area(2021).land_km2),
        identifiers=_held(lambda: gemeente.identifiers),
        networks=tuple(
            network.name
            for network in register.networks
            if gemeente in (_held(partial(register.in_network, network.name, on=day)) or ())
        ),
        neighbours=_held(gemeente.neighbours),
        successors=_held(lambda: register.successors(gemeente.code, on=day)) or (),
        attributions=tuple(dict.fromkeys(sources)),
    )


def attribution(face: Face, subject: str) -> str:
    """The line to show beside what is told about a subject of the register, without its word for source."""
    return face.register.sources[subject].attribution.removeprefix("Bron: ")


def _held(ask: Callable[[], T]) -> T | None:
    """What is held, or None: not known for that day, or the gemeente is not there then."""
    try:
        return ask()
    except (NotHeld, NotInForce):
        return None


def _inhabitants(gemeente: Gemeente, day: date) -> tuple[int, int] | None:
    """The last number that is held on or before the day, with its year."""
    for year in range(day.year, day.year - YEARS_BACK, -1):
        number = _held(partial(gemeente.inhabitants, year))
        if number is not None:
            return year, number
    return None


def _region(region: Region | None) -> str:
    return f"{region.name or region.code} ({region.code})" if region else ""


def _share(share: Any) -> str | None:
    return None if share is None else str(share)


def _number(number: float, face: Face) -> str:
    text = f"{number:,}"
    return text.translate(str.maketrans(",.", ".,")) if face.lang == "nl" else text
