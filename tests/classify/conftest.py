"""One small model that all tests of this room may use."""

from __future__ import annotations

import pytest
from tests.classify.made import made

from vngkit.themes.classify import Classifier, train


@pytest.fixture(scope="session")
def desks() -> Classifier:
    """A classifier of two desks."""
    texts, labels = made()
    return train(texts, labels, name="loketten test")
