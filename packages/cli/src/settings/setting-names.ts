/** Everything that can be set. Each has a flag and an environment variable; the key has no flag. */
export const settingNames = ['apiKey', 'sid', 'phoneNumber', 'region', 'baseUrl'] as const

/** The name of a setting, as the client calls it. */
export type SettingName = (typeof settingNames)[number]

/** The flag of a field: `--message-id` for `messageId` and for `message_id`. */
export function flagOf(field: string): string {
  return `--${wordsOf(field).join('-')}`
}

/** The environment variable of a setting: `KALEYRA_PHONE_NUMBER` for `phoneNumber`. */
export function variableOf(setting: string): string {
  return ['kaleyra', ...wordsOf(setting)].join('_').toUpperCase()
}

/** How a person gives a field of the client: by a flag, or as a setting. */
export function givenAs(field: string): string {
  if (field === 'emoji') return field
  if (field === 'apiKey') return `${variableOf(field)} (or --api-key-stdin)`
  const isSetting = settingNames.some((name) => name === field)
  return isSetting ? `${variableOf(field)} (or ${flagOf(field)})` : flagOf(field)
}

function wordsOf(field: string): string[] {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).split('_')
}
