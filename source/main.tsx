import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {EventStore} from './core/event-store.ts';
import {safe} from './core/sanitize.ts';
import {withoutSecrets} from './core/secrets.ts';
import {initialState} from './core/state.ts';
import {UsageError, type Options} from './options.ts';
import {answerAtOnce, configChecks, readCommandLine, type CommandLine} from './command-line.ts';
import {followKeptViews} from './files/keep-views.ts';
import {followSaves} from './files/saves.ts';
import {printPlain} from './print/plain.ts';
import {feedArchive} from './sources/feed-archive.ts';
import {watchAws} from './sources/live.ts';
import {codec} from './sources/codec.ts';
import {systemClock} from './sources/system-clock.ts';
import {searchTexts} from './sources/text-search.ts';
import {Traffic} from './sources/traffic.ts';
import {keepHeapSmall} from './small-heap.ts';
import {openRecord, type RecordFile} from './record.ts';
import {startReport, traceStart} from './start-trace.ts';
import {createStore, type Schedule, type Store} from './store.ts';
import {askBeforeScreen, supplyOf, type Supply} from './supply.ts';
import {
  capabilitiesOf,
  clipboardOf,
  isAsciiTerminal,
  type Capabilities,
  type Surroundings,
} from './terminal/capabilities.ts';
import {Line} from './terminal/line.ts';
import {localZone} from './terminal/local-zone.ts';
import {openTerminal} from './terminal/tty.ts';
import {keepTime} from './timekeeper.ts';
import {withAlarm} from './with-alarm.ts';

/** Runs the program: reads the command line, connects sources, store and screen. */
export async function main(): Promise<void> {
  traceStart('main loaded');
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  const argv = process.argv.slice(2);
  let started: CommandLine;
  try {
    const answer = await answerAtOnce(argv, process.env);
    if (answer !== undefined) {
      // A reader that has seen enough is no fault.
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') {
          fail(error);
        }
      });
      process.stdout.write(answer);
      return;
    }

    started = await readCommandLine(argv, {
      now: systemClock.now(),
      localZone,
      env: process.env,
      isPath: existsSync,
    });
  } catch (error) {
    fail(error);
    return;
  }

  const {options} = started;

  const surroundings: Surroundings = {
    env: process.env,
    isStdoutTty: process.stdout.isTTY,
    isStdinTty: process.stdin.isTTY,
    color: options.color,
    ascii: options.ascii,
    isPlain: options.isPlain,
    isSpoken: options.isSpoken,
    columns: process.stdout.columns,
    rows: process.stdout.rows,
  };
  const capabilities = capabilitiesOf(surroundings);
  try {
    if (options.command !== 'monitor') {
      sayRemarks(started);
    }

    if (options.command === 'events') {
      const {runEvents} = await import('./events-command.ts');
      const isArchive = options.paths.length > 0;
      const record = await openRecord(options);
      const trail = isArchive ? undefined : await supplyOf(options);
      await runEvents(options, capabilities.ascii, trail, record);
      return;
    }

    if (options.command === 'metrics') {
      const {runMetrics} = await import('./metrics-command.ts');
      const metricsSupply = await supplyOf(options);
      const {options: alarmed, problem} = await withAlarm(options, metricsSupply);
      if (problem !== '') {
        process.stderr.write(`trailtop: ${said(problem)}\n`);
        process.exitCode = 1;
        await metricsSupply.close();
        return;
      }

      await runMetrics(alarmed, capabilities.ascii, metricsSupply);
      return;
    }

    if (options.command === 'doctor') {
      const {runDoctor} = await import('./doctor-command.ts');
      process.exitCode = await runDoctor(options, askBeforeScreen, await configChecks(process.env));
      return;
    }

    const keys = options.isPlain ? undefined : keysFor(options, surroundings);
    const record = await openRecord(options);
    if (!keys) {
      sayRemarks(started);
    }

    await (keys
      ? runScreen(started, capabilities, keys, record)
      : runPlain(started, capabilities, record));
  } catch (error) {
    fail(error);
  }
}

