/** Why a name is none for a view. */
export const viewNameRule =
  'a name begins with a letter and has letters, digits, - and _, 40 at the most';

/** Whether a view may be called so: what no shell, no path and no other word of the command line takes for something else. */
export function isViewName(name: string): boolean {
  return /^[A-Za-z][\w\-]{0,39}$/v.test(name);
}
