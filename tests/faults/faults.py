"""The n-th allocation, or the n-th call on a file, fails in the whole program. Standard library only.

    python3 faults.py CULPA_WITH_FAULTS MODEL alloc|io

Whatever fails: no signal, no sanitizer report, one line of reason for each thing that could not be done, exit status 1;
or the right output and exit status 0.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

CULPA, MODEL, KIND = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
MOST = 150      # failures tried for each command line; where there are more, they are spread evenly
TEXT = 'LUND (AP) - The mayor, Ana Ruiz, said on Monday the police were not told.\n"We were there," she said.\n'


def run(args, **failure):
    env = {**os.environ, 'LC_ALL': 'C', **failure}
    done = subprocess.run([CULPA, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode()


def counts(args):
    with tempfile.NamedTemporaryFile('r') as f:
        good = run(args, CULPA_FAIL_COUNT=f.name)
        allocs, ios = map(int, f.read().split())
    assert good[0] == 0, good
    return good, allocs if KIND == 'alloc' else ios


def problem(good, got):
    code, out, err = got
    if code == 0:
        return None if out == good[1] else 'exit status 0 and another output'
    if code not in (1, 2) or (code == 2 and 'out of memory' not in err):
        return 'exit status %d' % code
    if not err or not all(re.match(r'culpa: .{4,}', line) for line in err.splitlines()):
        return 'no line of reason'
    return None


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir('f')
        for name, content in (('a.txt', TEXT), ('f/b.jsonl', json.dumps({'id': '1', 'text': TEXT}) + '\n\n{"id":"2","text":"It was a fire."}\n'),
                              ('f/c.txt', TEXT * 3)):
            with open(name, 'w', encoding='utf-8') as f:
                f.write(content)
        for args in (['read', '--model', MODEL, 'a.txt'], ['read', '--json', '-j', '2', '--model', MODEL, 'f', 'a.txt'],
                     ['read', '--html', '--model', MODEL, 'f'], ['read', '--graph', '--model', MODEL, 'f'],
                     ['text', '--json', 'f', 'a.txt']):
            good, n = counts(args)
            tried = range(1, n + 1) if n <= MOST else [1 + i * n // MOST for i in range(MOST)]
            for at in tried:
                got = run(args, **{'CULPA_FAIL_' + KIND.upper(): str(at)})
                what = problem(good, got)
                if what:
                    wrong += 1
                    print('%s: %s %d of %d: %s\n%s' % (' '.join(args), KIND, at, n, what, got[2][-1500:]))
            print('%s: %d of %d' % (args[0] + ' ' + args[1], len(tried), n))
    return wrong != 0


if __name__ == '__main__':
    sys.exit(main())
