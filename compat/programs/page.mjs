import * as kaleyra from '@kaleyra-reactions/client'
import { exercise } from './exercise.cjs'

// The page's own server passes calls on to the mock.
const settings = { baseUrl: location.origin }
const unasked = await exercise(kaleyra, settings).catch(String)
if (!unasked.includes('dangerouslyAllowBrowser')) throw new Error(`started unasked: ${unasked}`)
document.title = await exercise(kaleyra, { ...settings, dangerouslyAllowBrowser: true }).catch(String)
