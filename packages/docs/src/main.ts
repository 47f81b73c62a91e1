// Serves the built site on port 8080, or on another port where 8080 is taken.
import { join } from 'node:path'
import { serveSite } from './server.ts'

const dist = join(import.meta.dirname, '../dist')
const { url } = await serveSite(dist, 8080).catch(() => serveSite(dist))
console.log(`The docs are served on ${url}`)
