"""disk.py - a disk that loses power: what may be found on it of all that was written.

What a file holds and which names a folder has are safe once each is synced: a file's content and
its name are two things.  Of all that is not safe yet
  - each write is there, or not there, or only some sectors of it, or only the size that it gave;
  - each folder has its changes of names up to one of them, in the order in which they were made;
    a name that went from one folder to another is in one of the two.
So says POSIX, and file systems that say more are not asked to.  A tree is {path: content}, with
None for a folder.  The operations are those of calls.py.
"""
import collections
import os
import posixpath

SECTOR = 512
LUCK = (0, 0.1, 0.5, 0.9, 1)  # how much of what one file waits for is there


class File:
    def __init__(self, content=b''):
        self.safe, self.waiting, self.now = content, [], bytearray(content)

    def change(self, offset, data):
        """At the offset, or with no data: the file ends there."""
        self.waiting.append((offset, data))
        put(self.now, offset, data)

    def sync(self):
        self.safe, self.waiting = bytes(self.now), []

    def found(self, chance):
        luck, content = chance.choice(LUCK), bytearray(self.safe)
        for offset, data in self.waiting:
            if chance.random() < luck:
                put(content, offset, data)
            elif data is not None:
                chance.choice((nothing, torn, grown))(content, offset, data, chance)
        return bytes(content)


def put(content, offset, data):
    content.extend(bytes(max(0, offset - len(content))))
    if data is None:
        del content[offset:]
    else:
        content[offset:offset + len(data)] = data


def nothing(*_):
    pass


def torn(content, offset, data, chance):
    first = offset
    while first < offset + len(data):
        last = min(first - first % SECTOR + SECTOR, offset + len(data))
        if chance.random() < 0.5:
            put(content, first, data[first - offset:last - offset])
        first = last


def grown(content, offset, data, _):
    content.extend(bytes(max(0, offset + len(data) - len(content))))


class Folder:
    def __init__(self):
        self.safe, self.now = {}, {}


class Disk:
    def __init__(self, tree, deaf=()):
        """Deaf to 'files' or 'folders', it says that they are safe when they are not."""
        self.root, self.waiting, self.opened, self.deaf = Folder(), [], {}, ()
        for path in sorted(tree):
            node = Folder() if tree[path] is None else File(tree[path])
            self.rename_all((path, node))
            self.sync_folder(self.at(posixpath.dirname(path)))
        self.deaf = deaf

    def at(self, path):
        node = self.root
        for name in path.split('/') if path else ():
            node = node.now.get(name)
        return node

    def rename_all(self, *changes):
        """Names get what they stand for from now on, or None; they are safe together."""
        steps = [(self.at(posixpath.dirname(path)), posixpath.basename(path), node)
                 for path, node in changes]
        for step in steps:
            enter(step, step[0].now)
        self.waiting.append(steps)

    def apply(self, operation):
        getattr(self, operation[0])(*operation[1:])

    def say(self, text):
        pass

    def open(self, number, path, create, empty):
        if create and self.at(path) is None:
            self.rename_all((path, File()))
        self.opened[number] = node = self.at(path)
        if empty and node.now:
            node.change(0, None)

    def write(self, number, offset, data):
        file = self.opened[number]
        file.change(len(file.now) if offset is None else offset, data)

    def resize(self, number, size):
        self.opened[number].change(size, None)

    def sync(self, number):
        node = self.opened[number]
        if isinstance(node, Folder):
            self.sync_folder(node)
        elif 'files' not in self.deaf:
            node.sync()

    def sync_folder(self, folder):
        """With it goes all that came before in folders that shared a change with it."""
        if 'folders' in self.deaf:
            return
        wanted, needed, later = {folder}, [], []
        for steps in reversed(self.waiting):
            if wanted.isdisjoint(folders_of(steps)):
                later.append(steps)
            else:
                wanted.update(folders_of(steps))
                needed.append(steps)
        for steps in reversed(needed):
            for step in steps:
                enter(step, step[0].safe)
        self.waiting = later[::-1]

    def rename(self, old, new):
        if self.at(old) is not self.at(new):
            self.rename_all((old, None), (new, self.at(old)))

    def link(self, old, new):
        self.rename_all((new, self.at(old)))

    def unlink(self, path):
        self.rename_all((path, None))

    rmdir = unlink

    def mkdir(self, path):
        self.rename_all((path, Folder()))

    def names_found(self, chance):
        """{folder: names}; of each folder's changes that wait, so many are there."""
        names = {}
        count = collections.Counter(f for steps in self.waiting for f in folders_of(steps))
        left = {folder: chance.randint(0, n) for folder, n in count.items()}
        for steps in self.waiting:
            there = all(left[folder] for folder in folders_of(steps))
            for folder in folders_of(steps):
                left[folder] = left[folder] - 1 if there else 0
            for step in steps if there else ():
                enter(step, names.setdefault(step[0], dict(step[0].safe)))
        return names

    def now(self):
        """The tree as programs see it."""
        return tree(self.root, lambda folder: folder.now, lambda file: bytes(file.now))

    def lose_power(self, chance):
        """A tree that may be found afterwards."""
        names, contents = self.names_found(chance), {}

        def content(file):
            if file not in contents:
                contents[file] = file.found(chance)
            return contents[file]
        return tree(self.root, lambda folder: names.get(folder, folder.safe), content)


def folders_of(steps):
    return list(dict.fromkeys(folder for folder, _, _ in steps))


def enter(step, names):
    _, name, node = step
    if node is None:
        del names[name]
    else:
        names[name] = node


def tree(folder, names, content, above=''):
    found = {}
    for name, node in names(folder).items():
        if isinstance(node, Folder):
            found[above + name] = None
            found |= tree(node, names, content, f'{above}{name}/')
        else:
            found[above + name] = content(node)
    return found


def read_tree(folder):
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(place, name), folder)] = None
        for name in files:
            with open(os.path.join(place, name), 'rb') as file:
                found[os.path.relpath(file.name, folder)] = file.read()
    return found


def write_tree(what, folder):
    os.makedirs(folder)
    for path in sorted(what):
        if what[path] is None:
            os.mkdir(os.path.join(folder, path))
        else:
            with open(os.path.join(folder, path), 'wb') as file:
                file.write(what[path])