/** What is wrong in config.json, where there is no screen that could tell. */
function sayRemarks({options, remarks}: CommandLine): void {
  // Doctor has lines of its own for it.
  for (const remark of options.command === 'doctor' ? [] : remarks) {
    process.stderr.write(`trailtop: ${said(remark)}\n`);
  }
}

/** For stderr, in what the terminal is sure to show; the flag counts also where the command line could not be read. */
function said(text: unknown): string {
  const ascii = process.argv.includes('--ascii') || isAsciiTerminal(process.env);
  return safe(text, {ascii});
}

/** The last word where something went wrong before or without a screen: one line, never a stack trace. */
function fail(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`trailtop: ${said(error.message)}\n`);
    process.exitCode = 2;
    return;
  }

  // What is thrown may be anything, also what cannot be made a string.
  const words = error instanceof Error ? `${error.name}: ${error.message}` : error;
  process.stderr.write(
    `trailtop ended by a fault of its own, which should be reported: ${said(withoutSecrets(safe(words)))}\n`,
  );
  // What is still open must not hold a program that has failed.
  // eslint-disable-next-line unicorn/no-process-exit
  process.exit(1);
}

/**
 * Loads the screen with colour on or off as we have decided: Ink's colours are decided from the environment while it
 * loads. The environment is put back, since programs that find credentials inherit it.
 */
