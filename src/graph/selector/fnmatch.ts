import picomatch from 'picomatch';

const cache = new Map<string, (text: string) => boolean>();

/** True when `pattern` holds a wildcard: what has none is compared as it is. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\]]/.test(pattern);
}

/** Python's fnmatch: `*` and `?` match any character, dots and slashes too; `[seq]` and `[!seq]`. Case matters. */
export function fnmatch(text: string, pattern: string): boolean {
  if (!hasWildcard(pattern)) return text === pattern;
  let matches = cache.get(pattern);
  if (matches === undefined) {
    const regex = fnmatchToRegex(pattern);
    matches = (candidate) => regex.test(candidate);
    cache.set(pattern, matches);
  }
  return matches(text);
}

function fnmatchToRegex(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (char === '[') {
      const from = pattern[i + 1] === '!' ? i + 2 : i + 1;
      const end = pattern.indexOf(']', from + 1);
      if (end < 0) {
        source += '\\[';
      } else {
        const set = pattern.slice(from, end).replace(/[\\\]^[]/g, '\\$&');
        source += `[${from === i + 2 ? '^' : ''}${set}]`;
        i = end;
      }
    } else source += char.replace(/[\\^$.|+(){}\]/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}

/** A file glob as pathlib has it: `*` stays within one folder, `**` is any number of folders. */
export function createPathMatcher(pattern: string): (path: string) => boolean {
  const normal = pattern
    .replaceAll('\\', '/')
    .split('/')
    .filter((part, i) => part !== '.' && (part !== '' || i === 0))
    .join('/');
  return picomatch(normal, { dot: true, noextglob: true, nobrace: true, nonegate: true });
}
