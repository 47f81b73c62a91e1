// Unpacks the browser once, before the suites that need it start side by side.
import { unpackBrowser } from '../src/packed-browser.ts'

unpackBrowser()
