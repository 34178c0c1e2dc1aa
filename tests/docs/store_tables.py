"""store_tables.py SCHEMA.sql STORE.md: the page names the tables and views of the schema with their columns, no more and no fewer."""
import re
import sqlite3
import sys


def in_schema(path):
    with open(path, encoding='utf-8') as f:
        script = f.read()
    db = sqlite3.connect(':memory:')
    db.executescript(script)
    found = {}
    for name, in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')").fetchall():
        if name.startswith(('sqlite_', 'document_words_')):
            continue
        columns = [row[1] for row in db.execute('PRAGMA table_xinfo("%s")' % name) if row[6] != 1]
        found[name] = set(columns)
    return found


def in_page(path):
    found = {}
    with open(path, encoding='utf-8') as f:
        tables = f.read().partition('## Tables')[2].partition('## Why')[0]
    for name, columns in re.findall(r'^\| `(\w+)` \|(.*)\|$', tables, re.M):
        found[name] = set(re.findall(r'`(\w+)`', columns))
    return found


def main():
    schema, page = in_schema(sys.argv[1]), in_page(sys.argv[2])
    wrong = 0
    for name in sorted(set(schema) | set(page)):
        if schema.get(name) != page.get(name):
            wrong += 1
            a, b = schema.get(name, set()), page.get(name, set())
            print('%s: only in the schema: %s; only in the page: %s' % (name, sorted(a - b), sorted(b - a)))
    return 1 if wrong or not schema else 0


sys.exit(main())
