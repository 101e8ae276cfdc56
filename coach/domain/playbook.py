"""The pages of the playbook: what a person holds in the end."""

PAGES = {
    "what-i-give-first": "What I give first",
    "where-free-ends": "Where free ends",
    "when-i-cant": "When I can't",
    "who-i-serve": "Who I serve",
    "my-value": "My value",
    "my-price": "My price",
    "my-circle": "My circle",
    "the-job": "The job",
    "how-to-work-with-me": "How to work with me",
    "both-ways": "Both ways",
}
"""Page ids and their titles, in the playbook's order."""
