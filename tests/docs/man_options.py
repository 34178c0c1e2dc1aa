"""man_options.py CULPA CULPA.1: the man page has the subcommands of `culpa --help`, and under each the options of its
own --help; no more and no fewer."""
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def in_help(culpa):
    """-> {subcommand: {option name: its argument or ''}}"""
    found = {}
    for command in re.findall(r'^  culpa (\w+)', run(culpa, '--help'), re.M):
        options = found[command] = {}
        for line in run(culpa, command, '--help').partition('options:\n')[2].splitlines():
            names = re.match(r'  (--?[\w-]+(?:, --[\w-]+)?)(?: ([A-Z]+))? +\S', line)
            if not names:
                sys.exit('cannot read the help of culpa %s: %s' % (command, line))
            for name in names.group(1).split(', '):
                options[name] = names.group(2) or ''
    return found


def in_page(path):
    found, options = {}, None
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.startswith(('.Sh', '.Ss')):
                heading = re.match(r'\.Ss culpa (\w+)', line)
                options = found.setdefault(heading.group(1), {}) if heading else None
            elif line.startswith('.It Fl') and options is not None:
                argument = re.search(r' Ar (\S+)', line)
                for name in re.findall(r'Fl (Fl )?([\w-]+)', line):
                    options[('--' if name[0] else '-') + name[1]] = argument.group(1) if argument else ''
    return found


def main():
    culpa, page = sys.argv[1:]
    helped, paged = in_help(culpa), in_page(page)
    wrong = 0
    for command in sorted(helped.keys() | paged.keys()):
        a, b = helped.get(command, {}), paged.get(command, {})
        for name in sorted(a.keys() | b.keys()):
            if a.get(name) != b.get(name):
                wrong += 1
                print('culpa %s %s: help says %r, the man page %r' % (command, name, a.get(name), b.get(name)))
    print('%d subcommands, %d options' % (len(helped), sum(len(x) for x in helped.values())))
    sys.exit(bool(wrong) or not helped)


if __name__ == '__main__':
    main()
