"""formats.py CULPA FORMATS.md SAMPLES: what culpa writes for others' tools, read by others' readers and held to the page.

The rows of CSV have the columns of the page; events have its categories and modes; every annotation selects the words that
it quotes, however one counts. Status 77 (skipped) where there is no model file."""
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys

wrong = []


def expect(what, *told):
    if not what:
        wrong.append(' '.join(map(str, told)))


def read(culpa, form, folder):
    done = subprocess.run([culpa, 'read', '--format', form, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode and b'no model file' in done.stderr:
        print('no model file')
        sys.exit(77)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def table(page, name):
    return re.findall(r'^\| `(\w+)` \|', page.partition('<!-- columns: %s -->' % name)[2].partition('\n\n')[0], re.M)


def check_rows(page, name, out, known):
    """-> how many rows"""
    lines = out.split('\r\n')
    expect(lines[-1] == '' and '\n' not in out.replace('\r\n', ''), name, 'line ends')
    rows = list(csv.reader(io.StringIO(out, newline=''), strict=True))
    columns = table(page, name) + table(page, 'own')
    expect(rows[0] == columns, name, 'columns: the page has', columns, 'the program', rows[0])
    for row in rows[1:]:
        expect(len(row) == len(columns), name, 'cells', row)
        cells = dict(zip(columns, row))
        text = known[cells['culpa_document']].encode()
        expect(0 <= int(cells['culpa_start']) < int(cells['culpa_end']) <= len(text), name, 'place', row)
        for cell in row:
            expect(not cell.startswith(('=', '+', '@')) and (not cell.startswith('-') or re.fullmatch(r'-[\d.]+', cell)), name, cell)
        for key in ('nkill', 'nwound', 'iyear', 'fatalities', 'iso'):
            expect(re.fullmatch(r'\d*', cells.get(key, '')), name, key, cells.get(key))
    return len(rows) - 1


def check_events(page, out, known):
    part = page.partition('## plover')[2]
    allowed = {(event, mode.strip(), int(quad)) for event, modes, quad in
               re.findall(r'^\| [^|]+ \| `(\w+)` \| ([^|]*)\| (\d) \|', part, re.M) for mode in modes.split(',')}
    ids = set()
    for line in out.splitlines():
        e = json.loads(line)
        expect(e['id'] not in ids, 'the id', e['id'], 'is there twice')
        ids.add(e['id'])
        for mode in e.get('mode', ['']):
            ok = (e['event'][0], mode, e['quad_code']) in allowed or (not mode and any(a[0] == e['event'][0] for a in allowed))
            expect(ok, 'the page has no', e['event'], mode, e['quad_code'])
        expect(isinstance(e['source'], list) and isinstance(e['recipient'], list), 'actors', e)
        expect('date' not in e or re.fullmatch(r'\d{4}-\d\d-\d\d', e['date']), 'date', e.get('date'))
        text = known[e['cite_info']['citation']]
        expect(text[e['text_info']['start']:e['text_info']['end']] == e['event_text'][0], 'place', e)
    return len(ids)


def check_annotations(out, known):
    n = 0
    for n, line in enumerate(out.splitlines(), 1):
        a = json.loads(line)
        target = a['target']
        position, quote = target['selector']
        text = next(t for t in known.values() if hashlib.sha256(t.encode()).hexdigest() == target['culpa:sha256'])
        start, end = position['start'], position['end']
        expect(a['type'] == 'Annotation' and a['@context'][0] == 'http://www.w3.org/ns/anno.jsonld', 'context', a)
        expect(position['type'] == 'TextPositionSelector' and quote['type'] == 'TextQuoteSelector', 'selectors', a)
        expect(text[start:end] == quote['exact'], 'code points', a)
        expect(text[:start].endswith(quote['prefix']) and text[end:].startswith(quote['suffix']), 'around', a)
        expect(len(quote['prefix']) == min(32, start) and len(quote['suffix']) == min(32, len(text) - end), 'lengths', a)
        first, last = target['culpa:bytes']['start'], target['culpa:bytes']['end']
        expect(text.encode()[first:last].decode() == quote['exact'], 'bytes', a)
        first, last = target['culpa:utf16']['start'], target['culpa:utf16']['end']
        expect(text.encode('utf-16-le')[2 * first:2 * last].decode('utf-16-le') == quote['exact'], 'UTF-16', a)
    return n


def check_claims(out):
    n = 0
    for n, line in enumerate(out.splitlines(), 1):
        c = json.loads(line)
        expect(c['@context'] == 'https://schema.org' and c['@type'] == 'ClaimReview', 'type', c)
        expect('reviewRating' not in c and 'author' not in c, 'a review that nobody made', c)
        expect(c['claimReviewed'] and c['itemReviewed']['@type'] == 'Claim' and c['itemReviewed']['appearance'], 'claim', c)
    return n


def main():
    culpa, page, samples = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(page, encoding='utf-8') as f:
        page = f.read()
    texts = subprocess.run([culpa, 'text', '--json', samples], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    known = {d['id']: d['text'] for d in map(json.loads, texts)}
    counts = {'gtd': check_rows(page, 'gtd', read(culpa, 'gtd', samples), known),
              'acled': check_rows(page, 'acled', read(culpa, 'acled', samples), known),
              'plover': check_events(page, read(culpa, 'plover', samples), known),
              'annotations': check_annotations(read(culpa, 'annotations', samples), known),
              'claimreview': check_claims(read(culpa, 'claimreview', samples))}
    print(', '.join('%d %s' % (n, name) for name, n in counts.items()))
    for name, n in counts.items():
        expect(n, name, 'has nothing: no check')
    print('\n'.join(wrong))
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()
