export { type Script, scriptOf, scriptsOf } from './scripts.queries.ts'
