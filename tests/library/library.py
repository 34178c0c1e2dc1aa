"""library.py BUILD ROOT CULPA CC: the library as others meet it. Installs it into a folder of its own, finds it there with
pkg-config, compiles examples/who_said_what.c against it, shared and static, and holds what that prints to what the program
prints. The header compiles by itself as C11 and C++17, the library exports what the header declares and no more, and
docs/library.md has each function. Status 77 (skipped) where meson or pkg-config is missing."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

wrong = []


def check(good, *what):
    if not good:
        wrong.append(' '.join(map(str, what)))


def run(*command, env=None):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, check=False)
    if done.returncode:
        print(done.stderr.decode(errors='replace'))
        sys.exit('%s ended with status %d' % (' '.join(command), done.returncode))
    return done.stdout.decode()


def find(folder, name):
    found = [os.path.join(at, name) for at, _, files in os.walk(folder) if name in files]
    if len(found) != 1:
        sys.exit('%d files %s are installed' % (len(found), name))
    return found[0]


def check_header(header, cc):
    cxx = shutil.which('c++')
    languages = [(cc, 'c', 'c11')] + ([(cxx, 'c++', 'c++17')] if cxx else [])
    for compiler, language, standard in languages:
        run(compiler, '-x', language, '-std=' + standard, '-Wall', '-Wextra', '-pedantic-errors', '-Werror', '-fsyntax-only', header)


def declared(header):
    """-> {function: whether a comment stands right above it}; those of names are described together."""
    with open(header, encoding='utf-8') as f:
        lines = f.read().splitlines()
    found = {}
    for i, line in enumerate(lines):
        m = re.match(r'(?:enum|void|const|struct|bool)\b[^(=;{]*?\b(culpa_\w+)\(', line)
        if m:
            found[m.group(1)] = lines[i - 1].rstrip().endswith('*/') or m.group(1).endswith('_name')
    return found


def check_symbols(library, header, page):
    functions = declared(header)
    listed = [line.split() for line in run('nm', '-D', '--defined-only', library).splitlines()]
    exported = {x[2].split('@')[0] for x in listed if x[1] != 'A'}
    check(exported == set(functions), 'exported and not declared, or the other way round:', sorted(exported ^ set(functions)))
    with open(page, encoding='utf-8') as f:
        text = f.read()
    for name, described in functions.items():
        check(described, name, 'has no comment in the header')
        check(name in text or name.endswith('_name'), name, 'is not in', os.path.basename(page))
    return len(functions)


class Installed:
    def __init__(self, folder):
        self.folder, self.pc = folder, find(folder, 'culpa.pc')
        self.env = {'PKG_CONFIG_SYSROOT_DIR': folder, 'PKG_CONFIG_PATH': os.path.dirname(self.pc)}
        self.library, self.archive, self.header = (find(folder, x) for x in ('libculpa.so', 'libculpa.a', 'culpa.h'))

    def flags(self, *options):
        return run('pkg-config', *options, 'culpa', env=self.env).split()

    def model(self):
        path = self.flags('--variable=model')[0]
        return path if path.startswith(self.folder) else self.folder + path


def compile_example(installed, cc, source, out, static):
    libs = installed.flags('--libs', '--static') if static else installed.flags('--libs')
    check(static or '-lsqlite3' not in libs, 'users of the shared library link with its dependencies:', libs)
    libs = [installed.archive if static and x == '-lculpa' else x for x in libs]
    run(cc, '-std=c11', '-Wall', '-Wextra', '-Werror', source, *installed.flags('--cflags'), '-o', out, *libs)


def check_output(said, culpa, model, sample, folder):
    """Statements, incidents and positions are those of the program."""
    store = os.path.join(folder, 'program.db')
    expected = set()
    for line in run(culpa, 'read', '--json', '--model', model, sample).splitlines():
        ledger = json.loads(line)
        actors = {a['id']: a['name'] for a in ledger['actors']}
        text = ledger['document']['text'].encode()
        for s in ledger['statements']:
            target = ' > ' + actors[s['target']] if s.get('target') else ''
            content = ''.join(' | ' + text[a:b].decode() for a, b in s['content'] or [])
            expected.add('%s %d-%d %s | %s%s%s' % (ledger['document']['id'], *s['span'], actors.get(s.get('actor'), '(nobody named)'),
                                                   s['act'], target, content))
        expected.add(ledger['document']['id'] + ': added')
    top, _, asked = said.partition('incidents:\n')
    check(set(top.splitlines()) == expected, 'other statements:', sorted(set(top.splitlines()) ^ expected))
    run(culpa, 'add', '--ledger', store, '--model', model, sample)
    incidents = [json.loads(x) for x in run(culpa, 'incidents', '--ledger', store, '--json').splitlines()]
    positions = run(culpa, 'positions', '--ledger', store, '--json', incidents[0]['id']).splitlines()
    rows, _, stands = asked.partition('positions on %s:\n' % incidents[0]['id'])
    check([re.search('id=([^;]*)', x).group(1) for x in rows.splitlines()] == [x['id'] for x in incidents], 'other incidents:', rows)
    check(len(stands.splitlines()) == len(positions) > 0, 'other positions:', stands)


def main():
    build, root, culpa, cc = sys.argv[1:5]
    if not shutil.which('meson') or not shutil.which('pkg-config'):
        print('no meson or no pkg-config')
        sys.exit(77)
    sample = os.path.join(root, 'samples', 'port-selway.jsonl')
    with tempfile.TemporaryDirectory() as folder:
        run('meson', 'install', '-C', build, '--no-rebuild', '--quiet', '--destdir', os.path.join(folder, 'installed'))
        installed = Installed(os.path.join(folder, 'installed'))
        check_header(installed.header, cc)
        n = check_symbols(installed.library, installed.header, os.path.join(root, 'docs', 'library.md'))
        outputs = []
        for kind in ('shared', 'static'):
            program = os.path.join(folder, kind)
            compile_example(installed, cc, os.path.join(root, 'examples', 'who_said_what.c'), program, kind == 'static')
            if os.path.exists(os.path.join(root, 'model', 'culpa.safetensors')):
                outputs.append(run(program, installed.model(), os.path.join(folder, kind + '.db'), sample,
                                   env={'LD_LIBRARY_PATH': os.path.dirname(installed.library)}))
        if outputs:
            check(outputs[0] == outputs[1], 'the shared and the static library differ')
            check_output(outputs[0], culpa, installed.model(), sample, folder)
    print('%d functions%s' % (n, '' if outputs else '; no model file, the example did not run'))
    print('\n'.join(wrong))
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()
