import process from 'node:process';
import {EventStore} from './core/event-store.ts';
import {safe} from './core/sanitize.ts';
import {initialState} from './core/state.ts';
import {type View} from './core/state/visible.ts';
import {readOptions, UsageError, type Options} from './options.ts';
import {printPlain} from './print/plain.ts';
import {feedArchive} from './sources/feed-archive.ts';
import {watchAws} from './sources/live.ts';
import {systemClock} from './sources/system-clock.ts';
import {createStore, type Store} from './store.ts';
import {askBeforeScreen, supplyOf, type Supply} from './supply.ts';
import {capabilitiesOf, type Capabilities} from './terminal/capabilities.ts';
import {localZone} from './terminal/local-zone.ts';
import {keepTime} from './timekeeper.ts';

/** Runs the program: reads the command line, connects sources, store and screen. */
export async function main(): Promise<void> {
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2), {
      now: systemClock.now(),
      localZone,
      env: process.env,
    });
  } catch (error) {
    fail(error);
    return;
  }

  const capabilities = capabilitiesOf({
    env: process.env,
    isStdoutTty: process.stdout.isTTY,
    isStdinTty: process.stdin.isTTY,
    color: options.color,
    ascii: options.ascii,
  });
  try {
    if (options.command === 'events') {
      const {runEvents} = await import('./events-command.ts');
      const isArchive = options.paths.length > 0;
      const trail = isArchive ? undefined : await supplyOf(options);
      await runEvents(options, capabilities.ascii, trail);
      return;
    }

    if (options.command === 'doctor') {
      const {runDoctor} = await import('./doctor-command.ts');
      process.exitCode = await runDoctor(options, askBeforeScreen);
      return;
    }

    await (capabilities.isScreen && !options.isPlain
      ? runScreen(options, capabilities)
      : runPlain(options, capabilities));
  } catch (error) {
    fail(error);
  }
}

/** The last word where something went wrong before or without a screen: one line, never a stack trace. */
function fail(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`trailtop: ${safe(error.message)}\n`);
    process.exitCode = 2;
    return;
  }

  // What is thrown may be anything, also what cannot be made a string.
  const words = error instanceof Error ? `${error.name}: ${error.message}` : error;
  process.stderr.write(
    `trailtop ended by a fault of its own, which should be reported: ${safe(words)}\n`,
  );
  // What is still open must not hold a program that has failed.
  // eslint-disable-next-line unicorn/no-process-exit
  process.exit(1);
}

/**
 * Loads the screen with colour on or off as we have decided: Ink's colours are decided from the environment while it
 * loads. The environment is put back, since programs that find credentials inherit it.
 */
async function loadScreen(hasColor: boolean) {
  const {NO_COLOR, FORCE_COLOR} = process.env;
  delete process.env['NO_COLOR'];
  process.env['FORCE_COLOR'] = hasColor ? '1' : '0';
  try {
    return await import('./screen.tsx');
  } finally {
    for (const [name, value] of Object.entries({NO_COLOR, FORCE_COLOR})) {
      if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = value;
      }
    }
  }
}

async function runScreen(options: Options, capabilities: Capabilities): Promise<void> {
  const isArchive = options.paths.length > 0;
  const supply = isArchive ? undefined : await supplyOf(options);
  const store = storeFor(options, capabilities, supply);
  const {showScreen} = await loadScreen(capabilities.color);
  const stopTime = isArchive ? () => undefined : keepTime(store, systemClock);
  let stop: () => void = () => undefined;
  // From here on a fault must give the terminal back first: showScreen sees to that.
  process.off('uncaughtException', fail);
  process.off('unhandledRejection', fail);
  await showScreen({
    store,
    hasColor: capabilities.color,
    // The first frame is on the screen before anything slow is begun.
    onShown() {
      stop = connect(options, store, supply);
    },
    onClosed() {
      stopTime();
      stop();
    },
  });
  await supply?.close();
}

async function runPlain(options: Options, capabilities: Capabilities): Promise<void> {
  const isArchive = options.paths.length > 0;
  const supply = isArchive ? undefined : await supplyOf(options);
  // No key could show what a view hides: everything is printed, and `--filter is:notable` narrows it.
  const store = storeFor(options, capabilities, supply, 'all');
  const stopTime = isArchive ? () => undefined : keepTime(store, systemClock);
  const printed = printPlain({store, stdout: process.stdout, stderr: process.stderr});
  const stop = connect(options, store, supply);
  // Waits and idle connections do not keep the program alive; following does, until the reader is gone.
  const alive = setInterval(() => undefined, 3_600_000);
  const status = await printed;
  clearInterval(alive);
  stopTime();
  stop();
  await supply?.close();
  process.exitCode = status;
}

function connect(options: Options, store: Store, supply: Supply | undefined): () => void {
  if (!supply) {
    return feedArchive({
      paths: options.paths,
      stdin: process.stdin,
      timeColumn: options.timeColumn,
      now: systemClock.now,
      dispatch: store.dispatch,
    });
  }

  return watchAws({
    settings: supply.settings,
    holder: store,
    clock: systemClock,
    random: Math.random,
    rate: options.rate,
    refresh: options.refresh,
  });
}

function storeFor(
  options: Options,
  capabilities: Capabilities,
  supply: Supply | undefined,
  view: View = 'notable',
): Store {
  const state = initialState({
    mode: supply ? 'live' : 'archive',
    isDemo: options.isDemo && supply !== undefined,
    now: systemClock.now(),
    columns: process.stdout.columns || 80,
    rows: process.stdout.rows || 24,
    ascii: capabilities.ascii,
    zone: options.zone,
    localZone,
    regions: supply?.regions ?? [],
    globalRegion: supply?.globalRegion ?? '',
    choice: options.choice,
    view,
    charted: options.instances,
    rate: options.rate,
    store: new EventStore(supply ? {limit: options.maxEvents} : {}),
    ...(options.filter ? {filter: options.filter} : {}),
  });
  return createStore(state, (call, ms) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  });
}
