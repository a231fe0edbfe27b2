import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';

/**
 * Starts main.js with V8's code cache, which saves compiling it anew in every process. node:vm is used for nothing
 * but that (Node 20 has no other door to the code cache); from Node 22 on the platform does it.
 */
const main = join(__dirname, 'main.js');
const modern = nodeModule as unknown as { enableCompileCache?: (folder: string) => unknown };

if (modern.enableCompileCache) {
  modern.enableCompileCache(join(__dirname, '.cache'));
  require(main);
} else {
  // Most of a short process' code runs too seldom to be worth optimising: three times the patience of Node 20's V8 saves
  // a quarter of the CPU time of a parse, and long runs lose nothing. Later versions count otherwise.
  setFlagsFromString('--interrupt-budget=400000');
  runCached(main, join(__dirname, `.cache-${process.version}-${process.arch}`));
}

function runCached(file: string, cacheFile: string): void {
  const source = readFileSync(file, 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData: readIfThere(cacheFile),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (script.cachedDataRejected !== false) process.once('exit', () => writeCache(script, cacheFile));
  const run = script.runInThisContext() as (...parameters: unknown[]) => void;
  run(exports, nodeModule.createRequire(file), module, file, dirname(file));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written when the process ends, so that functions compiled on the way are in it. A read-only folder is fine. */
function writeCache(script: Script, file: string): void {
  try {
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, file);
  } catch {
    // The next start compiles again.
  }
}
