"""The task catalogue, the onboarding packs and the demo plan: data, no code."""
