/** ESC, which begins a terminal's sequences. */
export const escape = '\u001B';

/** BEL, which ends some of them. */
export const bell = '\u0007';