async function loadScreen({color, display}: Capabilities) {
  const {NO_COLOR, FORCE_COLOR} = process.env;
  delete process.env['NO_COLOR'];
  process.env['FORCE_COLOR'] = color ? '1' : '0';
  try {
    if (display === 'spoken') {
      const {showSpoken} = await import('./spoken.tsx');
      return showSpoken;
    }

    const {showScreen} = await import('./screen.tsx');
    return showScreen;
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
  started: CommandLine,
  capabilities: Capabilities,
  keys: NodeJS.ReadStream,
  record: RecordFile | undefined,
): Promise<void> {
  const {options} = started;
  const isArchive = options.paths.length > 0;
  traceStart('command line read');
  const supply = isArchive ? undefined : await supplyOf(options);
  traceStart('region and endpoint known');
  const line = new Line(process.stdout);
  const store = await openStore(started, capabilities, supply, (call, ms) =>
    line.schedule(call, ms),
  );
  traceStart('store made');
  const show = await loadScreen(capabilities);
  traceStart('screen loaded');
  const stopTime = isArchive ? () => undefined : keepTime(store, systemClock);
  const stopWeighing = isArchive ? () => undefined : keepHeapSmall(store.subscribe);
  const traffic = new Traffic(systemClock);
  let stop: () => void = () => undefined;
  let isRecordWhole = true;
  // From here on a fault must give the terminal back first: showScreen sees to that.
  process.off('uncaughtException', fail);
  process.off('unhandledRejection', fail);
  await show({
    store,
    hasColor: capabilities.color,
    line,
    clipboard: clipboardOf(process.env),
    keys,
    traffic: () => ({
      requests: traffic.requests,
      failures: traffic.failures,
      waiting: traffic.waiting,
      pollAge: traffic.age,
    }),
    // The first frame is on the screen before anything slow is begun.
    onShown() {
      traceStart('first frame written');
      const stopTracing = traceFirstEvents(store);
      const recording = record?.follow(store);
      const stopReading = connect(options, store, supply, traffic);
      const stopSearching = searchTexts({holder: store, clock: systemClock});
      const stopSaving = followSaves({
        holder: store,
        folder: () => process.cwd(),
        home: homedir(),
        now: () => performance.now(),
      });
      const stopKeeping = followKeptViews({
        holder: store,
        file: started.configFile,
        pid: process.pid,
      });
      stop = () => {
        stopTracing();
        stopKeeping();
        stopSaving();
        stopSearching();
        stopReading();
        const left = recording?.stop() ?? 0;
        const {archive, recording: told} = store.getState();
        isRecordWhole =
          left === 0 &&
          (told?.problem ?? '') === '' &&
          (!isArchive || archive.isDone) &&
          !archive.isStopped;
      };
    },
    onClosed() {
      stopTime();
      stopWeighing();
      stop();
      // What was opened for this must not hold the program; its own input is closed by whoever gave it.
      if (keys !== process.stdin) {
        keys.destroy();
      }

      process.stderr.write(startReport());
      if (record && !isRecordWhole) {
        process.stderr.write(
          `trailtop: ${said(options.record)} does not hold everything: trailtop ended before all was ${isArchive ? 'read and written' : 'written'}\n`,
        );
      }

      // What opens the kept views, where it can be copied from when the screen is gone.
      for (const command of store.getState().kept) {
        process.stderr.write(`${said(command)}\n`);
      }
    },
  });
  await supply?.close();
}

/** Notes when the first events are known and when they are drawn. */
function traceFirstEvents(store: Store): () => void {
  return store.subscribe(() => {
    if (store.getSnapshot().store.count > 0) {
      traceStart('first events drawn');
    }
  });
}

async function runPlain(
  started: CommandLine,
  capabilities: Capabilities,
  record: RecordFile | undefined,
): Promise<void> {
  const {options} = started;
  const isArchive = options.paths.length > 0;
  const supply = isArchive ? undefined : await supplyOf(options);
  // No key could show what a view hides: everything is printed, and `--filter is:notable` narrows it.
  const view = options.isViewNamed ? options.view : 'all';
  const shown = {...started, options: {...options, view}};
  const store = await openStore(shown, capabilities, supply);
  const stopTime = isArchive ? () => undefined : keepTime(store, systemClock);
  const {stdout, stderr} = process;
  const printed = printPlain({store, isFollowing: options.isFollowing, stdout, stderr});
  const recording = record?.follow(store);
  const stop = connect(options, store, supply);
  const stopSearching = searchTexts({holder: store, clock: systemClock});
  // Waits and idle connections do not keep the program alive; following does, until the reader is gone.
  const alive = setInterval(() => undefined, 3_600_000);
  const status = await printed;
  clearInterval(alive);
  stopTime();
  stopSearching();
  stop();
  await recording?.idle();
  recording?.stop();
  await supply?.close();
  process.exitCode = status;
}

function connect(
  options: Options,
  store: Store,
  supply: Supply | undefined,
  traffic?: Traffic,
): () => void {
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
    ...(traffic ? {traffic} : {}),
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
  started: CommandLine,
  capabilities: Capabilities,
  supply: Supply | undefined,
  schedule: Schedule = timer,
): Promise<Store> {
  try {
    const alarmed = supply && (await withAlarm(started.options, supply));
    const why = alarmed?.why;
    const told = {...started, options: alarmed?.options ?? started.options};
    const store = storeFor(told, capabilities, supply, why, schedule);
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
  {options, remarks, named, view}: CommandLine,
  capabilities: Capabilities,
  supply: Supply | undefined,
  why: string | undefined,
  schedule: Schedule,
): Store {
  const state = initialState({
    mode: supply ? 'live' : 'archive',
    isDemo: options.isDemo && supply !== undefined,
    now: systemClock.now(),
    columns: process.stdout.columns || 80,
    rows: process.stdout.rows || 24,
    // As the key ^O shows it.
    isDebug: !['', '0', undefined].includes(process.env['TRAILTOP_DEBUG']),
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
      named,
      remarks,
      ...(view === '' ? {} : {view}),
    },
    rate: options.rate,
    clipboard: clipboardOf(process.env),
    store: new EventStore({...(supply ? {limit: options.maxEvents} : {}), codec}),
    ...(options.filter ? {filter: options.filter} : {}),
  });
  return createStore(state, schedule);
}

function timer(call: () => void, ms: number): () => void {
  const timeout = setTimeout(call, ms);
  return () => {
    clearTimeout(timeout);
  };
}
