"""identity.py INPUT > SYSTEM: which reports tell the same incident, which are copies, for score_misc.py identity. Lines with
`docs` (gva) stand for their documents."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

import ledgers


def lines(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        rows = [json.loads(line) for line in f if line.strip()]
    return [d for row in rows for d in row.get('docs', [row])]


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in lines(sys.argv[1]):
                d['published'] = d.get('published') or d.get('date')
                keep = {k: d[k] for k in ('id', 'text', 'title', 'published', 'url', 'outlet') if isinstance(d.get(k), str)}
                f.write(json.dumps(keep, ensure_ascii=False) + '\n')
        done = subprocess.run([ledgers.CULPA, 'read', '--identity', '-j', ledgers.JOBS, path], stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit('culpa ended with status %d' % done.returncode)
    sys.stdout.write(done.stdout.decode())


if __name__ == '__main__':
    main()
