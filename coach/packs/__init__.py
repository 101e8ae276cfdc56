"""Question packs: one TOML file per track, the program's own and the person's."""
