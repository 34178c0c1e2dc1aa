"""What the adapters share: the lines of a corpus through `build/culpa read --json`, one ledger for each. Standard library only."""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
CULPA = os.environ.get('CULPA', os.path.join(ROOT, 'build', 'culpa'))
JOBS = os.environ.get('CULPA_JOBS', str(os.cpu_count() or 1))


def lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def read(paths):
    """Files for culpa -> its ledgers, in order. Inputs that it cannot read have none; it says which on standard error."""
    done = subprocess.run([CULPA, 'read', '--json', '-j', JOBS, *paths], stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit('culpa ended with status %d' % done.returncode)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read_texts(documents):
    """Documents with id and text, and title, published, url, outlet where known -> {id: ledger}"""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for d in documents:
                keep = {k: d[k] for k in ('id', 'text', 'title', 'published', 'url', 'outlet') if isinstance(d.get(k), str)}
                f.write(json.dumps(keep, ensure_ascii=False) + '\n')
        return {ledger['document']['id']: ledger for ledger in read([path])}


def write(rows):
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + '\n')
