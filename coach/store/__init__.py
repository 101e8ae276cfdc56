"""The journal, its backups and the drafts on disk; the only importer of tinydb."""
