"""json_fields.py CULPA LEDGER-JSON.md CULPA.H SAMPLES: the page about the JSON and what the program writes agree.

Every field of the ledgers of the samples is in the table of fields, with its type; fields that are always there are there;
the values of a kind are those of the header. Status 77 (skipped) where there is no model file."""
import json
import os
import re
import subprocess
import sys

LISTS = {'document.furniture[].kind': 'FURNITURE_KINDS', 'names[].kind': 'NAME_KINDS', 'statements[].mode': 'MODES',
         'statements[].act': 'ACTS', 'statements[].frame': 'FRAMES', 'actors[].kind': 'ACTOR_KINDS', 'times[].type': 'TIME_TYPES', 'times[].mod': 'TIME_MODS', 'time_anchor': 'TIME_ANCHORS',
         'incidents[].types[]': 'INCIDENT_TYPES', 'incidents[].figures[].what': 'FIGURES', 'incidents[].proceedings[].act': 'PROCEEDINGS'}


def is_span(x):
    return isinstance(x, list) and len(x) == 2 and all(isinstance(i, int) for i in x) and x[0] < x[1]


TYPES = {'object': lambda x: isinstance(x, dict), 'array': lambda x: isinstance(x, list), 'string': lambda x: isinstance(x, str),
         'number': lambda x: isinstance(x, int), 'true': lambda x: x is True,
         'null': lambda x: x is None, 'span': is_span, 'spans': lambda x: isinstance(x, list) and all(map(is_span, x))}


class Check:
    def __init__(self, page):
        self.fields = {m[0]: (m[1].split(' or '), m[2]) for m in
                       re.findall(r'^\| `([^`]+)` \| ([\w ]+) \| ([^|]+) \|', page, re.M)}
        self.wrong, self.seen = [], set()

    def walk(self, path, value):
        self.seen.add(path)
        if path not in self.fields:
            self.wrong.append('%s is not in the page' % path)
            return
        types = self.fields[path][0]
        if not any(TYPES[t](value) for t in types):
            self.wrong.append('%s is no %s: %r' % (path, ' or '.join(types), value))
        elif isinstance(value, dict):
            self.members(path + '.', value)
        elif isinstance(value, list) and 'array' in types:
            for item in value:
                if isinstance(item, dict):
                    self.members(path + '[].', item)
                else:
                    self.walk(path + '[]', item)

    def members(self, prefix, value):
        for key, item in value.items():
            self.walk(prefix + key, item)
        for path, (_, there) in self.fields.items():
            name = path[len(prefix):]
            if path.startswith(prefix) and name and not re.search(r'[.\[]', name) and there == 'always' and name not in value:
                self.wrong.append('%s is always there, the page says; here not: %s' % (path, sorted(value)))


def check_values(check, page, header):
    for path, name in LISTS.items():
        row = re.search(r'^\| `%s` \| (?!string)(.*) \|$' % re.escape(path), page, re.M)
        block = re.search(r'#define CULPA_%s\(X\)(.*?[^\\])\n' % name, header, re.S)
        told, real = set(re.findall('`([^`]+)`', row.group(1))) if row else set(), set(re.findall('"([^"]*)"', block.group(1))) - {''}
        if told != real:
            check.wrong.append('%s: the page has %s, the header %s' % (path, sorted(told - real), sorted(real - told)))


def main():
    culpa, page, header, samples = sys.argv[1:]
    with open(page, encoding='utf-8') as f, open(header, encoding='utf-8') as g:
        page, header = f.read(), g.read()
    check = Check(page)
    check_values(check, page, header)
    documents = subprocess.run([culpa, 'text', '--json', samples], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    for line in documents:
        check.walk('document', json.loads(line))
    ledgers = subprocess.run([culpa, 'read', '--json', samples], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if ledgers.returncode and b'no model file' in ledgers.stderr:
        print('no model file')
        sys.exit(bool(check.wrong) or 77)
    for line in ledgers.stdout.splitlines():
        check.members('', json.loads(line))
    print('%d reports, %d of %d fields seen' % (len(documents), len(check.seen), len(check.fields)))
    print('\n'.join(sorted(set(check.wrong))))
    sys.exit(bool(check.wrong) or ledgers.returncode or not documents)


if __name__ == '__main__':
    main()
