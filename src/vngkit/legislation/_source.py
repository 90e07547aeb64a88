"""Where a rule stands: its source, and the layer of law that it belongs to."""

from __future__ import annotations

import re
from enum import Enum
from typing import Literal

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation._identifiers import CvdrId, GazetteId

__all__ = ["Lang", "Layer", "Source"]

Lang = Literal["nl", "en"]

_URL = re.compile(r"https?://[^\s<>\"']+")


class Layer(Enum):
    """The layer of law (*soort regeling*) that a rule belongs to, from high to low.

    A higher layer goes before a lower one (*lex superior*). ``label("nl")`` gives the official Dutch term.

    >>> Layer.BELEIDSREGEL.label("en"), Layer.VERORDENING.above(Layer.BELEIDSREGEL)
    ('policy rule', True)
    """

    WET = "wet"
    AMVB = "amvb"
    MINISTERIELE_REGELING = "ministeriele_regeling"
    VERORDENING = "verordening"
    PLAN = "plan"
    NADERE_REGELS = "nadere_regels"
    UITVOERINGSBESLUIT = "uitvoeringsbesluit"
    BELEIDSREGEL = "beleidsregel"
    CONVENANT = "convenant"

    def label(self, lang: Lang = "nl") -> str:
        """The name of the layer in Dutch (the official term) or English."""
        return _LABELS[self][0 if lang == "nl" else 1]

    def above(self, other: Layer) -> bool:
        """Whether this layer goes before the other (*lex superior*)."""
        return _RANK[self] < _RANK[other]


_LABELS = {
    Layer.WET: ("wet", "act of parliament"),
    Layer.AMVB: ("algemene maatregel van bestuur", "order in council"),
    Layer.MINISTERIELE_REGELING: ("ministeriële regeling", "ministerial regulation"),
    Layer.VERORDENING: ("verordening", "by-law"),
    Layer.PLAN: ("plan van de raad", "plan of the council"),
    Layer.NADERE_REGELS: ("nadere regels", "further rules"),
    Layer.UITVOERINGSBESLUIT: ("uitvoeringsbesluit", "implementing decision"),
    Layer.BELEIDSREGEL: ("beleidsregel", "policy rule"),
    Layer.CONVENANT: ("convenant", "covenant"),
}
_RANK = {layer: place for place, layer in enumerate(Layer)}


def _check_url(_: object, __: object, value: str | None) -> None:
    if value and not _URL.fullmatch(value):
        raise DataError(
            f"the url {value!r} of a source is not an http(s) address.", fix="give the address of the regulation"
        )


@frozen(kw_only=True)
class Source:
    """Where a rule can be read: the regulation, its publication and the article.

    ``title`` of the regulation, ``publication_id`` in the CVDR or a gazette (``CVDR653220_1``, ``gmb-2021-441437``),
    ``url`` and ``article``. At least one of ``publication_id`` and ``url`` must be there: a rule that cannot be found
    back is not a rule. Raises ``DataError``.

    >>> Source(title="Verordening beslistermijn", publication_id="CVDR000000_1", article="2").describe("en")
    'Verordening beslistermijn, article 2 (CVDR000000_1)'
    """

    title: str
    publication_id: str | None = None
    url: str | None = field(default=None, validator=_check_url)
    article: str | None = None

    def __attrs_post_init__(self) -> None:
        if not self.title.strip():
            raise DataError("a source has no title.", fix="give the title of the regulation")
        if not (self.publication_id or self.url):
            raise DataError(
                f"the source {self.title!r} can not be found back.",
                fix="give its publication_id (CVDR, gmb) or its url",
            )
        if self.publication_id:
            self.publication  # noqa: B018  # a malformed id is told here

    @property
    def publication(self) -> CvdrId | GazetteId | None:
        """The publication as an identifier, or ``None`` when only a url is known."""
        if not self.publication_id:
            return None
        if self.publication_id.upper().startswith("CVDR"):
            return CvdrId.parse(self.publication_id)
        return GazetteId.parse(self.publication_id)

    def describe(self, lang: Lang = "nl") -> str:
        """The source in one line of text."""
        article = f", {'artikel' if lang == 'nl' else 'article'} {self.article}" if self.article else ""
        return f"{self.title}{article} ({self.publication_id or self.url})"
