"""Texts of two desks, made here: no text of others."""

from __future__ import annotations

AFVAL = ("afval", "container", "grofvuil", "inzameling", "papier", "glasbak", "milieustraat", "restafval")
ZORG = ("hulp", "huishouden", "zorg", "rolstoel", "mantelzorger", "begeleiding", "indicatie", "voorziening")
FRAMES = (
    "Mag de gemeente de {0} en de {1} in onze wijk anders regelen dan nu?",
    "Wat moet het college doen als er geen {0} is en de {1} ook niet past?",
    "Hoe lang mag een inwoner wachten op de {0} wanneer de {1} nog niet is besloten?",
    "Welke regels gelden voor {0} en {1} als een inwoner verhuist naar een andere gemeente?",
    "Kan de raad in de verordening de {0} beperken en de {1} uitbreiden?",
)


def made() -> tuple[list[str], list[str]]:
    """Texts with the desk of each."""
    texts, labels = [], []
    for desk, subjects in (("afval", AFVAL), ("zorg", ZORG)):
        for at, one in enumerate(subjects):
            for step, frame in enumerate(FRAMES):
                texts.append(frame.format(one, subjects[(at + step + 1) % len(subjects)]))
                labels.append(desk)
    return texts, labels
