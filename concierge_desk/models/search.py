"""The search tables of the store (SQLite FTS5)."""

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE customer_search USING fts5(words, content='', contentless_delete=1, prefix='2 3 4', detail=none, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE item_search USING fts5(words, content='', contentless_delete=1, prefix='2 3 4', detail=none, tokenize='unicode61 remove_diacritics 2')",
)
