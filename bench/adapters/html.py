"""html.py INPUT PAGES > SYSTEM: the report in each page, for score_html.py; its day of publication too."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

import ledgers


def read_lines(path):
    opened = gzip.open(path, 'rt', encoding='utf-8') if path.endswith('.gz') else open(path, encoding='utf-8')
    with opened as f:
        return [json.loads(line) for line in f if line.strip()]


def unpack(page, path):
    with open(page, 'rb') as f:
        data = f.read()
    with open(path, 'wb') as f:
        f.write(gzip.decompress(data) if page.endswith('.gz') else data)


def without_furniture(document):
    """The text of a document, its furniture left out."""
    data, kept, at = document['text'].encode(), [], 0
    for piece in document.get('furniture', []):
        start, end = piece['span']
        kept.append(data[at:start])
        at = max(at, end)
    return (b''.join(kept) + data[at:]).decode()


def main():
    pages = read_lines(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, '%06d.html' % i) for i in range(len(pages))]
        for page, path in zip(pages, paths):
            unpack(os.path.join(sys.argv[2], page['page']), path)
        done = subprocess.run([ledgers.CULPA, 'text', '--json', '--', *paths], stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit('culpa ended with status %d' % done.returncode)
    found = {d['file']: d for d in map(json.loads, done.stdout.splitlines())}
    for page, path in zip(pages, paths):
        document = found.get(path, {'text': ''})
        row = {'id': page['id'], 'text': without_furniture(document)}
        if 'published' in document:
            row['date'] = document['published']
        ledgers.write([row])


if __name__ == '__main__':
    main()
