import { createClient } from '@kaleyra-reactions/client'
import { innermostOf, textMember } from '@kaleyra-reactions/model/member'
import type { Command } from 'commander'
import { setUpProxy } from '../settings/proxy.ts'
import { givenAs, type SettingName, settingNames } from '../settings/setting-names.ts'
import {
  addressOf,
  addressSettingOf,
  addSettings,
  placeholders,
  readSettings,
  type SettingFlags,
  type Settings,
  unknownRegion,
} from '../settings/settings.ts'
import { describeError } from '../terminal/describe-error.ts'
import { type Ending, exitStatuses } from '../terminal/errors.ts'
import { print, printObject } from '../terminal/output.ts'
import { connectionRemedy } from '../terminal/remedies.ts'
import { withoutCredentials } from '../terminal/secrets.ts'
import { type Check, failed, passed } from './doctor-check.ts'
import { addJson, examples, name } from './flags.ts'
import { type Probe, probe } from './probe.ts'

/** The flags of `doctor`. */
interface DoctorFlags extends SettingFlags {
  probe?: boolean
  json?: boolean
}

/** Adds `doctor`. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Check settings, proxy and connection without sending a message.')
    .option('--probe', 'Also test the key, SID and number with a call that has no recipient.')
    .addHelpText('after', examples(`${name} doctor`))
  addJson(addSettings(command)).action(runDoctor)
}

/** Runs `doctor`: checks the settings and the way to the server. Without `--probe` it sends neither message nor key. */
async function runDoctor(flags: DoctorFlags): Promise<void> {
  const settings = await readSettings(flags)
  const address = addressOf(settings)
  const local = [
    passed('Node', process.versions.node),
    ...settingNames.map((name) => checkSetting(name, settings)),
  ]
  const origin = URL.parse(address ?? '')?.origin
  // An address without its scheme, such as localhost:4010, has no origin.
  const remote =
    origin === undefined || origin === 'null'
      ? []
      : [...(await checkProxy(origin)), await checkConnection(origin)]
  const isReady = [...local, ...remote].every(({ ok }) => ok)
  const probed = flags.probe && isReady ? await probe(settings) : undefined
  const checks = [...local, ...remote, ...(probed === undefined ? [] : [probed.check])]
  if (flags.json) printObject({ checks })
  else print(checks.map(formatCheck).join('\n'))
  process.exitCode = exitStatuses[endingOfChecks(local, remote, probed)].status
}

function endingOfChecks(local: Check[], remote: Check[], probed: Probe | undefined): Ending {
  if (!local.every(({ ok }) => ok)) return 'usage'
  if (!remote.every(({ ok }) => ok)) return 'noResponse'
  return probed?.ending ?? 'done'
}

function formatCheck({ ok, name, detail, remedy }: Check): string {
  const mark = ok ? 'ok  ' : 'FAIL'
  return `${mark}  ${name.padEnd(12)}${detail}${remedy === undefined ? '' : `\n      ${remedy}`}`
}

function checkSetting(name: SettingName, settings: Settings): Check {
  const setting = settings[name]
  if (setting === undefined) {
    const isOptional = name === 'baseUrl' || (name === 'region' && settings.baseUrl !== undefined)
    const instead = name === 'region' ? `, or ${givenAs('baseUrl')}` : ''
    return isOptional ? passed(name, 'not set') : failed(name, 'not set', `Set ${givenAs(name)}${instead}.`)
  }
  const { value, origin } = setting
  const shown = name === 'apiKey' ? '***' : withoutCredentials(value)
  const remark = isBeaten(name, settings) ? `, overridden by ${addressSettingOf(settings)}` : ''
  const detail = `${shown} (${origin})${remark}`
  const problem = name === 'region' ? regionProblem(settings) : problemOf(name, value)
  return problem === undefined ? passed(name, detail) : failed(name, detail, problem)
}

/** Tells whether the other one of region and base URL names the address. */
function isBeaten(name: SettingName, settings: Settings): boolean {
  const isAddress = name === 'region' || name === 'baseUrl'
  return isAddress && addressSettingOf(settings) !== name
}

function regionProblem({ region, baseUrl }: Settings): string | undefined {
  if (region === undefined || addressOf({ region }) !== undefined) return undefined
  const instead = baseUrl === undefined ? '' : ' Or unset it to use the base URL.'
  return `${unknownRegion}.${instead}`
}

/** The reason for which the client refuses a setting; `undefined` where it takes it. */
function problemOf(name: SettingName, value: string): string | undefined {
  try {
    createClient({ ...placeholders, [name]: value })
    return undefined
  } catch (error) {
    return `${describeError(error).message}.`
  }
}

/** What there is to say of a proxy for an address: nothing where none is set. */
async function checkProxy(origin: string): Promise<Check[]> {
  try {
    const use = await setUpProxy(origin)
    if (use === undefined) return []
    return [use.isSupported ? passed('Proxy', use.sentence) : failed('Proxy', 'not used', use.sentence)]
  } catch (error) {
    return [failed('Proxy', 'not used', describeError(error).message)]
  }
}

/** Sends a request without key and body. Any response proves that the way is open and the certificate good. */
async function checkConnection(origin: string): Promise<Check> {
  const name = 'Connection'
  try {
    const signal = AbortSignal.timeout(5000)
    const { status } = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal })
    return passed(name, `${origin} responds (status ${status})`)
  } catch (error) {
    const cause = innermostOf(error)
    const reason = textMember(cause, 'code') ?? textMember(cause, 'message')
    return failed(name, `cannot reach ${origin}: ${reason}`, connectionRemedy(error))
  }
}
