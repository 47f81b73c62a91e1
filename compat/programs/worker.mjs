import * as kaleyra from '@kaleyra-reactions/client'
import { exercise } from './exercise.cjs'

export default {
  async fetch(_, { KALEYRA_BASE_URL: baseUrl }) {
    return new Response(await exercise(kaleyra, { baseUrl }).catch(String))
  },
}
