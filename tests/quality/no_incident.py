"""no_incident.py list|test CULPA: reports that are about no incident must get none.

The reports are in raw/news.jsonl.gz of the data that CULPA_GOLD names (default ../shared/gold). `list` makes no_incident.ids anew, by
this rule, which looks at the reports alone and never at what culpa finds in them:
- the report is of one of the classes of its id: bbc-sport, bbc-business, bbc-tech, bbc-entertainment, reuters (financial news);
- no word in its title or text is one of VIOLENT below: names for what happened that hardly mean anything else. Words that sport and
  trade use for themselves (attack, strike, shot, fire, crash, collapse, storm, clash, battle, explosion, raid, killer, victim) are
  not among them: those are what this test is about;
- 100 of each class, the ones whose SHA-256 of the id comes first.
`test` reads them and fails if 2 % or more get an incident. Exit 77 (skipped) where the data or the model are absent."""
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
GOLD = os.environ.get('CULPA_GOLD', os.path.join(ROOT, '..', 'shared', 'gold'))
NEWS = os.path.join(GOLD, 'raw', 'news.jsonl.gz')
IDS = os.path.join(HERE, 'no_incident.ids')
CLASSES = ('bbc-sport', 'bbc-business', 'bbc-tech', 'bbc-entertainment', 'reuters')
EACH, LIMIT = 100, 0.02
VIOLENT = re.compile(r'\b(killed|dead|deaths?|died|murder\w*|massacre\w*|genocide|bomb\w*|terror\w*|gunm[ae]n|shooting|tsunami|hurricane|'
                     r'earthquake|quake|typhoon|cyclone|kidnap\w*|hijack\w*|hostages?|assassinat\w*|wounded|militants?|guerrillas?|rebels?|'
                     r'missiles?|war|troops|sabotage|arson|riots?|stabb\w*|raped?|9/11|september 11)\b', re.I)


def reports():
    with gzip.open(NEWS, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def choose():
    chosen = []
    for name in CLASSES:
        mine = [d['id'] for d in reports() if d['id'].startswith(name + '-') and not VIOLENT.search(d['title'] + ' ' + d['text'])]
        chosen += sorted(mine, key=lambda i: hashlib.sha256(i.encode()).hexdigest())[:EACH]
    with open(IDS, 'w', encoding='ascii') as f:
        f.write('# Made by no_incident.py list, which tells the rule\n' + '\n'.join(chosen) + '\n')
    print('%d reports' % len(chosen))


def test(culpa):
    with open(IDS, encoding='ascii') as f:
        ids = {line.strip() for line in f if not line.startswith('#')}
    if not os.path.exists(NEWS) or not os.path.exists(os.path.join(ROOT, 'model', 'culpa.safetensors')):
        print('%s or the model is absent: no measure' % NEWS)
        return 77
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in reports():
                if d['id'] in ids:
                    f.write(json.dumps({k: d[k] for k in ('id', 'title', 'text')}) + '\n')
        out = subprocess.run([culpa, 'read', '--json', '-j', str(os.cpu_count() or 1), path], stdout=subprocess.PIPE, check=True).stdout
    ledgers = [json.loads(line) for line in out.splitlines()]
    found = [d for d in ledgers if d['incidents']]
    for d in found:
        text = d['document']['text'].encode()
        for i in d['incidents']:
            print(d['document']['id'], i['types'], text[i['span'][0]:i['span'][1]].decode()[:160].replace('\n', ' '))
    print('%d of %d reports about no incident get one' % (len(found), len(ledgers)))
    return int(len(ledgers) != len(ids) or len(found) >= LIMIT * len(ids))


if __name__ == '__main__':
    sys.exit(choose() if sys.argv[1] == 'list' else test(os.path.abspath(sys.argv[2])))
