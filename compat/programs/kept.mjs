import * as kaleyra from '@kaleyra-reactions/client'
import { sendOnKeptConnections } from './kept.cjs'

console.log(await sendOnKeptConnections(kaleyra, process.env.KALEYRA_DROPPING_URL))
