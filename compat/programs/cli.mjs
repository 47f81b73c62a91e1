// Runs the installed command as a shell would find it.
import { spawnSync } from 'node:child_process'

const settings = {
  KALEYRA_SID: 'HXAP1600000097IN',
  KALEYRA_API_KEY: 'key',
  KALEYRA_PHONE_NUMBER: '919000000001',
}
const send = (messageId) =>
  spawnSync(
    'node_modules/.bin/kaleyra-reactions',
    ['send', '--to', '+919000000002', '--message-id', messageId, '👍'],
    {
      encoding: 'utf8',
      env: { ...process.env, ...settings },
    },
  )

const accepted = send('wamid.WA202')
if (accepted.status !== 0 || !/\bA\w{19}\b/.test(accepted.stdout)) throw new Error(accepted.stderr)
const { status, stderr } = send('wamid.E110')
console.log(status !== 0 && stderr.includes('E110') ? 'E110' : stderr)
