import { store } from './store.ts'

/** Whether the last request reached the server. */
export const connection = store<'good' | 'lost'>('good')
