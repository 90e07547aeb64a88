"""How the documentation is built: MyST Markdown, API reference from the docstrings."""

from __future__ import annotations

project = "vngkit"
author = "The vngkit contributors"
copyright = "EUPL-1.2, the vngkit contributors"  # noqa: A001  # Sphinx's own name
release = version = "0.1"
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.intersphinx"]
intersphinx_mapping: dict[str, tuple[str, None]] = {}  # nothing is fetched while building
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": False, "show-inheritance": False}
nitpick_ignore_regex = [("py:.*", ".*")]  # types of others have no inventory here; links between pages are checked
suppress_warnings = ["ref.python"]  # the type "date" is also the name of a field; no page links by such a bare name
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "vngkit"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
