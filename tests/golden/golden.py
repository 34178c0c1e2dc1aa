"""Small reports and the ledgers that culpa makes of them with the model of this tree. Standard library only.

    python3 golden.py CULPA [--model FILE] [--update]

Compares with files beside this one: `culpa read --json` on the reports with NAME.ledger.json, what `culpa read` prints for people on
some texts with NAME.ledger.txt, `culpa read --graph` on a sample with NAME.dot, `culpa show` on the first incident of a sample of
several reports with NAME.show.txt; --update rewrites these instead. A new model may well
change them: look at the difference before you keep it.
"""
import difflib
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPORTS = ('bridge.txt', 'wire.txt', 'page.html', 'lines.jsonl')
GRAPHS = ('../../samples/court-report.txt',)
TEXTS = ('bridge.txt', 'wire.txt', '../../samples/harbour-fire.txt')
SHOWN = ('../../samples/port-selway.jsonl',)
SKIPPED = 77        # what meson takes for "skipped"


def compact(value, indent=''):
    """JSON that people can read in a diff: an object or list a line where it is short"""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= 120 or not isinstance(value, (dict, list)):
        return flat
    inner = indent + ' '
    if isinstance(value, list):
        return '[\n' + ',\n'.join(inner + compact(v, inner) for v in value) + '\n' + indent + ']'
    rows = ['%s%s: %s' % (inner, json.dumps(k), compact(v, inner)) for k, v in value.items()]
    return '{\n' + ',\n'.join(rows) + '\n' + indent + '}'


def ledgers(culpa, model, name):
    done = subprocess.run([culpa, 'read', '--json', '--model', model, name], stdout=subprocess.PIPE, cwd=HERE, check=True)
    return ''.join(compact(json.loads(line)) + '\n' for line in done.stdout.decode().splitlines())


def graph(culpa, model, name):
    command = [culpa, 'read', '--graph', '--model', model, name]
    return subprocess.run(command, stdout=subprocess.PIPE, cwd=HERE, check=True).stdout.decode()


def for_people(culpa, model, name):
    return subprocess.run([culpa, 'read', '--model', model, name], stdout=subprocess.PIPE, cwd=HERE, check=True).stdout.decode()


def shown(culpa, model, name):
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, 'culpa.db')
        subprocess.run([culpa, 'add', '--ledger', ledger, '--model', model, name], stdout=subprocess.DEVNULL, cwd=HERE, check=True)
        table = subprocess.run([culpa, 'incidents', '--ledger', ledger], stdout=subprocess.PIPE, check=True).stdout.decode()
        incident = table.splitlines()[1].split()[0]
        return subprocess.run([culpa, 'show', '--ledger', ledger, incident], stdout=subprocess.PIPE, check=True).stdout.decode()


def main():
    args = sys.argv[1:]
    update = '--update' in args and not args.remove('--update')
    model = os.path.join(HERE, '..', '..', 'model', 'culpa.safetensors')
    if '--model' in args:
        at = args.index('--model')
        model = args[at + 1]
        del args[at:at + 2]
    if not os.path.exists(model):
        print('no trained model at %s' % os.path.normpath(model))
        return SKIPPED
    failed = 0
    outputs = [(ledgers, n, '.ledger.json') for n in REPORTS] + [(graph, n, '.dot') for n in GRAPHS]
    outputs += [(shown, n, '.show.txt') for n in SHOWN]
    outputs += [(for_people, n, '.ledger.txt') for n in TEXTS]
    for write, name, ending in outputs:
        path = os.path.join(HERE, os.path.basename(name).rsplit('.', 1)[0] + ending)
        now = write(os.path.abspath(args[0]), os.path.abspath(model), name)
        if update:
            with open(path, 'w', encoding='utf-8') as f:
                f.write(now)
            continue
        with open(path, encoding='utf-8') as f:
            before = f.read()
        if now != before:
            failed = 1
            sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True), path, 'now'))
    if failed:
        print('\nIf the change is meant, or the model is another one: tests/golden/update.sh, and look at the difference.')
    return failed


if __name__ == '__main__':
    sys.exit(main())
