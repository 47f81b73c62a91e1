// Serves the built site, on port 8080 where it is free.
import { join } from 'node:path'
import { serveSite } from './server.ts'

const dist = join(import.meta.dirname, '../dist')
const { url } = await serveSite(dist, 8080).catch(() => serveSite(dist))
console.log(`The docs are served on ${url}`)
