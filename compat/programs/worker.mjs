import * as kaleyra from '@kaleyra-reactions/client'
import { exercise } from './exercise.cjs'
import { sendOnKeptConnections } from './kept.cjs'

export default {
  async fetch(request, { KALEYRA_BASE_URL: baseUrl, KALEYRA_DROPPING_URL: droppingUrl }) {
    const isKept = new URL(request.url).pathname === '/kept'
    const outcome = isKept ? sendOnKeptConnections(kaleyra, droppingUrl) : exercise(kaleyra, { baseUrl })
    return new Response(await outcome.catch(String))
  },
}
