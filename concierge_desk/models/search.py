"""The search index of the store: its tables, on SQLite and on a server.

The words come in folded (operations.search), so the tokenizer only splits at spaces: `ascii` takes every letter
beyond ASCII as it is. The prefixes of one to ten letters are indexed, because a prefix that is not makes SQLite
gather every row that has it before it gives the newest. `detail=none` keeps rows without places; the tables hold no
text of their own, and a row can be taken out (https://sqlite.org/fts5.html, 4.4.3 and 4.6).
"""

TABLES = ("customer_search", "item_search")

SEARCH_DDL = tuple(
    f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', contentless_delete=1, detail=none, "
    "prefix='1 2 3 4 5 6 7 8 9 10', tokenize='ascii')"
    for table in TABLES
)

SERVER_SEARCH_DDL = tuple(
    statement
    for table in TABLES
    for statement in (
        f"CREATE TABLE {table} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)",
    )
)
