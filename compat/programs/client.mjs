import * as kaleyra from '@kaleyra-reactions/client'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import { exercise } from './exercise.cjs'

parseCallback({})
console.log(await exercise(kaleyra, { baseUrl: process.env.KALEYRA_BASE_URL }))
