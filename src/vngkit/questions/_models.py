"""The model ordinances of the association, with the article that each rests on."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from attrs import frozen

from vngkit.errors import NotFound
from vngkit.legislation import Citation
from vngkit.questions._words import DATA

__all__ = ["ModelOrdinance", "model", "models"]


@frozen(kw_only=True)
class ModelOrdinance:
    """Modelverordening: a model of the association, and where in national law it rests.

    Args:
        id: its short name, for example ``participatie``.
        title: its Dutch title.
        law: the law that it rests on.
        citation: the article; only the law when no article is known.
        confirmed: whether the dossier saw that article confirmed.
    """

    id: str
    title: str
    law: str
    citation: Citation
    confirmed: bool


@cache
def models() -> Mapping[str, ModelOrdinance]:
    """The model ordinances (*modelverordeningen*) by id, as the dossier of this project lists them.

    Source: dossier on the association; the official list of models could not be read, so it is not complete.

    >>> models()["participatie"].citation.article
    '150'
    """
    with (DATA / "models.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: _model(row) for row in csv.DictReader(file)})


def model(model_id: str) -> ModelOrdinance:
    """One model ordinance by its id; raises ``NotFound``."""
    found = models().get(model_id)
    if found is None:
        near = get_close_matches(model_id, models(), n=3)
        fix = f"did you mean {' or '.join(near)}?" if near else "see vngkit.questions.models()"
        raise NotFound(f"there is no model ordinance {model_id!r:.60}.", fix=fix)
    return found


def _model(row: dict[str, str]) -> ModelOrdinance:
    parts = (("artikel", row["article"]),) if row["article"] else ()
    citation = Citation(work=row["work"], parts=parts)
    confirmed = row["confirmed"] == "yes"
    return ModelOrdinance(id=row["id"], title=row["title"], law=row["law"], citation=citation, confirmed=confirmed)
