"""The task catalogue, the onboarding packs and the demo plan: TOML files, and how they are read. Knows only model."""

from outsource_tui.data.catalogue import Suggestion, packs, suggestions
from outsource_tui.data.demo import demo_plan

__all__ = ["Suggestion", "demo_plan", "packs", "suggestions"]
