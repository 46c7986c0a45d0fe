import {type Problem} from '../problem.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {type State} from '../state/model.ts';

/** What failed and what to do, as sentences: `Not allowed to … . Allow … .` */
export function problemSentences({title, advice}: Problem, ascii: boolean): SafeText {
  const said = t`${capital(safe(title, {ascii}))}.`;
  return advice === '' ? said : t`${said} ${capital(safe(advice, {ascii}))}.`;
}

/** What keeps each region from being read. */
export function feedTroubles({feeds, ascii}: State): readonly SafeText[] {
  return [...feeds].flatMap(([region, {problem}]) =>
    problem ? [t`${safe(region, {ascii})}: ${problemSentences(problem, ascii)}`] : [],
  );
}

function capital(text: SafeText): SafeText {
  // A name that is written small keeps its spelling: `cloudtrail:LookupEvents`, `trailtop`, `http://…`.
  const [first = ''] = text.split(' ', 1);
  if (first === 'trailtop' || !/^[a-z']+,?$/v.test(first)) {
    return text;
  }

  return stillSafe(text.slice(0, 1).toUpperCase() + text.slice(1));
}
