"""calls.py - what a program did to the files of one folder, read from what strace wrote of it.

operations() gives them in order.  A path is below the folder; an open file has a number.
    open number path create empty    write number offset data    sync number
    resize number size               rename old new              link old new
    unlink path    mkdir path    rmdir path    say text
An offset of None is the end of the file.  Modes, owners, times and locks are left out.  A call on
a file of the folder that is not known here raises Unknown: none is passed over.
"""
import os
import re

TRACE = ['strace', '-f', '-y', '-xx', '-s', '100000000', '-e', 'trace=%file,%desc',
         '-e', 'signal=none', '-o']
CALL = re.compile(r'(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+)')
TOKEN = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?'        # text
                   r'|(-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>'  # a descriptor and its path
                   r'|[^,\s]+')
HARMLESS = set('access close execve faccessat2 fchmod fchown flock fstat getdents64 lstat '
               'newfstatat pread64 readlink stat statx'.split())
TEXT_IS_DATA = {'read', 'pread64', 'write', 'pwrite64', 'writev', 'pwritev', 'execve'}
NOT_KNOWN = re.compile('O_SYNC|O_DSYNC|O_TMPFILE|O_PATH')


class Unknown(Exception):
    """Something was done to a file of the folder that the disk does not know."""


class Descriptor:
    def __init__(self, number, path):
        self.number, self.path = number, path


class Opening:
    """What a descriptor and all that are made from it share."""

    def __init__(self, number, appends):
        self.number, self.appends, self.offset = number, appends, 0


def plain(hexed):
    return bytes.fromhex(hexed.replace('\\x', ''))


def arguments(text):
    """Texts as bytes, descriptors with their paths, all else as it stands."""
    found = []
    for token in TOKEN.finditer(text):
        if token.group(0).endswith('...'):
            raise Unknown(f'a text that was cut: {text[:80]}')
        if token.group(1) is not None:
            found.append(plain(token.group(1)))
        elif token.group(2):
            found.append(Descriptor(token.group(2), os.fsdecode(plain(token.group(3)))))
        else:
            found.append(token.group(0))
    return found


def whole_calls(lines):
    """(process, call), each when it ended: what another process broke into is put together."""
    begun = {}
    for line in lines:
        process, text = line.rstrip('\n').split(None, 1)
        if text.endswith('<unfinished ...>'):
            begun[process] = text.removesuffix('<unfinished ...>')
        elif text.startswith('<... '):
            yield process, begun.pop(process) + text.split(' resumed>', 1)[1]
        elif not text.startswith(('+++', '---')):
            yield process, text
    yield from begun.items()


class Reader:
    def __init__(self, folder, cwd):
        self.folder, self.cwd = folder, cwd
        self.openings, self.operations, self.opened = {}, [], 0

    def below(self, path):
        """The path below the folder, '' for itself, None for another place."""
        path = os.path.normpath(path)
        if path == self.folder:
            return ''
        return path[len(self.folder) + 1:] if path.startswith(self.folder + '/') else None

    def paths(self, args):
        at, found = self.cwd, []
        for arg in args:
            if isinstance(arg, Descriptor):
                at = arg.path
            elif isinstance(arg, bytes):
                found.append(self.below(os.path.join(at, os.fsdecode(arg))))
        return found

    def take(self, process, call):
        match = CALL.match(call)
        name, _, rest = call.partition('(')
        args = arguments(match.group(2) if match else rest)
        paths = [] if name in TEXT_IS_DATA else self.paths(args)
        touched = paths + [self.below(a.path) for a in args if isinstance(a, Descriptor)
                           and a.number != 'AT_FDCWD']
        if name.startswith('io_uring') or name in ('chdir', 'fchdir'):
            raise Unknown(call[:200])
        if name == 'write' and args[0].number in ('1', '2'):
            self.operations.append(('say', args[1]))
        elif all(path is None for path in touched) or match and match.group(3) == '-1':
            return
        elif not match or not self.know(process, name, args, paths, int(match.group(3), 0)):
            raise Unknown(call[:200])

    def know(self, process, name, args, paths, result):
        """Whether it is a call that is known; its operation is noted."""
        if name in ('rename', 'renameat', 'link', 'linkat', 'unlink', 'mkdir', 'mkdirat', 'rmdir'):
            return self.name_changes(name.removesuffix('at'), paths)
        if name == 'renameat2':
            return args[-1] == '0' and self.name_changes('rename', paths)
        if name == 'unlinkat':
            return self.name_changes('unlink' if args[-1] == '0' else 'rmdir', paths)
        if name in ('open', 'openat', 'creat'):
            return self.open(process, name, args, paths[0], result)
        if name == 'mmap':
            return 'MAP_SHARED' not in args[3]
        if name == 'close':
            self.openings.pop((process, args[0].number), None)
        return name in HARMLESS or self.use(process, name, args, result)

    def name_changes(self, kind, paths):
        self.operations.append((kind, *paths))
        return None not in paths

    def open(self, process, name, args, path, result):
        flags = 'O_CREAT|O_TRUNC' if name == 'creat' else args[1 if name == 'open' else 2]
        self.opened += 1
        self.openings[process, str(result)] = Opening(self.opened, 'O_APPEND' in flags)
        self.operations.append(('open', self.opened, path, 'O_CREAT' in flags,
                                'O_TRUNC' in flags))
        return not NOT_KNOWN.search(flags)

    def use(self, process, name, args, result):
        """Of a file that this process opened itself."""
        if not isinstance(args[0], Descriptor) or (process, args[0].number) not in self.openings:
            return False
        opening = self.openings[process, args[0].number]
        if name in ('dup', 'dup2', 'dup3') or name == 'fcntl' and args[1].startswith('F_DUPFD'):
            self.openings[process, str(result)] = opening
        elif name in ('write', 'writev'):
            self.written(opening, args, None if opening.appends else opening.offset, result)
            opening.offset += result
        elif name in ('pwrite64', 'pwritev'):
            self.written(opening, args, int(args[-1]), result)
        elif name == 'read':
            opening.offset += result
        elif name == 'lseek':
            opening.offset = result
        elif name in ('fsync', 'fdatasync'):
            self.operations.append(('sync', opening.number))
        elif name == 'ftruncate':
            self.operations.append(('resize', opening.number, int(args[1])))
        else:
            return name == 'fcntl' and args[1] != 'F_SETFL'
        return True

    def written(self, opening, args, offset, result):
        data = b''.join(arg for arg in args if isinstance(arg, bytes))
        self.operations.append(('write', opening.number, offset, data[:result]))


def operations(lines, folder, cwd):
    reader = Reader(folder, cwd)
    for process, call in whole_calls(lines):
        reader.take(process, call)
    return reader.operations
