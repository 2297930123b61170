"""From text to turns: a pure core that reads blocks and says who speaks where, and why."""
