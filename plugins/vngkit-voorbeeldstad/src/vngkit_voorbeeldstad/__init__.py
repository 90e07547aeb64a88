"""Local rules (*lokale regels*) of Voorbeeldstad, the pretend gemeente; they stand in ``rules/*.toml``."""

from vngkit.plugins import PluginInfo, toml_rules

VNGKIT = PluginInfo(name="voorbeeldstad", api=1, members={"GM9999"})
vngkit_local_rules = toml_rules(__name__)
