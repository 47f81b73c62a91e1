#!/usr/bin/env node
import { CommanderError } from 'commander'
import { createProgram, report } from './program.ts'

const print = (text: string) => process.stdout.write(text)
const complain = (text: string) => process.stderr.write(text)

try {
  await createProgram({ environment: process.env, print, complain }).parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const { message, exitCode } = report(error)
    complain(`error: ${message}\n`)
    process.exitCode = exitCode
  }
}
