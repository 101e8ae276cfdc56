"""The journal and the drafts on disk; the only importer of tinydb."""
