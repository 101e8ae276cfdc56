"""The pages of the playbook: what a person holds in the end."""

PAGES = {
    "my-circle": "My circle",
    "what-i-give-first": "What I give first",
    "my-line": "My line",
    "when-i-cant": "When I can't",
    "whom-i-serve": "Whom I serve",
    "my-value": "My value",
    "my-price": "My price",
    "the-job": "The job",
    "how-to-work-with-me": "How to work with me",
    "both-ways": "Both ways",
}
"""Page ids and their titles, in the playbook's order."""
