import {type Clipboard} from '../core/copy/clipboard.ts';

export type ColorChoice = 'auto' | 'on' | 'off';

export type Capabilities = {
  /** Draw on the alternate screen; else print plain lines. */
  readonly isScreen: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
};

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isStdoutTty: boolean;
  readonly isStdinTty: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
};

/** What the terminal can do, decided once from the flags, the environment and the streams. */
export function capabilitiesOf({
  env,
  isStdoutTty,
  isStdinTty,
  color,
  ascii,
}: Surroundings): Capabilities {
  const isDumb = env['TERM'] === 'dumb';
  return {
    isScreen: isStdoutTty && isStdinTty && !isDumb,
    ascii: ascii || !hasUtf8(env) || env['TERM'] === 'linux',
    color: color === 'auto' ? wantsColor(env) && isStdoutTty && !isDumb : color === 'on',
  };
}

/** NO_COLOR (any value) and FORCE_COLOR=0 turn colour off. Source: no-color.org. */
function wantsColor(env: Surroundings['env']): boolean {
  return !env['NO_COLOR'] && env['FORCE_COLOR'] !== '0';
}

/** The locale's character set, in the order in which the C library looks. */
function hasUtf8(env: Surroundings['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean) ?? '';
  return /utf-?8/iv.test(locale);
}

/**
 * How a text gets into the clipboard, as far as the environment tells: no terminal says whether it takes OSC 52. Over
 * SSH from inside tmux only the terminal's name is left to tell of it.
 */
export function clipboardOf(env: Surroundings['env']): Clipboard {
  const terminal = env['TERM'] ?? '';
  if (['', 'dumb', 'linux'].includes(terminal)) {
    return 'none';
  }

  if (env['TMUX'] || env['TERM_PROGRAM'] === 'tmux' || terminal.startsWith('tmux')) {
    return 'tmux';
  }

  // Without STY the name `screen` may also be an older tmux's, which would show screen's pieces as text.
  return env['STY'] ? 'screen' : 'direct';
}
