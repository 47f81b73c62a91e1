/** A change of the document that a person has to decide: what is written by hand does not compile. */
export interface DecidedChange {
  change: string
  /** Changes the text of the document. */
  edit(text: string): string
  /** What the compiler has to name, and in which package. */
  named: { package: string; word: string }[]
}

/** One change of each kind. All of them are made in one document. */
export const decidedChanges: readonly DecidedChange[] = [
  {
    change: 'another name for the object with the details',
    edit: (text) => text.replaceAll('extra_info', 'more_info'),
    named: [
      { package: 'client', word: 'extra_info' },
      { package: 'cli', word: 'extra_info' },
      { package: 'mock', word: 'extra_info' },
    ],
  },
  {
    change: 'another name for a field of a callback',
    edit: (text) => text.replaceAll('recipient_id', 'receiver_id'),
    named: [
      { package: 'client', word: 'recipient_id' },
      { package: 'mock', word: 'recipient_id' },
    ],
  },
  {
    change: 'an optional field that no option of the client carries',
    edit: (text) => text.replace(/^( {4}Reaction:\n[\s\S]*?\n {6}properties:\n)/m, `$1${field('shade')}`),
    named: [{ package: 'client', word: 'shade' }],
  },
  {
    change: 'a second value of a field that had one',
    edit: (text) => text.replace(/^( *)(enum: \[individual\])$/m, '$1enum: [individual, group]'),
    named: [{ package: 'client', word: 'recipient_type' }],
  },
  {
    change: 'no id in the response',
    edit: (text) => text.replace(/^ *x-id: true\n/m, ''),
    named: [{ package: 'client', word: 'acceptedReactionId' }],
  },
]

function field(name: string): string {
  return [`${name}:`, '  type: string', '  description: Drilled.', '  example: a', '']
    .map((line) => (line === '' ? '' : `        ${line}`))
    .join('\n')
}
