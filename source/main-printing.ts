/** The program for commands that print: the build leaves the screen out of its file (scripts/bundle/bundle.ts). */
export {main} from './main.tsx';
