import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {EventStore} from './core/event-store.ts';
import {safe} from './core/sanitize.ts';
import {initialState} from './core/state.ts';
import {readOptions, UsageError, type Options} from './options.ts';
import {followSaves} from './files/saves.ts';
import {printPlain} from './print/plain.ts';
import {feedArchive} from './sources/feed-archive.ts';
import {watchAws} from './sources/live.ts';
import {codec} from './sources/codec.ts';
import {systemClock} from './sources/system-clock.ts';
import {searchTexts} from './sources/text-search.ts';
import {createStore, type Store} from './store.ts';
import {askBeforeScreen, supplyOf, type Supply} from './supply.ts';
import {
  capabilitiesOf,
  clipboardOf,
  type Capabilities,
  type Surroundings,
} from './terminal/capabilities.ts';
import {localZone} from './terminal/local-zone.ts';
import {openTerminal} from './terminal/tty.ts';
import {keepTime} from './timekeeper.ts';
import {withAlarm} from './with-alarm.ts';

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
      isPath: existsSync,
    });
  } catch (error) {
    fail(error);
    return;
  }

  const surroundings: Surroundings = {
    env: process.env,
    isStdoutTty: process.stdout.isTTY,
    isStdinTty: process.stdin.isTTY,
    color: options.color,
    ascii: options.ascii,
  };
  const capabilities = capabilitiesOf(surroundings);
  try {
    if (options.command === 'events') {
      const {runEvents} = await import('./events-command.ts');
      const isArchive = options.paths.length > 0;
      const trail = isArchive ? undefined : await supplyOf(options);
      await runEvents(options, capabilities.ascii, trail);
      return;
    }

    if (options.command === 'metrics') {
      const {runMetrics} = await import('./metrics-command.ts');
      const metricsSupply = await supplyOf(options);
      const {options: alarmed, problem} = await withAlarm(options, metricsSupply);
      if (problem !== '') {
        process.stderr.write(`trailtop: ${safe(problem)}\n`);
        process.exitCode = 1;
        await metricsSupply.close();
        return;
      }

      await runMetrics(alarmed, capabilities.ascii, metricsSupply);
      return;
    }

    if (options.command === 'doctor') {
      const {runDoctor} = await import('./doctor-command.ts');
      process.exitCode = await runDoctor(options, askBeforeScreen);
      return;
    }

    const keys = options.isPlain ? undefined : keysFor(options, surroundings);
    await (keys ? runScreen(options, capabilities, keys) : runPlain(options, capabilities));
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

/** Where keys come from; undefined where there can be no screen. Events that are piped in leave the terminal to them. */
function keysFor({paths}: Options, surroundings: Surroundings): NodeJS.ReadStream | undefined {
  if (capabilitiesOf(surroundings).isScreen) {
    if (paths.includes('-')) {
      throw new UsageError('- is what comes through a pipe: zcat FILE | trailtop -');
    }

    return process.stdin;
  }

  return paths.includes('-') && capabilitiesOf({...surroundings, isStdinTty: true}).isScreen
    ? openTerminal()
    : undefined;
}

async function runScreen(
  options: Options,
  capabilities: Capabilities,
  keys: NodeJS.ReadStream,
): Promise<void> {
  const isArchive = options.paths.length > 0;
  const supply = isArchive ? undefined : await supplyOf(options);
  const store = await openStore(options, capabilities, supply);
  const {showScreen} = await loadScreen(capabilities.color);
  const stopTime = isArchive ? () => undefined : keepTime(store, systemClock);
  let stop: () => void = () => undefined;
  // From here on a fault must give the terminal back first: showScreen sees to that.
  process.off('uncaughtException', fail);
  process.off('unhandledRejection', fail);
  await showScreen({
    store,
    hasColor: capabilities.color,
    clipboard: clipboardOf(process.env),
    keys,
    // The first frame is on the screen before anything slow is begun.
    onShown() {
      const stopReading = connect(options, store, supply);
      const stopSearching = searchTexts({holder: store, clock: systemClock});
      const stopSaving = followSaves({
        holder: store,
        folder: () => process.cwd(),
        home: homedir(),
        now: () => performance.now(),
      });
      stop = () => {
        stopSaving();
        stopSearching();
        stopReading();
      };
    },
    onClosed() {
      stopTime();
      stop();
      // What was opened for this must not hold the program; its own input is closed by whoever gave it.
      if (keys !== process.stdin) {
        keys.destroy();
      }
    },
  });
  await supply?.close();
}

async function runPlain(options: Options, capabilities: Capabilities): Promise<void> {
  const isArchive = options.paths.length > 0;
  const supply = isArchive ? undefined : await supplyOf(options);
  // No key could show what a view hides: everything is printed, and `--filter is:notable` narrows it.
  const store = await openStore({...options, view: 'all'}, capabilities, supply);
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
    void feedRecorded(options.metricsFrom, store);
    return feedArchive({
      paths: options.paths,
      stdin: process.stdin,
      timeColumn: options.timeColumn,
      now: systemClock.now,
      dispatch: store.dispatch,
      isStopped: () => store.getState().archive.isStopped,
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

/** The recorded series of `--metrics-from`. */
async function feedRecorded(path: string | undefined, {dispatch}: Store): Promise<void> {
  if (path !== undefined) {
    const {recordedSeries} = await import('./sources/recorded-series.ts');
    dispatch({type: 'recorded', path, recorded: await recordedSeries(path)});
  }
}

/** The store as the command line has it, what an alarm leads to looked up. */
async function openStore(
  options: Options,
  capabilities: Capabilities,
  supply: Supply | undefined,
): Promise<Store> {
  try {
    const alarmed = supply && (await withAlarm(options, supply));
    const store = storeFor(alarmed?.options ?? options, capabilities, supply, alarmed?.why);
    if (alarmed && alarmed.problem !== '') {
      store.dispatch({type: 'notice', text: alarmed.problem});
    }

    return store;
  } catch (error) {
    await supply?.close();
    throw error;
  }
}

function storeFor(
  options: Options,
  capabilities: Capabilities,
  supply: Supply | undefined,
  why: string | undefined,
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
    view: options.view,
    charted: options.instances,
    why,
    metric: options.metric,
    threshold: options.threshold,
    startedWith: {
      paths: options.paths,
      ...(options.timeColumn === undefined ? {} : {timeColumn: options.timeColumn}),
      ...(options.metricsFrom === undefined ? {} : {metricsFrom: options.metricsFrom}),
    },
    rate: options.rate,
    clipboard: clipboardOf(process.env),
    store: new EventStore({...(supply ? {limit: options.maxEvents} : {}), codec}),
    ...(options.filter ? {filter: options.filter} : {}),
  });
  return createStore(state, (call, ms) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  });
}
