"""What is known of the terminal, from what it tells about itself; nothing is asked of it."""

from collections.abc import Mapping


def colours_of(environment: Mapping[str, str]) -> int:
    """How many colours the terminal says that it has; 16 where it does not say."""
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return 1 << 24
    return 256 if environment.get("TERM", "").endswith("256color") else 16


def terminal_facts(environment: Mapping[str, str], theme: str, encoding: str, width: int, height: int) -> list[str]:
    """Kind, colours, size, characters, what is between it and the app, and what it cannot send."""
    colours = colours_of(environment)
    facts = [
        environment.get("TERM") or "unknown terminal",
        "without colour" if theme == "mono" else "true colour" if colours > 256 else f"{colours} colours",
        f"{width}x{height}",
        encoding.lower(),
    ]
    if environment.get("TMUX"):
        facts.append("in tmux (ctrl+b is its own)")
    elif environment.get("STY"):
        facts.append("in screen (ctrl+a is its own)")
    if environment.get("SSH_CONNECTION"):
        facts.append("over ssh")
    return [*facts, "no shift+Enter, ctrl+Enter"]
