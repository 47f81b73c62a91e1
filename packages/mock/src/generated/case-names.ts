// Written by scripts/generate.ts from the document.

/** The name of a documented case: a response, or a callback that reports a failure. */
export type CaseName =
  | 'WA202'
  | 'WA400'
  | 'E110'
  | 'RBC001'
  | 'WA401'
  | 'WA-401-account'
  | 'WA-401-version'
  | 'WA500'
  | 'failed-131009'
  | 'failed-131026'
  | 'failed-131047'
  | 'failed-131056'
  | 'failed-130429'
  | 'failed-131048'
  | 'failed-130403'
  | 'WAV2101'

/** The name of a callback that the mock can send. */
export type CallbackName =
  | 'text'
  | 'reaction'
  | 'reactionRemoved'
  | 'textWithoutNumber'
  | 'sent'
  | 'failed-131009'
  | 'failed-131026'
  | 'failed-131047'
  | 'failed-131056'
  | 'failed-130429'
  | 'failed-131048'
  | 'failed-130403'
  | 'WAV2101'
