"""An act to make others from."""

from coach.domain.model import Act

ACT = Act(
    id=f"{1:032x}",
    cue="Bill calls",
    act="check his invoice",
    obstacle=None,
    if_obstacle=None,
    track=None,
    prompt=None,
    of=None,
    again_of=None,
    promised="2026-11-20",
    due="2026-11-26",
    moved=0,
    status="open",
    said=None,
    did=None,
    they=None,
    came_back=(),
    minutes=None,
    created="2026-11-20T10:00:00.000+01:00",
    updated="2026-11-20T10:00:00.000+01:00",
)
