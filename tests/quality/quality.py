"""Scores on the dev sets against the floors beside this file. Standard library only.

    python3 quality.py CULPA CORPUS [--reference]

The data lie where CULPA_GOLD says (default ../shared/gold beside the repository, the scorers in score beside it); absent
data or adapters are skipped with a word. --reference prints the scores of the integer program beside those of the float
reference (culpa read --reference) instead; a corpus takes it some ten minutes.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
GOLD = os.environ.get('CULPA_GOLD', os.path.join(ROOT, '..', 'shared', 'gold'))
SCORE = os.path.join(GOLD, '..', 'score')
SKIPPED = 77

# corpus: adapter, its input (pages are in the folder of it), the scorer and what stands before its two files, and behind
CORPORA = {
    'polnear': ('polnear', 'polnear/dev.jsonl', ['score_attribution.py'], ['--json']),
    'ner': ('ner', 'ner/worldwide.dev.jsonl', ['score_misc.py', 'names'], []),
    'html': ('html', 'html/aeb/gold.dev.jsonl', ['score_html.py'], ['--json']),
    'htmldate': ('html', 'html/htmldate/gold.dev.jsonl', ['score_html.py'], ['--json']),
    'culpa': ('culpa', 'culpa/dev.jsonl', ['score_ledger.py'], ['--json']),
    'gap': ('gap', 'gap/gap.dev.jsonl', ['score_misc.py', 'gap'], []),
    'gva': ('gva', 'incidents/gva.dev.jsonl.gz', ['score_misc.py', 'counts'], []),
    'news_cluster': ('identity', 'crossdoc/news_cluster.dev.jsonl', ['score_misc.py', 'identity'],
                     [os.path.join(GOLD, 'crossdoc', 'news_cluster.dev.incidents.json')]),
    'muc4': ('muc4', 'muc4/dev.jsonl', ['score_muc4.py'], ['--json']),
    'timex': ('timex', 'timex/dev.jsonl', ['score_timex.py'], ['--json']),
}


def at(result, path):
    for key in path.split('.'):
        result = result[int(key)] if isinstance(result, list) else result[key]
    return result


def floors(corpus):
    with open(os.path.join(HERE, 'floors.tsv'), encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if line.strip() and not line.startswith('#')]
    return [(measure, float(floor)) for c, measure, floor in rows if c == corpus]


def score(culpa, corpus):
    adapter, data, scorer, options = CORPORA[corpus]
    data = os.path.join(GOLD, data)
    pages = [os.path.dirname(data)] if adapter == 'html' else []
    with tempfile.TemporaryDirectory() as folder:
        system = os.path.join(folder, 'system.jsonl')
        with open(system, 'wb') as f:
            subprocess.run([sys.executable, os.path.join(ROOT, 'bench', 'adapters', adapter + '.py'), data, *pages], stdout=f, check=True,
                           env={**os.environ, 'CULPA': culpa})
        out = subprocess.run([sys.executable, os.path.join(SCORE, scorer[0]), *scorer[1:], data, system, *options],
                             stdout=subprocess.PIPE, check=True).stdout
    return json.loads(out)


def compare_with_reference(culpa, corpus):
    with tempfile.TemporaryDirectory() as folder:
        slow = os.path.join(folder, 'culpa')
        with open(slow, 'w', encoding='utf-8') as f:
            f.write('#!/bin/sh\nexec "%s" "$@" --reference\n' % culpa)
        os.chmod(slow, 0o755)
        fast, reference = score(culpa, corpus), score(slow, corpus)
    for measure, _ in floors(corpus):
        a, b = at(fast, measure), at(reference, measure)
        print('%-10s %-20s integers %6.2f, floats %6.2f: %+.2f' % (corpus, measure, a, b, a - b))


def missing(corpus):
    adapter, data, scorer, _ = CORPORA[corpus]
    for path in (os.path.join(GOLD, data), os.path.join(SCORE, scorer[0]), os.path.join(ROOT, 'bench', 'adapters', adapter + '.py'),
                 os.path.join(ROOT, 'model', 'culpa.safetensors')):
        if not os.path.exists(path):
            return os.path.normpath(path)
    return None


def main():
    culpa, corpus = os.path.abspath(sys.argv[1]), sys.argv[2]
    if missing(corpus):
        print('%s is absent: no measure of %s' % (missing(corpus), corpus))
        return SKIPPED
    if '--reference' in sys.argv[3:]:
        compare_with_reference(culpa, corpus)
        return 0
    rows, failed = floors(corpus), 0
    if not rows:
        print('no floor for %s' % corpus)
        return SKIPPED
    result = score(culpa, corpus)
    for measure, floor in rows:
        got = at(result, measure)
        print('%-10s %-20s %6.2f, floor %6.2f%s' % (corpus, measure, got, floor, '' if got >= floor else '   BELOW'))
        failed += got < floor
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
